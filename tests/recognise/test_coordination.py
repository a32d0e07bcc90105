"""Conjuncts that borrow words from the name beside them."""

from collections.abc import Callable

import pytest

from pipeline.model import Article
from pipeline.recognise import Recogniser
from pipeline.vocabulary import load

Found = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def found() -> Found:
    recogniser = Recogniser(load())

    def found(text: str) -> dict[str, str]:
        return {m.text: m.name for m in recogniser(Article("1", "", text)).mentions}

    return found


@pytest.mark.parametrize(
    ("text", "conjunct", "concept"),
    [
        ("Breast and ovarian cancer run in families.", "Breast", "breast cancer"),
        ("We counted B and T cells.", "B", "B cell"),
        ("B- or T-lymphocytes were sorted.", "B", "B cell"),
        ("Both red and white blood cells recovered.", "red", "erythrocyte"),
        ("CD4+ and CD8+ T cells died.", "CD4+", "CD4-positive, alpha-beta T cell"),
        ("Goblet, ciliated, and basal cells line it.", "ciliated", "ciliated cell"),
        ("Goblet, ciliated, and basal cells line it.", "Goblet", "goblet cell"),
        ("M1/M2 macrophages were seen.", "M1", "M1 macrophage"),
        ("He had type 1 or type 2 diabetes.", "type 1", "type 1 diabetes mellitus"),
        ("Hepatitis A, B and D differ.", "D", "hepatitis D virus infection"),
        ("He had type 1 and 2 diabetes.", "type 1", "type 1 diabetes mellitus"),
        ("He had type 1 and 2 diabetes.", "2 diabetes", "type 2 diabetes mellitus"),
        ("Cancers of the breast, the lung and colon.", "lung", "lung cancer"),
        ("Cancers of the breast, the lung and colon.", "colon", "malignant colon neoplasm"),
        ("Hepatitis B and C virus infection.", "C virus infection", "hepatitis C virus infection"),
        ("Mucopolysaccharidosis types I and IIIA.", "IIIA", "mucopolysaccharidosis type 3A"),
        ("Types 1, 2 and 3 von Willebrand disease.", "2", "von Willebrand disease 2"),
    ],
)
def test_each_conjunct_is_a_mention_of_its_own(
    found: Found, text: str, conjunct: str, concept: str
) -> None:
    assert found(text).get(conjunct) == concept


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gene and T cells were studied.", "Gene"),  # there is no gene cell
        ("Receptors and T cells were studied.", "Receptors"),  # a plural stands on its own
        ("B, and then T cells came.", "B"),
        ("Hepatitis B and Paris differ.", "Paris"),
        ("In chapters 1 and 2 diabetes came up.", "2 diabetes"),
        ("Diseases of the liver and heart failure are frequent.", "liver"),
        ("Cancer of the breast and lung tissue was seen.", "lung"),
        ("A deficiency of insulin and phenylalanine hydroxylase.", "phenylalanine hydroxylase"),
        ("Kupffer cells of the liver and Paneth cells eat.", "liver"),
    ],
)
def test_what_makes_no_name_is_no_conjunct(found: Found, text: str, word: str) -> None:
    assert word not in found(text)


def test_whole_names_on_both_sides_stay_as_they_are(found: Found) -> None:
    assert found("Macrophages and T cells, monocytes/fibroblasts.") == {
        "Macrophages": "macrophage",
        "T cells": "T cell",
        "monocytes": "monocyte",
        "fibroblasts": "fibroblast",
    }
