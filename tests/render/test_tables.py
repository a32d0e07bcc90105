"""Tables: columns, rows, untrusted text."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.model import Article, Evidence
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


def test_evidence_carries_article_and_words(concepts, tmp_path):
    path = tmp_path / "evidence.csv"
    tables.write_evidence_csv(concepts.evidence.values(), concepts.articles, path)
    rows = _rows(path)
    assert tuple(rows[0]) == tables.EVIDENCE
    first = next(row for row in rows if row["id"] == "e1")
    assert (first["title"], first["year"]) == ("Cells against inflammation", "2019")
    assert (first["subject_text"], first["object_text"]) == ("MSCs", "inflammation")
    assert first["sentence"] == "MSCs reduced inflammation."


def test_evidence_of_an_article_that_is_not_known_is_written_too(concepts, tmp_path):
    path = tmp_path / "evidence.csv"
    tables.write_evidence_csv(concepts.evidence.values(), {}, path)
    assert {row["article"] for row in _rows(path)} == {"a1", "a2", "a3"}


def test_evidence_streams(concepts, tmp_path):
    def endless():
        yield from concepts.evidence.values()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tables.write_evidence_csv(endless(), {}, tmp_path / "evidence.csv")
    assert not list(tmp_path.iterdir())  # no half table, no temporary file


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


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_is_a_formula(start, tmp_path):
    sentence = f"{start}HYPERLINK(1) T cell, B cell"
    each = Evidence("e", sentence, sentence, 0, 9, sentence, (0, 1), (2, 3), "CL:1", "CL:2")
    articles = {sentence: Article(sentence, sentence, "", doi=sentence)}
    tables.write_evidence_csv([each], articles, tmp_path / "evidence.csv")
    for value in _rows(tmp_path / "evidence.csv")[0].values():
        assert not value.lstrip(" ").startswith(("=", "+", "-", "@"))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))))
def test_evidence_comes_back(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("table") / "evidence.csv"
    each = Evidence("'e", text, text, 3, 9, text, (3, 4), (5, 6), "CL:1", "CL:2", "treats", text)
    article = Article(text, text, "", doi=text)
    tables.write_evidence_csv([each], {text: article}, path)
    assert tables.read_evidence_csv(path, ["'e", "unknown"]) == ({"'e": each}, {text: article})


def test_one_row_is_one_line(tmp_path):
    path = tmp_path / "evidence.csv"
    text = "T cells\nkill\r\nB\x00 cells\u2028."
    each = Evidence("e", "a", "", 0, len(text), text, (0, 7), (8, 9), "CL:1", "CL:2")
    tables.write_evidence_csv([each], {}, path)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    evidence, _ = tables.read_evidence_csv(path, ["e"])
    assert len(evidence["e"].sentence) == len(text)


@pytest.mark.parametrize("content", ["id\ne\n", "id,start\ne,x\n"])
def test_what_is_no_evidence_table_is_named_with_a_remedy(content, tmp_path):
    path = tmp_path / "evidence.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"evidence\.csv: no evidence that etiograph wrote"):
        tables.read_evidence_csv(path, ["e", ""])
