"""Counting what the articles say of every two concepts, in columns and in bounded memory.

Edges are counted in slices, each small enough to be sorted in memory, and those too rare for the
graph are dropped as soon as that is known.  A sentence counts once for an edge, by what says it
most clearly.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from pipeline.model import EdgeTallies, Evidence
from pipeline.store.columns import Block, Integers, Mask, blocks, changes
from pipeline.store.labels import Labels
from pipeline.store.legend import Choice, Legend
from pipeline.store.pack import NEGATED, SPECULATIVE
from pipeline.store.statements import Teller, ends

SLICE_ROWS = 500_000
"""Rows of evidence counted at a time: a third of the time a row that millions at a time take."""
SLICES_AT_ONCE = 12
"""Slices held in memory while all evidence is gone through once: about 0.3 GB."""

NTH, GAP = 1 << 10, 1 << 14
"""As far as evidence is told apart by its number within its article and edge, and by its gap."""

LATEST = 1 << 30
"""Later than any year."""


@dataclass(frozen=True, slots=True)
class _Claims:
    """What sentences say of edges, by place, sentence and how clearly they say it.

    `edge` is a number for each source, target and predicate; `state` is how it is said: affirmed
    (0), supposed (1) or denied (2); `row` the row of evidence among all.  All but edges and rows are of
    32 bits, since there are millions.
    """

    edge: Integers
    place: Integers
    sentence: Integers
    state: Integers
    gap: Integers
    row: Integers

    def take(self, rows: Integers) -> "_Claims":
        """Return some rows."""
        return _Claims(*(getattr(self, each.name).take(rows) for each in fields(self)))

    @staticmethod
    def joined(parts: list["_Claims"]) -> "_Claims":
        """Return the rows of all parts."""
        columns = ([getattr(part, each.name) for part in parts] for each in fields(_Claims))
        return _Claims(*map(np.concatenate, columns))


@dataclass(frozen=True, slots=True)
class _Counted:
    """Edges by their numbers, with a row of counts each, as `EdgeTally` orders them.

    `best` are the rows of evidence of all, the best of an edge first, and `kept` says how many
    each edge has.
    """

    edge: Integers
    counts: Integers
    kept: Integers
    best: Integers

    def take(self, edges: Mask) -> "_Counted":
        """Return some edges."""
        best = self.best[np.repeat(edges, self.kept)]
        return _Counted(self.edge[edges], self.counts[edges], self.kept[edges], best)

    def limited(self, most: int) -> "_Counted":
        """Return the edges with so much of their best evidence."""
        first = np.cumsum(self.kept) - self.kept
        number = np.arange(len(self.best)) - np.repeat(first, self.kept)
        kept = np.minimum(self.kept, most)
        return _Counted(self.edge, self.counts, kept, self.best[number < most])

    @staticmethod
    def in_order(found: Sequence["_Counted"]) -> "_Counted":
        """Return all edges in the order of their numbers."""
        columns = ([getattr(part, each.name) for part in found] for each in fields(_Counted))
        edge, counts, kept, best = map(np.concatenate, columns)
        order = np.argsort(edge)
        before, moved = np.cumsum(kept) - kept, kept[order]
        shift = before[order] - (np.cumsum(moved) - moved)
        rows = np.arange(len(best)) + np.repeat(shift, moved)
        return _Counted(edge[order], counts[order], moved, best[rows])


class Edges:
    """The counts of all edges; `least` is in how many articles co-occurrence has to be found.

    `seen` is told every block once on the way, since reading them takes as long as counting.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        labels: Labels,
        legend: Legend,
        seen: Callable[[Block], None] = lambda _: None,
    ) -> None:
        self._db, self._labels, self._legend, self._seen = db, labels, legend, seen
        self._years = np.array([each.year for each in labels.articles], dtype=np.int64)
        self._eras, self._era = np.unique(self._years, return_inverse=True)
        self._spread = np.zeros(len(labels.articles) + 1, dtype=np.int64)
        self.least = legend.choice.minimum_articles
        slices = [self._counted(claims) for claims in self._slices()]
        found = _Counted.in_order([each.take(self._common(each)) for each in slices])
        self._found = found.limited(_most(found.kept, legend.choice))

    def tally(self) -> EdgeTallies:
        """Return the edges by source, target and predicate, without their evidence."""
        nothing = [()] * len(self._found.edge)
        return EdgeTallies._make([*self._ends(), *self._found.counts.T.tolist(), nothing])

    def evidence(self) -> list[tuple[Evidence, ...]]:
        """Return the best evidence of each edge, in the order of `tally`."""
        evidence, kept = self._evidence(self._found.best), self._found.kept
        stops = np.cumsum(kept)
        spans = zip((stops - kept).tolist(), stops.tolist(), strict=True)
        return [tuple(evidence[start:stop]) for start, stop in spans]

    def _slices(self) -> Iterator[_Claims]:
        """Yield what is said of edges, all that is said of one in the same slice."""
        (rows,) = self._db.execute("SELECT coalesce(sum(evidence), 0) FROM article").fetchone()
        slices = rows // SLICE_ROWS + 1
        for first in range(0, slices, SLICES_AT_ONCE):
            nothing = _Claims(*np.zeros((6, 0), dtype=np.int32))
            parts = {n: [nothing] for n in range(first, min(first + SLICES_AT_ONCE, slices))}
            for block in blocks(self._db):
                claims = self._claims(block)
                pairs = claims.edge // len(self._legend.words) % slices
                for number, found in parts.items():
                    found.append(claims.take(np.flatnonzero(pairs == number)))
                if first == 0:
                    self._seen(block)
            for number in tuple(parts):
                yield _Claims.joined(parts.pop(number))

    def _claims(self, block: Block) -> _Claims:
        rows, source, target = ends(block, self._legend)
        said = block.evidence.take(rows)
        words = self._legend.spelling[said["predicate"]]
        pair = source * len(self._legend.ids) + target
        sides = block.subject[rows], block.object[rows]
        starts, stops = (
            [block.mentions[name].take(side) for side in sides] for name in ("start", "end")
        )
        state = np.where(said["flags"] & NEGATED, 2, said["flags"] & SPECULATIVE > 0)
        return _Claims(
            edge=pair * len(self._legend.words) + words,
            place=block.place[rows].astype(np.int32),
            sentence=said["sentence"],
            state=state.astype(np.int32),
            gap=np.maximum(*starts) - np.minimum(*stops),
            row=block.before + rows,
        )

    def _counted(self, claims: _Claims) -> _Counted:
        """Count a slice's edges, without those that are known to be too rare by now."""
        order = np.argsort(claims.edge, kind="stable")
        told = (each.take(order) for each in (claims.edge, claims.place, claims.sentence))
        claims = claims.take(order[changes(*told)])
        edges = np.flatnonzero(changes(claims.edge))
        counts = self._counts(claims, edges)
        found = _Counted(claims.edge[edges], counts, counts[:, 0], claims.row)
        self._learn(found)
        common = self._common(found)
        best = self._best(claims.take(np.flatnonzero(np.repeat(common, found.kept))))
        kept = np.minimum(found.kept[common], self._legend.choice.evidence_per_edge)
        return _Counted(found.edge[common], counts[common], kept, best)

    def _counts(self, claims: _Claims, edges: Integers) -> Integers:
        """Return a row for each edge (which begin at these claims), as `EdgeTally` orders it.

        An article counts by its clearest statement.
        """
        articles = np.flatnonzero(changes(claims.edge, claims.place))
        first = np.searchsorted(articles, edges)
        state = np.minimum.reduceat(claims.state, articles) if len(articles) else articles
        years = self._years[claims.place[articles]]
        columns = [np.diff(np.append(edges, len(claims.edge)))]
        columns.append(np.diff(np.append(first, len(articles))))
        columns += [_sums(state == each, first) for each in (0, 1, 2)]
        columns += [_sums(claims.state == each, edges) for each in (2, 1)]
        known = np.where(years > 0, years, LATEST)
        if len(edges):
            earliest = np.minimum.reduceat(known, first)
            columns.append(np.where(earliest < LATEST, earliest, 0))
            columns.append(np.maximum.reduceat(years, first))
        else:
            columns += [first, first]
        return np.stack(columns, axis=1)

    def _learn(self, found: _Counted) -> None:
        """Raise `least` to what the pairs seen so far ask for."""
        pairs = found.counts[~self._asserted(found), 1]
        self._spread += np.bincount(pairs, minlength=len(self._spread))
        at_least = np.cumsum(self._spread[::-1])[::-1]  # pairs found in so many articles or more
        crowded = np.flatnonzero(at_least > self._legend.choice.maximum_pairs)
        if len(crowded):
            self.least = max(self.least, int(crowded[-1]) + 1)

    def _asserted(self, found: _Counted) -> Mask:
        return found.edge % len(self._legend.words) > 0

    def _common(self, found: _Counted) -> Mask:
        """Tell which edges the graph has room for: all assertions, and pairs frequent enough."""
        return self._asserted(found) | (found.counts[:, 1] >= self.least)

    def _best(self, claims: _Claims) -> Integers:
        """Return the rows of the best evidence of each edge, the best first.

        These are every article's clearest sentence, the clear, new and close first, then the second
        of each article, and so on.
        """
        gap = np.clip(claims.gap, -GAP // 2, GAP // 2 - 1).astype(np.int64) + GAP // 2
        group = np.cumsum(changes(claims.edge, claims.place))
        order = np.argsort((group * 3 + claims.state) * GAP + gap, kind="stable")
        claims, gap = claims.take(order), gap.take(order)
        nth = np.minimum(_number_within(changes(claims.edge, claims.place)), NTH - 1)
        edge = np.cumsum(changes(claims.edge)) * NTH + nth
        age = len(self._eras) - 1 - self._era[claims.place]
        key = ((edge * 3 + claims.state) * len(self._eras) + age) * GAP + gap
        claims = claims.take(np.argsort(key, kind="stable"))
        place = _number_within(changes(claims.edge))
        return claims.row[place < self._legend.choice.evidence_per_edge]

    def _ends(self) -> tuple[list[str], list[str], list[str]]:
        """Return the edges' sources, targets and predicates."""
        pairs, words = np.divmod(self._found.edge, len(self._legend.words))
        source, target = np.divmod(pairs, max(len(self._legend.ids), 1))
        ids, spelled = (
            np.array(each, dtype=object) for each in (self._legend.ids, self._legend.words)
        )
        return ids[source].tolist(), ids[target].tolist(), spelled[words].tolist()

    def _evidence(self, rows: Integers) -> list[Evidence]:
        """Return the evidence in these rows, in their order."""
        order = np.argsort(rows)
        wanted = rows[order]
        teller = Teller(self._db, self._labels, self._legend)
        found: list[Evidence] = []
        for block in blocks(self._db):
            span = np.searchsorted(wanted, (block.before, block.before + len(block.evidence)))
            found.extend(teller.evidence(block, wanted[slice(*span)] - block.before))
        back = np.argsort(order)
        return [found[each] for each in back.tolist()]


def _most(kept: Integers, choice: Choice) -> int:
    """Return how many sentences an edge keeps at most, so that there is room for all."""
    most = choice.evidence_per_edge
    while most > 1 and np.minimum(kept, most).sum() > choice.maximum_evidence:
        most -= 1
    return most


def _sums(flags: Mask, starts: Integers) -> Integers:
    """Add up flags from each start to the next."""
    total = np.concatenate([[0], np.cumsum(flags)])
    return np.diff(total[np.append(starts, len(flags))])


def _number_within(starts: Mask) -> Integers:
    """Return each row's number in its group, given which rows start one."""
    rows = np.arange(len(starts))
    return rows - np.maximum.accumulate(np.where(starts, rows, 0))
