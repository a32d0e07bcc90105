"""From a corpus's counts to its concept graph: statistics, belief, centrality, places, triads."""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx
import numpy as np

from pipeline.assemble import statistics
from pipeline.assemble.belief import belief, contradictions
from pipeline.assemble.centrality import centrality
from pipeline.assemble.communities import detect, pair_weights
from pipeline.assemble.layout import place
from pipeline.assemble.triads import triads
from pipeline.model import ConceptGraph, EdgeTally, NodeTally, Tally

COOCCURRENCE = "cooccurrence"

Pair = tuple[str, str]
Statistics = list[tuple[float, float, float]]


def assemble(tally: Tally, *, max_triads: int = 1000) -> ConceptGraph:
    """Return the concept graph of a corpus.

    NPMI, log-likelihood ratio and FDR say how a pair of concepts stands together in sentences, and
    are the same on all edges of the pair; belief says how well an assertion is backed, and is 0 for
    co-occurrence.  The FDR is taken over all pairs counted.

    Args:
        tally: all counts.
        max_triads: how many chains to rank.
    """
    edges = sorted(tally.edges, key=lambda edge: (edge.source, edge.target, edge.predicate))
    evidence = {each.id: each for edge in edges for each in edge.evidence}
    graph = _graph(tally, edges)
    _place(graph)
    chains = triads(graph, evidence, limit=max_triads)
    return ConceptGraph(graph, evidence, tally.articles, chains)


def _graph(tally: Tally, edges: Sequence[EdgeTally]) -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(sentences=tally.sentences, articles=len(tally.articles))
    graph.add_nodes_from((curie, _node(tally.nodes[curie])) for curie in sorted(tally.nodes))
    opposed = contradictions(edges)
    graph.add_edges_from(
        (edge.source, edge.target, edge.predicate or COOCCURRENCE, _edge(edge, numbers, opposed))
        for edge, numbers in zip(edges, _statistics(edges, tally), strict=True)
    )
    return graph


def _node(tally: NodeTally) -> dict[str, Any]:
    # a surface form keeps the line breaks of its article, and "|" separates forms
    lines = (" ".join(form.replace("|", " ").split()) for form, _ in tally.names)
    forms: dict[str, str] = {}
    for line in lines:
        forms.setdefault(line.casefold(), line)
    return {
        "name": tally.concept.name,
        "type": tally.concept.type,
        "mentions": tally.mentions,
        "articles": tally.articles,
        "names": "|".join(forms.values()),
    }


def _edge(
    edge: EdgeTally, numbers: Sequence[float], opposed: frozenset[tuple[str, str, str]]
) -> dict[str, Any]:
    npmi, llr, fdr = numbers
    return {
        "kind": "asserted" if edge.predicate else COOCCURRENCE,
        "predicate": edge.predicate,
        "sentences": edge.sentences,
        "articles": edge.articles,
        "npmi": npmi,
        "llr": llr,
        "fdr": fdr,
        "belief": _belief(edge),
        "negated": round(edge.negated / edge.sentences, 6),
        "speculative": round(edge.speculative / edge.sentences, 6),
        "contradicted": (edge.source, edge.target, edge.predicate) in opposed,
        "first_year": edge.first_year,
        "last_year": edge.last_year,
        "evidence": "|".join(each.id for each in edge.evidence),
    }


def _belief(edge: EdgeTally) -> float:
    counts = (edge.affirming, edge.supposing, edge.denying)
    return round(belief(*counts, disputed=edge.negated > 0), 6) if edge.predicate else 0.0


def _statistics(edges: Sequence[EdgeTally], tally: Tally) -> Statistics:
    """Return (NPMI, log-likelihood ratio, FDR) of each edge's pair of concepts."""
    pairs = _pairs(edges)
    first, second = (
        np.array([tally.nodes[pair[end]].sentences for pair in pairs], dtype=float)
        for end in (0, 1)
    )
    joint = np.array(list(pairs.values()), dtype=float)
    total = float(max(tally.sentences, 1))
    llr = statistics.log_likelihood(joint, first, second, total)
    columns = (
        statistics.npmi(joint, first, second, total).round(6).tolist(),
        llr.round(3).tolist(),
        [float(f"{each:.6g}") for each in statistics.false_discovery(llr).tolist()],
    )
    by_pair = dict(zip(pairs, zip(*columns, strict=True), strict=True))
    return [by_pair[_pair(edge)] for edge in edges]


def _pairs(edges: Sequence[EdgeTally]) -> Mapping[Pair, int]:
    """Return the sentences in which each pair of concepts stands.

    Without a co-occurrence edge they are the sentences of its most frequent assertion.
    """
    together = {_pair(edge): edge.sentences for edge in edges if not edge.predicate}
    asserted: dict[Pair, int] = {}
    for edge in edges:
        if _pair(edge) not in together:
            asserted[_pair(edge)] = max(edge.sentences, asserted.get(_pair(edge), 0))
    return together | asserted


def _pair(edge: EdgeTally) -> Pair:
    return min(edge.source, edge.target), max(edge.source, edge.target)


def _place(graph: nx.MultiDiGraph) -> None:
    """Give each node its community, centrality and position."""
    weights = pair_weights(graph)
    communities = detect(graph, weights=weights)
    positions = place(graph, communities=communities, weights=weights)
    ranks = centrality(graph, weights=weights)
    for node, attributes in graph.nodes(data=True):
        x, y = positions[node]
        attributes.update(community=communities[node], centrality=round(ranks[node], 6), x=x, y=y)
