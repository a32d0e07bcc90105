"""From counts to the concept graph."""

import dataclasses
import math
import random

import pytest

from pipeline.assemble import assemble
from pipeline.model import EdgeTallies, Tally

MSC, INFLAMMATION, MS = "CL:0000134", "GO:0006954", "MONDO:0005301"


def test_an_edge_carries_counts_statistics_belief_and_evidence(tally):
    edge = assemble(tally).graph.edges[MSC, INFLAMMATION, "inhibits"]
    assert edge["kind"] == "asserted"
    assert (edge["sentences"], edge["articles"]) == (4, 3)
    assert edge["belief"] == pytest.approx(0.86 * 0.35)
    assert edge["negated"] == 0.25
    assert (edge["first_year"], edge["last_year"]) == (2019, 2023)
    assert edge["evidence"] == "e1|e2|e3"


def test_statistics_describe_the_pair_on_all_its_edges(tally):
    graph = assemble(tally).graph
    asserted = graph.edges[MSC, INFLAMMATION, "promotes"]
    together = graph.edges[MSC, INFLAMMATION, "cooccurrence"]
    # 5 sentences of 40 with both, 7 with the cell, 6 with the process
    assert together["npmi"] == pytest.approx(0.750513, abs=1e-6)
    for statistic in ("npmi", "llr", "fdr"):
        assert asserted[statistic] == together[statistic]


def test_a_pair_that_is_only_asserted_stands_together_in_its_most_frequent_assertion(tally):
    asserted = [edge for edge in tally.edges.rows() if edge.predicate]
    graph = assemble(dataclasses.replace(tally, edges=EdgeTallies.of(asserted))).graph
    edge = graph.edges[MSC, INFLAMMATION, "promotes"]
    # 4 sentences of 40 with "inhibits", 7 with the cell, 6 with the process
    assert edge["npmi"] == pytest.approx(math.log(4 * 40 / (7 * 6)) / math.log(40 / 4), abs=1e-6)


def test_cooccurrence_is_no_assertion(tally):
    edge = assemble(tally).graph.edges[MSC, INFLAMMATION, "cooccurrence"]
    assert (edge["kind"], edge["predicate"], edge["belief"]) == ("cooccurrence", "", 0.0)


def test_surface_forms_are_one_line_each_and_separable(tally):
    graph = assemble(tally).graph
    assert graph.nodes[MSC]["names"] == "MSCs|stromal cells MSC"


def test_nodes_have_a_place_and_a_rank(tally):
    nodes = dict(assemble(tally).graph.nodes(data=True))
    assert max(node["centrality"] for node in nodes.values()) == 1.0
    assert nodes[MSC]["centrality"] > nodes["CL:0000815"]["centrality"] > 0
    assert len({(node["x"], node["y"]) for node in nodes.values()}) == len(nodes)


def test_every_value_is_a_plain_scalar(tally):
    graph = assemble(tally).graph
    values = [v for _, data in graph.nodes(data=True) for v in data.values()]
    values += [v for *_, data in graph.edges(data=True) for v in data.values()]
    assert {type(value) for value in values} == {str, int, float, bool}


def test_the_order_of_the_counts_does_not_matter(tally):
    shuffled = list(tally.edges.rows())
    random.Random(3).shuffle(shuffled)
    nodes = dict(reversed(tally.nodes.items()))
    other = assemble(dataclasses.replace(tally, edges=EdgeTallies.of(shuffled), nodes=nodes))
    first = assemble(tally)
    assert list(other.graph.nodes(data=True)) == list(first.graph.nodes(data=True))
    assert list(other.graph.edges(data=True)) == list(first.graph.edges(data=True))
    assert other.triads == first.triads


def test_an_empty_corpus_gives_an_empty_graph():
    empty = assemble(Tally(0, {}, {}, EdgeTallies.of(())))
    assert len(empty.graph) == 0
    assert empty.triads == ()
