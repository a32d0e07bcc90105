"""Plain text: the article's text is the file's own; empty lines separate paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Article, Passage
from pipeline.read.composing import MAX_TITLE, TITLE, Details, build_article, check_length, trimmed
from pipeline.read.decoding import decode
from pipeline.read.sections import is_standard, is_unread, section_name
from pipeline.read.source import Source

_BLANK = re.compile(r"(?>\r\n|\r|\n)(?:[^\S\r\n]*(?>\r\n|\r|\n))+")
_BREAK = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENDS_SENTENCE = re.compile(r"[.!?;,:]['\")\]”’]*$")
MAX_HEADING = 80
MAX_WRAPPED = 200
"""Longest line, in characters, of a text that is wrapped by hand."""


def read_text(data: bytes, source: Source) -> Iterator[Article]:
    """Read a text file as one article.

    Yields:
        The article; its text is the decoded file, newlines untouched.

    Raises:
        ReadError: no text, no prose, or too long.
    """
    text = decode(data, name=source.name)
    check_length(len(text), name=source.name)
    yield article_of_text(text, Details(id=source.id), source=source.name)


def article_of_text(text: str, details: Details, *, source: str) -> Article:
    """Find title, headings and paragraphs in plain text.

    A short first line before an empty line is the title; a standard heading, or a short line alone
    that ends no sentence, opens a section; references and declarations are left out.

    Raises:
        ReadError: there is no prose in it.
    """
    blocks = [block for block in paragraphs(text) if _WORD.search(text, *block)]
    title, blocks = _split_title(text, blocks, details.title)
    name = text[slice(*title)] if title else details.title
    passages = [*([Passage(TITLE, *title)] if title else ()), *_passages(text, blocks, name)]
    return build_article(text, passages, replace(details, title=name), source=source)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield the (start, end) of each paragraph: lines up to an empty line, wrapped by hand.

    Where a line is too long to be wrapped by hand, every line is a paragraph.

    >>> list(paragraphs("A b\nc\n\n d"))
    [(0, 5), (8, 9)]
    """
    for start, end in _between(_BLANK, text, 0, len(text)):
        is_wrapped = all(b - a <= MAX_WRAPPED for a, b in _between(_BREAK, text, start, end))
        yield from [(start, end)] if is_wrapped else _between(_BREAK, text, start, end)


def _between(gaps: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of what stands between gaps, without the white space around it."""
    for stop, following in (*(gap.span() for gap in gaps.finditer(text, start, end)), (end, end)):
        left, right = trimmed(text, start, stop)
        if right > left:
            yield left, right
        start = following


def _split_title(
    text: str, blocks: list[tuple[int, int]], known: str
) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    if len(blocks) < 2:
        return None, blocks
    first = text[slice(*blocks[0])]
    if first == known:
        return blocks[0], blocks[1:]
    is_short = len(first) <= MAX_TITLE and "\n" not in first and "\r" not in first
    if known or not is_short or is_standard(first) or first.endswith((". ", ".", ";", ",", ":")):
        return None, blocks
    return blocks[0], blocks[1:]


def _passages(text: str, blocks: list[tuple[int, int]], title: str) -> Iterator[Passage]:
    """Label each block with the section it stands in and leave out unread sections."""
    section = ""
    for index, (start, end) in enumerate(blocks):
        cut = _heading_end(text, start, end, is_last=index == len(blocks) - 1)
        heading = text[start:cut].rstrip()
        if heading and heading == title:
            section = ""  # the title over the text once more
        elif heading and not (is_unread(section) and not is_standard(heading)):
            section = section_name(heading.strip("# :"))
        if is_unread(section):
            continue
        if heading:
            yield Passage(section, start, start + len(heading))
        body = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
        if body < end and _WORD.search(text, body, end):
            yield Passage(section, body, end)


def _heading_end(text: str, start: int, end: int, *, is_last: bool) -> int:
    """Return where a block's heading ends, `start` where it has none."""
    line = re.compile(r"[^\r\n]*").match(text, start, end)
    first = line[0].rstrip() if line else ""
    if len(first) > MAX_HEADING:
        return start
    if is_standard(first) or is_unread(first):
        return start + len(first)
    is_alone = start + len(first) == end and not is_last
    is_heading = is_alone and first[:1].isupper() and not _ENDS_SENTENCE.search(first)
    return end if is_heading and len(first.split()) <= 10 else start
