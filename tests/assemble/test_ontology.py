"""Roll-up into ancestors and is_a edges."""

import pytest

from pipeline.assemble import assemble, is_a_edges, roll_up
from pipeline.assemble.ontology import IS_A, depth

TREE = {
    "human disease": ("disease",),
    "immune disease": ("human disease",),
    "nerve disease": ("human disease",),
    "autoimmune": ("immune disease",),
    "MS": ("autoimmune", "nerve disease"),
    "RRMS": ("MS",),
}


def parents(curie):
    return TREE.get(curie, ())


@pytest.mark.parametrize(
    ("level", "curie", "expected"),
    [
        (2, "RRMS", "nerve disease"),  # nearer than "immune disease"
        (2, "autoimmune", "immune disease"),
        (2, "immune disease", "immune disease"),
        (1, "RRMS", "human disease"),
        (0, "RRMS", "disease"),
        (9, "RRMS", "RRMS"),
        (2, "LOCAL:x", "LOCAL:x"),
    ],
)
def test_roll_up_to_a_level(level, curie, expected):
    assert roll_up(parents, level=level)(curie) == expected


@pytest.mark.parametrize(
    ("into", "curie", "expected"),
    [
        (["immune disease"], "RRMS", "immune disease"),
        (["disease", "MS"], "RRMS", "MS"),
        (["disease", "MS"], "MS", "MS"),
        (["disease", "MS"], "autoimmune", "disease"),
        (["immune disease"], "nerve disease", "nerve disease"),
    ],
)
def test_roll_up_into_named_ancestors(into, curie, expected):
    assert roll_up(parents, into=into)(curie) == expected


def test_a_named_ancestor_goes_before_a_level():
    assert roll_up(parents, into=["MS"], level=1)("RRMS") == "MS"
    assert roll_up(parents, into=["MS"], level=1)("autoimmune") == "human disease"


def test_a_cycle_in_a_users_vocabulary_ends():
    cycle = {"a": ("b",), "b": ("a",)}
    assert depth("a", lambda curie: cycle.get(curie, ())) >= 0
    assert roll_up(lambda curie: cycle.get(curie, ()), level=0)("a") in {"a", "b"}


def test_is_a_edges_lead_to_the_nearest_ancestors_in_the_graph(tally):
    above = {
        "MONDO:0005301": ("X:autoimmune", "MONDO:0007915"),
        "X:autoimmune": ("X:immune",),
        "X:immune": ("GO:0042246",),
        "MONDO:0007915": ("X:immune",),
    }
    plain = assemble(tally)
    graph = is_a_edges(plain, lambda curie: above.get(curie, ())).graph
    found = {(s, t) for s, t, key in graph.edges(keys=True) if key == "is_a"}
    # tissue repair is reached through lupus, so multiple sclerosis has no edge of its own to it
    assert found == {("MONDO:0005301", "MONDO:0007915"), ("MONDO:0007915", "GO:0042246")}
    assert graph.number_of_edges() == plain.graph.number_of_edges() + 2
    assert set(IS_A) == set(graph.edges["CL:0000134", "GO:0006954", "inhibits"])
