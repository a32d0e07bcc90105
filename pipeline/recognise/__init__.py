"""From an article to its mentions; the only room that knows spaCy."""
