"""Spellings of cell type names made by rule."""

import pytest

from pipeline.model import Concept
from pipeline.vocabulary.compile import compile_names
from pipeline.vocabulary.variants import cell_variants, disease_variants, general_first
from pipeline.vocabulary.words import key_of


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("CD4-positive, alpha-beta T cell", "CD4+ T cell"),
        ("CD4-positive, alpha-beta T cell", "CD4 T cell"),
        ("CD4-positive, alpha-beta T cell", "CD4(+) T cell"),
        (
            "CD4-positive, CD25-positive, alpha-beta regulatory T cell",
            "CD4+CD25+ regulatory T cell",
        ),
        ("CD38-high plasma cell", "CD38hi plasma cell"),
        ("epithelial cell of lung", "lung epithelial cell"),
        ("stromal cell of the bone marrow", "bone marrow stromal cell"),
        ("retinal bipolar neuron", "retinal bipolar cell"),
        ("erythroid lineage cell", "erythroid cell"),
        ("mature NK T cell, human", "mature NK T cell"),
        ("neuroblast (sensu Vertebrata)", "neuroblast"),
    ],
)
def test_texts_write_formal_names_in_shorter_ways(name: str, spelling: str) -> None:
    assert key_of(spelling) in map(key_of, cell_variants(name))


def test_a_negative_marker_is_never_left_out() -> None:
    assert key_of("IgD memory B cell") not in map(
        key_of, cell_variants("IgD-negative memory B cell")
    )


def test_a_spelling_that_two_concepts_share_goes_to_the_more_general() -> None:
    special = Concept("X:1", "M1-positive, alpha-beta T cell", "CellType", parents=("X:2",))
    general = Concept("X:2", "M1-positive T cell", "CellType", parents=("X:3", "X:9"))
    root = Concept("X:3", "cell", "CellType")
    assert general_first([special, general, root]) == [root, general, special]
    names = compile_names([special, general, root])
    assert [reading.concept for reading in names[key_of("M1+ T cell")]] == ["X:2"]


def test_a_concepts_own_name_is_not_taken_by_a_made_one() -> None:
    made = Concept("X:1", "retinal bipolar neuron", "CellType")
    own = Concept("X:2", "retinal bipolar cell", "CellType", parents=("X:1",))
    assert [r.concept for r in compile_names([made, own])["retinal bipolar cell"]] == ["X:2"]


def test_diseases_are_disorders_where_no_name_says_so_itself() -> None:
    made = Concept("X:1", "skin disorder", "Disease", ("eye disease",))
    own = Concept("X:2", "eye disorder", "Disease", ("Crohn disease",))
    names = compile_names([made, own])
    assert [r.concept for r in names["skin disease"]] == ["X:1"]
    assert [r.concept for r in names["eye disorder"]] == ["X:2"]
    assert "crohn disorder" not in names


def test_a_cycle_of_parents_ends() -> None:
    a, b = (
        Concept("X:1", "a", "CellType", parents=("X:2",)),
        Concept("X:2", "b", "CellType", parents=("X:1",)),
    )
    assert len(general_first([a, b])) == 2


def test_a_prefix_is_written_with_a_hyphen_or_without() -> None:
    names = compile_names([Concept("X:1", "post-traumatic pain", "Disease")])
    assert sorted(names) == ["post traumatic pain", "posttraumatic pain"]


def test_a_stop_name_of_one_type_stops_no_other() -> None:
    concepts = [
        Concept("X:1", "autoimmunity", "Disease"),
        Concept("X:2", "autoimmunity", "Mechanism"),
    ]
    assert [r.concept for r in compile_names(concepts)["autoimmunity"]] == ["X:2"]


def test_names_lose_the_acronym_in_brackets() -> None:
    names = compile_names([Concept("X:1", "heart attack, (HA)", "Disease")])
    assert sorted(names) == ["heart attack"]


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("G6PD deficiency", "G6PD-deficient"),
        ("HIV-1 infection", "HIV-1-infected"),
        ("kidney dysfunction", "loss of renal function"),
        ("cognitive dysfunction", "impaired cognitive function"),
        ("Memory impairment", "deficits in memory"),
    ],
)
def test_what_says_the_same_of_a_patient_names_the_disease(name: str, spelling: str) -> None:
    assert key_of(spelling) in map(key_of, disease_variants(name))


@pytest.mark.parametrize("name", ["deficiency", "hearing dysfunctions", "renal impairment"])
def test_other_names_of_diseases_have_no_variants(name: str) -> None:
    assert not list(disease_variants(name))
