"""CX2: aspects in order, counts, numbered ends, declared attributes."""

import json

import networkx as nx

from pipeline.model import ConceptGraph
from pipeline.render import write_cx2


def _aspects(concepts, folder):
    write_cx2(concepts, folder / "graph.cx2")
    first, *rest = json.loads((folder / "graph.cx2").read_text(encoding="utf-8"))
    assert first == {"CXVersion": "2.0", "hasFragments": False}
    return {name: rows for aspect in rest for name, rows in aspect.items()}


def test_nodes_and_edges(concepts, tmp_path):
    aspects = _aspects(concepts, tmp_path)
    nodes = {node["id"]: node for node in aspects["nodes"]}
    assert {node["v"]["represents"] for node in nodes.values()} == set(concepts.graph)
    edges = {
        (nodes[edge["s"]]["v"]["name"], edge["v"]["interaction"], nodes[edge["t"]]["v"]["name"])
        for edge in aspects["edges"]
    }
    assert len(edges) == concepts.graph.number_of_edges()
    assert ("mesenchymal stem cell", "participates in", "tissue repair") in edges
    place = concepts.graph.nodes["MONDO:0005301"]
    node = next(n for n in nodes.values() if n["v"]["represents"] == "MONDO:0005301")
    assert (node["x"], node["y"]) == (place["x"], place["y"])


def test_what_is_counted_and_declared_is_there(concepts, tmp_path):
    aspects = _aspects(concepts, tmp_path)
    for each in aspects["metaData"]:
        assert len(aspects[each["name"]]) == each["elementCount"]
    (declared,) = aspects["attributeDeclarations"]
    types = {"boolean": bool, "long": int, "double": float, "string": str}
    for name in ("nodes", "edges"):
        for row in aspects[name]:
            assert set(row["v"]) == set(declared[name])
            for key, value in row["v"].items():
                assert type(value) is types[declared[name][key]["d"]]
    assert list(aspects)[-1] == "status"


def test_an_empty_graph(tmp_path):
    assert _aspects(ConceptGraph(nx.MultiDiGraph()), tmp_path)["nodes"] == []
