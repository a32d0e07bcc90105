"""How central a concept is: PageRank over pairs of concepts that are spoken of together."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from pipeline.assemble.communities import Weights, pair_weights

Floats = NDArray[np.float64]

DAMPING = 0.85
STEPS = 100
CLOSE = 1e-6
"""Where to stop: the mean change of a node's share; all three are NetworkX's."""


def centrality(graph: nx.MultiDiGraph, *, weights: Weights | None = None) -> dict[str, float]:
    """Return each node's PageRank (Page et al. 1999) as a share of the highest, 0 to 1.

    Pairs weigh as they do for communities; direction is left out, since an effect is no less
    central than its cause.  NetworkX's own takes five times as long, most of it to copy the graph.

    Args:
        graph: nodes and edges.
        weights: what `pair_weights` makes of it, where that is known.

    >>> ranks = centrality(nx.MultiDiGraph([("hub", "a"), ("b", "hub")]))
    >>> ranks["hub"], ranks["a"] == ranks["b"] < 1
    (1.0, True)
    """
    weights = pair_weights(graph) if weights is None else weights
    nodes = list(graph)
    row = {node: number for number, node in enumerate(nodes)}
    ends = np.array([(row[a], row[b]) for a, b in weights], dtype=np.int64).reshape(-1, 2).T
    both = np.concatenate([ends, ends[::-1]], axis=1)
    values = np.tile(np.array(list(weights.values()), dtype=np.float64), 2)
    links = coo_array((values, tuple(both)), shape=(len(nodes), len(nodes))).tocsr()
    ranks = _ranks(links).tolist()
    highest = max(ranks, default=1.0)
    return {node: rank / highest for node, rank in zip(nodes, ranks, strict=True)}


def _ranks(links: csr_array) -> Floats:
    """Return the share of each node in a random walk that now and then starts anew anywhere."""
    size = links.shape[0]
    strength = np.asarray(links.sum(axis=0)).ravel()
    passed = np.divide(1.0, strength, out=np.zeros(size), where=strength > 0)
    ranks = np.full(size, 1 / max(size, 1))
    for _ in range(STEPS):
        lost = ranks[strength == 0].sum() / max(size, 1)
        moved = DAMPING * (links @ (ranks * passed) + lost) + (1 - DAMPING) / max(size, 1)
        change = np.abs(moved - ranks).sum()
        ranks = moved
        if change < size * CLOSE:
            break
    return ranks
