"""Names that are a part of something else: the T cell in "T cell receptor" is none.

What stands beside a name decides: the table `neighbours.tsv` lists the words before and after it
that make it part of a gene, a cell line or a disease.
"""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.recognise.candidates import Candidate
from pipeline.vocabulary.data import read_table
from pipeline.vocabulary.words import Words, is_plural, key_of

ONLY = "only"
"""Marks the words of a rule as those that it is for."""
ALONE = "alone"
"""Marks them as those that it is for where they are the whole name."""


class Rule(NamedTuple):
    """A type, the keys of words beside its names, what a name then is a part of, and keys of names.

    The rule spares names with one of these keys, or is for them only, as the marks among them say.
    """

    kind: str
    phrase: list[str]
    whole: str
    names: frozenset[str]

    def meant(self, words: Words, candidate: Candidate) -> bool:
        """Whether a rule is for a name, given that its words stand beside it."""
        if candidate.type != self.kind:
            return False
        name = words.keys[candidate.start : candidate.end]
        if ALONE in self.names:
            return len(name) == 1 and name[0] in self.names
        return self.names.isdisjoint(name) != (ONLY in self.names)


class Neighbours:
    """Tells which candidates are a part of something else, and of what."""

    def __init__(self) -> None:
        self._after: dict[str, list[Rule]] = {}
        self._before: dict[str, list[Rule]] = {}
        for kind, side, phrase, whole, *spared in read_table("neighbours.tsv"):
            keys = key_of(phrase).split(" ")
            names = frozenset(key_of(word) for name in spared for word in name.split("|"))
            rules, nearest = (self._after, 0) if side == "after" else (self._before, -1)
            rules.setdefault(keys[nearest], []).append(Rule(kind, keys, whole, names))

    def __call__(
        self, words: Words, candidates: Iterable[Candidate], *, composed: bool = False
    ) -> list[Candidate]:
        """The candidates that stand for themselves; the composed ones alone may be asked."""
        return [
            c for c in candidates if (composed and ":" not in c.rule) or not self.whole(words, c)
        ]

    def whole(self, words: Words, candidate: Candidate) -> str:
        """What a candidate is a part of, or ""."""
        keys, start, end = words.keys, candidate.start, candidate.end
        after = self._after.get(keys[end], ()) if end < len(keys) else ()
        if after and not is_plural(words.texts[end - 1]):  # "the T cells line the wall"
            for rule in after:
                if keys[end : end + len(rule.phrase)] == rule.phrase and rule.meant(
                    words, candidate
                ):
                    return rule.whole
        for rule in self._before.get(keys[start - 1], ()) if start else ():
            first = max(start - len(rule.phrase), 0)
            if keys[first:start] == rule.phrase and rule.meant(words, candidate):
                return rule.whole
        return ""
