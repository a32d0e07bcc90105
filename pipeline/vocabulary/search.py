"""Looking names up in a vocabulary, and writing users' own vocabulary files."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from pipeline.errors import VocabularyError
from pipeline.model import Concept
from pipeline.vocabulary.files import check_columns, columns_of, read_vocabulary
from pipeline.vocabulary.vocabulary import Vocabulary
from pipeline.vocabulary.words import key_of

COLUMNS = ("id", "name", "type", "synonyms", "parents")


def search(vocabulary: Vocabulary, term: str, *, limit: int = 20) -> Iterator[Concept]:
    """Concepts with a name that has all the term's words, the closest names first.

    A CURIE finds its own concept.
    """
    if (exact := vocabulary.concept(term)) is not None:
        yield exact
        return
    wanted = set(key_of(term).split())
    keys = [key for key in vocabulary.names() if wanted <= set(key.split())] if wanted else []
    found: dict[str, None] = {}
    for key in sorted(keys, key=lambda key: (len(key), key)):
        found.update(dict.fromkeys(reading.concept for reading in vocabulary.readings(key)))
        if len(found) >= limit:
            break
    for curie in list(found)[:limit]:
        yield vocabulary[curie]


def write_tsv(concepts: Iterable[Concept], path: Path) -> int:
    """Append concepts to a vocabulary file, made with its header where it is new; how many.

    The file is read back, so that a mistake shows now and not in the next build.

    Raises:
        VocabularyError: a name cannot stand in a table, or the file lacks a column, has a mistake or
            cannot be written; it is left as it was.
    """
    rows = [_cells(concept) for concept in concepts]
    lines = _lines(rows, path)
    try:
        before = path.read_bytes() if path.exists() else None
        try:
            with path.open("a", encoding="utf-8", newline="\n") as file:
                file.write("\n" if before and not before.endswith((b"\n", b"\r")) else "")
                file.writelines(f"{line}\n" for line in lines)
            _check(rows, path)
        except Exception:
            _restore(path, before)
            raise
    except OSError as error:
        raise VocabularyError(
            f"{path}: {error.strerror}; choose a file you can write to"
        ) from error
    return len(rows)


def _cells(concept: Concept) -> dict[str, str]:
    """A concept's cells by column."""
    one, several = (concept.id, concept.name, concept.type), (concept.synonyms, concept.parents)
    for name in chain(one, *several):
        if "\t" in name or len(name.strip().splitlines()) > 1:
            raise VocabularyError(f"{name!r}: a name has no tab and no line end; write it plainly")
    if any("|" in name for name in chain(*several)):
        raise VocabularyError(
            f"{concept.name!r}: no synonym and no parent has a |, which parts them"
        )
    joined = ("|".join(filter(None, map(str.strip, names))) for names in several)
    return dict(zip(COLUMNS, (*map(str.strip, one), *joined), strict=True))


def _lines(rows: Iterable[Mapping[str, str]], path: Path) -> list[str]:
    """Rows as lines in the columns that a file has, after a header where it has none."""
    columns = columns_of(path)
    if columns:
        check_columns({name for row in rows for name in row if row[name]}, columns, path)
    lines = ["\t".join(row.get(name, "") for name in columns or COLUMNS) for row in rows]
    return lines if columns else ["\t".join(COLUMNS), *lines]


def _check(rows: Sequence[Mapping[str, str]], path: Path) -> None:
    """Refuse a file whose last concepts are not those written."""
    found = [_cells(concept) for concept in read_vocabulary(path)]
    if found[len(found) - len(rows) :] != rows:
        raise VocabularyError(f"{path}: what was written reads otherwise; write the names plainly")


def _restore(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    else:
        os.truncate(path, len(before))
