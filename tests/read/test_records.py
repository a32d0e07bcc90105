"""Formats that hold many records: PubMed, BioC, PubTator, MEDLINE, JSON."""

import json
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.model import Article
from tests.read.helpers import check, prose, results


def articles(tmp_path: Path, name: str, text: str) -> list[Article]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = results(path)
    assert not [item for item in found if isinstance(item, ReadError)]
    for item in found:
        check(item)
    return [item for item in found if isinstance(item, Article)]


def test_pubmed_metadata_labels_and_formulae(tmp_path: Path) -> None:
    record = """<PubmedArticle><MedlineCitation><PMID Version="1">42</PMID><Article>
      <Journal><JournalIssue><PubDate><MedlineDate>1998 Dec-1999 Jan</MedlineDate></PubDate>
      </JournalIssue><Title>The Journal</Title></Journal>
      <ArticleTitle>[Cells in <i>mice</i>].</ArticleTitle>
      <Abstract><AbstractText Label="METHODS">We<sup>2</sup> looked.</AbstractText>
      <AbstractText Label="UNLABELLED">At <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">
      <mml:mi>x</mml:mi></mml:math>cells.</AbstractText>
      <CopyrightInformation>asthma</CopyrightInformation></Abstract></Article></MedlineCitation>
      <PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/x</ArticleId></ArticleIdList>
      <ReferenceList><Reference><Citation>asthma</Citation></Reference></ReferenceList>
      </PubmedData></PubmedArticle>"""
    (article,) = articles(tmp_path, "a.xml", f"<PubmedArticleSet>{record}</PubmedArticleSet>")
    assert (article.id, article.pmid, article.doi) == ("42", "42", "10.1000/x")
    assert (article.year, article.journal, article.title) == (
        1998, "The Journal", "Cells in mice."
    )  # fmt: skip
    assert prose(article) == ["Cells in mice.", "We2 looked.", "At cells."]
    assert [p.section for p in article.passages] == ["Title", "Abstract: Methods", "Abstract"]


def passage(kind: str, text: str, **infons: str) -> dict[str, object]:
    return {"infons": {"type": kind, **infons}, "text": text}


def test_bioc_json_as_pmc_gives_it(tmp_path: Path) -> None:
    front = {"section_type": "TITLE", "article-id_pmid": "42", "article-id_doi": "10.1000/x",
             "year": "2018"}  # fmt: skip
    document = {
        "id": "PMC1",
        "passages": [
            passage("front", "Cells", **front),
            passage("abstract", "They die.", section_type="ABSTRACT"),
            passage("title_1", "What we did", section_type="METHODS"),
            passage("paragraph", "We looked.", section_type="METHODS"),
            passage("title_2", "Closer", section_type="METHODS"),
            {
                "infons": {"section_type": "METHODS"},
                "sentences": [{"text": "A."}, {"text": "Bee."}],
            },
            passage("fig_caption", "Dying cells.", section_type="FIG"),
            passage("table", "asthma\t12", section_type="TABLE"),
            passage("ref", "asthma", section_type="REF"),
        ],
    }
    (article,) = articles(tmp_path, "a.json", json.dumps([{"documents": [document]}]))
    assert articles(tmp_path, "a.json", json.dumps({"PubTator3": [document]})) == [article]
    assert (article.id, article.title, article.year) == ("PMC1", "Cells", 2018)
    assert (article.pmid, article.doi) == ("42", "10.1000/x")
    assert [(p.section, article.text[p.start : p.end]) for p in article.passages] == [
        ("Title", "Cells"),
        ("Abstract", "They die."),
        ("What we did", "What we did"),
        ("What we did", "We looked."),
        ("What we did", "Closer"),
        ("What we did", "A. Bee."),
        ("Figure", "Dying cells."),
    ]


def test_bioc_xml_document_by_document(tmp_path: Path) -> None:
    one = """<document><id>{0}</id><infon key="journal">J</infon><passage><infon key="type">title
        </infon><text>Cells {0}</text></passage><passage><sentence><text>They die.</text></sentence>
        <annotation><text>asthma</text></annotation></passage></document>"""
    text = f'<?xml version="1.0"?><collection>{one.format(1)}{one.format(2)}</collection>'
    first, second = articles(tmp_path, "a.xml", text)
    assert (first.id, first.title, first.journal) == ("1", "Cells 1", "J")
    assert prose(second) == ["Cells 2", "They die."]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_pubtator_keeps_text_and_ids(tmp_path: Path, newline: str) -> None:
    lines = ["12|t| Cells  die", "12|a|They | do. ", "12\t0\t5\tCells\tDisease\tD1", "",
             "x-1|t|Only a title.", "x-1\t0\t4\tOnly\tDisease\tD1", "", "9|a|Only an abstract."]  # fmt: skip
    found = articles(tmp_path, "a.pubtator", newline.join(lines))
    assert [(a.id, a.title, a.text, a.pmid) for a in found] == [
        ("12", " Cells  die", " Cells  die They | do. ", "12"),
        ("x-1", "Only a title.", "Only a title.", ""),
        ("9", "", " Only an abstract.", "9"),
    ]
    assert [p.section for p in found[0].passages] == ["Title", "Abstract"]


def test_medline(tmp_path: Path) -> None:
    text = """
PMID- 42
DP  - 2006 Mar 1
TI  - Cells that
      die.
AB  - BACKGROUND: Cells die. AIM AND METHODS: We looked
      at CD4: it is lost.
JT  - The Journal
AID - 10.1000/x [doi]
AID - S01 [pii]

PMID- 43
TI  - More cells.
"""
    first, second = articles(tmp_path, "a.nbib", text)
    assert (first.pmid, first.year, first.doi, first.journal) == (
        "42",
        2006,
        "10.1000/x",
        "The Journal",
    )
    assert [(p.section, first.text[p.start : p.end]) for p in first.passages] == [
        ("Title", "Cells that die."),
        ("Abstract: Background", "Cells die."),
        ("Abstract: Aim and methods", "We looked at CD4: it is lost."),
    ]
    assert second.id == "43"


def test_articles_as_objects(tmp_path: Path) -> None:
    objects = [
        {"id": "a", "title": "Cells", "text": "Cells\n\nThey  die."},
        {
            "id": 7,
            "title": "Cells",
            "abstract": "They die.",
            "body": "All.\n\nOf them.",
            "year": 1999,
        },
        {"text": "No title, no id."},
    ]
    for name, text in (
        ("a.json", json.dumps(objects)),
        ("b.jsonl", "\n".join(map(json.dumps, objects))),
        ("c.json", "\n".join(map(json.dumps, objects))),
    ):
        first, second, third = articles(tmp_path, name, text)
        assert first.text == "Cells\n\nThey  die."  # as it was, so that offsets hold
        assert (second.id, second.year, second.text) == (
            "7", 1999, "Cells\n\nThey die.\n\nAll.\n\nOf them."
        )  # fmt: skip
        assert third.id == f"{name[0]}#3"
