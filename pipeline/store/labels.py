"""The articles in order: each content once, under an id of its own, in its volume of evidence.

A volume is a share of the articles that only their content decides, so that one changed article
changes one or two volumes and leaves the others as they are.
"""

import hashlib
import sqlite3
from dataclasses import dataclass

from pipeline.model import Article

LABEL_DIGITS = 8
VOLUME_ARTICLES = 4096
"""Most articles of a volume, on average: about 50 MB of evidence, rewritten in a second."""

_TABLE = "CREATE TABLE temp.label (place INTEGER PRIMARY KEY, article INTEGER, volume INTEGER)"

_RECORDS = """
SELECT record.article, record.id, a.digest, a.title, s.name, a.year, a.doi, a.pmid, a.journal
FROM main.source s CROSS JOIN record ON record.source = s.key CROSS JOIN article a
ON a.key = record.article ORDER BY s.name, part
"""
"""What stands where, in source order."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The articles (without text) by place, which counts from 0, their keys and content's hashes.

    `volumes` has a hash of the articles of each volume.
    """

    articles: tuple[Article, ...]
    keys: tuple[int, ...]
    digests: tuple[str, ...]
    volumes: tuple[str, ...]


def label(db: sqlite3.Connection) -> Labels:
    """Number the articles in the temporary table `label`, which joins `place` and `article`."""
    (count,) = db.execute("SELECT count(*) FROM article").fetchone()
    return label_in(db, number_of_volumes(count))


def label_in(db: sqlite3.Connection, volumes: int) -> Labels:
    """Number the articles, given how many volumes they fill.

    Where two different articles claim one id, the later has the start of its content's hash behind
    it.
    """
    labels: dict[int, Article] = {}
    digests, rows = [], []
    claimed: set[str] = set()
    hashes = [hashlib.sha256() for _ in range(volumes)]
    for key, id_, digest, title, *about in db.execute(_RECORDS):
        if key in labels:
            continue
        own = f"{id_}~{digest[:LABEL_DIGITS]}" if id_ in claimed else id_
        claimed.add(id_)
        volume = int(digest[:8], 16) % volumes
        rows.append((len(labels), key, volume))
        hashes[volume].update(f"{own}\0{digest}\n".encode())
        labels[key] = Article(own, title, "", *about)
        digests.append(digest)
    db.execute("BEGIN")  # or each row is written by itself
    db.execute("DROP TABLE IF EXISTS temp.label")
    db.execute(_TABLE)
    db.executemany("INSERT INTO temp.label VALUES (?, ?, ?)", rows)
    db.execute("COMMIT")
    hashed = tuple(each.hexdigest() for each in hashes)
    return Labels(tuple(labels.values()), tuple(labels), tuple(digests), hashed)


def number_of_volumes(articles: int) -> int:
    """Return how many volumes there are: a power of two, so that it seldom changes.

    >>> [number_of_volumes(count) for count in (0, 4096, 4097, 100_000)]
    [1, 1, 2, 32]
    """
    return 1 << (max(articles - 1, 0) // VOLUME_ARTICLES).bit_length()
