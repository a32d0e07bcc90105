"""Counts, predicates and chains in words: "stem cell –[inhibits]→ inflammation –[causes]→ lupus"."""

from collections.abc import Mapping, Sequence

from pipeline.model import Leg, Triad

TOGETHER = "stands with"
"""How co-occurrence reads."""


def verb(predicate: str, *, negated: bool = False, speculative: bool = False) -> str:
    """Return a predicate as words, with its denial or doubt.

    >>> verb("participates_in", negated=True), verb("treats", speculative=True), verb("")
    ('not: participates in', 'perhaps: treats', 'stands with')
    """
    words = predicate.replace("_", " ") or TOGETHER
    return f"not: {words}" if negated else f"perhaps: {words}" if speculative else words


def chain(triad: Triad, names: Mapping[str, str]) -> str:
    """Return a triad as one line; an arrow points from subject to object.

    >>> left = Leg("C", "M", "inhibits", False, False)
    >>> right = Leg("D", "M", "characterised_by", False, False)
    >>> chain(Triad("C", "M", "D", left, right, 0.5), {"C": "T cell", "M": "repair", "D": "MS"})
    'T cell –[inhibits]→ repair ←[characterised by]– MS'
    """
    cell, mechanism, disease = (
        names[each] for each in (triad.cell, triad.mechanism, triad.disease)
    )
    first = arrow(triad.cell_leg, triad.cell)
    second = arrow(triad.disease_leg, triad.mechanism)
    return f"{cell} {first} {mechanism} {second} {disease}"


def arrow(leg: Leg, left: str) -> str:
    """Return a leg as an arrow, read with the concept `left` on its left."""
    words = verb(leg.predicate, negated=leg.negated, speculative=leg.speculative)
    if not leg.predicate:
        return f"–[{words}]–"
    return f"–[{words}]→" if leg.source == left else f"←[{words}]–"


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "article"), count(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(items: Sequence[str]) -> str:
    """Return items as a list in a sentence.

    >>> listed(["cells", "diseases", "mechanisms"]), listed(["cells"]), listed([])
    ('cells, diseases and mechanisms', 'cells', '')
    """
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else ""
