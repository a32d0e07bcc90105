"""Names that share words: "B and T cells" names B cells too, "hepatitis B and C" hepatitis C.

A conjunct becomes a mention of its own only if the words it shares make a name of it; what is not
in the vocabulary is no conjunct (Chae et al. 2014, "Identifying non-elliptical entity mentions in
a coordinated NP with ellipses").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pipeline.recognise.candidates import Candidate
from pipeline.recognise.phrases import CONTENT
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.processes import participants
from pipeline.vocabulary.words import Words, is_plural

CONJUNCTIONS = frozenset(("and", "or", "/", "&", "versus", "vs"))
SEPARATORS = CONJUNCTIONS | {","}
COUNTING = frozenset(("type", "subtype", "class", "group", "stage", "grade"))
"""Keys of words that a number follows."""
PLACING = frozenset(("of", "in", "from", "to", "for", "on", "by", "within"))
LONGEST_CONJUNCT = 5
"""Words before the shared ones: "type 1 and type 2", "CD4 + CD25 +", "CD 4 ( + )"."""
MECHANISM = "Mechanism"
"""The type whose conjuncts its grammar finds."""
LACK = "deficiency"
PARTS = 3
"""Words of a part of the body at most: "breast, [small intestine] and ovary"."""
ROMAN = re.compile("[ivx]{1,4}[a-d]?|alpha|beta|gamma|delta")


class Coordination:
    """Finds the conjuncts that borrow words from a name beside them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def __call__(self, words: Words, names: Iterable[Candidate]) -> list[Candidate]:
        """The conjuncts beside the names; none overlaps a name of its type, unless it holds it."""
        keys, end = words.keys, len(words) - 1
        names = list(names)
        found: list[Candidate] = []
        for name in names:
            if name.start > 1 and keys[name.start - 1] in CONJUNCTIONS:
                found += self._before(words, name)
            if name.end < end and keys[name.end] in SEPARATORS:
                found += self._after(keys, name)
                if "of" in keys[name.start : name.end] and name.type != MECHANISM:
                    found += self._of(words, name)
        if found:
            taken = {(n.type, i): n for n in names for i in range(n.start, n.end)}
            found = [c for c in found if not _overlaps(c, taken)]
        counted = [n for n in names if n.start > 3 and keys[n.start - 2] in SEPARATORS]
        return [*found, *(c for name in counted for c in self._counted(keys, name))]

    def _counted(self, keys: list[str], name: Candidate) -> Iterator[Candidate]:
        """The conjuncts that only a number tells apart: "[type 1] and [2 diabetes]"."""
        at = name.start - 1
        if not _is_count(keys[at]):
            return
        numbers = [at]
        while at > 2 and keys[at - 1] in SEPARATORS:
            at = _without_separator(keys, at) - 1
            if at < 1 or not _is_count(keys[at]):
                return
            numbers.append(at)
        count, own = keys[at - 1], keys[name.start : name.end]
        found = [
            self._concepts([count, keys[number], *own], name.type)
            or self._concepts([*own, count, keys[number]], name.type)
            for number in numbers
        ]
        if count not in COUNTING or not all(found):
            return
        for number, concepts in zip(numbers, found, strict=True):
            start = number - (number == at)
            end = name.end if number == name.start - 1 else number + 1
            yield Candidate(start, end, name.type, concepts, "coordination")

    def _before(self, words: Words, name: Candidate) -> Iterator[Candidate]:
        """Conjuncts that borrow the end of a name: the "B" of "B and T cells"."""
        keys, end = words.keys, name.start
        while (end := _without_separator(keys, end)) > 0:
            if is_plural(words.texts[end - 1]):  # a noun on its own: "receptors and T cells"
                return
            for start in range(max(0, end - LONGEST_CONJUNCT), end):
                if concepts := self._borrowing(keys, start, end, name):
                    break
            else:
                return
            if _is_place(words, start, end):
                return
            yield Candidate(start, end, name.type, concepts, "coordination")
            end = start

    def _borrowing(self, keys: list[str], start: int, end: int, name: Candidate) -> tuple[str, ...]:
        own = keys[start:end]
        if not SEPARATORS.isdisjoint(own):
            return ()
        for first in range(name.start + 1, name.end):
            if concepts := self._concepts([*own, *keys[first : name.end]], name.type):
                return concepts
        return ()

    def _after(self, keys: list[str], name: Candidate) -> Iterator[Candidate]:
        """Conjuncts that borrow the start of a name: the "C" of "hepatitis B and C"."""
        at = name.end
        while at + 1 < len(keys) and keys[at] in SEPARATORS:
            at += 1
            at += keys[at] in CONJUNCTIONS  # ", and"
            if at >= len(keys) or not _is_count(keys[at]) or not _is_count(keys[name.end - 1]):
                return
            shared = keys[name.start : name.end - 1]
            end, concepts = self._longest(keys, at, LONGEST_CONJUNCT, name.type, before=shared)
            if not concepts or concepts == name.concepts:
                return
            yield Candidate(at, end, name.type, concepts, "coordination")
            at = end

    def _of(self, words: Words, name: Candidate) -> Iterator[Candidate]:
        """Conjuncts that borrow what is before "of": the "lung" of "cancer of the breast and lung"."""
        keys, at = words.keys, name.end
        head = keys[name.start : keys.index("of", name.start)]
        if LACK in head:  # of whatever protein follows
            return
        while at < len(keys) and keys[at] in SEPARATORS:
            while at < len(keys) and (keys[at] in SEPARATORS or keys[at] == "the"):
                at += 1
            end, concepts = self._longest(keys, at, PARTS, name.type, after=head)
            goes_on = end < len(keys) and CONTENT[words.texts[end].lower()]
            if not concepts or goes_on:  # "breast and lung tissue"
                return
            yield Candidate(at, end, name.type, concepts, "coordination")
            at = end

    def _longest(
        self, keys: list[str], at: int, most: int, kind: str,
        *, before: Iterable[str] = (), after: Iterable[str] = (),
    ) -> tuple[int, tuple[str, ...]]:  # fmt: skip
        """Where the longest conjunct from a word on ends that shared words make a name, and its meaning.

        In "hepatitis B and [C virus infection]" it is three words.
        """
        for end in range(min(at + most, len(keys)), at, -1):
            if concepts := self._concepts([*before, *keys[at:end], *after], kind):
                return end, concepts
        return at, ()

    def _concepts(self, keys: list[str], kind: str) -> tuple[str, ...]:
        return self.vocabulary.named(" ".join(keys), kind)


