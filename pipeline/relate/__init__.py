"""From mentions to relations: what a sentence asserts, denies or only supposes."""
