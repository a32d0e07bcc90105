"""`etiograph diff` on the outputs of two builds."""

import dataclasses

import pytest
from typer.testing import CliRunner

from pipeline.assemble import assemble
from pipeline.cli.app import app
from pipeline.model import EdgeTallies
from pipeline.render import write_graph_json


@pytest.fixture
def diff(tally, tmp_path):
    edges = [
        edge._replace(articles=2) if edge.predicate == "causes" else edge
        for edge in tally.edges.rows()
        if edge.target != "MONDO:0007915" and edge.predicate != "promotes"
    ]
    nodes = {key: node for key, node in tally.nodes.items() if key != "MONDO:0007915"}
    for name, each in (
        ("before", dataclasses.replace(tally, edges=EdgeTallies.of(edges), nodes=nodes)),
        ("after", tally),
    ):
        (tmp_path / name).mkdir()
        write_graph_json(assemble(each), tmp_path / name / "graph.json")

    def run(*arguments):
        folders = [str(tmp_path / "before"), str(tmp_path / "after")]
        return CliRunner().invoke(app, ["diff", *folders, *arguments]).stdout

    return run


def test_what_changed(diff):
    assert diff() == (
        "articles: 3 before, 3 after\n"
        "new concepts: 1\n"
        "  lupus (MONDO:0007915)\n"
        "concepts gone: 0\n"
        "new edges: 2\n"
        "  mesenchymal stem cell promotes inflammatory response\n"
        "  mesenchymal stem cell treats lupus\n"
        "edges gone: 0\n"
        "now contradicted: 1\n"
        "  mesenchymal stem cell promotes inflammatory response\n"
        "edges with more or fewer articles: 1\n"
        "  inflammatory response causes multiple sclerosis: 2 articles before, 1 after\n"
    )


def test_cooccurrence_on_request(diff):
    assert "mesenchymal stem cell stands with lupus" in diff("--cooccurrence")


def test_long_lists_are_cut(diff):
    assert "new edges: 2\n  mesenchymal stem cell promotes" in diff("--limit", "1")
    assert "  and 1 more\n" in diff("--limit", "1")
