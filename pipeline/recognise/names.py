"""Names of the vocabulary in a text: spaCy's PhraseMatcher over the keys of the words."""

from collections.abc import Iterable, Iterator
from typing import Any

import spacy
from spacy.matcher import PhraseMatcher
from spacy.strings import StringStore
from spacy.tokens import Doc

from pipeline.recognise.candidates import Candidate
from pipeline.vocabulary import Reading, Vocabulary
from pipeline.vocabulary.words import CACHE_LIMIT, Words


class NameMatcher:
    """Finds the names of a vocabulary in the words of a text.

    The matcher runs over a `Doc` whose words are keys, so that one pattern serves all spellings of
    a name; white space, line ends and hyphens between the words don't count.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.vocab = spacy.blank("en").vocab
        self.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # a key's shape, prefix … are never asked for
        self._matcher = PhraseMatcher(self.vocab)
        number = self.vocab.strings.add
        # Hashes in place of Docs, as PhraseMatcher's own unpickling adds them: six times faster.
        hashes: list[Any] = [tuple(map(number, key.split(" "))) for key in vocabulary.names()]
        self._matcher.add("name", hashes)
        self._readings: dict[str, list[Reading]] = {}
        self._numbers = _Numbers(self.vocab.strings)

    def doc(self, words: Words) -> Doc:
        """The words' keys as a spaCy Doc, for this and other matchers.

        Keys that no matcher asked for with `know` are one and the same unknown word in it: thus the
        vocabulary does not grow with what is read.
        """
        return Doc(self.vocab, words=list(map(self._numbers.__getitem__, words.keys)))  # type: ignore[arg-type]

    def know(self, keys: Iterable[str]) -> None:
        """Make keys known, so that another matcher can look for them."""
        for key in keys:
            self.vocab.strings.add(key)
        self._numbers.clear()

    def __call__(self, text: str, words: Words, doc: Doc) -> Iterator[Candidate]:
        """Candidates, one for each span and type."""
        spans, keys = words.spans, words.keys
        for _, start, end in self._matcher(doc):
            if not _whole(text, spans[start][0], spans[end - 1][1]):
                continue
            by_type: dict[str, list[str]] = {}
            plain = set()
            for reading in self._of(" ".join(keys[start:end])):
                if not reading.surface or _same_acronym(
                    reading.surface, text[spans[start][0] : spans[end - 1][1]]
                ):
                    by_type.setdefault(reading.type, []).append(reading.concept)
                    if not reading.surface:
                        plain.add(reading.type)
            for kind, concepts in by_type.items():
                rule = "name" if kind in plain else "acronym"
                yield Candidate(start, end, kind, tuple(concepts), rule)

    def _of(self, key: str) -> list[Reading]:
        if key not in self._readings:
            self._readings[key] = self.vocabulary.readings(key)
        return self._readings[key]


class _Numbers(dict[str, int]):
    """Key → its number in spaCy's string store, or the unknown word's."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings
        self._unknown = strings.add("\x00")

    def __missing__(self, key: str) -> int:
        if len(self) > CACHE_LIMIT:
            self.clear()
        known = key in self._strings
        self[key] = number = self._strings[key] if known else self._unknown
        return number


def _whole(text: str, first: int, last: int) -> bool:
    """Whether a span neither begins nor ends inside a run of letters and digits ("p53")."""
    return not (first and text[first - 1].isalnum()) and not (
        last < len(text) and text[last].isalnum()
    )


def _same_acronym(name: str, surface: str) -> bool:
    """Whether a text writes an acronym in the name's own case, hyphens and a plural s aside."""
    bare = surface.replace("-", "")
    return bare == name.replace("-", "") or bare == name.replace("-", "") + "s"
