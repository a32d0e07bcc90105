"""Counting the mentions of every concept, block by block."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np

from pipeline.model import Concept, NodeTally
from pipeline.store.columns import Block, Integers, changes
from pipeline.store.legend import Legend


class Nodes:
    """The counts of each concept's mentions, block by block."""

    def __init__(self, legend: Legend) -> None:
        self._legend = legend
        size = len(legend.ids)
        self._mentions, self._sentences, self._articles = np.zeros((3, size), dtype=np.int64)
        self._forms: list[Integers] = []
        self._types: list[Integers] = []

    def add(self, block: Block) -> None:
        """Count a block."""
        rank = self._legend.rank[block.mentions["concept"]]
        kept = (rank >= 0) & self._legend.admits(block.mentions["flags"])
        rows = np.flatnonzero(kept)[np.argsort(rank[kept], kind="stable")]
        found = {name: block.mentions[name][rows] for name in ("sentence", "type", "form")}
        self._count(rank[rows], block.mention_place[rows], found["sentence"])
        self._forms.append(_counted(rank[rows], found["form"]))
        self._types.append(_counted(rank[rows], found["type"]))

    def _count(self, rank: Integers, place: Integers, sentence: Integers) -> None:
        """Count rows sorted by rank, place and sentence."""
        size = len(self._legend.ids)
        self._mentions += np.bincount(rank, minlength=size)
        self._sentences += np.bincount(rank[changes(rank, place, sentence)], minlength=size)
        self._articles += np.bincount(rank[changes(rank, place)], minlength=size)

    def tally(self) -> dict[str, NodeTally]:
        """Return what was counted, by id; concepts without mentions that count are left out."""
        forms, types = _by_rank(self._forms), _by_rank(self._types)
        columns = (self._mentions, self._sentences, self._articles)
        counts = zip(*(column.tolist() for column in columns), strict=True)
        nodes = {}
        for rank, (curie, each) in enumerate(zip(self._legend.ids, counts, strict=True)):
            mentions, sentences, articles = each
            if mentions:
                names = self._spelled(forms[rank])
                concept = self._legend.get(curie)
                if concept is None:
                    kind = min(name for name, _ in self._spelled(types[rank]))
                    concept = Concept(curie, names[0][0], kind)
                nodes[curie] = NodeTally(concept, mentions, sentences, articles, names)
        return nodes

    def _spelled(self, counts: Sequence[tuple[int, int]]) -> tuple[tuple[str, int], ...]:
        """Return terms with their counts, most frequent first."""
        named = [(self._legend.terms[term], number) for term, number in counts]
        return tuple(sorted(named, key=lambda each: (-each[1], each[0])))


def _counted(rank: Integers, term: Integers) -> Integers:
    """Return a row (rank, term, how often) for each two that stand together."""
    pairs, counts = np.unique((rank.astype(np.int64) << 32) | term, return_counts=True)
    return np.stack([pairs >> 32, pairs & 0xFFFFFFFF, counts], axis=1)


def _by_rank(found: Sequence[Integers]) -> dict[int, list[tuple[int, int]]]:
    """Add up the rows of all blocks; return each rank's terms with their counts."""
    rows = np.concatenate([np.zeros((0, 3), dtype=np.int64), *found])
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    starts = np.flatnonzero(changes(rows[:, 0], rows[:, 1]))
    totals = np.add.reduceat(rows[:, 2], starts) if len(rows) else rows[:, 2]
    ranked = zip(rows[starts, 0].tolist(), rows[starts, 1].tolist(), totals.tolist(), strict=True)
    return {rank: [each[1:] for each in group] for rank, group in groupby(ranked, itemgetter(0))}
