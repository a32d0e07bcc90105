"""Users' own vocabularies: TSV, OBO and spaCy pattern files.

A TSV file has a header line that names its columns: `id`, `name`, `type`, and optionally
`synonyms` and `parents` (each separated by "|") and `category`.  A type that etiograph does not
know becomes a new entity type; the type `banned` forbids the line's names instead of adding them.
`id` may be empty: the name then makes a local id.  A line with the id of a known concept adds names
and parents to it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from pipeline.errors import VocabularyError
from pipeline.model import LOCAL_PREFIX, Concept
from pipeline.vocabulary.ontologies import read_obo
from pipeline.vocabulary.words import latin

CURIE = re.compile(r"[A-Za-z_][\w.-]*:\S+")
TYPE = re.compile(r"[A-Za-z][\w-]*")


def local_id(name: str) -> str:
    """A stable local CURIE from a name; where letters have no spelling, a hash tells them apart.

    >>> local_id("Immune reset"), local_id("β-blocker"), local_id("干细胞")
    ('LOCAL:immune-reset', 'LOCAL:beta-blocker', 'LOCAL:6d91bb3a')
    """
    name = latin(name).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", name).strip("-")
    if not slug or any(char.isalnum() and not char.isascii() for char in name):
        slug = f"{slug}-{sha256(name.encode()).hexdigest()[:8]}".strip("-")
    return f"{LOCAL_PREFIX}:{slug}"


def read_vocabulary(path: Path) -> Iterator[Concept]:
    """Concepts of a user's vocabulary file, by its suffix.

    Raises:
        VocabularyError: the file is missing, of another kind, or a line in it is wrong.
    """
    readers = {".tsv": read_tsv, ".obo": _read_typed_obo, ".jsonl": read_patterns}
    if path.suffix not in readers:
        raise VocabularyError(f"{path}: unknown kind of vocabulary; expected .tsv, .obo or .jsonl")
    if not path.is_file():
        raise VocabularyError(f"{path}: no such file; check the path given to --vocab")
    yield from readers[path.suffix](path)


def read_tsv(path: Path) -> Iterator[Concept]:
    """Concepts of a TSV file; the module's docstring says which columns it has."""
    rows = _rows(path)
    _, columns = next(rows, (0, []))
    check_columns({"id", "name", "type"}, columns, path)
    for number, cells in rows:
        row = defaultdict(str, zip(columns, map(str.strip, cells), strict=False))
        name, kind = row["name"], row["type"]
        curie = row["id"] or local_id(name)
        if not name or not TYPE.fullmatch(kind) or not CURIE.fullmatch(curie):
            raise VocabularyError(
                f"{path}, line {number}: needs a name, a type of letters and an id like EX:1;"
                f" found name {name!r}, type {kind!r}, id {curie!r}"
            )
        yield Concept(
            curie, name, kind, _several(row["synonyms"]), _several(row["parents"]),
            category=row["category"], generic=row["generic"] in {"1", "yes", "true"},
        )  # fmt: skip


def columns_of(path: Path) -> list[str]:
    """The columns that a TSV file names; none where it has no line or is not there."""
    return next(_rows(path), (0, []))[1] if path.exists() else []


def check_columns(needed: Iterable[str], columns: Iterable[str], path: Path) -> None:
    """Refuse a file that lacks a column.

    Raises:
        VocabularyError: it names the column.
    """
    if missing := sorted(set(needed).difference(columns)):
        message = f"{path}: no column {', '.join(missing)}; name the columns in the first line"
        raise VocabularyError(message)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that is no comment, with its number in the file."""
    for number, line in enumerate(_lines(path), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def _lines(path: Path) -> list[str]:
    """The lines of a file, without a mark of its encoding.

    Raises:
        VocabularyError: it cannot be read, or is no UTF-8.
    """
    try:
        return path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise VocabularyError(f"{path}: {error.strerror}; check the file") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path}: not UTF-8; save it in this encoding") from error


def read_patterns(path: Path) -> Iterator[Concept]:
    """Concepts of a spaCy pattern file as the EntityRuler reads it: label, pattern, id.

    A token pattern has to give every token by LOWER, ORTH or TEXT alone: it is a phrase.

    Raises:
        VocabularyError: a line is no such pattern, or its label no type.
    """
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            phrase, kind = _phrase(entry["pattern"]), entry["label"]
            if not TYPE.fullmatch(kind):
                raise ValueError(f"label {kind!r}")
            curie = str(entry.get("id") or local_id(phrase))
            yield Concept(curie if CURIE.fullmatch(curie) else local_id(curie), phrase, kind)
        except (ValueError, KeyError, TypeError) as error:
            raise VocabularyError(
                f"{path}, line {number}: not a label of letters, a phrase and an id ({error!r});"
                " token patterns may have LOWER, ORTH or TEXT with a plain string, nothing else"
            ) from error


def _phrase(pattern: str | list[dict[str, str]]) -> str:
    if not isinstance(pattern, str):
        pattern = " ".join(map(_word, pattern))
    if not pattern.strip():
        raise ValueError("an empty pattern")
    return pattern


def _word(token: dict[str, str]) -> str:
    """The word that a token of a pattern is, whatever its case."""
    match token:
        case (
            {"LOWER": str(word), **rest} | {"ORTH": str(word), **rest} | {"TEXT": str(word), **rest}
        ):
            if not rest:
                return word
    raise ValueError(f"token {token!r}")


def _read_typed_obo(path: Path) -> Iterator[Concept]:
    kind = re.sub(r"[^A-Za-z0-9]", "", path.stem.title()) or "Concept"
    return read_obo(path, kind)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in cell.split("|")) if part)
