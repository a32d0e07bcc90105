"""From an article to its mentions; the only room that knows spaCy."""

from pipeline.recognise.explain import explain, explain_phrase
from pipeline.recognise.recogniser import Recogniser
from pipeline.recognise.rejections import Explanation

__all__ = ["Explanation", "Recogniser", "explain", "explain_phrase"]
