import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import EtiographError
from pipeline.model import Article, Concept
from pipeline.recognise import Recogniser
from pipeline.settings import Settings
from pipeline.vocabulary import load
from pipeline.vocabulary.files import read_vocabulary


@pytest.fixture
def run():
    def run(*arguments):
        result = CliRunner().invoke(app, ["vocab", *map(str, arguments)])
        if isinstance(result.exception, EtiographError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    return run


def test_search_finds_by_words_and_by_id(run):
    assert "CL:0000815" in run("search", "regulatory T cells")
    assert "T cell" in run("search", "CL:0000084")


def test_search_without_result_says_what_to_do(run):
    with pytest.raises(EtiographError, match="try fewer"):
        run("search", "flibbertigibbet")


def test_show_names_the_ancestors(run):
    assert "lymphocyte (CL:0000542)" in run("show", "CL:0000084")


def test_list_counts_every_type(run):
    output = run("list")
    assert all(kind in output for kind in ("Disease", "CellType", "Mechanism"))


def test_added_and_banned_names_reach_recognition(run, tmp_path):
    file = tmp_path / "own.tsv"
    run("add", "plasma exchange", "--type", "Therapy", "--synonym", "apheresis", "--file", file)
    run("ban", "asthma", "--file", file)
    recognise = Recogniser(load(Settings(vocabularies=(file,))))
    found = recognise(Article("1", "", "Apheresis for asthma and tuberculosis.")).mentions
    assert {(m.text, m.type) for m in found} == {
        ("Apheresis", "Therapy"),
        ("tuberculosis", "Disease"),
    }


def test_a_mistake_leaves_the_file_as_it_was(run, tmp_path):
    file = tmp_path / "own.tsv"
    run("add", "one", "--type", "T", "--file", file)
    before = file.read_bytes()
    with pytest.raises(EtiographError, match="type of letters"):
        run("add", "two", "--type", "<b>", "--file", file)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "before",
    [
        "name\ttype\tid\tparents\tsynonyms\nold\tT\tEX:1\t\t",
        "# mine\r\nid\tcategory\tname\ttype\tsynonyms\tnote\r\nEX:1\t\told\tT\t\tx\r\n",
        "\ufeffid\tname\ttype\tsynonyms\nEX:1\told\tT",
    ],
)
def test_what_is_added_stands_in_the_columns_of_the_file(run, tmp_path, before):
    file = tmp_path / "own.tsv"
    file.write_text(before, newline="")
    run("add", "new", "--type", "T", "--synonym", "newer", "--file", file)
    added = Concept("LOCAL:new", "new", "T", ("newer",))
    assert list(read_vocabulary(file)) == [Concept("EX:1", "old", "T"), added]


@pytest.mark.parametrize(
    ("before", "name", "message"),
    [
        ("id\tname\ttype\nEX:1\told\tT\n", "new", r"own\.tsv: no column synonyms"),
        ("EX:1\told\tT\n", "new", r"own\.tsv: no column id, name, synonyms, type"),
        ("name\tid\ttype\tsynonyms\n", "#new", "reads otherwise"),
        ("", "new\u2028er", "no line end"),
        ("", "a|b", "no synonym"),
    ],
)
def test_what_cannot_stand_in_the_file_leaves_it_as_it_was(run, tmp_path, before, name, message):
    file = tmp_path / "own.tsv"
    file.write_text(before)
    with pytest.raises(EtiographError, match=message):
        run("add", name, "--type", "T", "--synonym", name, "--file", file)
    assert file.read_text() == before


def test_an_ontology_is_imported(run, tmp_path):
    source, file = tmp_path / "x.obo", tmp_path / "own.tsv"
    source.write_text("format-version: 1.2\n\n[Term]\nid: EX:1\nname: thing\n")
    run("import", source, "--type", "Thing", "--file", file)
    assert "EX:1\tthing\tThing" in file.read_text()
