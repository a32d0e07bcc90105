"""The ledger: which sources were read, with which content, and what was found in them."""

import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.model import Concept, Evidence, Tally
from pipeline.store.columns import matrix
from pipeline.store.labels import Labels, label
from pipeline.store.legend import Choice, Legend, definitions, legend
from pipeline.store.lock import hold
from pipeline.store.pack import Packed
from pipeline.store.schema import SCHEMA, VERSION
from pipeline.store.shelf import Shelf, shelf
from pipeline.store.statements import evidence_of
from pipeline.store.tally import Counts

FILE = "store.sqlite"
COMMIT_SECONDS = 1.0
CACHED_TERMS = 500_000
WHOLE = -1
"""Part number of a source that could not be read at all."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that could not be read: its name as the user knows it, and why."""

    name: str
    reason: str
    remedy: str


@contextmanager
def open_store(folder: Path, *, fingerprint: str = "") -> Iterator["Store"]:
    """Open the store of an output folder and hold the folder until the block ends.

    What was found under another `fingerprint` (rules and vocabularies) is forgotten.  If the block
    raises, what was added in the last second is forgotten with it, nothing else.

    Raises:
        StoreError: another build holds the folder, or the store is damaged, another program's or
            cannot be written.
    """
    with _prepared(folder), _explained(folder / FILE):
        store = Store(folder / FILE, fingerprint=fingerprint)
        try:
            yield store
            store.commit()
        finally:
            store.close()


@contextmanager
def _prepared(folder: Path) -> Iterator[None]:
    """Make and hold the folder."""
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(hold(folder))
        except OSError as error:
            message = f"{folder}: {error.strerror}; choose a folder you can write to"
            raise StoreError(message) from error
        yield


REMEDIES = {
    "full": "make room and build again, it goes on from there",
    "disk I/O": "make room or check the disk, and build again",
    "readonly": "choose a folder you can write to",
    "unable to open": "choose a folder you can write to",
    "malformed": "delete this file and build again",
    "not a database": "delete this file and build again",
    "locked": "close the program that reads it and build again",
}


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what can go wrong with the file into an error with its remedy."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        for sign, remedy in REMEDIES.items():
            if sign in str(error):
                raise StoreError(f"{path}: {error}; {remedy}") from error
        raise StoreError(f"{path}: {error}; delete this file and build again") from error


class _Keys(dict[str, int]):
    """The keys of a table of strings; one that is new is written when it is asked for."""

    def __init__(self, db: sqlite3.Connection, table: str) -> None:
        super().__init__()
        self._db = db
        self._insert = f"INSERT OR IGNORE INTO {table} (text) VALUES (?)"  # noqa: S608
        self._select = f"SELECT key FROM {table} WHERE text = ?"  # noqa: S608

    def __missing__(self, text: str) -> int:
        if len(self) >= CACHED_TERMS:
            self.clear()
        self._db.execute(self._insert, (text,))
        self[text] = int(self._db.execute(self._select, (text,)).fetchone()[0])
        return self[text]


