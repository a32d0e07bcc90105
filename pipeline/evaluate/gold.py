"""Gold standards in PubTator and BioC format, and any annotated article as what scoring compares."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.errors import InputError
from pipeline.model import Passage

CONCEPT_KEYS = ("identifier", "Identifier", "concept", "database_id")
"""Infons of BioC that corpora give a concept's id in, ours first."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A mention as scoring sees it; `concept` is empty where the standard gives none."""

    start: int
    end: int
    type: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article: offsets index `text`, in PubTator title + " " + abstract."""

    id: str
    text: str
    spans: frozenset[Span]
    passages: tuple[Passage, ...] = ()


def read_pubtator(path: Path) -> Iterator[GoldArticle]:
    """The articles of a PubTator file in its order.

    Raises:
        InputError: the file cannot be read or holds no PubTator article.
    """
    texts: dict[str, str] = {}
    spans: dict[str, set[Span]] = {}
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8; expected a PubTator file in UTF-8") from error
    for line in lines:
        if "\t" not in line:
            name, bar, rest = line.rstrip("\r").partition("|")
            if bar and rest[:2] in ("t|", "a|"):
                texts[name] = f"{texts[name]} {rest[2:]}" if name in texts else rest[2:]
        elif span := _span(fields := line.rstrip("\r").split("\t")):
            spans.setdefault(fields[0], set()).add(span)
    if not texts:
        raise InputError(f"{path}: no article in it; expected PubTator lines such as 123|t|Title")
    for name, text in texts.items():
        yield GoldArticle(name, text, frozenset(spans.get(name, ())))


def _span(fields: list[str]) -> Span | None:
    if len(fields) < 5 or not (fields[1].isdigit() and fields[2].isdigit()):
        return None  # a relation line
    return Span(int(fields[1]), int(fields[2]), fields[4], fields[5] if len(fields) > 5 else "")


BLANK = b"\xef\xbb\xbf \r\n\t"


def is_bioc(path: Path) -> bool:
    """Whether a file begins as XML or JSON do; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(256).lstrip(BLANK).startswith((b"<", b"{"))
    except OSError:
        return False


def read_bioc(path: Path) -> Iterator[GoldArticle]:
    """The documents of a BioC collection, XML or JSON, in its order.

    The text of a document is that of its passages, each at its offset.

    Raises:
        InputError: the file cannot be read or holds no BioC document.
    """
    try:
        data = path.read_bytes()
        xml = data.lstrip(BLANK).startswith(b"<")
        documents = _from_xml(data) if xml else _list(_mapping(json.loads(data)).get("documents"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; check the path") from error
    except (ValueError, etree.XMLSyntaxError) as error:
        raise InputError(f"{path}: no BioC ({error}); check the file") from error
    if not documents:
        raise InputError(f"{path}: no document in it; expected a BioC collection")
    for number, document in enumerate(map(_mapping, documents), start=1):
        try:
            yield _document(document)
        except (KeyError, TypeError, ValueError) as error:
            reason = f"{type(error).__name__} {error}"
            raise InputError(f"{path}: document {number} is not BioC ({reason})") from error


def _document(document: Mapping[str, Any]) -> GoldArticle:
    text, spans, passages = "", set[Span](), []
    for passage in map(_mapping, _list(document.get("passages"))):
        sentences = list(map(_mapping, _list(passage.get("sentences"))))
        for part in [passage] if passage.get("text") else sentences:
            start = int(part["offset"])
            text = text.ljust(start)[:start] + str(part.get("text") or "")
            passages.append(Passage("", start, len(text)))
        for part in (passage, *sentences):
            for annotation in map(_mapping, _list(part.get("annotations"))):
                spans.update(_spans(annotation))
    return GoldArticle(str(document["id"]), text, frozenset(spans), tuple(passages))


def _spans(annotation: Mapping[str, Any]) -> Iterator[Span]:
    """The span of an annotation; one in several pieces has none that a mention could match."""
    infons, locations = _mapping(annotation.get("infons")), _list(annotation.get("locations"))
    if len(locations) == 1:
        start = int(locations[0]["offset"])
        concept = next((str(infons[key]) for key in CONCEPT_KEYS if infons.get(key)), "")
        yield Span(start, start + int(locations[0]["length"]), str(infons["type"]), concept)


def _from_xml(data: bytes) -> list[dict[str, Any]]:
    """The documents of a BioC file in the shape of BioC's JSON."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return [
        {"id": each.findtext("id"), "passages": list(map(_part, each.findall("passage")))}
        for each in etree.fromstring(data, parser).iter("document")
    ]


def _part(element: Any) -> dict[str, Any]:  # noqa: ANN401  # lxml's elements have no types
    return {
        "offset": element.findtext("offset"),
        "text": element.findtext("text"),
        "sentences": list(map(_part, element.findall("sentence"))),
        "annotations": [
            {
                "infons": {infon.get("key"): infon.text for infon in each.findall("infon")},
                "locations": [dict(location.attrib) for location in each.findall("location")],
            }
            for each in element.findall("annotation")
        ],
    }


def _mapping(value: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else []
