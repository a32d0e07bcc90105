"""Word documents: paragraphs under their headings, streamed out of the checked zip; no tables.

Format: ECMA-376 part 1, WordprocessingML.  Text boxes, notes and deleted text are left out.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from lxml import etree

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read.composing import MAX_TITLE, Block, Details, compose, plain
from pipeline.read.limits import MAX_DOCUMENT_BYTES, MAX_PARAGRAPHS
from pipeline.read.sections import is_standard, is_unread
from pipeline.read.source import Source
from pipeline.read.streams import check_unpacked, unpacking
from pipeline.read.xml import Element, parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DOCUMENT, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_TITLE_TAG = "{http://purl.org/dc/elements/1.1/}title"
_SPACES = {f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab"}
_HEADING = re.compile(r"heading (\d)")
_RAISED_NUMBERS = re.compile(r"[\d,\s–-]+")
Paragraph = tuple[str, str]
"""A paragraph's style, as the English version of Word names it, and its text."""


def read_docx(data: bytes, source: Source) -> Iterator[Article]:
    """Read a Word document as one article.

    Yields:
        The article.

    Raises:
        ReadError: it is damaged, encrypted or a bomb, or there is no prose in it.
    """
    with unpacking(source.name), zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _DOCUMENT not in archive.namelist():
            raise ReadError(source.name, "it is no Word document", "save it as .docx again")
        styles = dict(_styles(archive, source))
        paragraphs = list(_paragraphs(archive, styles, source))
        title = _title(paragraphs) or _core_title(archive, source)
    details = Details(id=source.id, title=title)
    yield compose(_blocks(paragraphs, title), details, source=source.name)


def _part(archive: zipfile.ZipFile, part: str, source: Source) -> IO[bytes]:
    """Open a part of the document that is not larger than a document may be.

    Raises:
        ReadError: it would unpack to too much.
    """
    info = archive.getinfo(part)
    check_unpacked(info.file_size, max(info.compress_size, 1), name=source.name)
    if info.file_size > MAX_DOCUMENT_BYTES:
        reason = f"its text unpacks to more than {MAX_DOCUMENT_BYTES:,} bytes"
        raise ReadError(source.name, reason, "split it into articles")
    return archive.open(info)


def _styles(archive: zipfile.ZipFile, source: Source) -> Iterator[tuple[str, str]]:
    """Yield (style id, style name); ids depend on the language of Word, names do not."""
    if _STYLES not in archive.namelist():
        return
    with _part(archive, _STYLES, source) as part:
        root = parse(part.read(), name=source.name)
    for style in root.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            yield style.get(f"{_W}styleId") or "", (name.get(f"{_W}val") or "").lower()


def _paragraphs(
    archive: zipfile.ZipFile, styles: dict[str, str], source: Source
) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body, one in memory at a time."""
    with _part(archive, _DOCUMENT, source) as part:
        events = etree.iterparse(
            part,
            tag=f"{_W}p",
            remove_comments=True,
            remove_pis=True,
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
        )
        try:
            for number, (_, element) in enumerate(events):
                if number >= MAX_PARAGRAPHS:
                    reason = f"it has more than {MAX_PARAGRAPHS:,} paragraphs"
                    raise ReadError(source.name, reason, "split it into articles")
                if _is_prose(element):
                    yield _style(element, styles), "".join(_pieces(element))
                _free(element)
        except etree.XMLSyntaxError as error:
            reason = f"its XML is broken ({error.msg})"
            raise ReadError(source.name, reason, "save it again") from None


def _is_prose(paragraph: Element) -> bool:
    outside = (f"{_W}tbl", f"{_W}txbxContent")
    return next(paragraph.iterancestors(*outside), None) is None


def _free(paragraph: Element) -> None:
    """Give back the memory of what has been read."""
    paragraph.clear()
    while paragraph.getprevious() is not None:
        del paragraph.getparent()[0]


def _style(paragraph: Element, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    key = style.get(f"{_W}val") or "" if style is not None else ""
    return styles.get(key, key.lower())


def _pieces(paragraph: Element) -> Iterator[str]:
    before = ""
    for run in paragraph.iter(f"{_W}r"):
        if next(run.iterancestors(f"{_W}del", f"{_W}moveFrom", f"{_MATH}oMath"), None) is not None:
            continue
        text = "".join(_run(run))
        raised = run.find(f"{_W}rPr/{_W}vertAlign[@{_W}val='superscript']") is not None
        if raised and _RAISED_NUMBERS.fullmatch(text) and re.search(r"[^\W\d]$|[.,;)]$", before):
            continue  # the number of a reference
        yield text
        before = text or before


def _run(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SPACES:
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"


def _title(paragraphs: list[Paragraph]) -> str:
    """Find the title: the Title style, or what the text begins with if it is a short line."""
    marked = next((plain(text) for style, text in paragraphs[:20] if style == "title"), "")
    first = next((plain(text) for _, text in paragraphs if plain(text)), "")
    is_short = len(first) <= MAX_TITLE and not first.endswith(".")
    return marked or (first if is_short and not is_standard(first) else "")


def _core_title(archive: zipfile.ZipFile, source: Source) -> str:
    if _CORE not in archive.namelist():
        return ""
    with _part(archive, _CORE, source) as part:
        return plain(parse(part.read(), name=source.name).findtext(_TITLE_TAG) or "")


def _blocks(paragraphs: list[Paragraph], title: str) -> Iterator[Block]:
    """Yield paragraphs under the outermost heading above them, unread sections left out."""
    section, hidden = "", 10
    top = min((level for level in map(_level, paragraphs) if level), default=1)
    for paragraph in paragraphs:
        text, level = plain(paragraph[1]), _level(paragraph)
        if text == title:
            continue
        if level and level <= hidden:
            hidden = level if is_unread(text) else 10
            section = text if level <= top or not section else section
        if hidden == 10:
            yield Block(text, section)


def _level(paragraph: Paragraph) -> int:
    """Return a heading's level from 1, or 0; a line that says "Results" is a heading too."""
    style, text = paragraph
    found = _HEADING.match(style)
    return int(found[1]) if found else int(is_unread(text) or is_standard(text))
