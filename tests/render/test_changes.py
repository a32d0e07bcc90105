"""What is new since the last build."""

import dataclasses

import pytest

from pipeline.assemble import assemble, compare
from pipeline.model import EdgeTallies
from pipeline.render import write_changes

LUPUS = "MONDO:0007915"


@pytest.fixture
def fewer(tally):
    """The graph before lupus was known and before anyone contradicted the cells' effect."""
    edges = tuple(e for e in tally.edges.rows() if e.predicate != "promotes" and e.target != LUPUS)
    nodes = {key: node for key, node in tally.nodes.items() if key != LUPUS}
    articles = {key: tally.articles[key] for key in ("a1", "a2")}
    return assemble(
        dataclasses.replace(tally, edges=EdgeTallies.of(edges), nodes=nodes, articles=articles)
    )


def _changes(before, after, folder):
    write_changes(after, compare(before, after), folder / "changes.md")
    return (folder / "changes.md").read_text(encoding="utf-8")


def test_what_came(fewer, concepts, tmp_path):
    text = _changes(fewer, concepts, tmp_path)
    assert "Articles: 2 before, 3 now." in text
    assert "## New concepts: 1\n\n- lupus\n" in text
    assert (
        "## New assertions: 2\n\n"
        "- **mesenchymal stem cell** promotes **inflammatory response** "
        "(1 article, 1 sentence, belief 0.65)\n"
        "- **mesenchymal stem cell** treats **lupus** "
    ) in text
    assert "## Now contradicted: 1\n\n- **mesenchymal stem cell** promotes" in text
    assert "gone" not in text


def test_what_went(fewer, concepts, tmp_path):
    text = _changes(concepts, fewer, tmp_path)
    assert "## Concepts gone: 1\n\n- lupus\n" in text
    assert "## Assertions gone: 2\n\n- **mesenchymal stem cell** promotes" in text
    assert "New assertions" not in text


def test_names_of_what_is_gone_stay_text(fewer, concepts, tmp_path):
    concepts.graph.nodes[LUPUS]["name"] = "<img src=x>"
    assert "- \\<img src=x\\>\n" in _changes(concepts, fewer, tmp_path)
