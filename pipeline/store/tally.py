"""Counting out of core: nodes, edges and their evidence from the rows of the store.

SQLite joins and sorts on disk; here the sorted rows go by once, so that memory holds one edge at a
time besides the result.  Two concepts co-occur in a sentence that mentions both, also where one
name stands inside the other ("[[microglial] activation]"), but not where one and the same span
was read as both.  A pair counts once a sentence, by its clearest, then closest mentions.
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
from typing import Any, NamedTuple

from pipeline.model import Article, Concept, EdgeTally, Evidence, NodeTally, Tally

LABEL_DIGITS = 8
EVIDENCE_DIGITS = 16
CACHED_SENTENCES = 50_000


@dataclass(frozen=True, slots=True)
class Choice:
    """What to count.

    Attributes:
        concepts: a vocabulary's concept by id, None where it has none.
        rename: the id that a concept found in text goes by; None keeps them all.
        keep_generic: count generic mentions and concepts too.
        evidence_per_edge: how many of an edge's best sentences it keeps.
        minimum_articles: leave out co-occurrence found in fewer articles.

    """

    concepts: Callable[[str], Concept | None]
    rename: Callable[[str], str] | None = None
    keep_generic: bool = False
    evidence_per_edge: int = 20
    minimum_articles: int = 1

    def target(self, curie: str) -> str:
        """Return the id a found concept goes by."""
        return self.rename(curie) if self.rename else curie


class _Pair(NamedTuple):
    """Two mentions in a sentence that back an edge; `place` is the article's in source order."""

    source: int
    target: int
    predicate: str
    place: int
    sentence: int
    relation: int
    first: int
    first_start: int
    first_end: int
    second: int
    second_start: int
    second_end: int
    negated: int
    speculative: int
    cue: str
    rule: str

    @property
    def state(self) -> int:
        """How it is said: 0 affirmed, 1 supposed, 2 denied."""
        return 2 if self.negated else self.speculative

    @property
    def clearness(self) -> tuple[int, ...]:
        """Lower is better: how it is said, then how far apart; the rest makes it unique."""
        gap = max(self.first_start, self.second_start) - min(self.first_end, self.second_end)
        return self.state, gap, self.relation, self.first, self.second


def count(db: sqlite3.Connection, choice: Choice) -> Tally:
    """Count every node and edge of the store; articles are in source order."""
    coined = _coined(db, choice)
    ids = _prepare(db, choice, coined)
    (sentences,) = db.execute("SELECT coalesce(sum(read), 0) FROM article").fetchone()
    nodes = _nodes(db, choice, ids, coined)
    return Tally(sentences, _articles(db), nodes, tuple(_edges(db, choice, ids)))


def stream(db: sqlite3.Connection, choice: Choice) -> Iterator[Evidence]:
    """Yield all evidence by article (in source order), sentence and edge, with stable ids."""
    ids = _prepare(db, choice, _coined(db, choice))
    evidence = _Writer(db, ids).evidence
    rows = db.execute(f"{_PAIRS} ORDER BY place, sentence, source, target, predicate")
    for _, group in groupby(rows, itemgetter(3, 4, 0, 1, 2)):
        yield evidence(_clearest(group))


_LABEL = f"""
CREATE TEMP TABLE label AS
WITH named AS (
    SELECT article, id, s.name AS source, part,
        row_number() OVER (PARTITION BY article ORDER BY s.name, part) AS nth
    FROM record JOIN main.source s ON s.key = record.source),
placed AS (
    SELECT article, id, source, row_number() OVER (ORDER BY source, part) AS place,
        row_number() OVER (PARTITION BY id ORDER BY source, part) AS claim
    FROM named WHERE nth = 1)
SELECT place, article, digest, source,
    CASE claim WHEN 1 THEN id ELSE id || '~' || substr(digest, 1, {LABEL_DIGITS}) END AS id
FROM placed JOIN main.article a ON a.key = article ORDER BY place
"""  # noqa: S608
"""Each article's place in source order, and an id of its own: where two different articles claim
one id, the later has the start of its content's hash behind it."""

_FOUND = """
INSERT INTO found
SELECT place, sentence, number, rank, start, end, type, negated, speculative
FROM label JOIN mention m ON m.article = label.article JOIN node ON node.concept = m.concept
WHERE :generic OR NOT generic ORDER BY place, sentence, number
"""

