"""The curated mechanism file: no GO id or label invented, no id twice, every parent there."""

import re

import pytest

from pipeline.vocabulary.data import read_table
from pipeline.vocabulary.words import key_of

HEADER, *ROWS = read_table("mechanisms.tsv")
CONCEPTS = [dict(zip(HEADER, (*row, "", "", ""), strict=False)) for row in ROWS]
BY_ID = {concept["id"]: concept for concept in CONCEPTS}
GO = dict(read_table("go_terms.tsv"))
BY_NAME = {
    key_of(name): concept["id"]
    for concept in CONCEPTS
    for name in (concept["name"], *concept["synonyms"].split("|"))
    if name
}


def test_is_large_enough_and_has_no_id_twice():
    assert len(BY_ID) == len(CONCEPTS) >= 1200


def test_every_go_id_and_label_is_the_ontologys():
    for concept in CONCEPTS:
        if concept["id"].startswith("GO:"):
            names = {concept["name"], *concept["synonyms"].split("|")}
            assert GO[concept["id"]] in names, concept["id"]
    assert set(GO) == {curie for curie in BY_ID if curie.startswith("GO:")}


def test_local_ids_are_slugs_of_their_names():
    for concept in CONCEPTS:
        if not concept["id"].startswith("GO:"):
            slug = re.sub(r"[^a-z0-9]+", "-", concept["name"].lower()).strip("-")
            assert concept["id"] == f"LOCAL:{slug}"


def test_parents_are_in_the_file_and_nothing_is_its_own_ancestor():
    for concept in CONCEPTS:
        seen, queue = set(), [concept["id"]]
        while queue:
            for parent in filter(None, BY_ID[queue.pop()]["parents"].split("|")):
                assert parent in BY_ID, (concept["id"], parent)
                assert parent != concept["id"], concept["id"]
                if parent not in seen:
                    seen.add(parent)
                    queue.append(parent)


def test_every_concept_has_a_category_and_says_whether_it_is_generic():
    for concept in CONCEPTS:
        assert concept["category"], concept["id"]
        assert concept["generic"] in {"yes", "no"}, concept["id"]


@pytest.mark.parametrize(
    ("wording", "other"),
    [
        ("apoptosis", "apoptotic cell death"),
        ("immunomodulation", "immune modulation"),
        ("tissue repair", "wound healing"),
        ("T-cell activation", "activation of T cells"),
        ("TNF-α production", "tumor necrosis factor production"),
        ("reset of the immune system", "immune reset"),
        ("loss of dopaminergic neurons", "dopaminergic cell loss"),
    ],
)
def test_wordings_of_one_process_share_its_concept(wording, other):
    assert BY_NAME[key_of(wording)] == BY_NAME[key_of(other)]


def test_general_words_are_generic_and_named_processes_are_not():
    generic = {name for name, curie in BY_NAME.items() if BY_ID[curie]["generic"] == "yes"}
    assert {"development", "growth", "regulation"} <= generic
    assert generic.isdisjoint({"apoptosis", "inflammation", "angiogenesis", "cell death"})
