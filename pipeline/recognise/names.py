"""Names of the vocabulary in a text: spaCy's PhraseMatcher over the keys of the words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pipeline.recognise.candidates import Candidate
from pipeline.vocabulary import Reading, Vocabulary
from pipeline.vocabulary.words import CACHE_LIMIT, Words

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

Meaning = tuple[tuple[str, tuple[str, ...], str], ...]
"""Type, concepts and rule of each candidate that a name makes."""


class NameMatcher:
    """Finds the names of a vocabulary in the words of a text.

    The matcher runs over a `Doc` whose words are keys, so that one pattern serves all spellings of
    a name; white space, line ends and hyphens between the words don't count.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        # Here: spaCy takes a second, which `etiograph --help` need not wait for.
        from spacy.matcher import PhraseMatcher
        from spacy.tokens import Doc
        from spacy.vocab import Vocab

        self._make_doc = Doc
        self.vocab = Vocab()  # bare: a key's shape, prefix … are never asked for
        self._matcher = PhraseMatcher(self.vocab)
        number = self.vocab.strings.add
        # Hashes in place of Docs, as PhraseMatcher's own unpickling adds them: six times faster.
        hashes: list[Any] = [tuple(map(number, key.split(" "))) for key in vocabulary.names()]
        self._matcher.add("name", hashes)
        self._meanings = _Meanings(vocabulary)
        self._numbers = _Numbers(self.vocab.strings)
        self._written = _Written(vocabulary)

    def doc(self, words: Words) -> "Doc":
        """The words' keys as a spaCy Doc.

        Keys that stand in no name are one and the same unknown word in it: thus the vocabulary does
        not grow with what is read.
        """
        return self._make_doc(self.vocab, words=list(map(self._numbers.__getitem__, words.keys)))  # type: ignore[arg-type]

    def __call__(self, text: str, words: Words, doc: "Doc") -> list[Candidate]:
        """Candidates, one for each span and type."""
        keys, gaps = words.keys, [*words.gaps, ""]
        found: list[Candidate] = []
        turned: list[Candidate] = []
        for _, start, end in self._matcher(doc):
            if not (gaps[start] and gaps[end]) and not _whole(text, *words.span(start, end)):
                continue
            key = " ".join(keys[start:end])
            meaning = self._meanings[key]
            if not isinstance(meaning, tuple):
                meaning = self._written[key, text[slice(*words.span(start, end))]]
            made = [Candidate(start, end, *each) for each in meaning]
            if "," in key:
                turned += made
            else:
                found += made
        return found + [name for name in turned if not _listed(name, found)] if turned else found


def _listed(name: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether a name with a comma ("anemia, hemolytic") is but a list: "anemia, [hemolytic anemia]"."""
    return any(
        name.start < other.start < name.end < other.end and other.type == name.type
        for other in others
    )


class _Meanings(dict[str, Meaning | list[Reading]]):
    """Key → what it means, or its readings where the writing in the text decides."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __missing__(self, key: str) -> Meaning | list[Reading]:
        readings = self.vocabulary.readings(key)
        written = any(reading.surface for reading in readings)
        self[key] = meaning = readings if written else _by_type(readings)
        return meaning


def _by_type(readings: Iterable[Reading]) -> Meaning:
    found: dict[str, list[Reading]] = {}
    for reading in readings:
        found.setdefault(reading.type, []).append(reading)
    return tuple(
        (
            kind,
            tuple(reading.concept for reading in own),
            "acronym" if all(reading.surface for reading in own) else "name",
        )
        for kind, own in found.items()
    )


class _Written(dict[tuple[str, str], Meaning]):
    """Key and writing in the text → what that writing allows: an acronym keeps its case."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __missing__(self, written: tuple[str, str]) -> Meaning:
        if len(self) > CACHE_LIMIT:
            self.clear()
        key, surface = written
        self[written] = meaning = _by_type(
            each
            for each in self.vocabulary.readings(key)
            if not each.surface or _same_acronym(each.surface, surface)
        )
        return meaning


class _Numbers(dict[str, int]):
    """Key → its number in spaCy's string store, or the unknown word's."""

    def __init__(self, strings: "StringStore") -> None:
        self._strings = strings
        self._unknown = strings.add("\x00")

    def __missing__(self, key: str) -> int:
        if len(self) > CACHE_LIMIT:
            self.clear()
        try:
            known = key in self._strings
        except UnicodeEncodeError:  # a lone surrogate
            known = False
        self[key] = number = self._strings[key] if known else self._unknown
        return number


def _whole(text: str, first: int, last: int) -> bool:
    """Whether a span neither begins nor ends inside a run of letters and digits ("p53")."""
    return not (first and text[first - 1].isalnum()) and not (
        last < len(text) and text[last].isalnum()
    )


def _same_acronym(name: str, surface: str) -> bool:
    """Whether a text writes an acronym in the name's own case, hyphens and a plural s aside."""
    return _singular(surface.replace("-", "")) == _singular(name.replace("-", ""))


def _singular(acronym: str) -> str:
    """An acronym without the s of a plural: MSCs, but not ALs."""
    return acronym[:-1] if len(acronym) > 2 and acronym[-1] == "s" else acronym
