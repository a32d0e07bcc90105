r"""neo4j-nodes.csv and neo4j-edges.csv: the graph for `neo4j-admin database import`.

The headers say what each column is (https://neo4j.com/docs/operations-manual/current/import/):

    neo4j-admin database import full --nodes=neo4j-nodes.csv --relationships=neo4j-edges.csv \
        --array-delimiter="|"

A node's label is its entity type, a relationship's type its predicate (TREATS, COOCCURRENCE).  A year
that is not known is an empty cell.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.model import ConceptGraph
from pipeline.render.cells import one_line
from pipeline.render.files import atomic

NODES = (
    "id:ID",
    ":LABEL",
    "name",
    "mentions:long",
    "articles:long",
    "names:string[]",
    "community:long",
    "centrality:double",
    "x:double",
    "y:double",
)

EDGES = (
    ":START_ID",
    ":END_ID",
    ":TYPE",
    "kind",
    "predicate",
    "sentences:long",
    "articles:long",
    "npmi:double",
    "llr:double",
    "fdr:double",
    "belief:double",
    "negated:double",
    "speculative:double",
    "contradicted:boolean",
    "first_year:long",
    "last_year:long",
    "evidence:string[]",
)


def write_neo4j(concepts: ConceptGraph, folder: Path) -> None:
    """Write both files into a folder."""
    nodes, edges = concepts.graph.nodes, concepts.graph.edges
    _write(
        folder / "neo4j-nodes.csv",
        NODES,
        ([node, nodes[node]["type"], *_values(nodes[node], NODES[2:])] for node in sorted(nodes)),
    )
    _write(
        folder / "neo4j-edges.csv",
        EDGES,
        (
            [source, target, key.upper(), *_values(edges[source, target, key], EDGES[3:])]
            for source, target, key in sorted(edges(keys=True))
        ),
    )


def _values(data: dict[str, Any], columns: Sequence[str]) -> list[Any]:
    names = [column.partition(":")[0] for column in columns]
    return [(data[name] or "") if name.endswith("_year") else data[name] for name in names]


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with atomic(path) as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows([one_line(value) for value in row] for row in rows)
