"""BioC, as XML and as JSON: collections of documents whose passages say what they are.

Format: https://bioc.sourceforge.net, and PMC's use of it, https://doi.org/10.1093/bioinformatics/btz070.
"""

import re
from collections.abc import Iterator, Mapping
from io import BufferedReader
from typing import Any

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read.composing import ABSTRACT, Block, Details, compose, find_year, plain
from pipeline.read.records import elements
from pipeline.read.sections import bare, is_unread
from pipeline.read.source import Source
from pipeline.read.xml import Element, parse, utf8_stream

Json = Any
"""What the json module makes of a document."""

_UNREAD_SECTIONS = {
    "REF", "COMP_INT", "AUTH_CONT", "ACK_FUND", "SUPPL", "ABBR", "KEYWORD", "REVIEW_INFO",
}  # fmt: skip
_UNREAD_TYPES = {"ref", "footnote", "table", "table_footnote", "table_foot", "keyword", "formula"}
_SECTIONS = {
    "INTRO": "Introduction", "METHODS": "Methods", "RESULTS": "Results", "DISCUSS": "Discussion",
    "CONCL": "Conclusions", "CASE": "Case report", "FIG": "Figure", "TABLE": "Table",
    "APPENDIX": "Appendix",
}  # fmt: skip
_TITLES = ("title", "front", "document title")


def read_bioc(stream: BufferedReader, source: Source) -> Iterator[Article | ReadError]:
    """Read every document of a BioC XML collection.

    Yields:
        Articles in file order, and a ReadError for each document that cannot be read.
    """
    records = elements(utf8_stream(stream, name=source.name), "document", source)
    for number, record in enumerate(records, start=1):
        if isinstance(record, ReadError):
            yield record
            continue
        try:
            root = parse(record, name=f"{source.name} (document {number})")
            yield document(_as_json(root), {}, source)
        except ReadError as error:
            yield error


def collection(data: Json, source: Source) -> Iterator[Article | ReadError]:
    """Read every document of a BioC collection that was JSON.

    Yields:
        Articles in file order, and a ReadError for each document that cannot be read.
    """
    infons = _mapping(data.get("infons"))
    for number, item in enumerate(_list(data.get("documents")), start=1):
        try:
            yield document(_mapping(item), infons, source)
        except ReadError as error:
            yield ReadError(f"{error.source} (document {number})", error.reason, error.remedy)


def document(data: Mapping[str, Json], shared: Mapping[str, Json], source: Source) -> Article:
    """Compose an article of a document's passages.

    Args:
        data: the document in BioC's JSON form.
        shared: infons of the collection, which hold for every document in it.
        source: where it comes from.

    Raises:
        ReadError: there is no prose in it.
    """
    passages = [_mapping(passage) for passage in _list(data.get("passages"))]
    infons = {
        key.casefold(): value
        for part in ({"infons": shared}, data, *passages[:1])
        for key, value in _mapping(part.get("infons")).items()
    }
    title = next((_text(p) for p in passages if _kind(p) in _TITLES), "")
    details = _details(infons, str(data.get("id") or source.id), title)
    return compose(_blocks(passages, title), details, source=source.name)


def _details(infons: Mapping[str, Json], known: str, title: str) -> Details:
    def first(*keys: str) -> str:
        return next((str(infons[key]) for key in keys if infons.get(key)), "")

    return Details(
        id=known,
        title=title,
        year=find_year(first("year", "article-date_year", "date", "pub_date")),
        doi=first("article-id_doi", "doi"),
        pmid=first("article-id_pmid", "pmid")
        or (known if re.fullmatch(r"[1-9]\d{4,8}", known) else ""),
        journal=re.split(r"[.;] ?(?=\d)", first("journal-title", "journal", "source"))[0],
    )


def _blocks(passages: list[Mapping[str, Json]], title: str) -> Iterator[Block]:
    """Yield the passages that are prose, under their sections."""
    heading = seen = ""
    for passage in passages:
        kind, part = _kind(passage), str(_infon(passage, "section_type")).upper()
        text = plain(_text(passage))
        if part != seen:
            heading, seen = "", part
        if kind == "title_1":
            heading = text
        section = _section(passage, kind, part, heading)
        if text and text == plain(title) and kind in _TITLES:
            continue
        if part in _UNREAD_SECTIONS or kind in _UNREAD_TYPES or is_unread(section):
            continue
        yield Block(text, section)


def _section(passage: Mapping[str, Json], kind: str, part: str, heading: str) -> str:
    if part == "ABSTRACT" or kind.startswith("abstract"):
        return ABSTRACT
    if part in ("FIG", "TABLE"):
        return _SECTIONS[part]
    named = str(_infon(passage, "section_title_1") or _infon(passage, "section"))
    return heading or named or _SECTIONS.get(part, part.capitalize())


def _kind(passage: Mapping[str, Json]) -> str:
    kind = _infon(passage, "type") or _infon(passage, "section_title_1")
    return bare(str(kind))


def _infon(passage: Mapping[str, Json], key: str) -> Json:
    return _mapping(passage.get("infons")).get(key) or ""


def _text(passage: Mapping[str, Json]) -> str:
    """Return a passage's text, which may be given by sentences."""
    text = passage.get("text")
    if isinstance(text, str) and text:
        return text
    sentences = (_mapping(s).get("text") for s in _list(passage.get("sentences")))
    return " ".join(s for s in sentences if isinstance(s, str))


def _as_json(root: Element) -> dict[str, Json]:
    """Give a document element the shape of BioC's JSON."""
    return {
        "id": root.findtext("id") or "",
        "infons": _infons(root),
        "passages": [
            {
                "infons": _infons(passage),
                "text": passage.findtext("text") or "",
                "sentences": [{"text": t.text or ""} for t in passage.findall("sentence/text")],
            }
            for passage in root.findall("passage")
        ],
    }


def _infons(element: Element) -> dict[str, str]:
    return {e.get("key") or "": e.text or "" for e in element.findall("infon")}


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, dict) else {}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
