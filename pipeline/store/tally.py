"""Counting out of core: nodes, edges and their evidence from the rows of the store.

SQLite joins and sorts on disk; here the sorted rows go by once, so that memory holds one edge at a
time besides the result.  A sentence counts once for an edge, by what says it most clearly.
"""

import heapq
import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from pipeline.model import Article, Concept, EdgeTally, Evidence, NodeTally, Tally

LABEL_DIGITS = 8
EVIDENCE_DIGITS = 16
CACHED_SENTENCES = 50_000
MAXIMUM_PAIRS = 200_000
"""Co-occurrence edges that a graph can hold in memory (about 1 GB) and a page can still open."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to count.

    Attributes:
        concepts: a vocabulary's concept by id, None where it has none.
        rename: the id that a concept found in text goes by; None keeps them all.
        keep_generic: count generic mentions and concepts too.
        evidence_per_edge: how many of an edge's best sentences it keeps.
        minimum_articles: leave out co-occurrence found in fewer articles.
        maximum_pairs: leave out more of it, up to as many articles as it takes to keep this many.

    """

    concepts: Callable[[str], Concept | None]
    rename: Callable[[str], str] | None = None
    keep_generic: bool = False
    evidence_per_edge: int = 20
    minimum_articles: int = 1
    maximum_pairs: int = MAXIMUM_PAIRS

    def target(self, curie: str) -> str:
        """Return the id a found concept goes by."""
        return self.rename(curie) if self.rename else curie


def count(db: sqlite3.Connection, choice: Choice) -> Tally:
    """Count every node and edge of the store; articles are in source order."""
    coined = _coined(db, choice)
    ids = _prepare(db, choice, coined)
    db.execute("DELETE FROM claim")
    db.execute(f"INSERT OR IGNORE INTO claim {_CLAIMS} ORDER BY 1, 2, 3, 4, 5, 6, 7, 8")
    (sentences,) = db.execute("SELECT coalesce(sum(read), 0) FROM article").fetchone()
    least = _minimum(db, choice)
    nodes = _nodes(db, choice, ids, coined)
    edges = tuple(_edges(db, choice, ids, least))
    return Tally(sentences, _articles(db), nodes, edges, least)


def stream(db: sqlite3.Connection, choice: Choice) -> Iterator[Evidence]:
    """Yield all evidence by article (in source order), sentence and edge, with stable ids."""
    ids = _prepare(db, choice, _coined(db, choice))
    write = _Writer(db, ids)
    last: tuple[int | str, ...] = ()
    order = "place, sentence, source, target, predicate, state, gap, number"
    for claim in db.execute(f"{_CLAIMS} ORDER BY {order}"):
        edge = (*claim[3:5], *claim[:3])
        if edge != last:
            yield write.evidence(claim)
        last = edge


_LABEL = f"""
INSERT INTO label
WITH named AS (
    SELECT article, id, s.name AS source, part,
        row_number() OVER (PARTITION BY article ORDER BY s.name, part) AS nth
    FROM record JOIN main.source s ON s.key = record.source),
placed AS (
    SELECT article, id, source, row_number() OVER (ORDER BY source, part) AS place,
        row_number() OVER (PARTITION BY id ORDER BY source, part) AS claim
    FROM named WHERE nth = 1)
SELECT place, article, digest, source,
    CASE claim WHEN 1 THEN id ELSE id || '~' || substr(digest, 1, {LABEL_DIGITS}) END, year
FROM placed JOIN main.article a ON a.key = article ORDER BY place
"""  # noqa: S608
"""Each article's place in source order, and an id of its own: where two different articles claim
one id, the later has the start of its content's hash behind it."""

_CLAIMS = """
SELECT CASE WHEN e.number < 0 THEN min(a.rank, b.rank) ELSE a.rank END AS source,
    CASE WHEN e.number < 0 THEN max(a.rank, b.rank) ELSE b.rank END AS target,
    p.text AS predicate, place, sentence,
    CASE WHEN negated THEN 2 ELSE speculative END AS state,
    max(subject_start, object_start) - min(subject_end, object_end) AS gap, number,
    subject, subject_start, subject_end, a.rank, object, object_start, object_end, b.rank,
    cue, rule, negated, speculative
FROM label CROSS JOIN evidence e ON e.article = label.article
    JOIN node a ON a.concept = e.subject_concept JOIN node b ON b.concept = e.object_concept
    JOIN term p ON p.key = e.predicate
WHERE a.rank <> b.rank AND (NOT generic OR (SELECT generic FROM kept))
"""
"""What each sentence says of an edge, and how: affirmed (0), supposed (1) or denied (2)."""

