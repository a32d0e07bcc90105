"""From rows of evidence to what a person reads: sentences, with what each says of two concepts."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Evidence, Statement
from pipeline.store.columns import Block, Integers, blocks, changes
from pipeline.store.labels import Labels
from pipeline.store.legend import Legend
from pipeline.store.pack import NEGATED, SPECULATIVE

EVIDENCE_DIGITS = 16

_WANTED = "CREATE TABLE IF NOT EXISTS temp.wanted (row INTEGER PRIMARY KEY, article, number)"
_SENTENCES = """
SELECT section, start, end, text FROM temp.wanted CROSS JOIN sentence USING (article, number)
ORDER BY row
"""


class Teller:
    """Turns rows of evidence into statements, with the sentences from the store."""

    def __init__(self, db: sqlite3.Connection, labels: Labels, legend: Legend) -> None:
        self._db, self._labels, self._legend = db, labels, legend
        db.execute(_WANTED)

    def volume(self, number: int) -> Iterator[Statement]:
        """Tell all evidence of a volume by article (in source order), sentence and edge.

        What a sentence says twice of an edge is told once, the clearest and closest.
        """
        for block in blocks(self._db, volume=number):
            yield from self.tell(block, self._distinct(block))

    def _distinct(self, block: Block) -> Integers:
        """Return the first row of each sentence and edge, by article, sentence and edge."""
        rows, source, target = ends(block, self._legend)
        sentence, predicate = (block.evidence[name][rows] for name in ("sentence", "predicate"))
        place, spelled = block.place[rows], self._legend.spelling[predicate]
        order = np.lexsort((spelled, target, source, sentence, place))  # keeps equals in order
        columns = (each[order] for each in (place, sentence, source, target, predicate))
        return rows[order][changes(*columns)]

    def tell(self, block: Block, rows: Integers) -> Iterator[Statement]:
        """Tell rows of a block in the order given, those of one sentence together."""
        said = zip(*self._said(block, rows), strict=True)
        articles = self._labels.articles
        for place, sentence, count in self._sentences(block, rows):
            yield Statement(articles[place], *sentence, tuple(islice(said, count)))

    def evidence(self, block: Block, rows: Integers) -> Iterator[Evidence]:
        """Yield the evidence in rows of a block in the order given, each with all there is to know."""
        articles = self._labels.articles
        where = (
            repeat((articles[place].id, *sentence), count)
            for place, sentence, count in self._sentences(block, rows)
        )
        about = zip(*chain.from_iterable(where), strict=True) if len(rows) else repeat((), 5)
        name, *said = self._said(block, rows)
        return map(Evidence, name, *about, *said)

    def _sentences(
        self, block: Block, rows: Integers
    ) -> Iterator[tuple[int, tuple[str, int, int, str], int]]:
        """Yield (place of the article, the sentence, how many rows) for rows of the same sentence."""
        number = block.evidence["sentence"][rows]
        starts = np.flatnonzero(changes(block.place[rows], number))
        counts = np.diff(np.append(starts, len(rows))).tolist()
        places, numbers = block.place[rows[starts]].tolist(), number[starts].tolist()
        keys, terms = self._labels.keys, self._legend.terms
        found = self._looked_up([keys[place] for place in places], numbers)
        for place, (section, start, end, text), count in zip(places, found, counts, strict=True):
            yield place, (terms[section], start, end, text), count

    def _looked_up(
        self, articles: Sequence[int], numbers: Sequence[int]
    ) -> list[tuple[int, int, int, str]]:
        """Return sentences by article and number; one by one they would take twice as long."""
        self._db.execute("BEGIN")
        self._db.execute("DELETE FROM temp.wanted")
        wanted = zip(range(len(numbers)), articles, numbers, strict=True)
        self._db.executemany("INSERT INTO temp.wanted VALUES (?, ?, ?)", wanted)
        found = self._db.execute(_SENTENCES).fetchall()
        self._db.execute("COMMIT")
        return found

    def _said(self, block: Block, rows: Integers) -> tuple[Iterable[Any], ...]:
        """Return what rows say, the columns of `Said`."""
        terms, digests = self._legend.terms, self._labels.digests
        names = ("number", "subject", "object", "predicate", "cue", "rule")
        number, i, j, *words = (block.evidence[name][rows].tolist() for name in names)
        predicate, cue, rule = (map(terms.__getitem__, column) for column in words)
        flags = block.evidence["flags"][rows]
        digest = map(digests.__getitem__, block.place[rows].tolist())
        subject, subject_concept = self._side(block.mentions[block.subject[rows]])
        object_, object_concept = self._side(block.mentions[block.object[rows]])
        return (
            map(_name, digest, number, i, j),
            subject,
            object_,
            subject_concept,
            object_concept,
            predicate,
            cue,
            rule,
            (flags & NEGATED != 0).tolist(),
            (flags & SPECULATIVE != 0).tolist(),
        )

    def _side(self, mentions: NDArray[np.void]) -> tuple[Iterator[tuple[int, int]], Iterator[str]]:
        """Return the offsets and the concepts of mentions."""
        spans = zip(mentions["start"].tolist(), mentions["end"].tolist(), strict=True)
        ranks = self._legend.rank[mentions["concept"]].tolist()
        return spans, map(self._legend.ids.__getitem__, ranks)


def ends(block: Block, legend: Legend) -> tuple[Integers, Integers, Integers]:
    """Return the rows of a block that count, with the ranks of both ends of their edges.

    Co-occurrence means both directions: the smaller rank comes first.
    """
    first, second = (
        legend.rank[block.mentions["concept"][side]] for side in (block.subject, block.object)
    )
    counts = (first >= 0) & (second >= 0) & (first != second)
    rows = np.flatnonzero(counts & legend.admits(block.evidence["flags"]))
    first, second = first[rows], second[rows]
    swapped = (block.evidence["number"][rows] < 0) & (first > second)
    return rows, np.where(swapped, second, first), np.where(swapped, first, second)


def evidence_of(statement: Statement) -> Iterator[Evidence]:
    """Yield a statement's evidence, each with all there is to know."""
    about = statement
    where = (about.article.id, about.section, about.start, about.end, about.sentence)
    for said in about.said:
        yield Evidence(said[0], *where, *said[1:])  # type: ignore[arg-type]


def _name(digest: str, number: int, subject: int, object_: int) -> str:
    name = f"r{number}" if number >= 0 else f"{subject}-{object_}"
    return f"{digest[:EVIDENCE_DIGITS]}-{name}"
