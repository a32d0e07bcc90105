import pytest

from pipeline.model import Article, Passage
from pipeline.recognise import Recogniser
from pipeline.vocabulary import load


@pytest.fixture(scope="module")
def recogniser():
    return Recogniser(load())


@pytest.fixture
def found(recogniser):
    def found(text):
        return {(m.text, m.concept) for m in recogniser(Article("1", "", text)).mentions}

    return found


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Patients with multiple\nsclerosis.", ("multiple\nsclerosis", "MONDO:0005301")),
        ("Some T-cells were seen.", ("T-cells", "CL:0000084")),
        ("Tuberculosis spread.", ("Tuberculosis", "MONDO:0018076")),
        ("Diabetes mellitus type 2.", ("Diabetes mellitus type 2", "MONDO:0005148")),
        ("Naïve T cells rest.", ("Naïve T cells", "CL:0000898")),
        ("A tuber\u00adculosis ward.", ("tuber\u00adculosis", "MONDO:0018076")),
    ],
)
def test_names_are_found_in_any_spelling(found, text, mention):
    assert mention in found(text)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Diabetes, type 2 diabetes or anaemia.", {"Diabetes", "type 2 diabetes", "anaemia"}),
        ("Anemia, hemolytic anemia, jaundice.", {"Anemia", "hemolytic anemia", "jaundice"}),
        ("Diabetes mellitus, type 2, is common.", {"Diabetes mellitus, type 2"}),
    ],
)
def test_a_list_is_no_name_turned_round(recogniser, text, mentions):
    found = recogniser(Article("1", "", text)).mentions
    assert {m.text for m in found if m.type == "Disease"} == mentions


def test_every_mention_is_a_slice_of_the_text(recogniser):
    text = "Rheumatoid  arthritis (RA) and İ β-cells; RA."
    for mention in recogniser(Article("1", "", text)).mentions:
        assert text[mention.start : mention.end] == mention.text


def test_a_short_form_means_what_the_article_says(found):
    assert ("RA", "MONDO:0008383") in found("RA hurts. Rheumatoid arthritis (RA) is a disease.")


def test_a_short_form_of_something_else_is_no_disease(found):
    assert not {t for t, _ in found("Amyotrophic lateral sclerosis is ALS.")} ^ {
        "Amyotrophic lateral sclerosis",
        "ALS",
    }
    assert found("Advanced light scattering (ALS) was used; ALS is precise.") == set()


def test_everyday_words_are_no_mentions(found):
    assert found("All the cells can be in this disease, as was said.") == set()


def test_half_characters_do_no_harm(found):
    assert ("asthma", "MONDO:0004979") in found("\ud800 and \udfff: asthma \ud801x.")


def test_a_part_of_a_word_is_no_mention(found):
    assert found("The gene was called xTuberculosis2.") == set()


def test_mentions_of_different_types_nest(recogniser):
    article = Article("1", "", "Asthma with inflammation and mast cells.")
    assert {m.type for m in recogniser(article).mentions} == {"Disease", "CellType", "Mechanism"}


def test_only_passages_are_read(recogniser):
    text = "Asthma.\n\nReferences: tuberculosis."
    article = Article("1", "", text, passages=(Passage("", 0, 7),))
    assert [m.text for m in recogniser(article).mentions] == ["Asthma"]


def test_short_forms_are_sought_in_passages_only(recogniser):
    text = "Multiple sclerosis (MS) hurts.\n\nchronic MS in code\n\nMS again."
    article = Article("1", "", text, passages=(Passage("", 0, 30), Passage("", 52, len(text))))
    found = [(m.start, m.text) for m in recogniser(article).mentions]
    assert found == [(0, "Multiple sclerosis"), (20, "MS"), (52, "MS")]


@pytest.mark.parametrize("between", ["\n", "\n\n", " "])
def test_no_name_reaches_across_passages(recogniser, between):
    first, second = "A trial of T", "cells. Productive infection"
    text = first + between + second
    start = len(first + between)
    places = (Passage("", 0, len(first)), Passage("", start, len(text)))
    found = recogniser(Article("1", "", text, passages=places)).mentions
    assert [m.text for m in found] == ["infection"]
    cells = (*places[:1], Passage("", start, start + 6), Passage("", start + 7, len(text)))
    found = recogniser(Article("1", "", text, passages=cells)).mentions
    assert [m.text for m in found] == ["infection"]


def test_a_line_named_in_one_passage_is_one_in_all(recogniser):
    text = "XY99 T cells divide.\nThe cell line XY99 is new."
    passages = (Passage("Title", 0, 20), Passage("", 21, len(text)))
    found = recogniser(Article("1", "", text, passages=passages)).mentions
    assert "CellType" not in {m.type for m in found}


def test_long_runs_of_brackets_take_no_time(recogniser):
    assert recogniser(Article("1", "", "(" * 100_000 + "asthma" + "$" * 100_000)).mentions


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/asthma/page and [it](/asthma).",
        "Write to asthma@example.org or www.asthma.example.",
    ],
)
def test_addresses_are_no_prose(found, text):
    assert found(text) == set()


def test_prose_beside_an_address_is_read(found):
    assert {t for t, _ in found("[Asthma](https://example.org/tuberculosis) is common.")} == {
        "Asthma"
    }


@pytest.mark.parametrize(
    ("text", "diseases"),
    [
        ("Hepatitis C is curable.", {("Hepatitis C", "MONDO:0005231")}),
        (
            "Hepatitis B, C and E differ.",
            {("Hepatitis B", "MONDO:0005344"), ("C", "MONDO:0005231"), ("E", "MONDO:0005788")},
        ),
        ("The hepatitis C virus and hepatitis E viruses mutate.", set()),
        (
            "Clostridioides difficile infection recurs.",
            {("Clostridioides difficile infection", "MONDO:0000705")},
        ),
        (
            "Trisomy 21 (Down syndrome) is seen.",
            {("Trisomy 21", "MONDO:0700126"), ("Down syndrome", "MONDO:0008608")},
        ),
        ("Lymphoma, non-Hodgkin.", {("Lymphoma, non-Hodgkin", "MONDO:0018908")}),
        ("Latent tuberculosis lasts.", {("Latent tuberculosis", "MONDO:0040753")}),
        ("Foam cells swell.", set()),
    ],
)
def test_what_texts_call_infections_and_findings(recogniser, text, diseases):
    found = recogniser(Article("1", "", text)).mentions
    assert {(m.text, m.concept) for m in found if m.type == "Disease"} == diseases


def test_a_short_form_of_a_cell_in_a_disease_is_no_mention(recogniser):
    text = "Natural killer (NK) cells age. NK cell lymphoma is rare."
    found = [(m.text, m.type) for m in recogniser(Article("1", "", text)).mentions]
    assert found == [("Natural killer (NK) cells", "CellType"), ("NK cell lymphoma", "Disease")]
