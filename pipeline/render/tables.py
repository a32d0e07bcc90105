"""The tables of the graph: nodes.csv, edges.csv and triads.csv.

UTF-8, one header line, one row a line (line breaks inside a value become spaces), comma separated,
values quoted where needed, "|" between the items of a list, true and false in lower case.

- `nodes.csv`, by CURIE: see NODES.
- `edges.csv`, by source, target and key: see EDGES.
- `triads.csv`, best first: see TRIADS.

A value that a spreadsheet would take for a formula gets a leading apostrophe (`pipeline.render.cells`).
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.model import ConceptGraph, Triad
from pipeline.render.cells import cell, known, quoted
from pipeline.render.columns import Edges, edges_of
from pipeline.render.files import atomic
from pipeline.render.words import chain

NODES = (
    "id",
    "name",
    "type",
    "mentions",
    "articles",
    "names",
    "community",
    "centrality",
    "x",
    "y",
)
"""CURIE; name in its ontology; entity type; mentions; distinct articles; forms seen, most frequent
first; number of its community (0 the largest); PageRank, 1 the highest; place on the map."""

EDGES = (
    "source",
    "source_name",
    "predicate",
    "target",
    "target_name",
    "kind",
    "sentences",
    "articles",
    "belief",
    "negated",
    "speculative",
    "contradicted",
    "npmi",
    "llr",
    "fdr",
    "first_year",
    "last_year",
    "evidence",
)
"""CURIE and name of both ends; predicate (empty for co-occurrence); asserted, cooccurrence or is_a;
distinct sentences and articles; belief, 0 to 1; share of sentences that deny, and that only
suppose; whether another statement opposes it; NPMI, log-likelihood ratio and Benjamini-Hochberg
FDR of the pair's co-occurrence; first and last year (empty where unknown); ids of the best evidence."""

TRIADS = (
    "rank",
    "score",
    "chain",
    "cell",
    "cell_name",
    "cell_predicate",
    "cell_negated",
    "cell_speculative",
    "mechanism",
    "mechanism_name",
    "disease_predicate",
    "disease_negated",
    "disease_speculative",
    "disease",
    "disease_name",
    "together",
    "cell_evidence",
    "disease_evidence",
)
"""Rank and score; the chain in words, with the direction of both legs; CURIE and name of the cell
type, the mechanism and the disease; predicate of either leg (empty for co-occurrence), whether most
of its sentences deny it or only suppose it; whether one article tells both legs; evidence ids."""


FEW = 1000
"""Words of a column, such as predicates, that return so often that they are quoted once."""


def write_nodes_csv(concepts: ConceptGraph, path: Path) -> None:
    """Write one row for each concept."""
    _write(path, NODES, ([node, *_some(data, NODES[1:])] for node, data in _nodes(concepts)))


def write_edges_csv(
    concepts: ConceptGraph, path: Path, *, edges: Sequence[Edges] | None = None
) -> None:
    """Write one row for each edge; `edges` are the graph's, where they are known as columns."""
    names = {node: data["name"] for node, data in concepts.nodes.items()}
    with atomic(path) as file:
        file.write(",".join(EDGES) + "\n")
        for each in edges_of(concepts) if edges is None else edges:
            file.writelines(_edge_lines(each, names))


def _edge_lines(edges: Edges, names: Mapping[str, str]) -> Iterator[str]:
    cells = {name: known(name) for name in names.values()}
    ends = [(known(source), known(target)) for source, target, _ in edges.keys]
    named = [(cells[names[source]], cells[names[target]]) for source, target, _ in edges.keys]
    years = {name: _years(edges.values[name]) for name in ("first_year", "last_year")}
    about = (
        years.get(name) or edges.text.get(name) or _cells(edges.values[name]) for name in EDGES[5:]
    )
    predicates = _cells(edges.values["predicate"])
    lines = zip(ends, named, predicates, zip(*about, strict=True), strict=True)
    for (source, target), (subject, object_), predicate, rest in lines:
        yield f"{source},{subject},{predicate},{target},{object_},{','.join(rest)}\n"


def _years(column: Sequence[int]) -> list[str]:
    """Return years as cells: a year 0 would be taken for one."""
    return [str(year or "") for year in column]


def _cells(column: Sequence[Any]) -> list[str]:
    spell = known if len(set(column)) < FEW else quoted
    return [spell(value) if isinstance(value, str) else str(cell(value)) for value in column]


def write_triads_csv(concepts: ConceptGraph, path: Path) -> None:
    """Write one row for each chain."""
    names = {node: data["name"] for node, data in concepts.nodes.items()}
    rows = (_triad(rank, each, names) for rank, each in enumerate(concepts.triads, 1))
    _write(path, TRIADS, rows)


def _nodes(concepts: ConceptGraph) -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(concepts.nodes.items(), key=lambda node: str(node[0]))


def _some(data: Mapping[str, Any], keys: Sequence[str]) -> list[Any]:
    return [data[key] for key in keys]


def _triad(rank: int, triad: Triad, names: Mapping[str, str]) -> list[Any]:
    cell, disease = triad.cell_leg, triad.disease_leg
    return [
        rank,
        triad.score,
        chain(triad, names),
        triad.cell,
        names[triad.cell],
        cell.predicate,
        cell.negated,
        cell.speculative,
        triad.mechanism,
        names[triad.mechanism],
        disease.predicate,
        disease.negated,
        disease.speculative,
        triad.disease,
        names[triad.disease],
        triad.together,
        "|".join(cell.evidence),
        "|".join(disease.evidence),
    ]


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with atomic(path) as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows([cell(value) for value in row] for row in rows)
