"""The evidence of a store for another process to read: it travels as a path and what integers mean."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.model import Statement
from pipeline.store.labels import label_in
from pipeline.store.legend import Choice, Legend
from pipeline.store.statements import Teller


@dataclass(frozen=True, slots=True)
class Shelf:
    """All volumes of evidence of a store that does not change meanwhile."""

    path: Path
    legend: Legend
    volumes: int

    def open(self) -> Callable[[int], Iterator[Statement]]:
        """Return what tells a volume by its number."""
        db = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
        return Teller(db, label_in(db, self.volumes), self.legend).volume


def shelf(path: Path, legend: Legend, volumes: int) -> Shelf:
    """Return a shelf that can be pickled: without the vocabulary, which no volume needs."""
    choice = Choice(_unknown, keep_generic=legend.choice.keep_generic)
    return Shelf(path, replace(legend, choice=choice, coined={}), volumes)


def _unknown(_: str) -> None:
    """Know no concept."""
