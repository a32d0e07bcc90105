"""Belief and contradictions."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.belief import belief, contradictions
from pipeline.model import EdgeTally, Evidence

COUNT = st.integers(0, 1000)


@given(COUNT, COUNT, COUNT)
def test_belief_is_a_probability_that_rises_with_support_and_falls_with_denial(yes, maybe, no):
    value = belief(yes, maybe, no)
    assert 0 <= value <= 0.95
    assert belief(yes + 1, maybe, no) >= value
    assert belief(yes, maybe + 1, no) >= value
    assert belief(yes, maybe, no + 1) <= value
    assert belief(yes + 1, maybe, no) >= belief(yes, maybe + 1, no)


def test_an_article_that_affirms_and_denies_is_believed_less_but_more_than_a_denial_elsewhere():
    assert belief(1, 0, 1) < belief(1, 0, 0, disputed=True) < belief(1, 0, 0)
    assert belief(2, 0, 1, disputed=True) == belief(2, 0, 1)


def test_each_further_article_adds_less():
    values = [belief(n, 0, 0) for n in range(6)]
    gains = [after - before for before, after in pairwise(values)]
    assert gains == sorted(gains, reverse=True)
    assert values[1] == pytest.approx(0.65)


def _edge(predicate, sentences=2, negated=0, source="X", target="Y"):
    return EdgeTally(source, target, predicate, sentences, sentences, negated=negated)


def _keys(*edges):
    return {predicate for *_, predicate in contradictions(edges)}


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ([_edge("promotes"), _edge("inhibits")], {"promotes", "inhibits"}),
        ([_edge("treats"), _edge("causes")], {"treats", "causes"}),
        ([_edge("promotes"), _edge("treats"), _edge("associated_with")], {"promotes", "treats"}),
        ([_edge("promotes"), _edge("causes")], set()),
        ([_edge("promotes"), _edge("inhibits", negated=2)], set()),  # both say the same
        ([_edge("promotes"), _edge("inhibits", source="Y", target="X")], set()),
        ([_edge("treats", negated=1)], {"treats"}),
        ([_edge("treats", negated=2)], set()),  # denied throughout: nobody contradicts
        ([_edge(""), _edge("", negated=1)], set()),
    ],
)
def test_contradictions(edges, expected):
    assert _keys(*edges) == expected


def test_one_sentence_read_both_ways_contradicts_nothing():
    def said(predicate, start):
        evidence = Evidence(
            "e", "a", "", start, start + 9, "x", (0, 1), (2, 3), "X", "Y", predicate
        )
        return _edge(predicate)._replace(evidence=(evidence,))

    assert _keys(said("promotes", 5), said("inhibits", 5)) == set()
    assert _keys(said("promotes", 5), said("inhibits", 50)) == {"promotes", "inhibits"}
