"""Users' own vocabularies: TSV, OBO and spaCy pattern files.

A TSV file has a header line that names its columns: `id`, `name`, `type`, and optionally
`synonyms` and `parents` (each separated by "|") and `category`.  A type that etiograph does not
know becomes a new entity type; the type `banned` forbids the line's names instead of adding them.
`id` may be empty: the name then makes a local id.
"""

import csv
import json
import re
from collections.abc import Iterator
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
    lines = (line for line in path.read_text("utf-8-sig").splitlines() if not line.startswith("#"))
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if missing := {"id", "name", "type"} - set(rows.fieldnames or ()):
        raise VocabularyError(
            f"{path}: no column {', '.join(sorted(missing))}; name the columns in the first line"
        )
    for row in rows:
        name, kind = (row["name"] or "").strip(), (row["type"] or "").strip()
        curie = (row["id"] or "").strip() or local_id(name)
        if not name or not TYPE.fullmatch(kind) or not CURIE.fullmatch(curie):
            raise VocabularyError(
                f"{path}, row {rows.line_num}: needs a name, a type of letters and an id like EX:1;"
                f" found name {name!r}, type {kind!r}, id {curie!r}"
            )
        yield Concept(
            curie, name, kind, _several(row.get("synonyms")), _several(row.get("parents")),
            category=(row.get("category") or "").strip(),
            generic=(row.get("generic") or "").strip() in {"1", "yes", "true"},
        )  # fmt: skip


def read_patterns(path: Path) -> Iterator[Concept]:
    """Concepts of a spaCy pattern file as the EntityRuler reads it: label, pattern, id.

    A token pattern counts where every token is given by LOWER, ORTH or TEXT: it is a phrase.
    """
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            phrase = _phrase(entry["pattern"])
            curie = str(entry.get("id") or local_id(phrase))
            yield Concept(
                curie if CURIE.fullmatch(curie) else local_id(curie), phrase, entry["label"]
            )
        except (ValueError, KeyError, TypeError) as error:
            raise VocabularyError(
                f"{path}, line {number}: not a pattern of label, phrase and id ({error});"
                " token patterns may use LOWER, ORTH and TEXT with plain strings"
            ) from error


def _phrase(pattern: str | list[dict[str, str]]) -> str:
    if isinstance(pattern, str):
        return pattern
    words = [token.get("LOWER") or token.get("ORTH") or token["TEXT"] for token in pattern]
    return " ".join(str(word) for word in words)


def _read_typed_obo(path: Path) -> Iterator[Concept]:
    kind = re.sub(r"[^A-Za-z0-9]", "", path.stem.title()) or "Concept"
    return read_obo(path, kind)


def _several(cell: str | None) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in (cell or "").split("|")) if part)
