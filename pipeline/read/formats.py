"""Which format a file has: its suffix says, and its first bytes where the suffix is ambiguous."""

import os
import re
from enum import StrEnum

from pipeline.errors import ReadError
from pipeline.read.decoding import decode, is_binary

HEAD = 16_384
"""Bytes looked at: a JATS file's DOCTYPE and a licence comment go before its root element."""


class Format(StrEnum):
    """A format that has a reader."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JATS = "jats"
    PUBMED = "pubmed"
    BIOC = "bioc"
    JSON = "json"
    JSONL = "jsonl"
    PUBTATOR = "pubtator"
    MEDLINE = "medline"
    PDF = "pdf"
    DOCX = "docx"
    ZIP = "zip"
    TAR = "tar"


SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".xml": None,
    ".nxml": None,
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".pubtator": Format.PUBTATOR,
    ".nbib": Format.MEDLINE,
    ".medline": Format.MEDLINE,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".zip": Format.ZIP,
    ".tar": Format.TAR,
    ".tgz": Format.TAR,
}
"""Format by suffix; None where only the content tells."""

EXPECTED = ".txt, .md, .html, .xml, .json, .pubtator, .nbib, .pdf or .docx"

_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_BEFORE_ROOT = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_PUBTATOR = re.compile(r"\s*[^\s|][^|\n]{0,200}\|t\|")
_ROOTS = {
    "article": Format.JATS,
    "pmc-articleset": Format.JATS,
    "oai-pmh": Format.JATS,
    "pubmedarticleset": Format.PUBMED,
    "pubmedarticle": Format.PUBMED,
    "pubmedbookarticle": Format.PUBMED,
    "collection": Format.BIOC,
    "html": Format.HTML,
}


def suffix(name: str) -> str:
    """Return the suffix that tells the format, without .gz.

    >>> suffix("a/B.TXT.gz"), suffix("x.tar.gz"), suffix("LICENSE")
    ('.txt', '.tar', '')
    """
    stem, ending = _split(name.replace(os.sep, "/").rpartition("/")[2].lower())
    ending = _split(stem)[1] if ending == ".gz" else ending
    return "" if ending == "." else ending


def _split(file: str) -> tuple[str, str]:
    """Part the suffix from the name; pathlib takes ten times as long."""
    stem, dot, ending = file.rpartition(".")
    return (stem, dot + ending) if stem.strip(".") else (file, "")


def detect(head: bytes, name: str) -> Format | None:
    """Tell the format of a file from its first bytes and its name; None where it is no text.

    >>> detect(b"1|t|Asthma", "a.txt"), detect(b"Asthma", "a.md"), detect(b"%PDF-1.7", "a")
    (<Format.PUBTATOR: 'pubtator'>, <Format.MARKDOWN: 'markdown'>, <Format.PDF: 'pdf'>)
    """
    by_suffix = SUFFIXES.get(suffix(name))
    if by_content := _packed(head, by_suffix):
        return by_content
    if by_suffix in (Format.PDF, Format.DOCX, Format.ZIP, Format.TAR, Format.MARKDOWN):
        return by_suffix
    if is_binary(head):
        return None
    return _by_text(_text(head), by_suffix)


def is_structured(form: Format | None) -> bool:
    """Tell whether a format shows itself in its content, as plain text does not."""
    return form not in (None, Format.TEXT, Format.MARKDOWN)


def _packed(head: bytes, by_suffix: Format | None) -> Format | None:
    if b"%PDF-" in head[:1024] and by_suffix in (None, Format.PDF, Format.TEXT):
        return Format.PDF
    if head.startswith(b"PK\x03\x04"):
        is_word = by_suffix is Format.DOCX or b"word/" in head
        return Format.DOCX if is_word and by_suffix is not Format.ZIP else Format.ZIP
    return Format.TAR if head[257:262] == b"ustar" else None


def _text(head: bytes) -> str:
    try:
        return decode(head, name="").lstrip()
    except ReadError:
        return ""


def _by_text(text: str, by_suffix: Format | None) -> Format | None:
    if text.startswith("<"):
        return _by_root(text, by_suffix)
    if text.startswith(("{", "[")) and by_suffix in (None, Format.JSON, Format.JSONL):
        return by_suffix or Format.JSON
    if _PUBTATOR.match(text) and by_suffix in (None, Format.TEXT, Format.PUBTATOR):
        return Format.PUBTATOR
    if re.match(r"PMID ?- ?\d", text) and by_suffix in (None, Format.TEXT, Format.MEDLINE):
        return Format.MEDLINE
    return by_suffix or Format.TEXT


def _by_root(text: str, by_suffix: Format | None) -> Format | None:
    if by_suffix is Format.HTML:
        return by_suffix
    if re.match(r"<!doctype html", text, re.IGNORECASE):
        return Format.HTML
    root = _ROOT.search(_BEFORE_ROOT.sub("", text))
    return (_ROOTS.get(root[1].lower()) if root else None) or by_suffix
