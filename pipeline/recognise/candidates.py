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
    chains: dict[str, tuple[list[Candidate], int]] = {}
    for candidate in sorted(candidates, key=place):
        chain, end = chains.get(candidate.type) or ([], 0)
        if candidate.start < end:
            chain.append(candidate)
            chains[candidate.type] = chain, max(end, candidate.end)
        else:
            kept += _winners(chain)
            chains[candidate.type] = [candidate], candidate.end
    for chain, _ in chains.values():
        kept += _winners(chain)
    return sorted(kept, key=place)


def place(candidate: Candidate) -> tuple[int, int, str]:
    """The order of candidates in a text: by place, a longer one before what lies within it."""
    return candidate[0], -candidate[1], candidate[2]


def _winners(chain: list[Candidate]) -> list[Candidate]:
    """The longest of candidates of one type, each of which overlaps one before it."""
    if len(chain) < 2:
        return chain
    taken: set[int] = set()
    kept = []
    for candidate in sorted(chain, key=lambda c: (c.start - c.end, c.start)):
        if taken.isdisjoint(range(candidate.start, candidate.end)):
            taken.update(range(candidate.start, candidate.end))
            kept.append(candidate)
    return kept
