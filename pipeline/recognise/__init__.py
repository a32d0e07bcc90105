"""From an article to its mentions; the only room that knows spaCy."""

from pipeline.recognise.recogniser import Recogniser

__all__ = ["Recogniser"]
