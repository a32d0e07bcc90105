"""Candidates for mentions, and which of them win: the longest of each type."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.model import Concept


class Candidate(NamedTuple):
    """A span of words, by index, that may be a mention of one of several concepts.

    `concepts` are CURIEs, likeliest first.  `rule` names what made it.  `coined` is the concept
    where no vocabulary has it.  A tuple, because there are many: a frozen dataclass
    takes three times as long to make.
    """

    start: int
    end: int
    type: str
    concepts: tuple[str, ...]
    rule: str
    coined: Concept | None = None


Found = tuple[int, int, Candidate]
"""A candidate with its offsets in the article's text."""


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of overlapping candidates of one type the longest, at a tie the first; sorted by place.

    >>> short, long = Candidate(0, 1, "A", ("X:1",), "r"), Candidate(0, 2, "A", ("X:2",), "r")
    >>> longest([short, long]) == [long]
    True
    """
    ordered = sorted(candidates, key=place)
    ends: dict[str, int] = {}
    first: dict[str, int] = {}
    chains: dict[int, list[int]] = {}
    for index, candidate in enumerate(ordered):
        end, kind = candidate[1], candidate[2]
        reach = ends.get(kind, 0)
        if candidate[0] < reach:  # it overlaps a chain of its type, named by its first
            chains.setdefault(first[kind], [first[kind]]).append(index)
            ends[kind] = max(end, reach)
        else:
            ends[kind], first[kind] = end, index
    if not chains:
        return ordered
    lost = {index for chain in chains.values() for index in _losers(ordered, chain)}
    return [c for index, c in enumerate(ordered) if index not in lost]


def place(candidate: Candidate) -> tuple[int, int, str]:
    """The order of candidates in a text: by place, a longer one before what lies within it."""
    return candidate[0], -candidate[1], candidate[2]


def _losers(ordered: list[Candidate], chain: Sequence[int]) -> list[int]:
    """Which of some candidates of one type, each overlapping one before it, a longer one beats."""
    if len(chain) == 2:  # as most are
        one, other = (ordered[index] for index in chain)
        return [chain[other.end - other.start <= one.end - one.start]]
    taken: set[int] = set()
    lost = []
    for index in sorted(chain, key=lambda i: (ordered[i].start - ordered[i].end, ordered[i].start)):
        words = range(ordered[index].start, ordered[index].end)
        if taken.isdisjoint(words):
            taken.update(words)
        else:
            lost.append(index)
    return lost
