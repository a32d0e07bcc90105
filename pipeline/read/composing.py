"""Blocks of prose put together into an article whose passages index its text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.errors import ReadError
from pipeline.model import Article, Passage
from pipeline.read.decoding import DIRECTIONS, tidy
from pipeline.read.limits import MAX_ARTICLE_CHARS
from pipeline.read.sections import section_name
from pipeline.read.streams import printable

TITLE = "Title"
ABSTRACT = "Abstract"
MAX_TITLE = 300
"""Longest line, in characters, that is taken for a title where the format does not mark it."""
_INVISIBLE = re.compile(f"[\u00ad\u200b\u2060\ufeff{DIRECTIONS}]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or caption, and the section it stands in."""

    text: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What a format says about an article besides its prose; empty or 0 where it says nothing."""

    id: str = ""
    title: str = ""
    year: int = 0
    doi: str = ""
    pmid: str = ""
    journal: str = ""


def plain(text: str) -> str:
    r"""Make one line of clean prose: one space for any run of white space, no soft hyphens.

    >>> plain("T\n  cell\u00adular ")
    'T cellular'
    """
    return _SPACE.sub(" ", tidy(_INVISIBLE.sub("", text))).strip()


def untranslated(title: str) -> str:
    """Take off the brackets that PubMed puts around a translated title.

    >>> untranslated("[Asthma in children]."), untranslated("[3H]thymidine uptake.")
    ('Asthma in children.', '[3H]thymidine uptake.')
    """
    return re.sub(r"^\[([^\[\]]*)\](\.?)$", r"\1\2", plain(title))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a span to what is not white space at its ends.

    >>> trimmed(" a b ", 0, 5)
    (1, 4)
    """
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def find_year(text: str) -> int:
    """Return the first year in a date of any form, or 0.

    >>> find_year("2006 Mar 1"), find_year("in press")
    (2006, 0)
    """
    found = _YEAR.search(text)
    return int(found[1]) if found else 0


def compose(blocks: Iterable[Block], details: Details, *, source: str) -> Article:
    """Join the title and blocks by empty lines into an article.

    Raises:
        ReadError: there is no prose in the blocks, or more than any article has.
    """
    parts: list[str] = []
    passages: list[Passage] = []
    length = 0
    title = plain(details.title)
    for block in (Block(title, TITLE), *blocks):
        text = plain(block.text)
        if not _WORD.search(text):
            continue
        passages.append(Passage(section_name(plain(block.section)), length, length + len(text)))
        parts.append(text)
        length += len(text) + 2
        check_length(length, name=source)
    return build_article("\n\n".join(parts), passages, details, source=source)


def build_article(
    text: str, passages: Iterable[Passage], details: Details, *, source: str
) -> Article:
    """Make the article of a text and its passages.

    Raises:
        ReadError: it has no passages or is too long.
    """
    check_length(len(text), name=source)
    kept = tuple(passages)
    if not kept:
        raise ReadError(source, "it has no sentences to read", "check that it holds prose")
    return Article(
        id=printable(plain(details.id))[:200],
        title=plain(details.title),
        text=text,
        source=source,
        year=details.year,
        doi=clean_doi(details.doi),
        pmid=plain(details.pmid),
        journal=plain(details.journal),
        passages=kept,
    )


def clean_doi(doi: str) -> str:
    """Take a DOI out of what a format gives for one; empty if there is none.

    >>> clean_doi("https://doi.org/10.1000/xyz "), clean_doi("PMC12")
    ('10.1000/xyz', '')
    """
    found = _DOI.search(doi)
    return found[0] if found else ""


def check_length(length: int, *, name: str) -> None:
    """Refuse an article longer than any real one.

    Raises:
        ReadError: `length` (characters) is over the limit.
    """
    if length > MAX_ARTICLE_CHARS:
        reason = f"an article of more than {MAX_ARTICLE_CHARS:,} characters"
        raise ReadError(name, reason, "split it into one file per article")
