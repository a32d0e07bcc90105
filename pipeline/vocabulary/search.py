"""Looking names up in a vocabulary, and writing users' own vocabulary files."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import VocabularyError
from pipeline.model import Concept
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

    Raises:
        VocabularyError: a name holds a tab or a line end, or the file cannot be written.
    """
    lines = [_line(concept) for concept in concepts]
    try:
        new = not path.exists() or not path.stat().st_size
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(["\t".join(COLUMNS) + "\n", *lines] if new else lines)
    except OSError as error:
        raise VocabularyError(
            f"{path}: {error.strerror}; choose a file you can write to"
        ) from error
    return len(lines)


def _line(concept: Concept) -> str:
    several = ("|".join(concept.synonyms), "|".join(concept.parents))
    cells = (concept.id, concept.name, concept.type, *several)
    if any(char in cell for cell in cells for char in "\t\n\r"):
        raise VocabularyError(
            f"{concept.name!r}: a name has no tab and no line end; write it plainly"
        )
    return "\t".join(cells) + "\n"
