"""Names that can mean several things: what else the article names decides.

Of several concepts that a name can mean the article's own come first: the one that bears the name,
else one that the article names otherwise too, else one whose ancestors or descendants it names,
else the most general.  Where the article decided, the mention's rule ends in ":context".
Everyday words that name a concept only in company ("rod") stand in `needs_support.tsv`.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.recognise.candidates import Candidate, Found
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.data import read_table
from pipeline.vocabulary.words import KEYS, key_of

FINDING = "HP:"
"""What names both a disease and a finding is the disease, whatever else an article names."""
UNSUPPORTED = "an everyday word in an article that names nothing related"


@cache
def supporters() -> dict[tuple[str, str], str]:
    """The everyday words, as (type, key), each with the concept that has to be in its company."""
    return {(kind, key_of(word)): curie for kind, word, curie in read_table("needs_support.tsv")}


class Ambiguity:
    """Settles what the names of an article mean."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._supporters = supporters()

    def __call__(self, text: str, found: list[Found]) -> list[Found]:
        """The candidates that have support where they need it, each with its concepts in order."""
        keys = {
            (start, end, c.type): key
            for start, end, c in found
            if (len(c.concepts) > 1 or c.end - c.start == 1)
            and (key := self._open_key(text[start:end], c))
        }
        if not keys:
            return found
        sure = {c.concepts[0] for start, end, c in found if (start, end, c.type) not in keys}
        return list(self._settled(keys, sure, found))

    def _open_key(self, surface: str, candidate: Candidate) -> str:
        """The key of a name whose meaning is open, else ""."""
        if len(candidate.concepts) > 1:
            return key_of(surface)
        key = KEYS[surface] if surface.isalpha() else ""
        return key if (candidate.type, key) in self._supporters else ""

    def _settled(
        self, keys: dict[tuple[int, int, str], str], sure: set[str], found: Iterable[Found]
    ) -> Iterator[Found]:
        lone = set(keys.values())
        for start, end, candidate in found:
            key = keys.get((start, end, candidate.type))
            if not key:
                yield start, end, candidate
                continue
            if self.unsupported(candidate.type, key, sure, lone):
                continue
            if len(candidate.concepts) > 1:
                candidate = self._ordered(candidate, key, sure)
            yield start, end, candidate

    def unsupported(self, kind: str, key: str, sure: set[str], lone: set[str]) -> str:
        """Why an everyday word is no mention in an article, or ""."""
        supporter = self._supporters.get((kind, key))
        if not supporter or any(self._is_a(curie, supporter) for curie in sure):
            return ""
        others = {k for (_, k), curie in self._supporters.items() if curie == supporter} - {key}
        return "" if others & lone else UNSUPPORTED

    def _ordered(self, candidate: Candidate, key: str, sure: set[str]) -> Candidate:
        concepts = candidate.concepts
        if any(key_of(self.vocabulary[curie].name) == key for curie in concepts[:1]):
            return candidate
        diseases = [curie for curie in concepts if not curie.startswith(FINDING)] or concepts
        for fits in (self._named, self._related):
            if chosen := [curie for curie in diseases if fits(curie, sure)]:
                rest = [curie for curie in concepts if curie not in chosen]
                rule = candidate.rule + ":context"
                return candidate._replace(concepts=(*chosen, *rest), rule=rule)
        general = sorted(
            concepts, key=lambda curie: not all(self._is_a(o, curie) for o in concepts)
        )
        return candidate._replace(concepts=tuple(general))

    def _named(self, curie: str, sure: set[str]) -> bool:
        return curie in sure

    def _related(self, curie: str, sure: set[str]) -> bool:
        """Whether the article names what lies below a concept, or what it directly is."""
        return bool(self.deciding(curie, sure))

    def deciding(self, curie: str, sure: Iterable[str]) -> list[str]:
        """Those of an article's concepts that decide for a meaning: itself, its parents, those below."""
        own = {curie, *self.vocabulary[curie].parents}
        return sorted(c for c in sure if c in own or curie in self.vocabulary.ancestors(c))

    def _is_a(self, curie: str, other: str) -> bool:
        return curie == other or other in self.vocabulary.ancestors(curie)
