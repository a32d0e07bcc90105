"""Chains cell type, mechanism, disease, ranked by how well the articles back both legs.

The strength of a leg that is asserted is its belief; of one that is denied, the belief in the
denial; of mere co-occurrence, a share of what the same articles would earn by asserting it.  A
chain's score is the product of its legs, less where no single article tells both: such a chain is
a conclusion from two articles (Swanson 1986), not something anyone said.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from pipeline.assemble.belief import witnessed
from pipeline.model import Evidence, Leg, Triad

COOCCURRENCE = 0.37
"""What co-occurrence counts against assertion: 37% (226 of 603) of the pairs of cell type and
mechanism, or mechanism and disease, in a sentence of annotated articles are related there."""

APART = 0.75
"""What a chain counts whose legs come from different articles."""

TYPES = ("CellType", "Mechanism", "Disease")


@dataclass(frozen=True, slots=True)
class _Arm:
    """A concept joined to a mechanism, with the edge that joins it best."""

    concept: str
    leg: Leg
    strength: float
    articles: int
    sentences: int
    told_by: frozenset[str]
    prominence: int

    def rank(self) -> tuple[bool, float, int, int, str, str]:
        asserted = bool(self.leg.predicate)
        counts = (-self.articles, -self.sentences)
        return (not asserted, -self.strength, *counts, self.concept, self.leg.predicate)


_Key = tuple[float, int, int, int, int, str, str, str]
_Ranked = tuple[_Key, _Arm, _Arm]

ROUNDING = 1e-6
"""Scores are rounded to this before they are compared, so that ties are ties everywhere."""


def triads(
    graph: nx.MultiDiGraph,
    evidence: Mapping[str, Evidence],
    *,
    limit: int = 1000,
    types: tuple[str, str, str] = TYPES,
) -> tuple[Triad, ...]:
    """Return the best chains, best first.

    Of equal scores, what is affirmed goes first, then legs with more articles and more sentences,
    then concepts of more articles.

    Args:
        graph: the concept graph, with `belief` and counts on its edges.
        evidence: the evidence that edges name by id.
        limit: how many to return at most.
        types: the entity types of a chain's start, middle and end.
    """
    best: list[_Ranked] = []
    bound = 0.0
    for mechanism, cells, diseases in _crossings(graph, evidence, types):
        for cell in cells:
            best.extend(_chains(cell, mechanism, diseases, bound))
            if len(best) > 4 * limit:
                best.sort(key=_rank)
                bound = -best[limit - 1][0][0]
                del best[limit:]
    return tuple(_triad(*ranked) for ranked in sorted(best, key=_rank)[:limit])


def _crossings(
    graph: nx.MultiDiGraph, evidence: Mapping[str, Evidence], types: tuple[str, str, str]
) -> Iterator[tuple[str, list[_Arm], list[_Arm]]]:
    """Yield each mechanism with the cell types and the diseases it is joined to, strongest first."""
    kinds: dict[str, str] = dict(graph.nodes(data="type"))
    for mechanism in sorted(node for node, kind in kinds.items() if kind == types[1]):
        arms = _arms(graph, evidence, mechanism)
        arms.sort(key=lambda arm: (-arm.strength, arm.concept))
        cells, diseases = (
            [arm for arm in arms if kinds[arm.concept] == kind] for kind in (types[0], types[2])
        )
        yield mechanism, cells, diseases


def _chains(
    cell: _Arm, mechanism: str, diseases: Iterable[_Arm], bound: float
) -> Iterator[_Ranked]:
    for disease in diseases:
        if cell.strength * disease.strength < bound - ROUNDING:
            return
        yield _key(cell, mechanism, disease), cell, disease


def _rank(ranked: _Ranked) -> _Key:
    return ranked[0]


def _key(cell: _Arm, mechanism: str, disease: _Arm) -> _Key:
    """Return what chains are sorted by, the best smallest."""
    together = not cell.told_by.isdisjoint(disease.told_by)
    score = cell.strength * disease.strength * (1.0 if together else APART)
    return (
        -round(score, 6),
        cell.leg.negated + disease.leg.negated,
        -min(cell.articles, disease.articles),
        -min(cell.sentences, disease.sentences),
        -min(cell.prominence, disease.prominence),
        cell.concept,
        mechanism,
        disease.concept,
    )


def _triad(key: _Key, cell: _Arm, disease: _Arm) -> Triad:
    together = not cell.told_by.isdisjoint(disease.told_by)
    return Triad(*key[-3:], cell.leg, disease.leg, -key[0], together)


def _arms(graph: nx.MultiDiGraph, evidence: Mapping[str, Evidence], mechanism: str) -> list[_Arm]:
    """Return the neighbours of a mechanism, each once, with the edge that joins it best."""
    best: dict[str, _Arm] = {}
    edges = [*graph.out_edges(mechanism, data=True), *graph.in_edges(mechanism, data=True)]
    for source, target, edge in edges:
        strength = _strength(edge)
        if not strength or source == target:
            continue
        other = target if source == mechanism else source
        leg = _leg(source, target, edge)
        told_by = frozenset(evidence[each].article for each in leg.evidence if each in evidence)
        counts = (edge["articles"], edge["sentences"])
        arm = _Arm(other, leg, strength, *counts, told_by, graph.nodes[other]["articles"])
        if arm.concept not in best or arm.rank() < best[arm.concept].rank():
            best[arm.concept] = arm
    return list(best.values())


def _strength(edge: Mapping[str, Any]) -> float:
    if edge["kind"] == "asserted":
        denied = witnessed(edge["articles"] * edge["negated"])
        return denied if edge["negated"] > 0.5 else float(edge["belief"])
    if edge["kind"] == "cooccurrence" and edge["npmi"] > 0:
        return COOCCURRENCE * witnessed(edge["articles"])
    return 0.0


def _leg(source: str, target: str, edge: Mapping[str, Any]) -> Leg:
    asserted = edge["kind"] == "asserted"
    return Leg(
        source,
        target,
        edge["predicate"] if asserted else "",
        asserted and edge["negated"] > 0.5,
        asserted and edge["speculative"] > 0.5,
        tuple(edge["evidence"].split("|")) if edge["evidence"] else (),
    )
