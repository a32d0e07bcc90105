"""Markdown: the article's text is the file's own; code, link addresses and tables are no prose."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.model import Article, Passage
from pipeline.read.composing import TITLE, Details, build_article, check_length, find_year
from pipeline.read.decoding import decode
from pipeline.read.sections import is_unread, section_name
from pipeline.read.source import Source

MAX_FRONT = 5_000
"""Characters of front matter that are looked at."""
MAX_PIECE = 500_000
"""Characters parsed at a time: the parser makes five objects of a short line, which takes 500 times
the memory of the text."""
MAX_INLINE = 50_000
"""Characters of a paragraph that are looked into: longer ones are no picture."""
_BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")
_INLINE = MarkdownIt("commonmark")
_INLINE_MARKS = re.compile(r"[\[<`]")
"""Without one of these a paragraph has neither picture, code nor tag."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKS = re.compile(r"[#>*+\-\s]*(?:\d+[.)]\s+)?")
_LINE_END = re.compile(r"\r\n|\r|\n")
_FRONT = re.compile(
    r"\A---[ \t]*(?:\r\n?|\n)(.*?)(?:\r\n?|\n)(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL
)
_FIELD = re.compile(
    r"^(title|year|date|doi|pmid|journal)\s*:\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE
)


def read_markdown(data: bytes, source: Source) -> Iterator[Article]:
    """Read a Markdown file as one article; YAML front matter gives its metadata.

    Yields:
        The article; its text is the decoded file, newlines untouched.

    Raises:
        ReadError: no text, no prose, or too long.
    """
    text = decode(data, name=source.name)
    check_length(len(text), name=source.name)
    front = _FRONT.match(text)
    fields = dict(_fields(front[1][:MAX_FRONT])) if front else {}
    passages = list(_passages(text, front.end() if front else 0))
    title = next((text[p.start : p.end] for p in passages if p.section == TITLE), "")
    details = Details(
        id=source.id,
        title=fields.get("title", "") or title,
        year=find_year(fields.get("year", "") or fields.get("date", "")),
        doi=fields.get("doi", ""),
        pmid=fields.get("pmid", ""),
        journal=fields.get("journal", ""),
    )
    yield build_article(text, passages, details, source=source.name)


def _fields(front: str) -> Iterator[tuple[str, str]]:
    for key, value in _FIELD.findall(front):
        yield key.lower(), value.strip("\"'")


def _passages(text: str, start: int) -> Iterator[Passage]:
    """Yield headings, paragraphs and list items; the first heading is the title."""
    starts = _line_starts(text)
    skipped = next((n for n, offset in enumerate(starts) if offset >= start), 0)
    section, titled = "", False
    for kind, level, first, last in _prose(_normal(text[start:])):
        begin, end = starts[first + skipped], starts[last + skipped]
        begin = _MARKS.match(text, begin, end).end()  # type: ignore[union-attr]
        end = begin + len(text[begin:end].rstrip())
        if kind == "heading":
            end = begin + _heading_length(text[begin:end])
            section = section_name(text[begin:end].strip()) if titled or level > 1 else TITLE
            titled = True
        if end > begin and not is_unread(section) and _WORD.search(text, begin, end):
            yield Passage(section, begin, end)
        section = "" if section == TITLE else section


def _heading_length(heading: str) -> int:
    r"""Return a heading's length without the line under it or the signs behind it.

    >>> [_heading_length(h) for h in ("Cells ##", "Cells\n=====", "C#")]
    [5, 5, 2]
    """
    above, _, last = heading.replace("\r", "\n").rpartition("\n")
    heading = (above if set(last.strip()) in ({"="}, {"-"}) else heading).rstrip()
    bare = heading.rstrip("#")
    return len(bare.rstrip()) if bare[-1:].isspace() else len(heading)


def _prose(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Yield (kind, heading level, first line, line after the last) of what is prose."""
    lines = 0
    env: dict[str, Any] = {}
    for piece in _pieces(text):
        opener: Token | None = None
        for token in _BLOCKS.parse(piece, env):
            if token.type in ("heading_open", "paragraph_open", "td_open", "th_open"):
                opener = token
            elif token.type == "inline" and token.map and opener is not None:
                kind = opener.type.removesuffix("_open")
                level = int(opener.tag[1]) if kind == "heading" else 0
                if kind in ("heading", "paragraph") and _has_text(token.content, env):
                    yield kind, level, lines + token.map[0], lines + token.map[1]
        lines += piece.count("\n")


def _pieces(text: str) -> Iterator[str]:
    """Cut a text longer than any article where a section begins, else at a line's end."""
    start = 0
    while len(text) - start > MAX_PIECE:
        end = start + MAX_PIECE
        cuts = (text.rfind(sign, start, end) for sign in ("\n#", "\n\n", "\n"))
        cut = next((at for at in cuts if at > start), text.find("\n", end))
        if cut < 0:
            break
        yield text[start : cut + 1]
        start = cut + 1
    yield text[start:]


def _has_text(paragraph: str, env: dict[str, Any]) -> bool:
    """Tell whether there is more in a paragraph than pictures, code and tags."""
    if len(paragraph) > MAX_INLINE or not _INLINE_MARKS.search(paragraph):
        return True
    children = _INLINE.parseInline(paragraph, env)[0].children
    return any(child.type == "text" and child.content.strip() for child in children or ())


def _normal(text: str) -> str:
    """Make line ends uniform so that line numbers, and only they, agree with the file."""
    return _LINE_END.sub("\n", text)


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in _LINE_END.finditer(text)), len(text)]
