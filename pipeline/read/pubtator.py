"""PubTator: many articles in a file, text and offsets as they come; annotations are not read here.

Format: https://www.ncbi.nlm.nih.gov/research/pubtator3/tutorial ("ID|t|title", "ID|a|abstract").
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader

from pipeline.errors import ReadError
from pipeline.model import Article, Passage
from pipeline.read.composing import ABSTRACT, TITLE, Details, build_article, trimmed
from pipeline.read.records import text_lines
from pipeline.read.source import Source

_LINE = re.compile(r"([^|\t]+)\|([ta])\|(.*)", re.DOTALL)
_MARKED = re.compile(rb"[^|\t\n]+\|[ta]\|")
_WORD = re.compile(r"[^\W\d_]{2,}")


def read_pubtator(stream: BufferedReader, source: Source) -> Iterator[Article | ReadError]:
    """Read every document: its text is title, one space, abstract; a document may have one part.

    Yields:
        Articles in file order, and a ReadError for each document that cannot be read.
    """
    current = ""
    parts: dict[str, str] = {}
    for line in text_lines(stream, source, like=_MARKED):
        if isinstance(line, ReadError):
            yield line
            continue
        found = _LINE.fullmatch(line)
        if not found:
            continue
        key, part, text = found[1].strip(), found[2], found[3]
        if parts and (key != current or part in parts):
            yield _article(current, parts, source)
            parts = {}
        current, parts[part] = key, text
    if parts:
        yield _article(current, parts, source)


def _article(key: str, parts: dict[str, str], source: Source) -> Article | ReadError:
    title, abstract = parts.get("t", ""), parts.get("a")
    text = title if abstract is None else f"{title} {abstract}"
    spans = ((TITLE, 0, len(title)), (ABSTRACT, len(title) + 1, len(text)))
    passages = [
        Passage(section, *trimmed(text, start, end))
        for section, start, end in spans
        if _WORD.search(text, start, end)
    ]
    details = Details(id=key, pmid=_pmid(key))
    try:
        article = build_article(text, passages, details, source=source.name)
        return replace(article, title=title)  # to the character, so that it can be written back
    except ReadError as error:
        return ReadError(f"{source.name} ({key})", error.reason, error.remedy)


def _pmid(key: str) -> str:
    return key if re.fullmatch(r"[1-9]\d{0,8}", key) else ""
