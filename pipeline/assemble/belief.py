"""How far the articles back an assertion, and which assertions contradict one another.

The model is INDRA's (Gyori et al. 2017, doi:10.15252/msb.20177651, appendix; Bachman et al. 2023,
doi:10.15252/msb.202211325): a reader errs at random in a single extraction and, more rarely,
systematically in all extractions of a kind, so n witnesses leave the doubt
`SYSTEMATIC + RANDOM ** n`.  A denial can only be weighed against an affirmation that is itself
right, so the belief is `affirmed * (1 - denied)`.

Ours differs in what is a witness.  An article is one witness, however often it repeats itself, and
is counted by its clearest statement; an article that only supposes is half a witness for, and one
that denies what it elsewhere affirms is half a witness against.
"""

from collections.abc import Iterable

from pipeline.model import EdgeTally

RANDOM, SYSTEMATIC = 0.30, 0.05
"""INDRA's priors for its rule-based readers; one plain sentence is then believed to 0.65."""

HALF = 0.5
"""What an article counts that only supposes, or that denies what it affirms as well."""

OPPOSITES = frozenset(
    frozenset(pair)
    for pair in (
        ("promotes", "inhibits"),
        ("causes", "inhibits"),
        ("causes", "treats"),
        ("promotes", "treats"),
    )
)
"""Predicates that cannot both hold of the same two concepts in the same direction."""


def witnessed(articles: float) -> float:
    """Return the probability that what so many independent articles say was said, 0 to 0.95.

    >>> [round(witnessed(n), 3) for n in (0, 0.5, 1, 2, 3, 10)]
    [0.0, 0.402, 0.65, 0.86, 0.923, 0.95]
    """
    return 1.0 - SYSTEMATIC - RANDOM**articles if articles else 0.0


def belief(affirming: int, supposing: int, denying: int, *, disputed: bool = False) -> float:
    """Return the belief in an assertion that so many articles affirm, suppose and deny, 0 to 1.

    `disputed` where a sentence denies it, though no article only denies it.

    >>> round(belief(2, 0, 0), 3), round(belief(2, 0, 1), 3), belief(0, 0, 3)
    (0.86, 0.301, 0.0)
    """
    against = denying or (HALF if disputed else 0)
    return witnessed(affirming + HALF * supposing) * (1.0 - witnessed(against))


def contradictions(edges: Iterable[EdgeTally]) -> frozenset[tuple[str, str, str]]:
    """Return the (source, target, predicate) of every assertion that another statement opposes.

    Opposed are an assertion both stated and denied, and two opposite predicates that are both
    stated of the same subject and object ("X promotes Y", "X inhibits Y") in different sentences:
    one sentence that gives both was more likely misread than self-contradictory.
    """
    found: set[tuple[str, str, str]] = set()
    stated: dict[tuple[str, str], list[EdgeTally]] = {}
    for edge in edges:
        if not edge.predicate or edge.negated >= edge.sentences:
            continue
        if edge.negated:
            found.add((edge.source, edge.target, edge.predicate))
        stated.setdefault((edge.source, edge.target), []).append(edge)
    for pair, group in stated.items():
        found.update((*pair, e.predicate) for e in group if any(_opposed(e, o) for o in group))
    return frozenset(found)


def _opposed(edge: EdgeTally, other: EdgeTally) -> bool:
    if frozenset((edge.predicate, other.predicate)) not in OPPOSITES:
        return False
    sentences = {
        (each.article, each.start) for each in (*edge.evidence, *other.evidence) if not each.negated
    }
    return len(sentences) != 1
