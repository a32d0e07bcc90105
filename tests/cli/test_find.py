"""`etiograph find` on the outputs of a build."""

import dataclasses

import pytest
from typer.testing import CliRunner

from pipeline.assemble import assemble
from pipeline.cli.app import app
from pipeline.errors import InputError
from pipeline.render import write_evidence_csv, write_graph_json


def _write(concepts, out):
    write_graph_json(concepts, out / "graph.json")
    write_evidence_csv(concepts.evidence.values(), concepts.articles, out / "evidence.csv")
    return out


@pytest.fixture(autouse=True)
def vocabulary(monkeypatch):
    """No need to load the vocabulary for synonyms: none of the concepts has any but lupus."""
    synonyms = {"MONDO:0007915": ("SLE",)}
    monkeypatch.setattr("pipeline.cli.find._synonyms", lambda curie: synonyms.get(curie, ()))


@pytest.fixture
def find(concepts, tmp_path):
    _write(concepts, tmp_path)

    def run(*arguments):
        result = CliRunner().invoke(app, ["find", str(tmp_path), *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.stdout.splitlines()

    return run


def test_neighbours_with_a_sentence_and_its_article(find):
    lines = find("multiple sclerosis")
    assert lines[0] == "multiple sclerosis (MONDO:0005301): Disease, 2 articles, 5 mentions"
    assert (
        lines[1].split()
        == (
            "inflammatory response causes multiple sclerosis 1 article, 2 sentences, belief 0.65"
        ).split()
    )
    assert lines[2].strip() == "“Inflammation drives MS.” Cells against inflammation (2019)"
    assert lines[3].strip().startswith("tissue repair stands with multiple sclerosis")


def test_a_denial_and_a_contradiction_are_named(find):
    text = "\n".join(find("MSCs"))
    assert "mesenchymal stem cell not: participates in tissue repair" in text
    assert "belief 0.65, contradicted" in text


def test_paths(find):
    lines = find("MSCs", "--to", "ms", "--limit", "1")
    assert lines[1] == "1."
    assert [line for line in lines if "“" in line] == [
        "      “Inflammation drives MS.” Cells against inflammation (2019)",
        "      “MSCs drove inflammation.” Not so fast (2023)",
    ][::-1]
    assert "2." in find("MSCs", "--to", "ms")


def test_only_neighbours_of_a_type_and_no_more_than_asked(find):
    assert sum("sentence" in line for line in find("MSCs", "--type", "Disease")) == 1
    assert sum("sentence" in line for line in find("MSCs", "--limit", "2")) == 2


def test_a_term_that_may_mean_several(find):
    assert find("cell")[0] == "cell may also mean: regulatory T cell (CL:0000815)"


def test_a_synonym_of_the_vocabulary(find):
    assert find("sle")[0].startswith("lupus (MONDO:0007915)")


def test_no_such_concept_suggests_one(find):
    with pytest.raises(InputError, match="did you mean 'multiple sclerosis'"):
        find("multipel sclerosis")


def test_no_path_says_so(find):
    with pytest.raises(InputError, match="no path from 'MS' to 'regulatory T cell'"):
        find("MS", "--to", "regulatory T cell")


def test_a_concept_has_no_path_to_itself(find):
    with pytest.raises(InputError, match=r"both mean multiple sclerosis \(MONDO:0005301\)"):
        find("MS", "--to", "multiple sclerosis")


def test_a_folder_without_a_build_says_what_to_run(tmp_path):
    result = CliRunner().invoke(app, ["find", str(tmp_path), "x"])
    assert isinstance(result.exception, InputError)
    assert "etiograph build" in str(result.exception)


def test_untrusted_text_moves_no_cursor_and_sets_no_style(tally, tmp_path):
    evil = "[bold]MS[/bold] \x1b[2Jcleared"
    node = tally.nodes["MONDO:0005301"]
    named = dataclasses.replace(node, concept=dataclasses.replace(node.concept, name=evil))
    nodes = {**tally.nodes, "MONDO:0005301": named}
    _write(assemble(dataclasses.replace(tally, nodes=nodes)), tmp_path)
    result = CliRunner().invoke(app, ["find", str(tmp_path), "MS"])
    assert "[bold]MS[/bold] [2Jcleared" in result.stdout
    assert "\x1b" not in result.stdout
