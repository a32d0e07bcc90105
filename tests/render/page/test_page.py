"""The page as a file: whole, inert, deterministic."""

import html
import re
from dataclasses import replace

import pytest

from pipeline.assemble.layout import node_radius
from pipeline.model import ConceptGraph
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
    again = replace(one, id="again")
    changed = graph.graph.copy()
    changed.edges["GO:0006954", "MONDO:0005301", "causes"]["evidence"] += "|again"
    payload = pack(ConceptGraph(changed, shared | {"again": again}, graph.articles), title="T")
    texts = [text for chunk in payload.chunks for text in chunk["text"]]
    places = {(e.article, e.start, e.end) for e in graph.evidence.values()}
    assert len(texts) == len(places) == len(graph.evidence)
    assert len(payload.evidence["sentence"]) == len(graph.evidence) + 1


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_json_has_not_do_not_break_the_page(graph, value):
    changed = graph.graph.copy()
    changed.nodes["CL:0000084"]["centrality"] = value
    payload = pack(ConceptGraph(changed, graph.evidence, graph.articles), title="T")
    assert 0 in payload.graph["nodes"]["centrality"]
