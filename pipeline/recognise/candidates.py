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
    chains: dict[str, list[int]] = {}
    ends: dict[str, int] = {}
    lost: set[int] = set()
    for index, (start, end, kind, *_) in enumerate(ordered):
        if start < ends.get(kind, 0):
            chains[kind].append(index)
            ends[kind] = max(end, ends[kind])
        else:
            lost.update(_losers(ordered, chains.get(kind, ())))
            chains[kind], ends[kind] = [index], end
    lost.update(*(_losers(ordered, chain) for chain in chains.values()))
    return [c for index, c in enumerate(ordered) if index not in lost] if lost else ordered


def place(candidate: Candidate) -> tuple[int, int, str]:
    """The order of candidates in a text: by place, a longer one before what lies within it."""
    return candidate[0], -candidate[1], candidate[2]


def _losers(ordered: list[Candidate], chain: Sequence[int]) -> Iterable[int]:
    """Which of some candidates of one type, each overlapping one before it, a longer one beats."""
    if len(chain) < 2:
        return ()
    taken: set[int] = set()
    lost = []
    for index in sorted(chain, key=lambda i: (ordered[i].start - ordered[i].end, ordered[i].start)):
        words = range(ordered[index].start, ordered[index].end)
        if taken.isdisjoint(words):
            taken.update(words)
        else:
            lost.append(index)
    return lost
