"""graph.graphml: the graph for Gephi, Cytoscape, yEd and NetworkX, with all its attributes.

Besides the graph's own attributes every node and edge has a `label` and every edge a `weight` (its
distinct articles), which Gephi and Cytoscape use of themselves; `x` and `y` place the nodes.
"""

import re
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.model import ConceptGraph
from pipeline.render.files import atomic

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, escaped or not (https://www.w3.org/TR/xml/#charsets)."""


def write_graphml(concepts: ConceptGraph, path: Path) -> None:
    """Write the graph as GraphML.

    An edge's id is made of its ends and its key, because Gephi drops edges that share an id.
    """
    with atomic(path) as file:
        for line in nx.generate_graphml(_labelled(concepts.graph), named_key_ids=True):
            file.write(f"{line}\n")


def _labelled(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a sorted copy with labels, weights, edge ids for keys, and text that XML can carry."""
    copy = nx.MultiDiGraph(**graph.graph)
    for node, data in sorted(graph.nodes(data=True), key=lambda each: str(each[0])):
        copy.add_node(_clean(node), **_cleaned(data), label=_clean(data["name"]))
    for source, target, key in sorted(graph.edges(keys=True)):
        data = graph.edges[source, target, key]
        label, weight = key.replace("_", " "), float(data["articles"])
        ends = (_clean(source), _clean(target), _clean(f"{source} {key} {target}"))
        copy.add_edge(*ends, **_cleaned(data), label=_clean(label), weight=weight)
    return copy


def _cleaned(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _clean(value) for key, value in data.items()}


def _clean(value: Any) -> Any:  # noqa: ANN401
    return UNWRITABLE.sub("", value) if isinstance(value, str) else value
