"""Looking around in a concept graph: concepts by name, their neighbours, paths between two."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import islice, pairwise
from typing import Any

import networkx as nx

from pipeline.assemble.belief import witnessed
from pipeline.assemble.triads import COOCCURRENCE
from pipeline.model import EdgeKey

EXACT = 3
"""Quality of a match that leaves nothing open."""


def search(graph: nx.MultiDiGraph, term: str) -> list[str]:
    """Return the concepts that a term may mean, best first; upper and lower case are the same.

    Where an id or a whole name or form fits, only such concepts; otherwise those with a name that
    begins with the term, then those with it anywhere.  Within these, more articles go first.
    """
    wanted = " ".join(term.casefold().split())
    found = []
    for node, data in graph.nodes(data=True):
        quality = max(_quality(wanted, each) for each in _names(node, data))
        if quality:
            found.append((-quality, -data["articles"], node))
    exact = [each for each in found if each[0] == -EXACT]
    return [node for *_, node in sorted(exact or found)]


def suggestions(graph: nx.MultiDiGraph, term: str) -> list[str]:
    """Return up to three names of concepts that are spelled like a term."""
    names = sorted({name for node, data in graph.nodes(data=True) for name in _names(node, data)})
    return get_close_matches(" ".join(term.casefold().split()), names, n=3, cutoff=0.7)


def neighbours(graph: nx.MultiDiGraph, node: str) -> list[EdgeKey]:
    """Return the best edge to each concept that a node is joined to, best first."""
    best: dict[str, EdgeKey] = {}
    for edge in (*graph.out_edges(node, keys=True), *graph.in_edges(node, keys=True)):
        other = edge[1] if edge[0] == node else edge[0]
        if other != node and (other not in best or _rank(graph, edge) < _rank(graph, best[other])):
            best[other] = edge
    return sorted(best.values(), key=lambda edge: _rank(graph, edge))


def paths(graph: nx.MultiDiGraph, start: str, goal: str, *, limit: int = 3) -> list[list[EdgeKey]]:
    """Return the best paths between two concepts: fewest edges first, then the best backed.

    Edges are followed in both directions; each step is the best edge between its two concepts.
    """
    pairs = nx.Graph()
    for edge in graph.edges(keys=True):
        ends = edge[:2]
        known = pairs.get_edge_data(*ends)
        if known is None or _rank(graph, edge) < _rank(graph, known["edge"]):
            pairs.add_edge(*ends, edge=edge)
    if start not in pairs or goal not in pairs or not nx.has_path(pairs, start, goal):
        return []
    for _, _, data in pairs.edges(data=True):
        # a path's doubts never add up to a whole edge, so that fewer edges always win
        data["cost"] = 1.0 + (1.0 - _strength(graph.edges[data["edge"]])) / len(pairs)
    routes: Iterator[list[str]] = nx.shortest_simple_paths(pairs, start, goal, weight="cost")
    return [
        [pairs.edges[step]["edge"] for step in pairwise(route)] for route in islice(routes, limit)
    ]


def _names(node: str, data: Mapping[str, Any]) -> Iterator[str]:
    yield node.casefold()
    yield data["name"].casefold()
    yield from data["names"].casefold().split("|")


def _quality(wanted: str, name: str) -> int:
    if wanted == name:
        return EXACT
    return 2 if name.startswith(wanted) else int(wanted in name)


def _rank(graph: nx.MultiDiGraph, edge: EdgeKey) -> tuple[bool, float, int, int, EdgeKey]:
    data = graph.edges[edge]
    asserted = data["kind"] == "asserted"
    return (not asserted, -_strength(data), -data["articles"], -data["sentences"], edge)


def _strength(data: Mapping[str, Any]) -> float:
    if data["kind"] == "cooccurrence":
        return COOCCURRENCE * witnessed(data["articles"])
    return float(data["belief"])