_PAIRS = """
SELECT a.rank AS source, b.rank AS target, '' AS predicate, a.place AS place,
    a.sentence AS sentence, -1, a.number, a.start, a.end, b.number, b.start, b.end,
    a.negated OR b.negated, a.speculative OR b.speculative, '', ''
FROM found a JOIN found b
    ON b.place = a.place AND b.sentence = a.sentence AND b.rank > a.rank
    AND NOT (b.start = a.start AND b.end = a.end)
UNION ALL
SELECT s.rank, o.rank, p.text, s.place, s.sentence, r.number, s.number, s.start, s.end,
    o.number, o.start, o.end, r.negated, r.speculative, c.text, u.text
FROM label JOIN relation r ON r.article = label.article
    JOIN found s ON s.place = label.place AND s.sentence = r.sentence AND s.number = r.subject
    JOIN found o ON o.place = label.place AND o.sentence = r.sentence AND o.number = r.object
    JOIN term p ON p.key = r.predicate JOIN term c ON c.key = r.cue JOIN term u ON u.key = r.rule
WHERE s.rank <> o.rank
"""


def _prepare(db: sqlite3.Connection, choice: Choice, coined: dict[str, Concept]) -> list[str]:
    """Fill the temporary tables of a count; return the concept ids by rank.

    `label`: see above.  `node`: concepts that count, with the rank of the id they go by among the
    sorted ids.  `found`: mentions that count, in source order.
    """
    for table in ("label", "node", "found"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    db.execute(_LABEL)
    db.execute("CREATE TEMP TABLE node (concept INTEGER PRIMARY KEY, rank INTEGER NOT NULL)")
    db.execute("CREATE UNIQUE INDEX temp.label_place ON label (place)")
    db.execute(
        "CREATE TEMP TABLE found (place, sentence, number, rank, start, end, type, negated,"
        " speculative, PRIMARY KEY (place, sentence, number)) WITHOUT ROWID"
    )
    rows = db.execute("SELECT key, text FROM concept")
    goes_by = {key: choice.target(text) for key, text in rows}
    ids = sorted(curie for curie in set(goes_by.values()) if _counts(curie, choice, coined))
    rank = {curie: place for place, curie in enumerate(ids)}
    nodes = ((key, rank[curie]) for key, curie in goes_by.items() if curie in rank)
    db.executemany("INSERT INTO node VALUES (?, ?)", nodes)
    db.execute(_FOUND, {"generic": choice.keep_generic})
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
        "SELECT id, title, '', source, year, doi, pmid, journal"
        " FROM label JOIN article ON key = article ORDER BY place"
    )
    return {row[0]: Article(*row) for row in rows}


def _nodes(
    db: sqlite3.Connection, choice: Choice, ids: list[str], coined: dict[str, Concept]
) -> dict[str, NodeTally]:
    """Count each concept's mentions; surface forms are cut out of the sentences."""
    rows = db.execute(
        "SELECT rank, place, f.sentence, t.text,"
        " substr(s.text, f.start - s.start + 1, f.end - f.start)"
        " FROM found f JOIN label USING (place) JOIN term t ON t.key = f.type"
        " JOIN sentence s ON s.article = label.article AND s.number = f.sentence"
        " ORDER BY rank, place, f.sentence, f.number"
    )
    nodes = {}
    for rank, group in groupby(rows, itemgetter(0)):
        curie = ids[rank]
        concept = choice.concepts(curie) or coined.get(curie)
        nodes[curie] = _node(concept, curie, group)
    return nodes


def _node(
    concept: Concept | None, curie: str, rows: Iterable[tuple[int, int, int, str, str]]
) -> NodeTally:
    """Count one concept's rows (rank, place, sentence, type, surface) in text order."""
    names: Counter[str] = Counter()
    sentences = articles = 0
    last: tuple[int, int] = (0, -1)
    kinds = set()
    for _, place, sentence, kind, surface in rows:
        kinds.add(kind)
        names[" ".join(surface.split())] += 1
        articles += place != last[0]
        sentences += (place, sentence) != last
        last = (place, sentence)
    ordered = tuple(sorted(names.items(), key=lambda item: (-item[1], item[0])))
    concept = concept or Concept(curie, ordered[0][0], min(kinds))
    return NodeTally(concept, names.total(), sentences, articles, ordered)


