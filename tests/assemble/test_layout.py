"""Positions: deterministic, communities together, no overlap, nothing lost."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from pipeline.assemble import layout
from pipeline.assemble.communities import detect, pair_weights
from pipeline.assemble.layout import node_radius, place


def planted(groups: int, size: int, between: int) -> nx.MultiDiGraph:
    """Rings of chords, with a few edges from each group to the next."""
    graph = nx.MultiDiGraph()
    for group in range(groups):
        for member in range(size):
            here = f"g{group:02d}:{member:03d}"
            graph.add_node(here, articles=1 + member % 7)
            for step in (1, 2, 5):
                graph.add_edge(here, f"g{group:02d}:{(member + step) % size:03d}", articles=2)
        for member in range(between):
            other = f"g{(group + 1) % groups:02d}:{member:03d}"
            graph.add_edge(f"g{group:02d}:{member:03d}", other, articles=1, kind="cooccurrence")
    for node in graph:
        graph.nodes[node].setdefault("articles", 1)
    return graph


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return planted(8, 40, 4)


def test_planted_groups_are_found_and_numbered_from_the_largest(graph):
    graph = graph.copy()
    graph.remove_nodes_from([f"g00:{member:03d}" for member in range(20)])
    found = detect(graph)
    sizes = np.bincount(list(found.values()))
    assert list(sizes) == sorted(sizes, reverse=True)
    assert len({found[f"g03:{member:03d}"] for member in range(40)}) == 1
    assert found["g03:000"] != found["g05:000"]


def test_a_node_without_edges_is_its_own_community():
    graph = nx.MultiDiGraph([("a", "b")])
    graph.add_nodes_from(["y", "x"])
    assert detect(graph) == {"a": 0, "b": 0, "x": 1, "y": 2}


def test_an_asserted_edge_weighs_twice_a_co_occurrence_and_loops_nothing():
    graph = nx.MultiDiGraph()
    graph.add_edge("b", "a", key="treats", kind="asserted", articles=3)
    graph.add_edge("a", "b", key="cooccurrence", kind="cooccurrence", articles=4)
    graph.add_edge("a", "a", key="causes", kind="asserted", articles=9)
    assert pair_weights(graph) == {("a", "b"): 5.0}


def test_positions_do_not_depend_on_the_order_of_insertion(graph):
    shuffled = nx.MultiDiGraph()
    shuffled.add_nodes_from(sorted(graph.nodes(data=True), reverse=True))
    shuffled.add_edges_from(sorted(graph.edges(keys=True, data=True), key=str, reverse=True))
    assert place(shuffled) == place(graph)
    assert detect(shuffled) == detect(graph)


def test_neighbours_on_the_map_share_a_community_and_nodes_do_not_overlap(graph):
    groups = detect(graph)
    positions = place(graph, communities=groups)
    nodes = sorted(positions)
    points = np.array([positions[node] for node in nodes])
    labels = np.array([groups[node] for node in nodes])
    nearest = cKDTree(points).query(points, k=6)[1][:, 1:]
    assert (labels[nearest] == labels[:, None]).mean() >= 0.75
    radii = np.array([node_radius(graph.nodes[node]["articles"], 7) for node in nodes])
    pairs = cKDTree(points).query_pairs(2 * radii.max(), output_type="ndarray")
    gaps = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) - radii[pairs].sum(axis=1)
    assert (gaps > 0).all()


@pytest.mark.parametrize("count", [0, 1, 2, 600])
def test_graphs_without_edges_are_placed_apart(count):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((f"n{number}", {"articles": 1}) for number in range(count))
    positions = place(graph)
    assert len(set(positions.values())) == count


def test_a_community_too_large_for_one_force_model_is_placed_too():
    graph = planted(1, 700, 0)
    positions = place(graph, communities=dict.fromkeys(graph, 0))
    assert len(set(positions.values())) == 700


@given(st.integers(0, 1000), st.integers(1, 60))
def test_bodies_that_overlap_are_neighbours_once_whatever_their_sizes(seed, count):
    rng = np.random.default_rng(seed)
    radii = 6 * rng.pareto(0.8, count) + 6
    points = rng.normal(scale=40, size=(count, 2))
    first, second = layout._near(points, radii, np.floor(np.log2(radii)).astype(np.int64))
    found = [frozenset(pair) for pair in zip(first.tolist(), second.tolist(), strict=True)]
    assert len(set(found)) == len(found)
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    overlap = np.argwhere(np.triu(radii[:, None] + radii[None] > apart, 1))
    assert {frozenset(pair) for pair in overlap.tolist()} <= set(found)
    few_large = np.array([1000.0, *[6.0] * (count - 1)])
    spread = np.arange(2.0 * count).reshape(-1, 2) * 100
    pairs = layout._near(spread, few_large, np.floor(np.log2(few_large)).astype(np.int64))
    assert len(pairs[0]) < count  # no neighbours among the small


def test_a_large_disc_is_not_thrown_off_by_many_small_ones_upon_it():
    rng = np.random.default_rng(3)
    points = np.r_[[[0.0, 0.0]], rng.normal(scale=60, size=(200, 2))]
    radii = np.r_[1000.0, np.full(200, 10.0)]
    moved = layout._apart(points, radii)
    assert np.hypot(*moved[0]) < 10
    assert np.hypot(*(moved[1:] - moved[0]).T).min() > 1009
