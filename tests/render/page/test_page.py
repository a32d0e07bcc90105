"""The page as a file: whole, inert, deterministic."""

import html
import json
import re

import networkx as nx
import numpy as np
import pytest
from scipy.spatial import cKDTree

from pipeline.assemble import layout
from pipeline.assemble.layout import node_radius
from pipeline.model import ConceptGraph
from pipeline.render import payload
from pipeline.render.page import drawn_radius, fitted_page, render_page
from pipeline.render.payload import pack


def test_same_graph_same_bytes(graph):
    assert render_page(graph, title="T") == render_page(graph, title="T")


def test_the_page_names_no_address_to_load_from(graph):
    page = render_page(graph, title="T")
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    assert not re.search(r"<(script|link|img|iframe)[^>]*\b(src|href)\s*=", page)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_the_layout_keeps_the_room_that_the_page_draws_on():
    assert [node_radius(n, 90) for n in range(91)] == [drawn_radius(n, 90) for n in range(91)]
    assert [layout.swell(n) for n in range(0, 20000, 500)] == [
        payload.swell(n) for n in range(0, 20000, 500)
    ]
    assert layout.DRAWN == payload.DRAWN_NODES


def test_what_a_large_map_draws_at_first_does_not_overlap():
    graph = nx.MultiDiGraph()
    for number in range(1500):
        graph.add_node(f"n{number:04}", articles=1 + number % 40, mentions=1)
        for step in (1, 2, 3):
            other = number // 50 * 50 + (number + step) % 50
            graph.add_edge(f"n{number:04}", f"n{other:04}", articles=1)
    for node, (x, y) in layout.place(graph).items():
        graph.nodes[node].update(x=x, y=y, name=node, type="Disease")
    page = render_page(ConceptGraph(graph), title="T")
    drawn = json.loads(re.search(r'id="vis-nodes">(.*?)</script>', page)[1])
    points = np.array([(node["x"], node["y"]) for node in drawn])
    sizes = np.array([node["size"] for node in drawn])
    pairs = cKDTree(points).query_pairs(2 * sizes.max(), output_type="ndarray")
    gaps = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) - sizes[pairs].sum(axis=1)
    assert len(drawn) == 1000
    assert len(np.unique(pairs[gaps < 0])) < 50


def test_rendering_leaves_the_graph_as_it_was(graph):
    before = (
        sorted(map(str, graph.graph.nodes(data=True))),
        sorted(map(str, graph.graph.edges.data())),
    )
    render_page(graph, title="T")
    after = (
        sorted(map(str, graph.graph.nodes(data=True))),
        sorted(map(str, graph.graph.edges.data())),
    )
    assert before == after


def test_too_large_a_graph_loses_sentences_before_links(graph):
    whole = fitted_page(graph, title="T")
    smaller = fitted_page(graph, title="T", largest=len(whole.html) - 1)
    assert whole.left_out == (0, 0)
    assert smaller.left_out == (0, 7)
    least = fitted_page(graph, title="T", largest=1)
    assert least.left_out[0] == 5
    assert len(least.html) < len(smaller.html)


def test_a_sentence_is_stored_once_however_many_links_it_backs(graph):
    shared = dict(graph.evidence)
    one = next(iter(shared.values()))
    again = one._replace(id="again")
    changed = graph.graph.copy()
    changed.edges["GO:0006954", "MONDO:0005301", "causes"]["evidence"] += "|again"
    packed = pack(ConceptGraph(changed, shared | {"again": again}, graph.articles), title="T")
    texts = [text for chunk in packed.chunks for text in chunk["text"]]
    places = {(e.article, e.start, e.end) for e in graph.evidence.values()}
    assert len(texts) == len(places) == len(graph.evidence)
    assert len(packed.evidence["sentence"]) == len(graph.evidence) + 1


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_json_has_not_do_not_break_the_page(graph, value):
    changed = graph.graph.copy()
    changed.nodes["CL:0000084"]["centrality"] = value
    packed = pack(ConceptGraph(changed, graph.evidence, graph.articles), title="T")
    assert 0 in packed.graph["nodes"]["centrality"]
