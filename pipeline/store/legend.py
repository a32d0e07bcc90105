"""What the integers in the columns mean: the concepts that count, and all other strings."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.model import Concept
from pipeline.store.columns import Integers, Mask
from pipeline.store.pack import GENERIC

MAXIMUM_PAIRS = 200_000
"""Co-occurrence edges that a graph can hold in memory (about 1 GB) and a page can still open."""
MAXIMUM_EVIDENCE = 300_000
"""Sentences that the edges of a graph keep, all together; a page has room for about as many."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to count.

    Attributes:
        concepts: a vocabulary's concept by id, None where it has none.
        rename: the id that a concept found in text goes by; None keeps them all.
        keep_generic: count generic mentions and concepts too.
        evidence_per_edge: how many of an edge's best sentences it keeps.
        maximum_evidence: keep fewer, one at least, so that all edges together keep this many.
        minimum_articles: leave out co-occurrence found in fewer articles.
        maximum_pairs: leave out more of it, up to as many articles as it takes to keep this many.

    """

    concepts: Callable[[str], Concept | None]
    rename: Callable[[str], str] | None = None
    keep_generic: bool = False
    evidence_per_edge: int = 20
    maximum_evidence: int = MAXIMUM_EVIDENCE
    minimum_articles: int = 1
    maximum_pairs: int = MAXIMUM_PAIRS

    def target(self, curie: str) -> str:
        """Return the id a found concept goes by."""
        return self.rename(curie) if self.rename else curie


@dataclass(frozen=True, slots=True)
class Legend:
    """What the integers in the columns mean.

    Attributes:
        choice: what to count.
        ids: the ids that concepts go by, of those that count, sorted.
        rank: the place among them for each key of `concept`; -1 where it does not count.
        coined: concepts that articles coined, by the id they go by.
        terms: the strings by their keys.
        words: the strings in sorted order, the empty one first.
        spelling: the place of each among them, by key.
    """

    choice: Choice
    ids: tuple[str, ...]
    rank: Integers
    coined: dict[str, Concept]
    terms: dict[int, str]
    words: tuple[str, ...]
    spelling: Integers

    def get(self, curie: str) -> Concept | None:
        """Return what is known of a concept: by the vocabulary, else by the articles."""
        return self.choice.concepts(curie) or self.coined.get(curie)

    def admits(self, flags: Integers) -> Mask:
        """Tell which rows count, by their flags."""
        return (flags & GENERIC == 0) | self.choice.keep_generic


def legend(db: sqlite3.Connection, choice: Choice) -> Legend:
    """Return what the store's integers mean."""
    coined: dict[str, Concept] = {}
    for curie, concept in definitions(db).items():
        target = choice.target(curie)
        coined.setdefault(target, replace(concept, id=target))
    goes_by = {
        key: choice.target(text) for key, text in db.execute("SELECT key, text FROM concept")
    }
    ids = sorted(curie for curie in set(goes_by.values()) if _counts(curie, choice, coined))
    place = {curie: number for number, curie in enumerate(ids)}
    rank = np.full(max(goes_by, default=0) + 1, -1, dtype=np.int64)
    for key, curie in goes_by.items():
        rank[key] = place.get(curie, -1)
    terms = dict(db.execute("SELECT key, text FROM term"))
    words = tuple(sorted({"", *terms.values()}))
    spelled = {word: number for number, word in enumerate(words)}
    spelling = np.zeros(max(terms, default=0) + 1, dtype=np.int64)
    for key, word in terms.items():
        spelling[key] = spelled[word]
    return Legend(choice, tuple(ids), rank, coined, terms, words, spelling)


def _counts(curie: str, choice: Choice, coined: dict[str, Concept]) -> bool:
    concept = choice.concepts(curie) or coined.get(curie)
    return choice.keep_generic or concept is None or not concept.generic


def definitions(db: sqlite3.Connection) -> dict[str, Concept]:
    """Return the concepts that articles coined, the most frequent first, each as most define it."""
    rows = db.execute(
        "SELECT c.text, definition, count(*) FROM coined JOIN concept c ON c.key = concept"
        " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    )
    found: dict[str, Concept] = {}
    for curie, definition, _ in rows:
        if curie not in found:
            found[curie] = _concept(definition)
    return found


def _concept(definition: str) -> Concept:
    values = json.loads(definition)
    plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return Concept(**plain)
