"""How central a concept is: PageRank over pairs of concepts, weighted by distinct articles."""

import networkx as nx


def centrality(graph: nx.MultiDiGraph) -> dict[str, float]:
    """Return each node's PageRank (Page et al. 1999) as a share of the highest, 0 to 1.

    Direction is left out, since a cause is no less central than its effect; parallel edges count
    once, by the one with most articles.
    """
    simple = nx.Graph()
    simple.add_nodes_from(graph)
    for source, target, articles in graph.edges(data="articles"):
        known = simple.get_edge_data(source, target, {"weight": 0})["weight"]
        simple.add_edge(source, target, weight=max(articles, known))
    ranks: dict[str, float] = nx.pagerank(simple) if len(simple) else {}
    highest = max(ranks.values(), default=1.0)
    return {node: rank / highest for node, rank in ranks.items()}
