"""Gold standards in PubTator format, and any annotated article as what scoring compares."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A mention as scoring sees it; `concept` is empty where the standard gives none."""

    start: int
    end: int
    type: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article: offsets index `text`, which is title + " " + abstract."""

    id: str
    text: str
    spans: frozenset[Span]


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
