"""From mentions to relations: what a sentence asserts, denies or only supposes."""

from pipeline.relate.articles import relate

__all__ = ["relate"]
