"""Node-link JSON: NetworkX and our own reader give the graph back."""

import json

import networkx as nx
import pytest

from pipeline.errors import InputError
from pipeline.render import read_assertions, read_graph_json, write_graph_json
from pipeline.render.graph_json import COMPARED


def test_the_graph_comes_back(concepts, tmp_path):
    write_graph_json(concepts, tmp_path / "graph.json")
    back = read_graph_json(tmp_path / "graph.json").graph
    assert back.graph == concepts.graph.graph
    assert dict(back.nodes(data=True)) == dict(concepts.graph.nodes(data=True))
    assert sorted(back.edges(keys=True, data=True), key=str) == sorted(
        concepts.graph.edges(keys=True, data=True), key=str
    )


def test_networkx_reads_it_without_options(concepts, tmp_path):
    write_graph_json(concepts, tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    graph = nx.node_link_graph(data, edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.edges["CL:0000134", "GO:0006954", "inhibits"]["articles"] == 3


def test_one_node_or_edge_is_one_line(concepts, tmp_path):
    write_graph_json(concepts, tmp_path / "graph.json")
    lines = (tmp_path / "graph.json").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3 + len(concepts.graph) + concepts.graph.number_of_edges()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"nodes": 3}', "[" * 100_000, "\x00"])
def test_what_is_no_graph_is_named_with_a_remedy(content, tmp_path):
    path = tmp_path / "graph.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.json: not a graph that etiograph wrote"):
        read_graph_json(path)


def test_a_missing_graph_says_what_to_run(tmp_path):
    with pytest.raises(InputError, match="etiograph build"):
        read_graph_json(tmp_path / "graph.json")


def test_assertions_alone_come_back_with_all_nodes(concepts, tmp_path):
    write_graph_json(concepts, tmp_path / "graph.json")
    back = read_assertions(tmp_path / "graph.json").graph
    assert back.graph == concepts.graph.graph
    assert dict(back.nodes(data=True)) == dict(concepts.graph.nodes(data=True))
    edges = concepts.graph.edges(keys=True, data=True)
    asserted = [
        (*ends, {name: data[name] for name in COMPARED})
        for *ends, data in edges
        if data["kind"] == "asserted"
    ]
    assert sorted(back.edges(keys=True, data=True), key=str) == sorted(asserted, key=str)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"graph": {}}\n{"id": 3',
        '{"graph": {}\n{"id": "MONDO:1"}',
        "\x00\xff",
    ],
)
def test_no_graph_no_assertions(content, tmp_path):
    assert read_assertions(tmp_path / "graph.json") is None
    (tmp_path / "graph.json").write_text(content, encoding="latin-1")
    assert read_assertions(tmp_path / "graph.json") is None
