"""Sentence boundaries in biomedical prose: one regular expression and a list of exceptions."""

import re
from collections.abc import Iterator

from pipeline.model import Article

BOUNDARY = re.compile(
    r"[.!?\n](?:"  # one set of characters to search for, which is fast
    r"(?<!\n)(?P<closing>[\"'”’)\]*_]*)\s+(?="
    r"(?:<\w+>|[\"'“‘(\[*_])*[A-Z0-9Α-Ω]"  # a stop, space, a capital or a digit, perhaps marked
    r"|[a-z]+[A-Z0-9])"  # … or a name such as mRNA, p53
    r"|(?<=\n)\s*\n\s*)"  # an empty line
)
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|viz|al|ca|approx|resp|Fig|Figs|Eq|Eqs|Ref|Refs|Tab|No|Nos|Dr|Drs|Prof|Mr"
    r"|Mrs|Ms|St|Inc|Ltd|Co|Corp|Suppl|Vol|pp|sp|spp|subsp|var|str|cv)|\b[A-Z])\.$"
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The (start, end) offsets of the sentences in `text[start:end]`, without white space around.

    >>> text = "IL-6 rose (Fig. 2). E. coli did not. p53 fell."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['IL-6 rose (Fig. 2).', 'E. coli did not.', 'p53 fell.']
    """
    begin = start
    for boundary in BOUNDARY.finditer(text, start, end):
        closing = boundary["closing"]
        stop = boundary.start() if closing is None else boundary.end("closing")
        line = boundary[0].count("\n") < 2
        if line and ABBREVIATION.search(text, max(begin, stop - 12), stop):
            continue
        yield from _trimmed(text, begin, stop)
        begin = boundary.end()
    yield from _trimmed(text, begin, end)


def sentences_of(article: Article) -> list[tuple[int, int]]:
    """The (start, end) offsets of the sentences of an article's prose."""
    return [span for p in article.prose for span in sentences(article.text, p.start, p.end)]


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
