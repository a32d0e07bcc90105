"""Candidates for mentions, and which of them win: the longest of each type."""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Concept


class Candidate(NamedTuple):
    """A span of words, by index, that may be a mention of one of several concepts.

    `concepts` are CURIEs, likeliest first.  `rule` names what made it.  `coined` is the concept
    where no vocabulary has it.  A tuple, since there are many: it is made in a third of the time of a
    frozen dataclass.
    """

    start: int
    end: int
    type: str
    concepts: tuple[str, ...]
    rule: str
    coined: Concept | None = None


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of overlapping candidates of one type the longest, at a tie the first; sorted by place.

    >>> short, long = Candidate(0, 1, "A", ("X:1",), "r"), Candidate(0, 2, "A", ("X:2",), "r")
    >>> longest([short, long]) == [long]
    True
    """
    kept: list[Candidate] = []
    taken: dict[str, set[int]] = {}
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start, c.type)):
        words = taken.setdefault(candidate.type, set())
        if words.isdisjoint(range(candidate.start, candidate.end)):
            words.update(range(candidate.start, candidate.end))
            kept.append(candidate)
    return sorted(kept, key=lambda c: (c.start, -c.end, c.type))
