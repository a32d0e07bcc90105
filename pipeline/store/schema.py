"""The tables of the store: one SQLite file, documented here column by column.

- `meta`: `schema` (version of these tables), `fingerprint` (rules and vocabularies), `stamp` (what
  outputs were written from the store as it is) and `volumes` (the tables of evidence as written).
- `source`: a file that was read, its content hash; `finished` is 0 while a build is at it; `mark`
  tells that it has not changed since, "" where only the hash does.
- `record`: the article that stands at place `part` of a source, under the id it has there.
- `skipped`: a record (or a whole source, part -1) that could not be read, and why.
- `article`: one row for each different content, however many sources hold it; `read` is its
  number of sentences, with or without mentions, `mentions` and `evidence` those of rows in `found`,
  `relations` that of its assertions.
- `sentence`: sentences with mentions only; `number` counts all sentences of the article.
- `found`: an article's mentions and evidence, each a matrix of 32-bit integers, little-endian, row
  by row; `columns.MENTION` and `columns.EVIDENCE` name their columns.
- `coined`: definitions (JSON) of the concepts that an article coined itself.
- `concept`, `term`: strings stored once; other tables and the matrices hold their keys.

SQLite was chosen by measurement (5 million mentions): it holds 17 MB, loses no committed batch to
`kill -9`, and deletes, where DuckDB and Parquet hold over 800 MB.  Its rows were slow to write and
to count; matrices are handed to NumPy as they stand.
"""

VERSION = "4"

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest TEXT NOT NULL,
    finished INTEGER NOT NULL, mark TEXT NOT NULL DEFAULT '');
CREATE TABLE record (
    source INTEGER NOT NULL, part INTEGER NOT NULL, article INTEGER NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (source, part)) WITHOUT ROWID;
CREATE INDEX record_article ON record (article);
CREATE TABLE skipped (
    source INTEGER NOT NULL, part INTEGER NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL,
    remedy TEXT NOT NULL, PRIMARY KEY (source, part)) WITHOUT ROWID;
CREATE TABLE article (
    key INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    year INTEGER NOT NULL, doi TEXT NOT NULL, pmid TEXT NOT NULL, journal TEXT NOT NULL,
    read INTEGER NOT NULL, mentions INTEGER NOT NULL, evidence INTEGER NOT NULL,
    relations INTEGER NOT NULL);
CREATE TABLE sentence (
    article INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    section INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (article, number)) WITHOUT ROWID;
CREATE TABLE found (article INTEGER PRIMARY KEY, mentions BLOB NOT NULL, evidence BLOB NOT NULL);
CREATE TABLE coined (
    article INTEGER NOT NULL, concept INTEGER NOT NULL, definition TEXT NOT NULL,
    PRIMARY KEY (article, concept)) WITHOUT ROWID;
CREATE TABLE concept (key INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE term (key INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
"""