def _edges(db: sqlite3.Connection, choice: Choice, ids: list[str]) -> Iterator[EdgeTally]:
    """Count each edge; its evidence: every article's clearest sentence, the clear and new first."""
    evidence = _Writer(db, ids).evidence
    years = array("i", [0])  # places count from 1
    years.extend(year for (year,) in db.execute(_YEARS))
    rows = db.execute(f"{_PAIRS} ORDER BY source, target, predicate, place, sentence")
    keep = choice.evidence_per_edge
    for (source, target, predicate), group in groupby(rows, itemgetter(0, 1, 2)):
        edge = _Edge(years)
        best = heapq.nsmallest(keep, edge.rank(group))
        if predicate or edge.articles >= choice.minimum_articles:
            backing = tuple(evidence(pair) for _, pair in best)
            yield edge.tally(ids[source], ids[target], predicate, backing)


_YEARS = "SELECT year FROM label JOIN article ON key = article ORDER BY place"

Ranked = tuple[tuple[int, ...], _Pair]


class _Edge:
    """The counts of one edge while its rows go by."""

    def __init__(self, years: "array[int]") -> None:
        self._years = years
        self.articles = self.sentences = self.negated = self.speculative = 0
        self.states = [0, 0, 0]
        self.first_year = self.last_year = 0

    def rank(self, rows: Iterable[tuple[int | str, ...]]) -> Iterator[Ranked]:
        """Count rows in text order; yield each sentence's clearest pair with its rank."""
        for place, article in groupby(rows, itemgetter(3)):
            sentences = [_clearest(group) for _, group in groupby(article, itemgetter(4))]
            sentences.sort(key=lambda pair: (pair.clearness, pair.sentence))
            year = self._years[int(place)]
            self._count(sentences, year)
            for nth, pair in enumerate(sentences):
                yield (nth, pair.state, -year, *pair.clearness, pair.place, pair.sentence), pair

    def _count(self, sentences: list[_Pair], year: int) -> None:
        self.articles += 1
        self.sentences += len(sentences)
        self.states[sentences[0].state] += 1
        self.negated += sum(pair.negated for pair in sentences)
        self.speculative += sum(pair.speculative for pair in sentences)
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
            sentences=self.sentences,
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


def _clearest(rows: Iterable[tuple[int | str, ...]]) -> _Pair:
    """Return the pair that stands for a sentence."""
    return min(map(_Pair._make, rows), key=lambda pair: pair.clearness)


class _Writer:
    """Turns pairs into evidence, with the sentence from the store."""

    QUERY = (
        "SELECT id, digest, t.text, s.start, s.end, s.text FROM label"
        " JOIN sentence s ON s.article = label.article JOIN term t ON t.key = s.section"
        " WHERE place = ? AND s.number = ?"
    )

    def __init__(self, db: sqlite3.Connection, ids: list[str]) -> None:
        self._db, self._ids = db, ids
        self._sentence = lru_cache(maxsize=CACHED_SENTENCES)(self._read)

    def _read(self, place: int, number: int) -> tuple[str, str, str, int, int, str]:
        row: tuple[str, str, str, int, int, str]
        row = self._db.execute(self.QUERY, (place, number)).fetchone()
        return row

    def evidence(self, pair: _Pair) -> Evidence:
        """Return the evidence; mentions that only co-occur are in text order."""
        article, digest, section, start, end, text = self._sentence(pair.place, pair.sentence)
        left = (pair.first, (pair.first_start, pair.first_end), self._ids[pair.source])
        right = (pair.second, (pair.second_start, pair.second_end), self._ids[pair.target])
        if not pair.predicate and right < left:
            left, right = right, left
        number = f"r{pair.relation}" if pair.predicate else f"{left[0]}-{right[0]}"
        return Evidence(
            id=f"{digest[:EVIDENCE_DIGITS]}-{number}",
            article=article,
            section=section,
            start=start,
            end=end,
            sentence=text,
            subject=left[1],
            object=right[1],
            subject_concept=left[2],
            object_concept=right[2],
            predicate=pair.predicate,
            cue=pair.cue,
            rule=pair.rule,
            negated=bool(pair.negated),
            speculative=bool(pair.speculative),
        )
