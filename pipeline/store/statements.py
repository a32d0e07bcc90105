"""From rows of evidence to what a person reads: sentences, with what each says of two concepts."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Evidence, Said, Statement
from pipeline.store.columns import Block, Integers, blocks, changes
from pipeline.store.labels import Labels
from pipeline.store.legend import Legend
from pipeline.store.pack import NEGATED, SPECULATIVE

EVIDENCE_DIGITS = 16

SENTENCE = (
    "SELECT section, start, end, text FROM sentence"
    " WHERE article = (SELECT article FROM label WHERE place = ?) AND number = ?"
)


class Teller:
    """Turns rows of evidence into statements, with the sentences from the store."""

    def __init__(self, db: sqlite3.Connection, labels: Labels, legend: Legend) -> None:
        self._db, self._labels, self._legend = db, labels, legend

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
        where = zip(
            block.place[rows].tolist(), block.evidence["sentence"][rows].tolist(), strict=True
        )
        both = zip(where, self._said(block, rows), strict=True)
        for (place, number), group in groupby(both, key=lambda each: each[0]):
            section, start, end, text = self._db.execute(SENTENCE, (place, number)).fetchone()
            said = tuple(each for _, each in group)
            article = self._labels.articles[place]
            yield Statement(article, self._legend.terms[section], start, end, text, said)

    def _said(self, block: Block, rows: Integers) -> Iterator[Said]:
        """Yield what each row says."""
        terms, digests = self._legend.terms, self._labels.digests
        names = ("number", "subject", "object", "predicate", "cue", "rule")
        number, i, j, *words = (block.evidence[name][rows].tolist() for name in names)
        predicate, cue, rule = (map(terms.__getitem__, column) for column in words)
        flags = block.evidence["flags"][rows]
        digest = map(digests.__getitem__, block.place[rows].tolist())
        subject, subject_concept = self._side(block.mentions[block.subject[rows]])
        object_, object_concept = self._side(block.mentions[block.object[rows]])
        yield from zip(
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
            strict=True,
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
