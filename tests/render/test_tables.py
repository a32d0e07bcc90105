"""Tables: columns, rows, untrusted text."""

import csv

import pytest

from pipeline.render import tables


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nodes(concepts, tmp_path):
    tables.write_nodes_csv(concepts, tmp_path / "nodes.csv")
    rows = _rows(tmp_path / "nodes.csv")
    assert tuple(rows[0]) == tables.NODES
    assert [row["id"] for row in rows] == sorted(concepts.graph)
    cell = rows[0]
    assert (cell["name"], cell["type"]) == ("mesenchymal stem cell", "CellType")
    assert (cell["mentions"], cell["articles"]) == ("9", "3")
    assert cell["names"] == "MSCs|stromal cells MSC"


def test_edges(concepts, tmp_path):
    tables.write_edges_csv(concepts, tmp_path / "edges.csv")
    rows = _rows(tmp_path / "edges.csv")
    assert tuple(rows[0]) == tables.EDGES
    assert len(rows) == concepts.graph.number_of_edges()
    inhibits = next(row for row in rows if row["predicate"] == "inhibits")
    assert inhibits["source_name"] == "mesenchymal stem cell"
    assert inhibits["target_name"] == "inflammatory response"
    assert float(inhibits["belief"]) == pytest.approx(0.301)
    assert inhibits["contradicted"] == "true"
    assert inhibits["evidence"] == "e1|e2|e3"


def test_a_year_that_is_not_known_is_an_empty_cell(concepts, tmp_path):
    for _, _, data in concepts.graph.edges(data=True):
        data.update(first_year=0, last_year=0)
    next(iter(concepts.graph.edges.values())).update(first_year=2019, last_year=2021)
    tables.write_edges_csv(concepts, tmp_path / "edges.csv")
    years = {(row["first_year"], row["last_year"]) for row in _rows(tmp_path / "edges.csv")}
    assert years == {("", ""), ("2019", "2021")}


def test_triads(concepts, tmp_path):
    tables.write_triads_csv(concepts, tmp_path / "triads.csv")
    rows = _rows(tmp_path / "triads.csv")
    assert tuple(rows[0]) == tables.TRIADS
    assert rows[0]["chain"] == (
        "mesenchymal stem cell –[promotes]→ inflammatory response –[causes]→ multiple sclerosis"
    )
    denied = next(row for row in rows if row["mechanism_name"] == "tissue repair")
    assert (denied["cell_negated"], denied["disease_predicate"]) == ("true", "")
    assert "–[not: participates in]→" in denied["chain"]
