"""What the page knows: the graph as columns, the evidence as rows, the sentences in chunks.

Columns of numbers are a third of the size of objects and are read without building them.  Nodes
and edges are in order of strength, so that the strongest part of the graph is a prefix.  A
sentence that backs many edges is stored once.  Everything but the drawn part is compressed.
"""

import base64
import json
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.model import (
    Article,
    Concept,
    ConceptGraph,
    EdgeColumns,
    EdgeKey,
    Evidence,
    Leg,
    Triad,
)

SENTENCES_PER_CHUNK = 400
"""About 100 KB of text: inflated in a few milliseconds when one of its sentences is asked for."""

DRAWN_NODES, DRAWN_EDGES = 1000, 4000
"""Drawn at first; measured, 1,000 nodes and 4,000 edges pan at under 33 ms a frame."""

NAMES = 15
"""Most names (and most synonyms) of a concept that the page can find it by."""

KNOWN_TYPES = ("Disease", "CellType", "Mechanism")

COLUMNS = ("sentences", "articles", "npmi", "llr", "fdr", "belief", "negated", "speculative")


@dataclass(frozen=True, slots=True)
class Payload:
    """The page's data as JSON-ready values.

    `graph` holds the columns, `evidence` one row for each (edge, sentence) in edge order, `chunks`
    the sentences.  `left_out` counts the edges and evidence that did not fit.
    """

    graph: dict[str, Any]
    evidence: dict[str, Any]
    chunks: tuple[dict[str, Any], ...]
    left_out: tuple[int, int] = (0, 0)


STRENGTH = {"kind": "", "articles": 0, "belief": 0.5, "npmi": 0.0}
"""What decides the strength of an edge, and what stands for it where it is missing."""

TOLD = {
    **dict.fromkeys(("predicate", "evidence"), ""),
    **dict.fromkeys(("contradicted", "first_year", "last_year", *COLUMNS), 0),
    **STRENGTH,
}
"""What the page tells of edges, and what stands for it where it is missing."""


def _strength(kind: str, articles: int, belief: float, npmi: float) -> float:
    """How much an edge matters for the first view: what is stated and often, before what is near.

    >>> _strength("asserted", 3, 0.5, 0.9), _strength("cooccurrence", 3, 0.0, 0.5)
    (1.0, 0.5)
    """
    spread = _spread(articles)
    return spread * float(belief) if kind == "asserted" else spread * max(float(npmi), 0.0) / 2


@lru_cache(maxsize=10_000)
def _spread(articles: int) -> float:
    return math.log2(1 + articles)


