"""What was found as columns of integers: how the store keeps it and how everything counts it."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]


def _columns(names: str) -> np.dtype[np.void]:
    return np.dtype([(name, "<i4") for name in names.split()])


MENTION = _columns("sentence start end concept type rule flags cue form")
"""An article's mentions in text order.  `sentence` is a number; concept a key of `concept`; type,
rule, cue and form (the words, on one line) keys of `term`; flags as in `pack`."""

EVIDENCE = _columns("sentence number subject object predicate rule flags cue")
"""What its sentences say, as in `pack.Packed`.  Subject and object are places among its mentions;
predicate, rule and cue keys of `term`."""

BLOCK_ARTICLES = 2000
"""Articles that are looked at together: about 5 MB."""


def matrix(rows: Iterable[Sequence[int]]) -> bytes:
    """Return rows of integers as the store keeps them."""
    return np.fromiter(chain.from_iterable(rows), dtype="<i4").tobytes()


@dataclass(frozen=True, slots=True)
class Block:
    """What was found in a run of articles.

    `mentions` and `evidence` are columns, with the `place` of each row's article among all articles.
    `subject` and `object` are the rows of evidence's mentions here.  `before` counts the rows of
    evidence in the blocks before.
    """

    mentions: NDArray[np.void]
    mention_place: Integers
    evidence: NDArray[np.void]
    place: Integers
    subject: Integers
    object: Integers
    before: int


def blocks(db: sqlite3.Connection, *, volume: int | None = None) -> Iterator[Block]:
    """Yield what was found in all articles, or in those of a volume, by place."""
    which = "" if volume is None else "WHERE volume = :volume"
    rows = db.execute(
        "SELECT place, mentions, evidence FROM label CROSS JOIN found USING (article)"  # noqa: S608
        f" {which} ORDER BY place",
        {"volume": volume},
    )
    before = 0
    while batch := rows.fetchmany(BLOCK_ARTICLES):
        block = _block(batch, before)
        before += len(block.evidence)
        yield block


def _block(batch: Sequence[tuple[int, bytes, bytes]], before: int) -> Block:
    places = np.array([place for place, _, _ in batch], dtype=np.int64)
    found = np.array([len(mentions) for _, mentions, _ in batch]) // MENTION.itemsize
    said = np.array([len(evidence) for *_, evidence in batch]) // EVIDENCE.itemsize
    mentions = np.frombuffer(b"".join(each for _, each, _ in batch), MENTION)
    evidence = np.frombuffer(b"".join(each for *_, each in batch), EVIDENCE)
    first = np.repeat(np.cumsum(found) - found, said)
    return Block(
        mentions=mentions,
        mention_place=np.repeat(places, found),
        evidence=evidence,
        place=np.repeat(places, said),
        subject=evidence["subject"] + first,
        object=evidence["object"] + first,
        before=before,
    )


def changes(*columns: NDArray[np.integer]) -> Mask:
    """Tell for each row whether it differs from the row before it in one of the columns.

    >>> changes(np.array([1, 1, 1, 2]), np.array([5, 5, 6, 6])).tolist()
    [True, False, True, True]
    """
    changed = np.zeros(len(columns[0]), dtype=bool)
    changed[:1] = True
    for column in columns:
        changed[1:] |= column[1:] != column[:-1]
    return changed
