"""Chains and their ranking."""

import dataclasses

import networkx as nx
import pytest

from pipeline.assemble import assemble, triads
from pipeline.model import ConceptGraph, EdgeTallies, EdgeTally

MSC, INFLAMMATION, REPAIR, MS = "CL:0000134", "GO:0006954", "GO:0042246", "MONDO:0005301"


def _chains(concepts):
    return {(each.cell, each.mechanism, each.disease): each for each in concepts.triads}


def test_a_chain_takes_the_best_edge_of_each_leg(tally):
    chain = _chains(assemble(tally))[MSC, INFLAMMATION, MS]
    # "promotes" (belief 0.65) backs the leg better than "inhibits", which is half denied
    assert (chain.cell_leg.predicate, chain.disease_leg.predicate) == ("promotes", "causes")
    assert (chain.cell_leg.evidence, chain.disease_leg.evidence) == (("e4",), ("e5",))


def test_legs_told_by_different_articles_count_less(tally):
    concepts = assemble(tally)
    chain = _chains(concepts)[MSC, INFLAMMATION, MS]
    assert not chain.together
    assert chain.score == pytest.approx(0.65 * 0.65 * 0.75)  # as README.md says
    same = {key: each._replace(article="a1") for key, each in concepts.evidence.items()}
    told = triads(ConceptGraph(concepts.graph, same))[0]
    assert told.together
    assert told.score == pytest.approx(0.65 * 0.65, abs=1e-6)


def test_a_denied_leg_is_shown_as_denied_and_cooccurrence_as_such(tally):
    chain = _chains(assemble(tally))[MSC, REPAIR, MS]
    assert (chain.cell_leg.predicate, chain.cell_leg.negated) == ("participates_in", True)
    assert (chain.disease_leg.predicate, chain.disease_leg.negated) == ("", False)
    assert chain.score == pytest.approx(0.65 * 0.65 * 0.37)  # as README.md says


def test_assertion_goes_before_cooccurrence_however_frequent(tally):
    many = EdgeTally(REPAIR, MS, "", 2, 900)
    said = EdgeTally(MS, REPAIR, "characterised_by", 1, 1, supposing=1, speculative=1)
    edges = tuple(edge for edge in tally.edges.rows() if edge.source != REPAIR)
    chain = _chains(
        assemble(dataclasses.replace(tally, edges=EdgeTallies.of((*edges, many, said))))
    )
    leg = chain[MSC, REPAIR, MS].disease_leg
    assert (leg.source, leg.target, leg.speculative) == (MS, REPAIR, True)


def test_cooccurrence_no_more_often_than_chance_is_no_leg(tally):
    concepts = assemble(dataclasses.replace(tally, sentences=4))
    assert (MSC, REPAIR, MS) not in _chains(concepts)


def _toy(edges, articles):
    """Cells a to c, mechanisms m and n, diseases x to z, each joined to the mechanism."""
    graph = nx.MultiDiGraph()
    for kind, names in (("CellType", "abc"), ("Mechanism", "mn"), ("Disease", "xyz")):
        for name in names:
            graph.add_node(name, type=kind, articles=articles.get(name, 1))
    counts = {"articles": 1, "sentences": 1, "speculative": 0.0, "evidence": ""}
    for other, mechanism, belief, negated in edges:
        said = {"kind": "asserted", "predicate": "causes", "belief": belief, "negated": negated}
        graph.add_edge(other, mechanism, key="causes", **said, **counts)
    return ConceptGraph(graph)


def test_of_equal_chains_the_affirmed_and_the_better_known_go_first():
    edges = [("a", "m", 0.0, 1.0), ("b", "m", 0.65, 0.0), ("c", "m", 0.65, 0.0)]
    edges += [("x", "m", 0.65, 0.0), ("y", "m", 0.65, 0.0)]
    ranked = triads(_toy(edges, {"y": 2, "b": 2, "a": 3}))
    chains = ["".join((each.cell, each.disease)) for each in ranked]
    assert chains == ["by", "bx", "cx", "cy", "ay", "ax"]
    assert len({each.score for each in ranked}) == 1


def test_ranked_by_score_and_cut_at_the_limit(tally):
    every = assemble(tally).triads
    assert [each.score for each in every] == sorted((e.score for e in every), reverse=True)
    assert len(every) == 2
    assert assemble(tally, max_triads=1).triads == every[:1]


def test_the_limit_keeps_the_best_whatever_their_mechanism():
    weights = {"a": 0.9, "b": 0.8, "c": 0.7, "x": 0.9, "y": 0.6, "z": 0.5}
    graph = _toy(
        [
            (other, mechanism, weight * share, 0.0)
            for mechanism, share in (("m", 1.0), ("n", 0.9))
            for other, weight in weights.items()
        ],
        {},
    )
    every = triads(graph)
    assert len(every) == 18
    for limit in (1, 2, 5, 9, 17):
        assert triads(graph, limit=limit) == every[:limit]
