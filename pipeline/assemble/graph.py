"""From a corpus's counts to its concept graph: statistics, belief, centrality, places, triads."""

from collections import Counter
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
from pipeline.model import (
    Columns,
    ConceptGraph,
    EdgeColumns,
    EdgeKey,
    EdgeTallies,
    NodeTally,
    Tally,
)

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
    edges, keys = _sorted(tally)
    evidence = {each.id: each for backed in edges.evidence for each in backed}
    counts = {"sentences": tally.sentences, "articles": len(tally.articles)}
    nodes = {curie: _node(tally.nodes[curie]) for curie in sorted(tally.nodes)}
    columns = Columns(counts, nodes, EdgeColumns(keys, _columns(edges, tally)))
    concepts = ConceptGraph(columns, evidence, tally.articles)
    concepts.triads = triads(concepts, limit=max_triads)
    return concepts


def places(tally: Tally) -> Places:
    """Return what the map says of each concept: community, centrality and position."""
    nodes = nx.MultiDiGraph()
    for curie in sorted(tally.nodes):
        each = tally.nodes[curie]
        nodes.add_node(curie, articles=each.articles, mentions=each.mentions)
    edges, _ = _sorted(tally)
    weights = weigh(zip(edges.source, edges.target, edges.articles, map(bool, edges.predicate)))  # noqa: B905
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


def _sorted(tally: Tally) -> tuple[EdgeTallies, list[EdgeKey]]:
    """Return the edges in the order of their keys, and these."""
    found = tally.edges
    named = (predicate or COOCCURRENCE for predicate in found.predicate)
    keys = list(zip(found.source, found.target, named, strict=True))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return found.take(order), [keys[row] for row in order]


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


def _columns(edges: EdgeTallies, tally: Tally) -> dict[str, Sequence[Any]]:
    """Return the attributes of all edges, by name, each in the order of the edges."""
    opposed = contradictions(edges.take(_disputable(edges)).rows())
    keys = zip(edges.source, edges.target, edges.predicate, strict=True)
    npmi, llr, fdr = _statistics(edges, tally)
    return {
        "kind": ["asserted" if predicate else COOCCURRENCE for predicate in edges.predicate],
        "predicate": edges.predicate,
        "sentences": edges.sentences,
        "articles": edges.articles,
        "npmi": npmi,
        "llr": llr,
        "fdr": fdr,
        "belief": _beliefs(edges),
        "negated": _shares(edges.negated, edges.sentences),
        "speculative": _shares(edges.speculative, edges.sentences),
        "contradicted": [key in opposed for key in keys],
        "first_year": edges.first_year,
        "last_year": edges.last_year,
        "evidence": ["|".join([each.id for each in backed]) for backed in edges.evidence],
    }


def _disputable(edges: EdgeTallies) -> list[int]:
    """Return the assertions that are denied, or made of the same two concepts as another."""
    pairs = list(zip(edges.source, edges.target, strict=True))
    asserted = [row for row, predicate in enumerate(edges.predicate) if predicate]
    times = Counter(pairs[row] for row in asserted)
    return [row for row in asserted if edges.negated[row] or times[pairs[row]] > 1]


def _beliefs(edges: EdgeTallies) -> list[float]:
    counts = (edges.predicate, edges.affirming, edges.supposing, edges.denying, edges.negated)
    return [
        _believed(affirming, supposing, denying, negated > 0) if predicate else 0.0
        for predicate, affirming, supposing, denying, negated in zip(*counts, strict=True)
    ]


@lru_cache(maxsize=10_000)
def _believed(affirming: int, supposing: int, denying: int, disputed: bool) -> float:
    """For counts that return often: most assertions have one article."""
    return round(belief(affirming, supposing, denying, disputed=disputed), 6)


def _shares(counts: Sequence[int], sentences: Sequence[int]) -> list[float]:
    """Return what share of each edge's sentences these are; most are none."""
    both = zip(counts, sentences, strict=True)
    return [round(count / whole, 6) if count else 0.0 for count, whole in both]


def _statistics(edges: EdgeTallies, tally: Tally) -> tuple[list[float], ...]:
    """Return NPMI, log-likelihood ratio and FDR of each edge's pair of concepts."""
    place = {curie: number for number, curie in enumerate(tally.nodes)}
    source, target = (
        np.array([place[each] for each in end], dtype=np.int64)
        for end in (edges.source, edges.target)
    )
    low, high = np.minimum(source, target), np.maximum(source, target)
    pairs, pair = np.unique(low * len(place) + high, return_inverse=True)
    joint = _joint(edges, pair, len(pairs))
    alone = np.array([each.sentences for each in tally.nodes.values()], dtype=float)
    first, second = alone[pairs // max(len(place), 1)], alone[pairs % max(len(place), 1)]
    total = float(max(tally.sentences, 1))
    llr = statistics.log_likelihood(joint, first, second, total)
    npmi = statistics.npmi(joint, first, second, total).round(6)
    fdr = np.array([float(f"{each:.6g}") for each in statistics.false_discovery(llr).tolist()])
    return tuple(column[pair].tolist() for column in (npmi, llr.round(3), fdr))


def _joint(edges: EdgeTallies, pair: NDArray[np.int64], pairs: int) -> statistics.Floats:
    """Return the sentences in which each pair of concepts stands.

    Without a co-occurrence edge they are the sentences of its most frequent assertion.
    """
    sentences = np.array(edges.sentences, dtype=float)
    asserted = np.array(edges.predicate, dtype=object).astype(bool)
    joint = np.zeros(pairs)
    np.maximum.at(joint, pair[asserted], sentences[asserted])
    joint[pair[~asserted]] = sentences[~asserted]
    return joint
