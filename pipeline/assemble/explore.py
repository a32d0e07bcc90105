"""Looking around in a concept graph: concepts by name, their neighbours, paths between two."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice, pairwise
from typing import Any

import networkx as nx

from pipeline.assemble.belief import witnessed
from pipeline.assemble.triads import COOCCURRENCE_SHARE
from pipeline.model import EdgeKey

Synonyms = Callable[[str], Iterable[str]]
"""The names of a concept by its CURIE, also those that no article used."""


def search(graph: nx.MultiDiGraph, term: str, *, synonyms: Synonyms = lambda _: ()) -> list[str]:
    """Return the concepts that a term may mean, best first; upper and lower case are the same.

    Concepts with this id, name or form in the text; where there are none, those with it for a
    synonym; where there are none either, those with it in a name, the beginning first.  Among
    equals, the concept of more articles goes first.
    """
    wanted = " ".join(term.casefold().split())
    if not wanted:
        return []
    names = {node: {*_names(node, data)} - {""} for node, data in graph.nodes(data=True)}
    found = [node for node in graph if wanted in names[node]]
    found = found or [n for n in graph if wanted in {each.casefold() for each in synonyms(n)}]
    found = found or [n for n in graph if any(wanted in name for name in names[n])]

    def rank(node: str) -> tuple[bool, int, str]:
        begins = any(name.startswith(wanted) for name in names[node])
        return (not begins, -graph.nodes[node]["articles"], node)

    return sorted(found, key=rank)


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
    return best_first(graph, best.values())


def best_first(graph: nx.MultiDiGraph, edges: Iterable[EdgeKey]) -> list[EdgeKey]:
    """Return edges sorted: asserted before co-occurrence, then by how well they are backed."""
    return sorted(edges, key=lambda edge: _rank(graph, edge))


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


def _rank(graph: nx.MultiDiGraph, edge: EdgeKey) -> tuple[bool, float, int, int, EdgeKey]:
    data = graph.edges[edge]
    asserted = data["kind"] == "asserted"
    return (not asserted, -_strength(data), -data["articles"], -data["sentences"], edge)


def _strength(data: Mapping[str, Any]) -> float:
    if data["kind"] == "cooccurrence":
        return COOCCURRENCE_SHARE * witnessed(data["articles"])
    return float(data["belief"])