def _without_separator(keys: list[str], end: int) -> int:
    """Where what stands before a conjunction or comma ends; 0 where there is none."""
    start = end
    while start > 0 and keys[start - 1] in SEPARATORS:
        start -= 1
    return start if start < end else 0


def _is_place(words: Words, start: int, end: int) -> bool:
    """Whether a conjunct is an organ on its own: "cells of the [liver] and Paneth cells"."""
    return (
        start > 1
        and words.keys[start - 1] == "the"
        and words.keys[start - 2] in PLACING
        and " ".join(words.texts[start:end]).lower() in _organs()
    )


@cache
def _organs() -> frozenset[str]:
    tissues = (each for each in participants().values() if each.kind == "tissue")
    return frozenset(organ for each in tissues for organ in (each.name, *each.synonyms))


def _overlaps(conjunct: Candidate, taken: Mapping[tuple[str, int], Candidate]) -> bool:
    """Whether a conjunct overlaps one of the names, by type and word, that it does not hold."""
    start, end = conjunct.start, conjunct.end
    others = {name for i in range(start, end) if (name := taken.get((conjunct.type, i)))}
    return any(n.start < start or end < n.end or n[:2] == (start, end) for n in others)


def _is_count(key: str) -> bool:
    return (len(key) <= 2 and key.isalnum()) or bool(ROMAN.fullmatch(key))
