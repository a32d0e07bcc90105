"""From a corpus's counts to its concept graph: statistics, belief, centrality, places, triads."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from pipeline.assemble import statistics
from pipeline.assemble.belief import belief, contradictions
from pipeline.assemble.centrality import centrality
from pipeline.assemble.communities import detect, weigh
from pipeline.assemble.layout import place
from pipeline.assemble.triads import triads
from pipeline.model import Columns, ConceptGraph, EdgeColumns, EdgeKey, EdgeTally, NodeTally, Tally

COOCCURRENCE = "cooccurrence"

Places = Mapping[str, Mapping[str, int | float]]
"""Each concept's community, centrality, x and y."""


def assemble(tally: Tally, *, max_triads: int = 1000) -> ConceptGraph:
    """Return the concept graph of a corpus, its concepts in their places on the map.

    Args:
        tally: all counts.
        max_triads: how many chains to rank.
    """
    return placed(connect(tally, max_triads=max_triads), places(tally))


def connect(tally: Tally, *, max_triads: int = 1000) -> ConceptGraph:
    """Return the concept graph of a corpus, without the places of its concepts on the map.

    NPMI, log-likelihood ratio and FDR say how a pair of concepts stands together in sentences, and
    are the same on all edges of the pair; belief says how well an assertion is backed, and is 0 for
    co-occurrence.  The FDR is taken over all pairs counted.
    """
    edges = _sorted(tally)
    evidence = {each.id: each for edge in edges for each in edge.evidence}
    counts = {"sentences": tally.sentences, "articles": len(tally.articles)}
    nodes = {curie: _node(tally.nodes[curie]) for curie in sorted(tally.nodes)}
    columns = Columns(counts, nodes, EdgeColumns([*map(_key, edges)], _columns(edges, tally)))
    concepts = ConceptGraph(columns, evidence, tally.articles)
    concepts.triads = triads(concepts, limit=max_triads)
    return concepts


def places(tally: Tally) -> Places:
    """Return what the map says of each concept: community, centrality and position."""
    nodes = nx.MultiDiGraph()
    for curie in sorted(tally.nodes):
        each = tally.nodes[curie]
        nodes.add_node(curie, articles=each.articles, mentions=each.mentions)
    weights = weigh(
        (edge.source, edge.target, edge.articles, bool(edge.predicate)) for edge in _sorted(tally)
    )
    communities = detect(nodes, weights=weights)
    positions = place(nodes, communities=communities, weights=weights)
    ranks = centrality(nodes, weights=weights)
    return {
        node: {
            "community": communities[node],
            "centrality": round(ranks[node], 6),
            "x": positions[node][0],
            "y": positions[node][1],
        }
        for node in nodes
    }


def placed(concepts: ConceptGraph, places: Places) -> ConceptGraph:
    """Put the concepts of a graph in their places, and return it."""
    for node, attributes in concepts.nodes.items():
        attributes.update(places[node])
    return concepts


def _key(edge: EdgeTally) -> EdgeKey:
    return edge.source, edge.target, edge.predicate or COOCCURRENCE


def _sorted(tally: Tally) -> list[EdgeTally]:
    return sorted(tally.edges, key=_key)


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


def _columns(edges: Sequence[EdgeTally], tally: Tally) -> dict[str, Sequence[Any]]:
    """Return the attributes of all edges, by name, each in the order of the edges."""
    opposed = contradictions(edges)
    npmi, llr, fdr = _statistics(edges, tally)
    sentences = np.array([edge.sentences for edge in edges], dtype=np.int64)
    return {
        "kind": ["asserted" if edge.predicate else COOCCURRENCE for edge in edges],
        "predicate": [edge.predicate for edge in edges],
        "sentences": sentences.tolist(),
        "articles": [edge.articles for edge in edges],
        "npmi": npmi,
        "llr": llr,
        "fdr": fdr,
        "belief": [_belief(edge) for edge in edges],
        "negated": _shares([edge.negated for edge in edges], sentences),
        "speculative": _shares([edge.speculative for edge in edges], sentences),
        "contradicted": [
            bool(edge.predicate) and (edge.source, edge.target, edge.predicate) in opposed
            for edge in edges
        ],
        "first_year": [edge.first_year for edge in edges],
        "last_year": [edge.last_year for edge in edges],
        "evidence": ["|".join([each.id for each in edge.evidence]) for edge in edges],
    }


def _belief(edge: EdgeTally) -> float:
    if not edge.predicate:
        return 0.0
    return _believed(edge.affirming, edge.supposing, edge.denying, edge.negated > 0)


@lru_cache(maxsize=10_000)
def _believed(affirming: int, supposing: int, denying: int, disputed: bool) -> float:
    """For counts that return often: most assertions have one article."""
    return round(belief(affirming, supposing, denying, disputed=disputed), 6)


def _shares(counts: Sequence[int], sentences: NDArray[np.int64]) -> list[float]:
    """Return what share of each edge's sentences these are."""
    whole = np.maximum(sentences, 1)
    shares = [0.0] * len(counts)
    for row in np.flatnonzero(counts).tolist():  # few are not 0
        shares[row] = round(counts[row] / int(whole[row]), 6)
    return shares


def _statistics(edges: Sequence[EdgeTally], tally: Tally) -> tuple[list[float], ...]:
    """Return NPMI, log-likelihood ratio and FDR of each edge's pair of concepts."""
    place = {curie: number for number, curie in enumerate(tally.nodes)}
    ends = np.array([(place[e.source], place[e.target]) for e in edges], dtype=np.int64)
    low, high = np.sort(ends.reshape(-1, 2), axis=1).T
    pairs, pair = np.unique(low * len(place) + high, return_inverse=True)
    joint = _joint(edges, pair, len(pairs))
    alone = np.array([each.sentences for each in tally.nodes.values()], dtype=float)
    first, second = alone[pairs // max(len(place), 1)], alone[pairs % max(len(place), 1)]
    total = float(max(tally.sentences, 1))
    llr = statistics.log_likelihood(joint, first, second, total)
    npmi = statistics.npmi(joint, first, second, total).round(6)
    fdr = np.array([float(f"{each:.6g}") for each in statistics.false_discovery(llr).tolist()])
    return tuple(column[pair].tolist() for column in (npmi, llr.round(3), fdr))


def _joint(edges: Sequence[EdgeTally], pair: NDArray[np.int64], pairs: int) -> statistics.Floats:
    """Return the sentences in which each pair of concepts stands.

    Without a co-occurrence edge they are the sentences of its most frequent assertion.
    """
    sentences = np.array([edge.sentences for edge in edges], dtype=float)
    asserted = np.array([bool(edge.predicate) for edge in edges], dtype=bool)
    joint = np.zeros(pairs)
    np.maximum.at(joint, pair[asserted], sentences[asserted])
    joint[pair[~asserted]] = sentences[~asserted]
    return joint