class Store:
    """An open store; get one from `open_store`.  Nothing is read from it half-written."""

    def __init__(self, path: Path, *, fingerprint: str) -> None:
        self._path = path
        self._db = sqlite3.connect(path, isolation_level=None)
        self._terms, self._concepts = _Keys(self._db, "term"), _Keys(self._db, "concept")
        self._labels: Labels | None = None  # until an article changes
        self._meaning: Legend | None = None
        self._sources: dict[tuple[str, str], int] = {}  # those not read to their end
        self._committed = time.monotonic()
        self._sealed = True
        try:
            self._prepare({"schema": VERSION, "fingerprint": fingerprint})
        except BaseException:
            self.close()
            raise

    def _prepare(self, wanted: Mapping[str, str]) -> None:
        """Make the tables, anew where they were written by other rules."""
        names = self._db.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL")
        objects = sorted(names.fetchall(), reverse=True)  # views before tables
        meta = self._meta() if objects else {}
        if objects and "schema" not in meta:
            message = f"{self._path}: another program's database; choose another folder"
            raise StoreError(message)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-65536"):
            self._db.execute(f"PRAGMA {pragma}")
        if wanted.items() <= meta.items():
            return
        self._db.execute("BEGIN IMMEDIATE")
        for kind, name in objects:
            if kind != "index":
                quoted = name.replace('"', '""')
                self._db.execute(f'DROP {kind} "{quoted}"')
        for statement in SCHEMA.split(";\n"):
            self._db.execute(statement)
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", wanted.items())
        self._db.execute("COMMIT")

    def _meta(self) -> dict[str, str]:
        """Return what the store says of itself; nothing where it is no store of ours."""
        try:
            return dict(self._db.execute("SELECT key, value FROM meta"))
        except sqlite3.OperationalError as error:
            if "no such" in str(error):  # table or column
                return {}
            raise

    def close(self) -> None:
        """Close the file; what was not committed is forgotten."""
        self._db.close()

    def commit(self) -> None:
        """Make everything added so far last."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")
        self._committed = time.monotonic()

    def known(self) -> dict[str, tuple[str, str]]:
        """Return the sources read to their end, with the hash of their content and their mark."""
        rows = self._db.execute(
            "SELECT name, digest, mark FROM source WHERE finished ORDER BY name"
        )
        return {name: (digest, mark) for name, digest, mark in rows}

    def names(self) -> list[str]:
        """Return all sources, finished or not."""
        return [name for (name,) in self._db.execute("SELECT name FROM source ORDER BY name")]

    def parts(self, source: str, digest: str) -> frozenset[int]:
        """Return the places in a source of this content that are done, finished or not."""
        rows = self._db.execute(
            "SELECT part FROM record JOIN source s ON s.key = source WHERE s.name = ? AND digest = ?",
            (source, digest),
        )
        return frozenset(part for (part,) in rows)

    def add(self, source: str, digest: str, parts: Iterable[Packed | Skipped]) -> None:
        """Record a source read to its end, in place of what it held before."""
        for part, record in enumerate(parts):
            self.put(source, digest, part, record)
        self.finish(source, digest)

    def put(self, source: str, digest: str, part: int, record: Packed | Skipped) -> None:
        """Record one place of a source.

        A source with other content than before starts empty; one that was not finished is taken
        up where it stood, with the records that were skipped to be tried again.
        """
        self._begin()
        key = self._source(source, digest)
        if isinstance(record, Skipped):
            why = (record.name, record.reason, record.remedy)
            self._insert("skipped", [(key, part, *why)])
        else:
            self._insert("record", [(key, part, self._article(record), record.id)])
        self._commit_by_time()

    def reject(self, source: str, why: Skipped) -> None:
        """Record a source that cannot be read at all; nothing changes where that was known."""
        rows = self._db.execute(
            "SELECT k.name, reason, remedy FROM source s JOIN skipped k ON k.source = s.key"
            " WHERE s.name = ? AND digest = ''",
            (source,),
        )
        if rows.fetchall() != [(why.name, why.reason, why.remedy)]:
            self.put(source, "", 0, why)
            self.finish(source, "")

    def counts(self) -> dict[str, int]:
        """Return how many sources, articles, sentences, mentions and relations there are."""
        row = self._db.execute(
            "SELECT (SELECT count(*) FROM source), count(*), coalesce(sum(read), 0),"
            " coalesce(sum(mentions), 0), coalesce(sum(relations), 0) FROM article"
        ).fetchone()
        names = ("sources", "articles", "sentences", "mentions", "relations")
        return dict(zip(names, row, strict=True))

    def finish(self, source: str, digest: str, mark: str = "") -> None:
        """Note that a source is read to its end; see `mark`."""
        self._begin()
        key = self._source(source, digest)
        self._db.execute("UPDATE source SET finished = 1, mark = ? WHERE key = ?", (mark, key))
        del self._sources[source, digest]
        self._commit_by_time()

    def mark(self, source: str, mark: str) -> None:
        """Note what shows that a source has not changed, without its being hashed."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")  # of what is found in it nothing changes
        self._db.execute("UPDATE source SET mark = ? WHERE name = ?", (mark, source))
        self._commit_by_time()

    def _commit_by_time(self) -> None:
        if time.monotonic() - self._committed > COMMIT_SECONDS:
            self.commit()

    def remove(self, sources: Iterable[str]) -> None:
        """Subtract sources and every article that no other source holds."""
        self._sources.clear()
        for name in sources:
            self._begin()
            row = self._db.execute("SELECT key FROM source WHERE name = ?", (name,)).fetchone()
            if row:
                self._clear(row[0])
                self._db.execute("DELETE FROM source WHERE key = ?", row)
        self.commit()

    def fruitful(self) -> set[str]:
        """Return the sources that hold an article."""
        rows = self._db.execute(
            "SELECT name FROM source WHERE EXISTS (SELECT 1 FROM record WHERE source = source.key)"
        )
        return {name for (name,) in rows}

    def skipped(self, besides: Collection[str] = ()) -> list[Skipped]:
        """Return everything that could not be read, by source and place, besides some sources."""
        rows = self._db.execute(
            "SELECT s.name, k.name, reason, remedy FROM skipped k JOIN source s ON s.key = k.source"
            " ORDER BY s.name, part"
        )
        return [Skipped(*row) for source, *row in rows if source not in besides]

    def duplicates(self) -> list[tuple[str, str]]:
        """List records whose content stands elsewhere too, with the source that counts, by name."""
        once = "SELECT (SELECT count(*) FROM record) = (SELECT count(*) FROM article)"
        if self._db.execute(once).fetchone()[0]:  # as mostly
            return []
        rows = self._db.execute(
            "SELECT s.name, f.name FROM (SELECT source, part, first_value(source) OVER w AS first,"
            " row_number() OVER w AS place FROM record JOIN source ON source.key = record.source"
            " WINDOW w AS (PARTITION BY article ORDER BY source.name, part)) r"
            " JOIN source s ON s.key = r.source JOIN source f ON f.key = r.first"
            " WHERE place > 1 ORDER BY s.name, r.part"
        )
        return rows.fetchall()

    def coined(self) -> dict[str, Concept]:
        """Return the concepts that articles coined, by id; see `pipeline.store.legend.definitions`."""
        self.commit()
        return definitions(self._db)

    def count(self, choice: Choice) -> Counts:
        """Count everything."""
        return Counts(self._db, self._labelled(), self._legend(choice))

    def tally(self, choice: Choice) -> Tally:
        """Count everything, and tell the evidence."""
        return self.count(choice).told()

    def evidence(self, choice: Choice) -> Iterator[Evidence]:
        """Yield all evidence by volume, article and sentence, with stable ids."""
        held = self.shelf(choice)
        with closing(held.open()) as statements:
            for number in range(held.volumes):
                for statement in statements(number):
                    yield from evidence_of(statement)

    def volumes(self) -> tuple[str, ...]:
        """Return a hash of the articles in each volume of the evidence.

        Articles are spread by their content: one that changes touches two volumes at most.
        """
        return self._labelled().volumes

    def shelf(self, choice: Choice) -> Shelf:
        """Return what reads the volumes, here or in another process, until the store changes."""
        volumes = len(self.volumes())
        return shelf(self._path, self._legend(choice), volumes)

    def _legend(self, choice: Choice) -> Legend:
        """Return what integers mean, made once for each choice until the store changes."""
        self._labelled()
        if self._meaning is None or self._meaning.choice != choice:
            self._meaning = legend(self._db, choice)
        return self._meaning

    def _labelled(self) -> Labels:
        self.commit()
        if self._labels is None:
            self._labels, self._meaning = label(self._db), None
        return self._labels

    def stamp(self) -> str:
        """Return what `seal` noted, or "" where the store has changed since."""
        return self.note("stamp")

    def seal(self, stamp: str) -> None:
        """Note something that holds until the store changes, such as what was written from it."""
        self.write_note("stamp", stamp)

    def note(self, name: str) -> str:
        """Return what was noted under a name, or ""."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def write_note(self, name: str, text: str) -> None:
        """Note something for the next build."""
        self.commit()
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, text))
        self._sealed = self._sealed or name == "stamp"

    def _begin(self) -> None:
        """Start a transaction that changes the store."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")
        self._labels = None
        if self._sealed:
            self._db.execute("DELETE FROM meta WHERE key = 'stamp'")
            self._sealed = False

    def _source(self, name: str, digest: str) -> int:
        """Key of a source; one whose content has changed starts empty."""
        if (name, digest) in self._sources:
            return self._sources[name, digest]
        row = self._db.execute("SELECT key, digest FROM source WHERE name = ?", (name,)).fetchone()
        if row is None:
            sql = "INSERT INTO source (name, digest, finished) VALUES (?, ?, 0) RETURNING key"
            (key,) = self._db.execute(sql, (name, digest)).fetchone()
        else:
            key = row[0]
            if row[1] != digest:
                self._clear(key)
            self._db.execute("DELETE FROM skipped WHERE source = ?", (key,))
            update = "UPDATE source SET digest = ?, finished = 0 WHERE key = ?"
            self._db.execute(update, (digest, key))
        self._sources[name, digest] = key
        return int(key)

    def _clear(self, source: int) -> None:
        """Forget what a source holds."""
        rows = self._db.execute("SELECT DISTINCT article FROM record WHERE source = ?", (source,))
        articles = rows.fetchall()
        self._db.execute("DELETE FROM record WHERE source = ?", (source,))
        self._db.execute("DELETE FROM skipped WHERE source = ?", (source,))
        for (article,) in articles:
            held = self._db.execute("SELECT 1 FROM record WHERE article = ?", (article,))
            if held.fetchone():
                continue
            for table in ("sentence", "found", "coined"):
                self._db.execute(f"DELETE FROM {table} WHERE article = ?", (article,))  # noqa: S608
            self._db.execute("DELETE FROM article WHERE key = ?", (article,))

    def _article(self, packed: Packed) -> int:
        """Key of an article with this content, written now where it is new."""
        row = self._db.execute("SELECT key FROM article WHERE digest = ?", (packed.digest,))
        if held := row.fetchone():
            return int(held[0])
        sql = (
            "INSERT INTO article (digest, title, year, doi, pmid, journal, read, relations, mentions,"
            " evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key"
        )
        p = packed
        values = (p.digest, p.title, p.year, p.doi, p.pmid, p.journal, p.read, p.relations)
        rows = (len(p.mentions), len(p.evidence))
        (key,) = self._db.execute(sql, values + rows).fetchone()
        self._found(key, packed)
        return int(key)

    def _found(self, key: int, packed: Packed) -> None:
        """Write an article's sentences, mentions and relations."""
        term, concept = self._terms, self._concepts
        mentions = matrix(
            (s, start, end, concept[c], term[t], term[r], flags, term[cue], term[form])
            for s, start, end, c, t, r, flags, cue, form in packed.mentions
        )
        evidence = matrix(
            (*row[:4], term[row[4]], term[row[5]], row[6], term[row[7]]) for row in packed.evidence
        )
        self._insert("found", [(key, mentions, evidence)])
        self._insert(
            "sentence",
            [
                (key, n, start, end, term[sec], text)
                for n, start, end, sec, text in packed.sentences
            ],
        )
        self._insert("coined", [(key, concept[c], text) for c, text in packed.coined])

    def _insert(self, table: str, rows: Sequence[tuple[int | str | bytes, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)  # noqa: S608