def ranked_nodes(nodes: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Every node, the one in most articles first."""
    return sorted(
        nodes,
        key=lambda n: (-nodes[n].get("articles", 0), -nodes[n].get("mentions", 0), n),
    )


def strongest(edges: Sequence[EdgeColumns], most: int | None = None) -> EdgeColumns:
    """Return what the page tells of the strongest edges, the strongest first; of all by default."""
    keys = [key for part in edges for key in part.keys]
    values = {
        name: [
            value for part in edges for value in part.values.get(name) or [other] * len(part.keys)
        ]
        for name, other in TOLD.items()
    }
    weak = [-_strength(*about) for about in zip(*(values[each] for each in STRENGTH), strict=True)]
    order = sorted(range(len(weak)), key=weak.__getitem__)[:most]  # keeps equals in order
    return EdgeColumns(keys, values).take(order)


def swell(nodes: int) -> float:
    """How much larger nodes are drawn where only a part of a large graph is: see the layout.

    >>> swell(500), swell(4000)
    (1.0, 2.0)
    """
    return round(min(4.0, max(1.0, nodes / DRAWN_NODES) ** 0.5), 2)


def pack(
    graph: ConceptGraph,
    *,
    title: str,
    concepts: Mapping[str, Concept] | None = None,
    most_edges: int | None = None,
    most_evidence: int | None = None,
) -> Payload:
    """Turn a concept graph into the page's data.

    Args:
        graph: nodes with positions; see `ConceptGraph` for the attributes.
        title: heading of the page.
        concepts: vocabulary entries of the nodes, for their synonyms.
        most_edges: keep this many edges, the strongest; all where not given.
        most_evidence: keep this many sentences for each edge, the best; all where not given.
    """
    nodes = ranked_nodes(graph.nodes)
    everything = graph.edges()
    edges = strongest(everything, most_edges)
    rows = [_evidence_of(graph, ids)[:most_evidence] for ids in edges.values["evidence"]]
    articles = sorted({row.article for each in rows for row in each})
    table = _SentenceTable({id_: index for index, id_ in enumerate(articles)}, rows)
    types = _types(graph.nodes)
    number = {node: index for index, node in enumerate(nodes)}
    total, held = sum(len(each.keys) for each in everything), _held(graph, everything)
    left_out = total - len(edges.keys), held - sum(map(len, rows))
    columns = {
        "title": title,
        "types": types,
        "nodes": _node_columns(graph.nodes, nodes, [t["id"] for t in types], concepts or {}),
        "edges": edge_columns(edges, number) | {"rows": [len(r) for r in rows]},
        "articles": _article_columns(
            [graph.articles.get(id_) or _unknown(id_) for id_ in articles]
        ),
        "read": int(graph.counts.get("articles", len(articles))),
        "sentences": int(graph.counts.get("sentences", len(table))),
        "chunk": SENTENCES_PER_CHUNK,
        "swell": swell(len(nodes)),
        "left_out": list(left_out),
    }
    columns["triads"] = _triad_rows(graph.triads, edges.keys, number)
    return Payload(columns, table.rows(edges.keys), table.chunks(), left_out)


def compressed(value: object) -> str:
    """Encode as JSON, deflated, in base64: bytes that no parser of HTML can take for markup.

    >>> zlib.decompress(base64.b64decode(compressed({"a": [1, 2]})))
    b'{"a":[1,2]}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 5)).decode("ascii")


def type_label(name: str) -> str:
    """Spell a type for people.

    >>> type_label("CellType"), type_label("gene_set")
    ('Cell type', 'Gene set')
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name)
    return words[:1].upper() + words[1:].lower() if not words.isupper() else words


def _types(nodes: Mapping[str, Mapping[str, Any]]) -> list[dict[str, str]]:
    found = {str(data.get("type", "")) for data in nodes.values()}
    known = [name for name in KNOWN_TYPES if name in found]
    names = known + sorted(found - set(KNOWN_TYPES))
    return [{"id": name, "label": type_label(name)} for name in names]


def _numbers(column: Sequence[object]) -> list[float | int]:
    """Return plain finite numbers; most return often.

    >>> _numbers([2, 0.25, 3.0, math.nan])
    [2, 0.25, 3, 0]
    """
    plain = {value: _number(value) for value in set(column)}
    return [plain[value] for value in column]


def _number(value: object) -> float | int:
    """A plain finite number: numpy scalars and NaN must not reach the JSON."""
    number = float(value) if isinstance(value, (int, float)) else float(str(value) or 0)
    if not math.isfinite(number):
        return 0
    return int(number) if number.is_integer() else round(number, 3)


def _node_columns(
    found: Mapping[str, Mapping[str, Any]],
    nodes: list[str],
    types: list[str],
    concepts: Mapping[str, Concept],
) -> dict[str, list[Any]]:
    data = [found[node] for node in nodes]
    names = [str(values.get("names", "")).split("|")[:NAMES] for values in data]
    synonyms = [concepts[node].synonyms[:NAMES] if node in concepts else () for node in nodes]
    columns: dict[str, list[Any]] = {
        "id": nodes,
        "name": [str(values.get("name") or node) for node, values in zip(nodes, data, strict=True)],
        "type": [types.index(str(values.get("type", ""))) for values in data],
        "names": ["|".join(filter(None, forms)) for forms in names],
        "synonyms": ["|".join(forms) for forms in synonyms],
    }
    for name in ("mentions", "articles", "community", "centrality", "x", "y"):
        columns[name] = _numbers([values.get(name, 0) for values in data])
    return columns


def edge_columns(edges: EdgeColumns, number: Mapping[str, int]) -> dict[str, list[Any]]:
    """What the page tells of edges as numbers; `number` is each node's place among the nodes."""
    found = edges.values
    kinds = zip(found["kind"], found["predicate"], strict=True)
    columns: dict[str, list[Any]] = {
        "source": [number[source] for source, _, _ in edges.keys],
        "target": [number[target] for _, target, _ in edges.keys],
        "predicate": ["" if kind == "cooccurrence" else str(each) for kind, each in kinds],
        "contradicted": [int(bool(value)) for value in found["contradicted"]],
        "first": _numbers(found["first_year"]),
        "last": _numbers(found["last_year"]),
    }
    for name in COLUMNS:
        columns[name] = _numbers(found[name])
    names = sorted(set(columns["predicate"]) - {""})
    columns["predicate"] = [names.index(name) if name else -1 for name in columns["predicate"]]
    return columns | {"predicates": names}


def _article_columns(articles: list[Article]) -> dict[str, list[Any]]:
    fields = ("id", "title", "year", "doi", "pmid", "journal")
    return {name: [getattr(article, name) for article in articles] for name in fields}


def _unknown(id_: str) -> Article:
    return Article(id_, id_, "")


def _held(graph: ConceptGraph, edges: Sequence[EdgeColumns]) -> int:
    """Return how many ids of evidence edges have, where the evidence is at hand."""
    columns = (each.values.get("evidence", ()) for each in edges) if graph.evidence else ()
    return sum(ids.count("|") + 1 for column in columns for ids in column)


def _evidence_of(graph: ConceptGraph, ids: str) -> list[Evidence]:
    return [graph.evidence[id_] for id_ in ids.split("|") if id_ in graph.evidence]


def _triad_rows(
    triads: Sequence[Triad], edges: Sequence[EdgeKey], number: Mapping[str, int]
) -> list[list[Any]]:
    """Each triad by the numbers of its nodes and edges; one whose edge is left out is left out."""
    place = {edge: index for index, edge in enumerate(edges)}

    def edge_of(leg: Leg) -> int | None:
        return place.get((leg.source, leg.target, leg.predicate or "cooccurrence"))

    rows = []
    for triad in triads:
        legs = edge_of(triad.cell_leg), edge_of(triad.disease_leg)
        if None in legs:
            continue
        ends = [number[node] for node in (triad.cell, triad.mechanism, triad.disease)]
        rows.append([*ends, *legs, round(triad.score, 4), int(triad.together)])
    return rows


class _SentenceTable:
    """Each sentence once, in the order of the articles; evidence rows refer to it by number."""

    def __init__(self, articles: Mapping[str, int], rows: list[list[Evidence]]) -> None:
        self._articles, self._rows = articles, rows
        keys = {(e.article, e.start, e.end): e for found in rows for e in found}
        self._sentences = [keys[key] for key in sorted(keys)]
        self._number = {
            (e.article, e.start, e.end): index for index, e in enumerate(self._sentences)
        }

    def __len__(self) -> int:
        return len(self._sentences)

    def rows(self, edges: Sequence[EdgeKey]) -> dict[str, Any]:
        """Columns of the evidence; offsets count characters from the start of the sentence.

        `flags`: 1 negated, 2 speculative, 4 where the first mention is the edge's target.
        """
        cues: dict[str, int] = {}
        rules: dict[str, int] = {}
        table: list[list[int]] = []
        for (source, _, _), found in zip(edges, self._rows, strict=True):
            for e in found:
                flags = e.negated + 2 * e.speculative + 4 * (e.subject_concept != source)
                spans = [offset - e.start for offset in (*e.subject, *e.object)]
                number = self._number[(e.article, e.start, e.end)]
                cue = cues.setdefault(e.cue, len(cues))
                table.append([number, *spans, flags, cue, rules.setdefault(e.rule, len(rules))])
        names = ("sentence", "s0", "s1", "o0", "o1", "flags", "cue", "rule")
        columns = zip(*table, strict=True) if table else ((),) * len(names)
        return dict(zip(names, map(list, columns), strict=True)) | {
            "cues": list(cues),
            "rules": list(rules),
        }

    def chunks(self) -> tuple[dict[str, Any], ...]:
        size = SENTENCES_PER_CHUNK
        starts = range(0, len(self._sentences), size)
        return tuple(self._chunk(self._sentences[start : start + size]) for start in starts)

    def _chunk(self, sentences: list[Evidence]) -> dict[str, Any]:
        return {
            "text": [e.sentence for e in sentences],
            "article": [self._articles[e.article] for e in sentences],
            "section": [e.section for e in sentences],
        }
