"""Names that are a part of something else: the T cell in "T cell receptor" is none.

What stands beside a name decides: the table `neighbours.tsv` lists the words before and after it
that make it part of a gene, a cell line or a disease.
"""

from collections.abc import Iterable

from pipeline.recognise.candidates import Candidate
from pipeline.vocabulary.data import read_table
from pipeline.vocabulary.words import Words, is_plural, key_of

Rule = tuple[list[str], str, frozenset[str]]
"""The keys of the neighbouring words, what the name is then a part of, keys of names spared."""

ONLY = "only"
"""Marks the words of a rule as those that it is for."""
ALONE = "alone"
"""Marks them as those that it is for where they are the whole name."""


class Neighbours:
    """Tells which candidates are a part of something else, and of what."""

    def __init__(self) -> None:
        self._after: dict[tuple[str, str], list[Rule]] = {}
        self._before: dict[tuple[str, str], list[Rule]] = {}
        for kind, side, phrase, whole, *spared in read_table("neighbours.tsv"):
            keys = key_of(phrase).split(" ")
            rule = (
                keys,
                whole,
                frozenset(key_of(word) for name in spared for word in name.split("|")),
            )
            if side == "after":
                self._after.setdefault((kind, keys[0]), []).append(rule)
            else:
                self._before.setdefault((kind, keys[-1]), []).append(rule)

    def __call__(self, words: Words, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The candidates that stand for themselves."""
        return [c for c in candidates if not self.whole(words, c)]

    def whole(self, words: Words, candidate: Candidate) -> str:
        """What a candidate is a part of, or ""."""
        keys, start, end = words.keys, candidate.start, candidate.end
        rules = self._after.get((candidate.type, keys[end]), ()) if end < len(keys) else ()
        if rules and not is_plural(words.texts[end - 1]):  # "the T cells line the wall"
            for phrase, whole, spared in rules:
                if keys[end : end + len(phrase)] == phrase and _meant(spared, keys[start:end]):
                    return whole
        if start:
            for phrase, whole, spared in self._before.get((candidate.type, keys[start - 1]), ()):
                first = start - len(phrase)
                if keys[max(first, 0) : start] == phrase and _meant(spared, keys[start:end]):
                    return whole
        return ""


def _meant(words: frozenset[str], name: list[str]) -> bool:
    """Whether a rule is meant for a name: it spares those with one of some words, or takes only them."""
    if ALONE in words:
        return len(name) == 1 and name[0] in words
    return words.isdisjoint(name) != (ONLY in words)
