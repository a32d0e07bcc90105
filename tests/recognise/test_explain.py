import pytest

from pipeline.model import Article
from pipeline.recognise import Recogniser, explain, explain_phrase
from pipeline.settings import Settings
from pipeline.vocabulary import load

TEXT = (
    "The T cell receptor (TCR) of T-cells in cystic fibrosis. ALS is Advanced light scattering"
    " (ALS). This disease is asthma."
)


@pytest.fixture(scope="module")
def recogniser():
    return Recogniser(load())


@pytest.fixture(scope="module")
def explained(recogniser):
    return explain(recogniser, Article("1", "", TEXT))


def test_every_mention_is_explained(recogniser, explained):
    mentions = {(m.start, m.end, m.type) for m in recogniser(Article("1", "", TEXT)).mentions}
    assert {(e.start, e.end, e.type) for e in explained if e.accepted} == mentions
    assert all(e.reason for e in explained)


def test_a_variant_names_the_spelling_of_the_vocabulary(explained):
    (found,) = [e for e in explained if e.accepted and e.text == "T-cells"]
    assert "spelt 'T cell'" in found.reason


def test_a_verb_makes_no_name_of_its_subject(recogniser):
    text = "T cells damage the islets, smoke damages neurons; nerve damage hurts."
    mentions = recogniser(Article("1", "", text)).mentions
    found = {(m.text, m.type) for m in mentions}
    assert ("T cells", "CellType") in found
    assert not {kind for written, kind in found if written.startswith(("T cells d", "smoke"))}
    assert ("nerve damage", "Disease") in found


def test_a_cell_in_the_name_of_a_disease_is_no_cell_line(recogniser):
    article = Article("1", "", "He had T-cell acute lymphoblastic leukemia.")
    (line,) = explain_phrase(recogniser, article, "T-cell")[:1]
    assert "a longer mention covers it" in line


@pytest.mark.parametrize(
    ("text", "reason"),
    [("T cell", "part of a receptor"), ("fibrosis", "a longer mention covers it")],
)
def test_what_was_rejected_has_its_reason(explained, text, reason):
    assert any(reason in e.reason for e in explained if e.text == text and not e.accepted)


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        ("disease", "stop list"),
        ("unicorn", "does not stand in the text"),
        ("scattering", "no name in the vocabularies"),
        ("asthma", "mention at"),
        ("fibrosis", "a longer mention covers it"),
        ("this disease is asthma", "its boundaries differ"),
    ],
)
def test_a_phrase_has_an_answer(recogniser, phrase, answer):
    assert any(
        answer in line for line in explain_phrase(recogniser, Article("1", "", TEXT), phrase)
    )


def test_an_acronym_that_nothing_supports_says_so(recogniser):
    article = Article("1", "", "MS is common.")
    assert "neither defines it" in explain_phrase(recogniser, article, "MS")[0]


def test_a_banned_phrase_says_so(tmp_path):
    file = tmp_path / "own.tsv"
    file.write_text("id\tname\ttype\n\tasthma\tbanned\n")
    recogniser = Recogniser(load(Settings(vocabularies=(file,))))
    (line,) = explain_phrase(recogniser, Article("1", "", TEXT), "asthma")
    assert "banned" in line


def reasons(recogniser: Recogniser, text: str) -> dict[tuple[str, bool], str]:
    return {(e.text, e.accepted): e.reason for e in explain(recogniser, Article("1", "", text))}


@pytest.mark.parametrize(
    ("text", "phrase", "reason"),
    [
        ("Her wound healed.", "wound", "stop list"),
        ("These cells lived.", "cells", "stop list"),
        ("A metal rod was bent.", "rod", "names nothing related"),
        ("The BMD rose.", "BMD", "neither defines nor writes out"),
        ("The COPD gene fell; COPD.", "COPD", "the name of a gene"),
        ("Bone mineral density (BMD) fell.", "BMD", "defines BMD as 'Bone mineral"),
        ("See https://asthma.org now.", "asthma", "web address"),
    ],
)
def test_what_the_article_rejects_has_its_reason(recogniser, text, phrase, reason):
    assert reason in reasons(recogniser, text)[phrase, False]


def test_a_stop_name_within_a_mention_is_not_listed(recogniser):
    assert ("disease", False) not in reasons(recogniser, "He had a kidney disease.")


def test_the_article_decides_and_says_so(recogniser):
    text = "Liver tumors grow. A hepatocellular carcinoma is worse."
    assert (
        "since it names hepatocellular carcinoma" in reasons(recogniser, text)["Liver tumors", True]
    )
