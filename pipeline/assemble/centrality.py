"""How central a concept is: PageRank over pairs of concepts that are spoken of together."""

import networkx as nx

from pipeline.assemble.communities import pair_weights


def centrality(graph: nx.MultiDiGraph) -> dict[str, float]:
    """Return each node's PageRank (Page et al. 1999) as a share of the highest, 0 to 1.

    Pairs weigh as they do for communities; direction is left out, since an effect is no less
    central than its cause.

    >>> ranks = centrality(nx.MultiDiGraph([("hub", "a"), ("b", "hub")]))
    >>> ranks["hub"], ranks["a"] == ranks["b"] < 1
    (1.0, True)
    """
    pairs = nx.Graph()
    pairs.add_nodes_from(graph)
    pairs.add_weighted_edges_from((*pair, weight) for pair, weight in pair_weights(graph).items())
    ranks: dict[str, float] = nx.pagerank(pairs) if len(pairs) else {}
    highest = max(ranks.values(), default=1.0)
    return {node: rank / highest for node, rank in ranks.items()}
