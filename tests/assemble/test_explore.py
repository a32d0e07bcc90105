"""Concepts by name, neighbours and paths."""

import dataclasses

import pytest

from pipeline.assemble import assemble
from pipeline.assemble.explore import neighbours, paths, search, suggestions
from pipeline.model import EdgeTallies, EdgeTally

MSC, TREG, INFLAMMATION, REPAIR = "CL:0000134", "CL:0000815", "GO:0006954", "GO:0042246"
MS, LUPUS = "MONDO:0005301", "MONDO:0007915"


@pytest.fixture
def graph(tally):
    return assemble(tally).graph


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("Multiple  Sclerosis", [MS]),
        ("ms", [MS]),  # a form seen in the text; MSCs only begins with it
        ("mondo:0007915", [LUPUS]),
        ("stromal", [MSC]),
        ("cell", [MSC, TREG]),  # by articles
        ("re", [TREG, INFLAMMATION, REPAIR]),  # one begins with it, then by articles
        ("nothing of the kind", []),
        (" ", []),
    ],
)
def test_search(term, expected, graph):
    assert search(graph, term) == expected


def test_a_synonym_that_no_article_used_finds_its_concept(graph):
    synonyms = {LUPUS: ("SLE", "lupus erythematosus"), MS: ("cell",)}
    assert search(graph, "sle", synonyms=lambda curie: synonyms.get(curie, ())) == [LUPUS]
    assert search(graph, "cell", synonyms=lambda curie: synonyms.get(curie, ())) == [MS]
    assert search(graph, "ms", synonyms=lambda _: ["ms"]) == [MS]  # a form in the text goes first


def test_suggestions_for_a_typing_error(graph):
    assert suggestions(graph, "Multipel sclerosis") == ["multiple sclerosis"]


def test_neighbours_once_each_asserted_first_then_by_backing(graph):
    assert neighbours(graph, MSC) == [
        (MSC, INFLAMMATION, "promotes"),
        (MSC, LUPUS, "treats"),
        (MSC, REPAIR, "participates_in"),
    ]
    assert neighbours(graph, MS) == [
        (INFLAMMATION, MS, "causes"),
        (REPAIR, MS, "cooccurrence"),
    ]


def test_the_shortest_path_comes_first_then_the_best_backed(graph):
    first, second = paths(graph, MS, MSC, limit=5)
    assert first == [(INFLAMMATION, MS, "causes"), (MSC, INFLAMMATION, "promotes")]
    assert second == [(REPAIR, MS, "cooccurrence"), (MSC, REPAIR, "participates_in")]
    assert paths(graph, MS, MSC, limit=1) == [first]


@pytest.mark.parametrize("better", [INFLAMMATION, REPAIR])
def test_of_equally_short_paths_the_best_backed_comes_first(better, tally):
    legs = [
        EdgeTally(*leg, "causes", 1, 1, affirming=2 if middle == better else 1)
        for middle in (INFLAMMATION, REPAIR)
        for leg in ((MSC, middle), (middle, MS))
    ]
    graph = assemble(dataclasses.replace(tally, edges=EdgeTallies.of(legs))).graph
    first, second = paths(graph, MSC, MS)
    assert first == [(MSC, better, "causes"), (better, MS, "causes")]
    assert better not in second[0]


def test_no_detour_however_well_backed(tally):
    weak = EdgeTally(MSC, MS, "", 1, 1)
    graph = assemble(
        dataclasses.replace(tally, edges=EdgeTallies.of((*tally.edges.rows(), weak)))
    ).graph
    assert paths(graph, MSC, MS, limit=1) == [[(MSC, MS, "cooccurrence")]]


def test_a_concept_that_stands_alone_has_no_path(graph):
    assert paths(graph, TREG, MS) == []
    assert neighbours(graph, TREG) == []
