"""Names that are a part of something else."""

import pytest

from pipeline.recognise.candidates import Candidate
from pipeline.recognise.neighbours import Neighbours
from pipeline.vocabulary.words import split


def whole(text: str, name: str, kind: str = "CellType") -> str:
    words, wanted = split(text), split(name)
    start = next(i for i in range(len(words)) if words.texts[i : i + len(wanted)] == wanted.texts)
    candidate = Candidate(start, start + len(wanted), kind, ("CL:0000000",), "name")
    return Neighbours().whole(words, candidate)


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("the T cell receptor is bound", "T cell", "a receptor"),
        ("T-cell antigen receptors", "T-cell", "a receptor"),
        ("fibroblast growth factor 2", "fibroblast", "a factor"),
        ("platelet-derived growth factor", "platelet", "a factor"),
        ("nuclear factor of activated T cells", "T cells", "a factor"),
        ("a T cell line was used", "T cell", "a cell line"),
        ("a B-cell lymphoma", "B-cell", "a disease"),
        ("mast cell tryptase", "mast cell", "an enzyme"),
        ("erythroid Kruppel-like factor", "erythroid", "a factor"),
        ("B cell nuclear extract", "B cell", "a laboratory reagent"),
    ],
)
def test_neighbours_make_a_name_part_of_something_else(text: str, name: str, reason: str) -> None:
    assert whole(text, name) == reason


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("T cell activation rose", "T cell"),
        ("the line of T cells", "T cells"),
        ("embryonic stem cell lines", "embryonic stem cell"),
        ("T cells, receptors and ligands", "T cells"),
        ("the T cells line the wall", "T cells"),
        ("a factor of T cells", "T cells"),
    ],
)
def test_other_neighbours_do_not(text: str, name: str) -> None:
    assert whole(text, name) == ""


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("The bleeding time rose.", "bleeding", "a measure"),
        ("At seizure time it rose.", "seizure", ""),
        ("A tumor-associated antigen was found.", "tumor", ""),
        ("It was a stroke of luck.", "stroke", "an everyday word"),
        ("The Great Depression was hard.", "Depression", "an era"),
        ("A financial depression followed.", "depression", "an economy"),
        ("Great depression is a burden.", "depression", ""),
        ("Facial paralysis and septic shock.", "shock", ""),
    ],
)
def test_a_measure_or_an_everyday_word_is_no_disease(text: str, name: str, reason: str) -> None:
    assert whole(text, name, "Disease") == reason


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("the growth plate of the femur", "growth", "anatomy"),
        ("in fresh growth medium", "growth", "a laboratory procedure"),
        ("the growth of axons", "growth", ""),
        ("the death receptor was bound", "death", "a protein"),
        ("a nuclear localization signal", "nuclear localization", "a part of a protein"),
        ("mice made by targeting by homologous recombination", "homologous recombination",
         "a laboratory procedure"),
        ("breaks are repaired by homologous recombination", "homologous recombination", ""),
        ("after a glucose tolerance test", "glucose tolerance", "a test"),
        ("we saw the development of a rash", "development", "what is made or comes about"),
        ("the brain development of mice", "brain development", ""),
        ("compared to control littermates", "control", "the other side of a comparison"),
        ("results are expressed as means", "expressed", "a measure"),
        ("cleaved by restriction digestion", "digestion", "a laboratory procedure"),
        ("the digestion of starch", "digestion", ""),
        ("by reverse transcription (RT)-PCR", "reverse transcription", "a laboratory procedure"),
    ],
)  # fmt: skip
def test_a_process_in_the_name_of_a_thing_is_none(text: str, name: str, reason: str) -> None:
    assert whole(text, name, "Mechanism") == reason


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("SARS-CoV-2 spike protein", "SARS", "a virus"),
        ("the SARS coronavirus", "SARS", "a virus"),
        ("SARS is a lung disease", "SARS", ""),
        ("leukemia inhibitory factor", "leukemia", "a factor"),
        ("the Alzheimer's Society", "Alzheimer", "an organization"),
        ("a high cholesterol diet", "high cholesterol", "a diet"),
        ("after heat shock", "shock", "a stress"),
    ],
)
def test_a_disease_in_the_name_of_a_virus_or_a_factor_is_none(
    text: str, name: str, reason: str
) -> None:
    assert whole(text, name, "Disease") == reason
