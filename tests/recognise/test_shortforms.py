"""What short forms mean in one article."""

import pytest

from pipeline.model import Article, Concept
from pipeline.recognise import Recogniser
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.compile import compile_names

CONCEPTS = [
    Concept("X:1", "multiple sclerosis", "Disease", ("MS",)),
    Concept("X:2", "tuberculosis", "Disease"),
    Concept("X:3", "juvenile dermatomyositis", "Disease"),
    Concept("X:4", "heart disease", "Disease"),
    Concept("X:5", "dermatomyositis", "Disease", ("DM",)),
    Concept("X:6", "acquired immunodeficiency syndrome", "Disease", ("AIDS",)),
    Concept("X:8", "Wilson disease", "Disease"),
    Concept("X:9", "cell adhesion", "Mechanism"),
    Concept("X:7", "chronic obstructive lung disease", "Disease", ("cold",)),
    Concept("X:12", "chronic suppurative heart disease", "Disease"),
    Concept("X:10", "C7 protein deficiency", "Disease"),
    Concept("X:11", "elevated eye pressure", "Disease"),
]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    rows = {c.id: [c.name, c.type, c.synonyms, c.parents, (), "", False] for c in CONCEPTS}
    names = {
        key: [[r.concept, r.type, r.surface, r.label] for r in readings]
        for key, readings in compile_names(CONCEPTS).items()
    }
    return Recogniser(Vocabulary(rows, names, "test"))


def found(recogniser: Recogniser, text: str) -> list[tuple[str, str, str]]:
    mentions = recogniser(Article("1", "", text)).mentions
    return [(m.text, m.concept, m.rule) for m in mentions]


def test_a_short_form_counts_before_and_after_its_definition(recogniser: Recogniser) -> None:
    text = "HD is grave. Heart disease (HD) kills. HDs differ."
    assert [f for f in found(recogniser, text) if f[2] == "abbreviation"] == [
        ("HD", "X:4", "abbreviation"), ("HD", "X:4", "abbreviation"), ("HDs", "X:4", "abbreviation"),
    ]  # fmt: skip


def test_a_plural_definition_defines_the_singular_too(recogniser: Recogniser) -> None:
    text = "Several heart diseases (HDs) kill. HD differs from HDs."
    assert [f[0] for f in found(recogniser, text)][1:] == ["HDs", "HD", "HDs"]


def test_a_state_in_an_address_is_no_disease(recogniser: Recogniser) -> None:
    text = "Multiple sclerosis was studied in San Jose, MS, USA. MS is grave."
    assert [f[0] for f in found(recogniser, text)] == ["Multiple sclerosis", "MS"]


def test_a_definition_overrides_the_vocabulary(recogniser: Recogniser) -> None:
    text = "Multiple sclerosis was not studied by mass spectrometry (MS). MS is exact."
    assert [f[0] for f in found(recogniser, text)] == ["Multiple sclerosis"]


def test_a_long_form_may_begin_within_a_name(recogniser: Recogniser) -> None:
    text = "She had juvenile dermatomyositis (DM)."
    assert ("DM", "X:5", "abbreviation") in found(recogniser, text)
    text = "It was acquired immunodeficiency syndrome (IS)."
    assert ("IS", "X:6", "abbreviation") in found(recogniser, text)


def test_a_definition_may_interrupt_a_name(recogniser: Recogniser) -> None:
    assert found(recogniser, "Wilson (WN) disease is rare. WN spares few.") == [
        ("Wilson (WN) disease", "X:8", "name"), ("WN", "X:8", "abbreviation"),
    ]  # fmt: skip


def test_an_organism_is_no_disease(recogniser: Recogniser) -> None:
    text = "Mycobacterium tuberculosis (Mtb) grew. Mtb hides."
    assert not [f for f in found(recogniser, text) if f[0] == "Mtb"]


def test_a_factor_named_after_a_disease_is_none(recogniser: Recogniser) -> None:
    text = "The modifier of multiple sclerosis (MMS) binds. MMS folds."
    assert not [f for f in found(recogniser, text) if f[0] == "MMS"]


def test_an_acronym_needs_support(recogniser: Recogniser) -> None:
    assert not found(recogniser, "The MS rose.")
    assert ("MS", "X:1", "acronym") in found(recogniser, "The MS rose in multiple sclerosis.")
    assert found(recogniser, "AIDS is known.") == [("AIDS", "X:6", "acronym")]


def test_a_word_that_spells_a_name_is_an_acronym(recogniser: Recogniser) -> None:
    assert not found(recogniser, "They were cold with chronic obstructive lung disease")[:-1]
    text = "COLD is chronic obstructive lung disease"
    assert found(recogniser, text)[0][:2] == ("COLD", "X:7")


def test_only_a_plural_lends_its_meaning(recogniser: Recogniser) -> None:
    text = "Heart disease (HD) is common. The protein (HDP) is not."
    assert "HDP" not in [f[0] for f in found(recogniser, text)]


def test_an_acronym_used_of_a_gene_is_no_disease(recogniser: Recogniser) -> None:
    text = "The MS gene, and MS itself, in multiple sclerosis."
    assert [f[0] for f in found(recogniser, text)] == ["multiple sclerosis"]


def test_initials_of_a_name_spell_an_acronym(recogniser: Recogniser) -> None:
    assert ("HD", "X:4", "acronym") in found(recogniser, "Heart disease kills; HD hurts.")


def test_initials_spell_no_process(recogniser: Recogniser) -> None:
    assert [f[0] for f in found(recogniser, "Cell adhesion was seen in Davis, CA.")] == [
        "Cell adhesion"
    ]
    assert [f[0] for f in found(recogniser, "Heart disease is HD.")] == ["Heart disease", "HD"]


@pytest.mark.parametrize(
    ("phrase", "mention", "concept"),
    [
        ("chronic suppurative HD", "chronic suppurative HD", "X:12"),
        ("sporadic HD", "HD", "X:4"),
        ("Type IIA HD", "Type IIA HD", "X:4"),
        ("HD type 2", "HD type 2", "X:4"),
    ],
)
def test_a_short_form_takes_in_what_makes_another_disease_of_it(
    recogniser: Recogniser, phrase: str, mention: str, concept: str
) -> None:
    text = f"Heart disease (HD) is grave. {phrase} is worse."
    assert found(recogniser, text)[-1] == (mention, concept, "abbreviation")


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("C7 protein (C7P) deficiency is rare. C7P fell.", ["C7 protein (C7P) deficiency"]),
        ("An elevated eye pressure (EP) hurts. EP fell.", ["elevated eye pressure"]),
        ("The heart disease (HD) protein binds. HD is small.", ["heart disease"]),
    ],
)
def test_a_short_form_of_what_is_no_disease_is_none(
    recogniser: Recogniser, text: str, mentions: list[str]
) -> None:
    assert [f[0] for f in found(recogniser, text)] == mentions


def test_an_acronym_within_a_defined_short_form_does_not_hide_it(recogniser: Recogniser) -> None:
    text = "We saw benign multiple sclerosis (B-MS). B-MS is rare."
    assert found(recogniser, text)[1:] == [
        ("B-MS", "X:1", "abbreviation"), ("B-MS", "X:1", "abbreviation"),
    ]  # fmt: skip
