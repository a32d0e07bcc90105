"""GraphML round trip, unique edge ids, characters that XML cannot carry."""

import networkx as nx
import pytest
from lxml import etree

from pipeline.model import ConceptGraph
from pipeline.render import write_graphml

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def _read(path):
    return nx.read_graphml(path, force_multigraph=True)


def test_networkx_reads_back_every_node_and_edge_with_types(concepts, tmp_path):
    write_graphml(concepts, tmp_path / "graph.graphml")
    graph = _read(tmp_path / "graph.graphml")
    for node, data in concepts.graph.nodes(data=True):
        assert data.items() <= graph.nodes[node].items()
    for source, target, key, data in concepts.graph.edges(keys=True, data=True):
        found = graph.edges[source, target, f"{source} {key} {target}"]
        assert data.items() <= found.items()
        assert {k: type(v) for k, v in data.items()}.items() <= {
            k: type(v) for k, v in found.items()
        }.items()
    assert graph.number_of_edges() == concepts.graph.number_of_edges()
    assert graph.graph["sentences"] == 40


def test_nodes_and_edges_have_what_gephi_shows(concepts, tmp_path):
    write_graphml(concepts, tmp_path / "graph.graphml")
    graph = _read(tmp_path / "graph.graphml")
    assert graph.nodes["MONDO:0005301"]["label"] == "multiple sclerosis"
    source, target = "CL:0000134", "GO:0042246"
    edge = graph.edges[source, target, f"{source} participates_in {target}"]
    assert (edge["label"], edge["weight"]) == ("participates in", 1.0)


def test_edge_ids_are_unique(concepts, tmp_path):
    write_graphml(concepts, tmp_path / "graph.graphml")
    edges = list(etree.parse(tmp_path / "graph.graphml").iter(f"{NAMESPACE}edge"))
    assert len({edge.get("id") for edge in edges}) == len(edges) == 9


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\ufffe", "<&>\x1b"])
def test_untrusted_text_is_written_as_text(bad, concepts, tmp_path):
    graph = concepts.graph.copy()
    graph.nodes["MONDO:0005301"]["name"] = f"MS{bad}!"
    write_graphml(ConceptGraph(graph), tmp_path / "graph.graphml")
    kept = bad if bad.isprintable() else bad.replace("\x1b", "")
    expected = "MS!" if len(bad) == 1 else f"MS{kept}!"
    assert _read(tmp_path / "graph.graphml").nodes["MONDO:0005301"]["name"] == expected


def test_writing_leaves_the_graph_as_it_was(concepts, tmp_path):
    before = nx.node_link_data(concepts.graph, edges="edges")
    write_graphml(concepts, tmp_path / "graph.graphml")
    assert nx.node_link_data(concepts.graph, edges="edges") == before
