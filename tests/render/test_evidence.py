"""Evidence: rows, volumes, untrusted text, and back."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.model import Article, Evidence
from pipeline.render import evidence


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_evidence_carries_article_and_words(concepts, tmp_path):
    path = tmp_path / "evidence.csv"
    evidence.write_evidence_csv(concepts.evidence.values(), concepts.articles, path)
    rows = _rows(path)
    assert tuple(rows[0]) == evidence.EVIDENCE
    first = next(row for row in rows if row["id"] == "e1")
    assert (first["title"], first["year"]) == ("Cells against inflammation", "2019")
    assert (first["subject_text"], first["object_text"]) == ("MSCs", "inflammation")
    assert first["sentence"] == "MSCs reduced inflammation."


def test_evidence_of_an_article_that_is_not_known_is_written_too(concepts, tmp_path):
    path = tmp_path / "evidence.csv"
    evidence.write_evidence_csv(concepts.evidence.values(), {}, path)
    assert {row["article"] for row in _rows(path)} == {"a1", "a2", "a3"}


@pytest.mark.parametrize(("year", "written"), [(2019, "2019"), (0, "")])
def test_a_year_that_is_not_known_is_an_empty_cell(year, written, tmp_path):
    each = Evidence("e", "a", "", 0, 7, "T cells", (0, 1), (2, 7), "CL:1", "CL:2")
    path = tmp_path / "evidence.csv"
    evidence.write_evidence_csv([each], {"a": Article("a", "A", "", year=year)}, path)
    assert _rows(path)[0]["year"] == written
    assert evidence.read_evidence(tmp_path, ["e"])[1]["a"].year == year


def test_evidence_streams(concepts, tmp_path):
    def endless():
        yield from concepts.evidence.values()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evidence.write_evidence_csv(endless(), {}, tmp_path / "evidence.csv")
    assert not list(tmp_path.iterdir())  # no half table, no temporary file


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_is_a_formula(start, tmp_path):
    sentence = f"{start}HYPERLINK(1) T cell, B cell"
    each = Evidence("e", sentence, sentence, 0, 9, sentence, (0, 1), (2, 3), "CL:1", "CL:2")
    articles = {sentence: Article(sentence, sentence, "", doi=sentence)}
    evidence.write_evidence_csv([each], articles, tmp_path / "evidence.csv")
    for value in _rows(tmp_path / "evidence.csv")[0].values():
        assert not value.lstrip(" ").startswith(("=", "+", "-", "@"))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))))
def test_evidence_comes_back(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("table") / "evidence.csv"
    each = Evidence("'e", text, text, 3, 9, text, (3, 4), (5, 6), "CL:1", "CL:2", "treats", text)
    article = Article(text, text, "", doi=text)
    evidence.write_evidence_csv([each], {text: article}, path)
    assert evidence.read_evidence(path.parent, ["'e", "unknown"]) == ({"'e": each}, {text: article})


def test_one_row_is_one_line(tmp_path):
    path = tmp_path / "evidence.csv"
    text = "T cells\nkill\r\nB\x00 cells\u2028."
    each = Evidence("e", "a", "", 0, len(text), text, (0, 7), (8, 9), "CL:1", "CL:2")
    evidence.write_evidence_csv([each], {}, path)
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    found, _ = evidence.read_evidence(path.parent, ["e"])
    assert len(found["e"].sentence) == len(text)


@pytest.mark.parametrize("content", ["id\ne\n", "id,start\ne,x\n"])
def test_what_is_no_evidence_table_is_named_with_a_remedy(content, tmp_path):
    path = tmp_path / "evidence.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"evidence\.csv: no evidence that etiograph wrote"):
        evidence.read_evidence(path.parent, ["e", ""])


def test_every_volume_is_read(concepts, tmp_path):
    every = list(concepts.evidence.values())
    for number, some in enumerate((every[:2], every[2:])):
        path = tmp_path / evidence.evidence_name(number, 2)
        evidence.write_evidence_csv(some, concepts.articles, path)
    found, articles = evidence.read_evidence(tmp_path, [each.id for each in every])
    assert sorted(found) == sorted(concepts.evidence)
    assert set(articles) == {each.article for each in every}


def test_rows_are_what_the_csv_module_writes(tmp_path):
    text = 'Say "T cells", =B\tcells\u2028now'
    each = Evidence("e", 'a,"b"', "=x", 0, len(text), text, (5, 12), (15, 22), "C,1", "CL:2")
    evidence.write_evidence_csv([each], {}, tmp_path / "evidence.csv")
    with (tmp_path / "evidence.csv").open(encoding="utf-8", newline="") as file:
        lines = file.read()
        file.seek(0)
        rows = list(csv.reader(file))
    with (tmp_path / "again.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    assert (tmp_path / "again.csv").read_text(encoding="utf-8") == lines
