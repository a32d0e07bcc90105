"""graph.cx2: the graph with its layout for Cytoscape and NDEx.

CX2 is a JSON array of aspects (https://cytoscape.org/cx/cx2/specification): declarations of all
attributes, then nodes and edges with numbers for ids.  A node's CURIE is in `represents`, an edge's
predicate in `interaction`, where Cytoscape looks for them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.model import ConceptGraph
from pipeline.render.files import atomic

TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}

Row = dict[str, Any]


def write_cx2(concepts: ConceptGraph, path: Path) -> None:
    """Write the graph, nodes and edges sorted."""
    graph = concepts.graph
    number = {node: place for place, node in enumerate(sorted(graph))}
    counts = {"attributeDeclarations": 1, "networkAttributes": 1}
    counts |= {"nodes": len(number), "edges": graph.number_of_edges()}
    aspects: tuple[tuple[str, Iterable[Row]], ...] = (
        ("metaData", ({"name": name, "elementCount": n} for name, n in counts.items())),
        ("attributeDeclarations", [_declarations(concepts, number)]),
        ("networkAttributes", [{"name": "etiograph", **graph.graph}]),
        ("nodes", _nodes(concepts, number)),
        ("edges", _edges(concepts, number)),
        ("status", [{"success": True, "error": ""}]),
    )
    with atomic(path) as file:
        file.write('[{"CXVersion": "2.0", "hasFragments": false}')
        for name, rows in aspects:
            file.write(f',\n{{"{name}": [')
            for place, row in enumerate(rows):
                file.write(f"{',' if place else ''}\n{json.dumps(row, ensure_ascii=False)}")
            file.write("]}")
        file.write("]\n")


def _nodes(concepts: ConceptGraph, number: Mapping[str, int]) -> Iterator[Row]:
    for node, place in number.items():
        values = {"represents": node, **concepts.graph.nodes[node]}
        yield {"id": place, "x": values.pop("x"), "y": values.pop("y"), "v": values}


def _edges(concepts: ConceptGraph, number: Mapping[str, int]) -> Iterator[Row]:
    edges = concepts.graph.edges
    for place, (source, target, key) in enumerate(sorted(edges(keys=True))):
        values = {"interaction": key.replace("_", " "), **edges[source, target, key]}
        yield {"id": place, "s": number[source], "t": number[target], "v": values}


def _declarations(concepts: ConceptGraph, number: Mapping[str, int]) -> Row:
    """Declare what the first node and the first edge have: all have the same."""
    first = {
        "networkAttributes": {"name": "", **concepts.graph.graph},
        "nodes": next((row["v"] for row in _nodes(concepts, number)), {}),
        "edges": next((row["v"] for row in _edges(concepts, number)), {}),
    }
    return {
        aspect: {name: {"d": TYPES[type(value)]} for name, value in values.items()}
        for aspect, values in first.items()
    }
