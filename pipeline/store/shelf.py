"""The evidence of a store for another process to read: it travels as a path and what integers mean."""

import sqlite3
from collections.abc import Iterator
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

    def open(self) -> "Statements":
        """Return what tells the volumes; it is to be closed."""
        db = sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
        return Statements(db, Teller(db, label_in(db, self.volumes), self.legend))


class Statements:
    """An open shelf.  While it is, SQLite keeps what was written last in a file of its own."""

    def __init__(self, db: sqlite3.Connection, teller: Teller) -> None:
        self._teller, self.close = teller, db.close

    def __call__(self, volume: int) -> Iterator[Statement]:
        """Tell a volume by its number."""
        return self._teller.volume(volume)


def shelf(path: Path, legend: Legend, volumes: int) -> Shelf:
    """Return a shelf that can be pickled: without the vocabulary, which no volume needs."""
    choice = Choice(_unknown, keep_generic=legend.choice.keep_generic)
    return Shelf(path, replace(legend, choice=choice, coined={}), volumes)


def _unknown(_: str) -> None:
    """Know no concept."""