_TABLES = """
CREATE TABLE temp.label (
    place INTEGER PRIMARY KEY, article INTEGER, digest TEXT, source TEXT, id TEXT, year INTEGER);
CREATE TABLE temp.node (concept INTEGER PRIMARY KEY, rank INTEGER NOT NULL);
CREATE TABLE temp.kept (generic INTEGER);
CREATE TABLE temp.claim (
    source, target, predicate, place, sentence, state, gap, number, subject, subject_start,
    subject_end, subject_rank, object, object_start, object_end, object_rank, cue, rule, negated,
    speculative,
    PRIMARY KEY (source, target, predicate, place, sentence, state, gap, number)) WITHOUT ROWID;
"""
"""Temporary tables of a count.  `label`: articles in order.  `node`: concepts that count, with the
rank of the id they go by among the sorted ids.  `claim`: all claims, by edge."""


def _prepare(db: sqlite3.Connection, choice: Choice, coined: dict[str, Concept]) -> list[str]:
    """Fill `label`, `node` and `kept`; return the concept ids by rank."""
    for table in ("label", "node", "kept", "claim"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    db.execute(_LABEL)
    db.execute("INSERT INTO kept VALUES (?)", (choice.keep_generic,))
    goes_by = {key: choice.target(text) for key, text in db.execute("SELECT * FROM concept")}
    ids = sorted(curie for curie in set(goes_by.values()) if _counts(curie, choice, coined))
    rank = {curie: place for place, curie in enumerate(ids)}
    nodes = ((key, rank[curie]) for key, curie in goes_by.items() if curie in rank)
    db.executemany("INSERT INTO node VALUES (?, ?)", nodes)
    return ids


def _counts(curie: str, choice: Choice, coined: dict[str, Concept]) -> bool:
    concept = choice.concepts(curie) or coined.get(curie)
    return choice.keep_generic or concept is None or not concept.generic


def _coined(db: sqlite3.Connection, choice: Choice) -> dict[str, Concept]:
    """Concepts the articles coined, by the id they go by: the most frequent definition."""
    rows = db.execute(
        "SELECT c.text, definition, count(*) FROM coined JOIN concept c ON c.key = concept"
        " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
    )
    coined: dict[str, Concept] = {}
    for curie, definition, _ in rows:
        target = choice.target(curie)
        if target not in coined:
            coined[target] = replace(_concept(definition), id=target)
    return coined


def _concept(definition: str) -> Concept:
    values = json.loads(definition)
    plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return Concept(**plain)


def _articles(db: sqlite3.Connection) -> dict[str, Article]:
    rows = db.execute(
        "SELECT id, title, '', source, a.year, doi, pmid, journal"
        " FROM label JOIN article a ON key = article ORDER BY place"
    )
    return {row[0]: Article(*row) for row in rows}


def _nodes(
    db: sqlite3.Connection, choice: Choice, ids: list[str], coined: dict[str, Concept]
) -> dict[str, NodeTally]:
    """Count each concept's mentions; surface forms are cut out of the sentences."""
    rows = db.execute(
        "SELECT rank, place, m.sentence, m.type,"
        " substr(s.text, m.start - s.start + 1, m.end - m.start)"
        " FROM label CROSS JOIN mention m ON m.article = label.article"
        " JOIN node ON node.concept = m.concept"
        " JOIN sentence s ON s.article = m.article AND s.number = m.sentence"
        " WHERE NOT m.generic OR ? ORDER BY rank, place, m.sentence",
        (choice.keep_generic,),
    )
    types = dict(db.execute("SELECT key, text FROM term"))
    nodes = {}
    for rank, group in groupby(rows, itemgetter(0)):
        curie = ids[rank]
        concept = choice.concepts(curie) or coined.get(curie)
        nodes[curie] = _node(concept, curie, group, types)
    return nodes


def _node(
    concept: Concept | None,
    curie: str,
    rows: Iterable[tuple[int, int, int, int, str]],
    types: dict[int, str],
) -> NodeTally:
    """Count one concept's rows (rank, place, sentence, type, surface) in text order."""
    names: Counter[str] = Counter()
    sentences = articles = 0
    last: tuple[int, int] = (0, -1)
    kinds = set()
    for _, place, sentence, kind, surface in rows:
        kinds.add(types[kind])
        names[" ".join(surface.split())] += 1
        articles += place != last[0]
        sentences += (place, sentence) != last
        last = (place, sentence)
    ordered = tuple(sorted(names.items(), key=lambda item: (-item[1], item[0])))
    concept = concept or Concept(curie, ordered[0][0], min(kinds))
    return NodeTally(concept, names.total(), sentences, articles, ordered)


def _minimum(db: sqlite3.Connection, choice: Choice) -> int:
    """Return in how many articles two concepts have to co-occur to make an edge."""
    rows = db.execute(
        "SELECT articles, count(*) FROM (SELECT count(DISTINCT place) AS articles FROM claim"
        " WHERE predicate = '' GROUP BY source, target) GROUP BY 1 ORDER BY 1 DESC"
    )
    kept, least = 0, 1
    for articles, pairs in rows:
        kept += pairs
        if kept > choice.maximum_pairs:
            least = articles + 1
            break
    return max(least, choice.minimum_articles)


def _edges(
    db: sqlite3.Connection, choice: Choice, ids: list[str], least: int
) -> Iterator[EdgeTally]:
    """Count each edge; its evidence: every article's clearest sentence, the clear and new first."""
    write = _Writer(db, ids)
    years = array("i", [0])  # places count from 1
    years.extend(year for (year,) in db.execute("SELECT year FROM label ORDER BY place"))
    order = "source, target, predicate, place, sentence, state, gap, number"
    rows = db.execute(f"SELECT * FROM claim ORDER BY {order}")  # noqa: S608
    for (source, target, predicate), claims in groupby(rows, itemgetter(0, 1, 2)):
        edge = _Edge(claims, years)
        if predicate or edge.articles >= least:
            best = heapq.nsmallest(choice.evidence_per_edge, edge.ranked)
            evidence = tuple(write.evidence(claim) for *_, claim in best)
            yield edge.tally(ids[source], ids[target], predicate, evidence)


Claim = tuple[Any, ...]
"""A row of `claim`."""


class _Edge:
    """The counts of one edge, from its claims in text order, the clearest of a sentence first.

    `ranked` has a tuple for each sentence that sorts the best evidence first: its rank among those
    of its article, how it is said, the year, the gap, where it is; then the claim.
    """

    def __init__(self, claims: Iterable[Claim], years: "array[int]") -> None:
        self.ranked: list[tuple[Any, ...]] = []
        self.articles = self.negated = self.speculative = 0
        self.states = [0, 0, 0]
        self.first_year = self.last_year = 0
        for place, group in groupby(claims, itemgetter(3)):
            sentences: dict[int, Claim] = {}
            for claim in group:
                sentences.setdefault(claim[4], claim)
            self._count(sorted(sentences.values(), key=itemgetter(5, 6, 4)), years[place])

    def _count(self, claims: list[Claim], year: int) -> None:
        self.articles += 1
        self.states[claims[0][5]] += 1
        for nth, claim in enumerate(claims):
            state, gap = claim[5:7]
            self.negated += state == 2
            self.speculative += state == 1
            self.ranked.append((nth, state, -year, gap, *claim[3:5], claim))
        if year:
            self.first_year = min(self.first_year or year, year)
            self.last_year = max(self.last_year, year)

    def tally(
        self, source: str, target: str, predicate: str, evidence: tuple[Evidence, ...]
    ) -> EdgeTally:
        """Return what was counted."""
        affirming, supposing, denying = self.states
        return EdgeTally(
            source=source,
            target=target,
            predicate=predicate,
            sentences=len(self.ranked),
            articles=self.articles,
            affirming=affirming,
            supposing=supposing,
            denying=denying,
            negated=self.negated,
            speculative=self.speculative,
            first_year=self.first_year,
            last_year=self.last_year,
            evidence=evidence,
        )


class _Writer:
    """Turns claims into evidence, with the sentence from the store."""

    SENTENCE = (
        "SELECT id, digest, section, start, end, text FROM label"
        " JOIN sentence s ON s.article = label.article WHERE place = ? AND number = ?"
    )

    def __init__(self, db: sqlite3.Connection, ids: list[str]) -> None:
        self._db, self._ids = db, ids
        self._terms: dict[int, str] = dict(db.execute("SELECT key, text FROM term"))
        self._sentence = lru_cache(maxsize=CACHED_SENTENCES)(self._read)

    def _read(self, place: int, number: int) -> tuple[str, str, int, int, int, str]:
        row: tuple[str, str, int, int, int, str]
        row = self._db.execute(self.SENTENCE, (place, number)).fetchone()
        return row

    def evidence(self, claim: Claim) -> Evidence:
        """Return what backs a claim."""
        _, _, predicate, place, at, _, _, number, *sides = claim
        i, i_start, i_end, subject, j, j_start, j_end, object_, cue, rule, negated, speculative = (
            sides
        )
        article, digest, section, start, end, text = self._sentence(place, at)
        name = f"r{number}" if number >= 0 else f"{i}-{j}"
        return Evidence(
            id=f"{digest[:EVIDENCE_DIGITS]}-{name}",
            article=article,
            section=self._terms[section],
            start=start,
            end=end,
            sentence=text,
            subject=(i_start, i_end),
            object=(j_start, j_end),
            subject_concept=self._ids[subject],
            object_concept=self._ids[object_],
            predicate=predicate,
            cue=self._terms[cue],
            rule=self._terms[rule],
            negated=bool(negated),
            speculative=bool(speculative),
        )
