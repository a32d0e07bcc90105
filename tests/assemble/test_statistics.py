"""NPMI, G² and FDR against values worked out by hand or by another implementation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from pipeline.assemble.statistics import false_discovery, log_likelihood, npmi


def _row(*numbers):
    return tuple(np.array([float(number)]) for number in numbers)


@st.composite
def tables(draw):
    cells = [draw(st.integers(0, 200)) for _ in range(4)]
    both, first, second, neither = cells
    return both, both + first, both + second, both + first + second + neither


@pytest.mark.parametrize(
    ("joint", "first", "second", "total", "expected"),
    [
        (5, 5, 5, 100, 1.0),  # never one without the other
        (25, 50, 50, 100, 0.0),  # chance
        (0, 5, 5, 100, -1.0),  # never together
        (100, 100, 100, 100, 1.0),  # everywhere: nothing to normalise by
        (1, 10, 10, 100, 0.0),
    ],
)
def test_npmi(joint, first, second, total, expected):
    assert npmi(*_row(joint, first, second), total)[0] == pytest.approx(expected, abs=1e-12)


@given(tables())
def test_log_likelihood_is_the_g_test_of_the_table(table):
    both, first, second, total = table
    observed = np.array([[both, first - both], [second - both, total - first - second + both]])
    if not (observed.sum(axis=0).all() and observed.sum(axis=1).all()):
        return
    reference = chi2_contingency(observed, correction=False, lambda_="log-likelihood").statistic
    assert abs(log_likelihood(*_row(both, first, second), total)[0]) == pytest.approx(
        reference, abs=1e-6
    )


@given(tables())
def test_both_statistics_agree_on_the_side_of_chance(table):
    both, first, second, total = table
    if not (0 < first < total and 0 < second < total and both):
        return
    information = npmi(*_row(both, first, second), total)[0]
    signed = log_likelihood(*_row(both, first, second), total)[0]
    assert information * signed >= -1e-9


def test_false_discovery_is_one_sided_and_adjusted():
    # one-sided p of 3.841 is 0.025; of three tests it is ranked first
    adjusted = false_discovery(np.array([3.841459, 0.0, -3.841459]))
    assert adjusted == pytest.approx([0.075, 0.75, 0.975], abs=1e-6)


def test_no_pairs_no_tests():
    assert len(false_discovery(np.array([]))) == 0
