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

_LABEL = f"""
INSERT INTO label
WITH named AS (
    SELECT article, id, s.name AS source, part,
        row_number() OVER (PARTITION BY article ORDER BY s.name, part) AS nth
    FROM record JOIN main.source s ON s.key = record.source),
placed AS (
    SELECT article, id, source, row_number() OVER (ORDER BY source, part) - 1 AS place,
        row_number() OVER (PARTITION BY id ORDER BY source, part) AS claim
    FROM named WHERE nth = 1)
SELECT place, article, volume(digest), source,
    CASE claim WHEN 1 THEN id ELSE id || '~' || substr(digest, 1, {LABEL_DIGITS}) END
FROM placed JOIN main.article a ON a.key = article ORDER BY place
"""  # noqa: S608
"""Each article's place in source order, and an id of its own: where two different articles claim
one id, the later has the start of its content's hash behind it."""

_TABLE = """
CREATE TABLE temp.label (
    place INTEGER PRIMARY KEY, article INTEGER, volume INTEGER, source TEXT, id TEXT)
"""


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
    """Number the articles, given how many volumes they fill."""
    db.create_function(
        "volume", 1, lambda digest: int(digest[:8], 16) % volumes, deterministic=True
    )
    db.execute("DROP TABLE IF EXISTS temp.label")
    db.execute(_TABLE)
    db.execute(_LABEL)
    rows = db.execute(
        "SELECT article, digest, volume, id, title, '', source, year, doi, pmid, journal"
        " FROM label JOIN main.article a ON a.key = article ORDER BY place"
    )
    articles, keys, digests = [], [], []
    hashes = [hashlib.sha256() for _ in range(volumes)]
    for key, digest, volume, *about in rows:
        articles.append(Article(*about))
        keys.append(key)
        digests.append(digest)
        hashes[volume].update(f"{about[0]}\0{digest}\n".encode())
    volumes_hashed = tuple(each.hexdigest() for each in hashes)
    return Labels(tuple(articles), tuple(keys), tuple(digests), volumes_hashed)


def number_of_volumes(articles: int) -> int:
    """Return how many volumes there are: a power of two, so that it seldom changes.

    >>> [number_of_volumes(count) for count in (0, 4096, 4097, 100_000)]
    [1, 1, 2, 32]
    """
    return 1 << (max(articles - 1, 0) // VOLUME_ARTICLES).bit_length()
