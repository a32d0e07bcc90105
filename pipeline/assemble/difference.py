"""What changed between two builds: concepts and edges that came, went or gained articles."""

from pipeline.model import ConceptGraph, Difference, EdgeKey


def compare(
    before: ConceptGraph, after: ConceptGraph, *, assertions_only: bool = False
) -> Difference:
    """Return what changed from one concept graph to the next, with or without co-occurrence."""
    old, new = before.graph, after.graph
    old_edges, new_edges = (_edges(each, assertions_only) for each in (before, after))
    shared = sorted(old_edges & new_edges)
    return Difference(
        articles=(old.graph.get("articles", 0), new.graph.get("articles", 0)),
        new_concepts=tuple(sorted(set(new) - set(old))),
        lost_concepts=tuple(sorted(set(old) - set(new))),
        new_edges=tuple(sorted(new_edges - old_edges)),
        lost_edges=tuple(sorted(old_edges - new_edges)),
        changed=_changed(before, after, shared),
        newly_contradicted=tuple(
            edge
            for edge in sorted(new_edges)
            if new.edges[edge]["contradicted"]
            and not (edge in old_edges and old.edges[edge]["contradicted"])
        ),
        names=dict(old.nodes(data="name")) | dict(new.nodes(data="name")),
    )


def _edges(concepts: ConceptGraph, assertions_only: bool) -> set[EdgeKey]:
    kinds = concepts.graph.edges(keys=True, data="kind")
    return {(s, t, key) for s, t, key, kind in kinds if kind == "asserted" or not assertions_only}


def _changed(
    before: ConceptGraph, after: ConceptGraph, shared: list[EdgeKey]
) -> tuple[tuple[EdgeKey, int, int], ...]:
    articles = (
        (edge, before.graph.edges[edge]["articles"], after.graph.edges[edge]["articles"])
        for edge in shared
    )
    return tuple(each for each in articles if each[1] != each[2])
