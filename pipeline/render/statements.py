"""Assertions of a graph in words, the best backed first."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from pipeline.model import ConceptGraph, EdgeKey
from pipeline.render.markdown import escape
from pipeline.render.words import count, verb

Assertions = Sequence[tuple[EdgeKey, Mapping[str, Any]]]
"""Asserted edges with their attributes, the best backed first."""

VAGUE = {"participates_in": 1, "characterised_by": 1, "associated_with": 2}
"""Predicates that say less than "treats", "causes" and their like."""


def best_backed(concepts: ConceptGraph, among: Container[EdgeKey] | None = None) -> Assertions:
    """Return the asserted edges, or those among some, the best backed first.

    Among equals, what acts goes before what takes part, and that before mere association; then
    what is said of concepts that more articles mention.
    """
    nodes = concepts.nodes

    def backing(each: tuple[EdgeKey, Mapping[str, Any]]) -> tuple[object, ...]:
        edge, data = each
        counts = (-data["articles"], -data["sentences"])
        known = min(nodes[end]["articles"] for end in edge[:2])
        return (-data["belief"], VAGUE.get(edge[2], 0), *counts, -known, edge)

    found: list[tuple[EdgeKey, Mapping[str, Any]]] = []
    for each in concepts.edges():
        wanted = [row for row, kind in enumerate(each.values["kind"]) if kind == "asserted"]
        if among is not None:
            wanted = [row for row in wanted if each.keys[row] in among]
        found.extend(each.take(wanted).rows())
    return sorted(found, key=backing)


def statement(concepts: ConceptGraph, edge: EdgeKey) -> str:
    """Return an edge as a sentence, its concepts in bold."""
    subject, target = (escape(concepts.nodes[end]["name"] or end) for end in edge[:2])
    return f"**{subject}** {escape(verb(edge[2]))} **{target}**"


def backed(data: Mapping[str, Any]) -> str:
    """Return how well an assertion is backed."""
    parts = [count(data["articles"], "article"), count(data["sentences"], "sentence")]
    parts += [
        f"{data[share]:.0%} {word}"
        for share, word in (("negated", "denying"), ("speculative", "supposing"))
        if data[share]
    ]
    return f"{', '.join(parts)}, belief {data['belief']:.2f}"
