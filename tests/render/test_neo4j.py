"""Tables for Neo4j's importer: typed headers, every id declared, nothing that breaks a line."""

import csv

from pipeline.render import write_neo4j
from pipeline.render.neo4j import EDGES, NODES


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nodes_and_edges(concepts, tmp_path):
    write_neo4j(concepts, tmp_path)
    nodes, edges = (_rows(tmp_path / f"neo4j-{name}.csv") for name in ("nodes", "edges"))
    assert tuple(nodes[0]) == NODES
    assert tuple(edges[0]) == EDGES
    assert nodes[0]["id:ID"] == "CL:0000134"
    assert nodes[0][":LABEL"] == "CellType"
    assert nodes[0]["names:string[]"] == "MSCs|stromal cells MSC"
    inhibits = next(edge for edge in edges if edge[":TYPE"] == "INHIBITS")
    assert (inhibits[":START_ID"], inhibits[":END_ID"]) == ("CL:0000134", "GO:0006954")
    assert inhibits["contradicted:boolean"] == "true"
    assert {edge[":TYPE"] for edge in edges} >= {"COOCCURRENCE", "TREATS"}
    ids = {node["id:ID"] for node in nodes}
    assert all({edge[":START_ID"], edge[":END_ID"]} <= ids for edge in edges)


def test_every_attribute_of_the_graph_is_there(concepts, tmp_path):
    node = next(iter(concepts.graph.nodes.values()))
    edge = next(iter(concepts.graph.edges.values()))
    assert {column.partition(":")[0] for column in NODES} - {"", "id"} == set(node) - {"type"}
    assert {column.partition(":")[0] for column in EDGES} - {""} == set(edge)


def test_a_year_that_is_not_known_is_an_empty_cell(concepts, tmp_path):
    for _, _, data in concepts.graph.edges(data=True):
        data.update(first_year=0, last_year=2021)
    write_neo4j(concepts, tmp_path)
    for row in _rows(tmp_path / "neo4j-edges.csv"):
        assert (row["first_year:long"], row["last_year:long"]) == ("", "2021")


def test_a_name_is_one_line_and_as_it_is(concepts, tmp_path):
    concepts.graph.nodes["MONDO:0007915"]["name"] = '=two\nlines, "quoted"'
    write_neo4j(concepts, tmp_path)
    assert _rows(tmp_path / "neo4j-nodes.csv")[-1]["name"] == '=two lines, "quoted"'
