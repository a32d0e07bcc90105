"""Groups of concepts that are spoken of together: Leiden communities of the concept graph."""

from collections.abc import Iterable, Mapping

import networkx as nx
from graspologic_native import leiden

SEED = 20
"""Any fixed number: the same graph gives the same communities."""

Weights = dict[tuple[str, str], float]
"""Strength of each linked pair; the smaller CURIE stands first."""


def detect(
    graph: nx.MultiDiGraph, *, resolution: float = 1.0, weights: Weights | None = None
) -> dict[str, int]:
    """Find the communities and number them, the largest 0.

    Leiden (Traag, Waltman and van Eck, 2019) on modularity, over pairs weighted by `pair_weights`.
    A node without edges is a community of its own; ties in size go by the smallest CURIE.
    `weights` are those of the pairs, where they are known.

    >>> graph = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("x", "y")])
    >>> detect(graph)
    {'a': 0, 'b': 0, 'c': 0, 'x': 1, 'y': 1}
    """
    weights = pair_weights(graph) if weights is None else weights
    return partition(sorted(graph), weights, resolution=resolution)


def pair_weights(graph: nx.MultiDiGraph) -> Weights:
    """Return how strongly each pair of nodes of a graph is linked: see `weigh`."""
    return weigh(
        (source, target, data.get("articles", 1), data.get("kind") != "cooccurrence")
        for source, target, data in graph.edges(data=True)
    )


def weigh(edges: Iterable[tuple[str, str, int, bool]]) -> Weights:
    """How strongly each pair of nodes is linked, all its edges together, self-loops left out.

    An asserted edge weighs its number of articles, co-occurrence half of it: what a sentence
    states ties two concepts closer than standing side by side in one.

    Args:
        edges: source, target, number of articles and whether it is asserted.
    """
    weights: Weights = {}
    for source, target, articles, asserted in edges:
        if source == target:
            continue
        pair = (source, target) if source < target else (target, source)
        share = 1.0 if asserted else 0.5
        weights[pair] = weights.get(pair, 0.0) + share * max(articles, 1)
    return dict(sorted(weights.items()))


def partition(nodes: list[str], weights: Weights, *, resolution: float = 1.0) -> dict[str, int]:
    """Communities of `nodes` (sorted) under pair weights, numbered from the largest."""
    found: Mapping[str, int] = {}
    if weights:
        edges = [(source, target, weight) for (source, target), weight in weights.items()]
        _, found = leiden(edges, resolution=resolution, iterations=2, seed=SEED)
    members: dict[object, list[str]] = {}
    for node in nodes:
        members.setdefault(found.get(node, node), []).append(node)
    ordered = sorted(members.values(), key=lambda group: (-len(group), group[0]))
    number = {node: index for index, group in enumerate(ordered) for node in group}
    return {node: number[node] for node in nodes}
