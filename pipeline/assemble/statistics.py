"""How much more often than chance two concepts stand in one sentence: NPMI, G², FDR.

All functions take arrays of one length, a row for each pair of concepts: `joint` the sentences with
both, `first` and `second` the sentences with either one, and `total` the sentences of the corpus.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


def npmi(joint: Floats, first: Floats, second: Floats, total: float) -> Floats:
    """Return normalised pointwise mutual information (Bouma 2009), -1 to 1.

    0 is chance, 1 "never one without the other".  A pair that fills the whole corpus has no
    information to normalise by and gets 1; one that never stands together gets -1.

    >>> npmi(np.array([5.0]), np.array([5.0]), np.array([5.0]), 100).round(3).tolist()
    [1.0]
    """
    together = np.clip(joint / total, 1e-300, 1.0)
    surprise = -np.log(together)
    information = np.log(together) - np.log(first / total) - np.log(second / total)
    everywhere = surprise == 0
    value = np.where(everywhere, 1.0, information / np.where(everywhere, 1.0, surprise))
    return np.clip(np.where(joint > 0, value, -1.0), -1.0, 1.0)


def log_likelihood(joint: Floats, first: Floats, second: Floats, total: float) -> Floats:
    """Return Dunning's log-likelihood ratio G² (1993) of the 2 x 2 table, negative below chance.

    >>> log_likelihood(np.array([10.0]), np.array([20.0]), np.array([20.0]), 1000).round(1).tolist()
    [56.8]
    """
    observed = np.stack([joint, first - joint, second - joint, total - first - second + joint])
    rows, columns = (first, total - first), (second, total - second)
    expected = np.stack([row * column / total for row in rows for column in columns])
    statistic = 2.0 * special.rel_entr(np.clip(observed, 0.0, None), expected).sum(axis=0)
    return np.where(joint >= expected[0], np.abs(statistic), -np.abs(statistic))


def false_discovery(signed: Floats) -> Floats:
    """Return Benjamini-Hochberg adjusted p-values for signed log-likelihood ratios.

    G² has a chi-square distribution with one degree of freedom, so its signed root is a standard
    normal deviate; the p-value is one-sided: the chance of standing together at least as often.
    (SciPy's `false_discovery_control` takes a second to import.)
    """
    p_values = special.ndtr(-np.sign(signed) * np.sqrt(np.abs(signed)))
    order = np.argsort(p_values)[::-1]  # the largest first
    ranks = np.arange(len(signed), 0, -1)
    adjusted = np.minimum.accumulate(p_values[order] * (len(signed) / ranks))
    result = np.empty_like(signed)
    result[order] = np.minimum(adjusted, 1.0)
    return result
