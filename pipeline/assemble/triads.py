"""Chains cell type, mechanism, disease, ranked by how well the articles back both legs.

The strength of a leg that is asserted is its belief; of one that is denied, the belief in the
denial; of mere co-occurrence, a share of what the same articles would earn by asserting it.  A
chain's score is the product of its legs, less where no single article tells both: such a chain is
a conclusion from two articles (Swanson 1986), not something anyone said.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from pipeline.assemble.belief import witnessed
from pipeline.model import ConceptGraph, EdgeColumns, Evidence, Leg, Triad

COOCCURRENCE_SHARE = 0.37
"""What co-occurrence counts against assertion: 37% (226 of 603) of the pairs of cell type and
mechanism, or mechanism and disease, in a sentence of annotated articles are related there."""

APART = 0.75
"""What a chain counts whose legs come from different articles."""

TYPES = ("CellType", "Mechanism", "Disease")


class _Arm(NamedTuple):
    """A concept joined to a mechanism, with the edge (a row of `edges`) that joins it best."""

    concept: str
    strength: float
    rank: tuple[bool, float, int, int, str, bool]
    prominence: int
    edges: EdgeColumns
    row: int

    def denied(self) -> bool:
        """Tell whether most sentences deny it."""
        return not self.rank[0] and bool(self.edges.values["negated"][self.row] > 0.5)

    def leg(self) -> Leg:
        """Return the edge as a leg."""
        source, target, _ = self.edges.keys[self.row]
        return _leg(source, target, {n: c[self.row] for n, c in self.edges.values.items()})


_Key = tuple[float, int, int, int, int, str, str, str]
_Ranked = tuple[_Key, _Arm, _Arm]

ROUNDING = 1e-6
"""Scores are rounded to this before they are compared, so that ties are ties everywhere."""


def triads(
    concepts: ConceptGraph, *, limit: int = 1000, types: tuple[str, str, str] = TYPES
) -> tuple[Triad, ...]:
    """Return the best chains, best first.

    Of equal scores, what is affirmed goes first, then legs with more articles and more sentences,
    then concepts of more articles.

    Args:
        concepts: the concept graph, with `belief` and counts on its edges, and its evidence.
        limit: how many to return at most.
        types: the entity types of a chain's start, middle and end.
    """
    best: list[_Ranked] = []
    bound = 0.0
    told = _Told(concepts.evidence)
    for mechanism, cells, diseases in _crossings(concepts, types):
        if cells[0].strength * diseases[0].strength < bound - ROUNDING:
            break
        for cell in cells:
            best.extend(_chains(cell, mechanism, diseases, bound, told))
            if len(best) > 4 * limit:
                best.sort(key=_rank)
                bound = -best[limit - 1][0][0]
                del best[limit:]
    return tuple(_triad(*ranked, told) for ranked in sorted(best, key=_rank)[:limit])


class _Told(dict[str, frozenset[str]]):
    """The articles behind ids of evidence, joined as edges have them."""

    def __init__(self, evidence: Mapping[str, Evidence]) -> None:
        super().__init__()
        self._evidence = evidence

    def __missing__(self, ids: str) -> frozenset[str]:
        known = (self._evidence.get(each) for each in ids.split("|"))
        self[ids] = frozenset(each.article for each in known if each)
        return self[ids]

    def together(self, *arms: _Arm) -> bool:
        """Tell whether one article tells both."""
        first, second = (self[arm.edges.values["evidence"][arm.row]] for arm in arms)
        return not first.isdisjoint(second)


def _crossings(
    concepts: ConceptGraph, types: tuple[str, str, str]
) -> list[tuple[str, list[_Arm], list[_Arm]]]:
    """Return each mechanism with the cell types and the diseases it is joined to, strongest first.

    Those that may make the best chains go first.
    """
    kinds = {node: data["type"] for node, data in concepts.nodes.items()}
    found = []
    for mechanism, arms in _arms(concepts, kinds, types).items():
        joined = sorted(arms.values(), key=lambda arm: (-arm.strength, arm.concept))
        cells, diseases = (
            [arm for arm in joined if kinds[arm.concept] == kind] for kind in (types[0], types[2])
        )
        if cells and diseases:
            found.append((mechanism, cells, diseases))
    found.sort(key=lambda each: (-each[1][0].strength * each[2][0].strength, each[0]))
    return found


def _chains(
    cell: _Arm, mechanism: str, diseases: Iterable[_Arm], bound: float, told: _Told
) -> Iterator[_Ranked]:
    for disease in diseases:
        strength = cell.strength * disease.strength
        if strength < bound - ROUNDING:
            return
        together = told.together(cell, disease)
        if together or strength * APART >= bound - ROUNDING:
            yield _key(cell, mechanism, disease, together=together), cell, disease


def _rank(ranked: _Ranked) -> _Key:
    return ranked[0]


def _key(cell: _Arm, mechanism: str, disease: _Arm, *, together: bool) -> _Key:
    """Return what chains are sorted by, the best smallest."""
    score = cell.strength * disease.strength * (1.0 if together else APART)
    return (
        -round(score, 6),
        cell.denied() + disease.denied(),
        max(cell.rank[2], disease.rank[2]),  # articles and sentences are below 0 there
        max(cell.rank[3], disease.rank[3]),
        -min(cell.prominence, disease.prominence),
        cell.concept,
        mechanism,
        disease.concept,
    )


def _triad(key: _Key, cell: _Arm, disease: _Arm, told: _Told) -> Triad:
    return Triad(*key[-3:], cell.leg(), disease.leg(), -key[0], told.together(cell, disease))


def _arms(
    concepts: ConceptGraph, kinds: Mapping[str, str], types: tuple[str, str, str]
) -> dict[str, dict[str, _Arm]]:
    """Return the neighbours of each mechanism, each once, with the edge that joins it best."""
    found: dict[str, dict[str, _Arm]] = {}
    ends = {types[0], types[2]}
    for edges in concepts.edges():
        for row, ((source, target, _), about) in enumerate(zip(edges.keys, _about(edges))):  # noqa: B905
            for mechanism, other in ((source, target), (target, source)):
                if kinds[mechanism] != types[1] or kinds[other] not in ends or source == target:
                    continue
                strength, rank = _ranked(other == source, *about)
                best = found.setdefault(mechanism, {})
                if strength and (other not in best or rank < best[other].rank):
                    prominence = concepts.nodes[other]["articles"]
                    best[other] = _Arm(other, strength, rank, prominence, edges, row)
    return found


def _about(edges: EdgeColumns) -> Iterator[tuple[Any, ...]]:
    """Yield what decides the strength and the rank of each edge."""
    names = ("kind", "predicate", "articles", "sentences", "belief", "negated", "npmi")
    return zip(*(edges.values.get(name) or repeat(0) for name in names))  # noqa: B905


def _ranked(
    inward: bool,
    kind: str,
    predicate: str,
    articles: int,
    sentences: int,
    belief: float,
    negated: float,
    npmi: float,
) -> tuple[float, tuple[bool, float, int, int, str, bool]]:
    """Return the strength of an edge, and what edges of two concepts are sorted by, best smallest."""
    strength = 0.0
    if kind == "asserted":
        strength = _witnessed(articles * negated) if negated > 0.5 else float(belief)
    elif kind == "cooccurrence" and npmi > 0:
        strength, predicate = COOCCURRENCE_SHARE * _witnessed(articles), ""
    return strength, (kind != "asserted", -strength, -articles, -sentences, predicate, inward)


_witnessed = lru_cache(maxsize=10_000)(witnessed)
"""For numbers of articles, which return often."""


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
