"""PDF: what pdfium finds on the pages, turned into lines and then, by `layout`, into prose."""

import ctypes
import math
import re
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read.composing import Details, compose, find_year, plain
from pipeline.read.layout import SOFT, Glyph, Page, read_lines
from pipeline.read.limits import MAX_ARTICLE_CHARS, MAX_PAGES
from pipeline.read.paragraphs import prose
from pipeline.read.pdf_streams import check_streams
from pipeline.read.source import Source

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]*[\w)]")
_DATED = re.compile(
    r"(?:publish|accept|receiv|copyright|©|\(c\)|doi|vol)[^\n]{0,60}?\b((?:19|20)\d\d)\b", re.I
)
_LINE_HYPHEN = 2
"""The code that pdfium gives a hyphen at the end of a line."""
MIN_LETTERS = 20
"""Letters per page under which a PDF holds pictures of pages."""


def read_pdf(data: bytes, source: Source) -> Iterator[Article]:
    """Read a PDF as one article, its columns one after the other.

    Yields:
        The article.

    Raises:
        ReadError: it is encrypted, damaged, too long or has no text layer.
    """
    check_streams(data, name=source.name)
    with closing(_open(data, source)) as document:
        if len(document) > MAX_PAGES:
            reason = f"it has more than {MAX_PAGES:,} pages"
            raise ReadError(source.name, reason, "split it into articles")
        pages = list(_pages(document, source))
        known = plain(document.get_metadata_dict().get("Title", ""))
    letters = sum(len(line.text) for page in pages for line in page.lines)
    if letters < MIN_LETTERS * max(len(pages), 1):
        raise ReadError(source.name, "it has no text, only images", "run text recognition on it")
    title, blocks = prose(pages)
    yield compose(blocks, _details(source, pages, title, known), source=source.name)


def _open(data: bytes, source: Source) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            remedy = "save it without a password"
            raise ReadError(source.name, "it is encrypted", remedy) from None
        reason = "it is no PDF, or damaged or cut off"
        raise ReadError(source.name, reason, "fetch it again") from None


def _pages(document: pdfium.PdfDocument, source: Source) -> Iterator[Page]:
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            width, height = page.get_size()
            text = page.get_textpage()
        except pdfium.PdfiumError:
            continue  # a page that cannot be loaded is left out, as viewers do
        characters += text.count_chars()
        if characters > MAX_ARTICLE_CHARS:
            reason = f"an article of more than {MAX_ARTICLE_CHARS:,} characters"
            raise ReadError(source.name, reason, "split it into articles")
        yield Page(width, height, tuple(read_lines(_glyphs(text))))
        text.close()
        page.close()


def _glyphs(text: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """Yield the characters of a page in the order in which the PDF draws them."""
    left, right, bottom, top, start, base = (ctypes.c_double() for _ in range(6))
    name = ctypes.create_string_buffer(128)
    flags, matrix = ctypes.c_int(), pdfium_c.FS_MATRIX()
    page = text.raw
    for index in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(page, index)
        if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        char = SOFT if code == _LINE_HYPHEN else chr(code)
        pdfium_c.FPDFText_GetCharBox(page, index, left, right, bottom, top)
        pdfium_c.FPDFText_GetMatrix(page, index, matrix)
        if abs(matrix.b) > abs(matrix.a):
            continue  # a table turned by a quarter, a name along the margin
        size = pdfium_c.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
        pdfium_c.FPDFText_GetCharOrigin(page, index, start, base)
        pdfium_c.FPDFText_GetFontInfo(page, index, name, 128, flags)
        font = name.value.decode("utf-8", "replace")
        yield Glyph(char, left.value, base.value, right.value, top.value, size, font)


def _details(source: Source, pages: list[Page], title: str, known: str) -> Details:
    first = "\n".join(line.text for page in pages[:1] for line in page.lines)
    doi = _DOI.search(first)
    year = max(map(int, _DATED.findall(first)), default=0)
    is_shown = len(_letters(known)) > 10 and _letters(known) in _letters(first)
    return Details(
        id=source.id,
        title=known if is_shown else title,
        year=year or find_year(first[:500]),
        doi=doi[0] if doi else "",
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))
