"""What changed between two builds: concepts and edges that came, went or gained articles."""

from pipeline.model import ConceptGraph, Difference, EdgeKey


def compare(
    before: ConceptGraph, after: ConceptGraph, *, assertions_only: bool = False
) -> Difference:
    """Return what changed from one concept graph to the next, with or without co-occurrence."""
    old, new = before.nodes, after.nodes
    old_edges, new_edges = (_edges(each, assertions_only) for each in (before, after))
    came, went, both = (
        sorted(each)
        for each in (
            new_edges.keys() - old_edges.keys(),
            old_edges.keys() - new_edges.keys(),
            old_edges.keys() & new_edges.keys(),
        )
    )
    articles = ((edge, old_edges[edge][0], new_edges[edge][0]) for edge in both)
    return Difference(
        articles=(before.counts.get("articles", 0), after.counts.get("articles", 0)),
        new_concepts=tuple(sorted(set(new) - set(old))),
        lost_concepts=tuple(sorted(set(old) - set(new))),
        new_edges=tuple(came),
        lost_edges=tuple(went),
        changed=tuple(each for each in articles if each[1] != each[2]),
        newly_contradicted=tuple(
            edge
            for edge, (_, contradicted) in sorted(new_edges.items())
            if contradicted and not old_edges.get(edge, (0, False))[1]
        ),
        names={node: data["name"] for nodes in (old, new) for node, data in nodes.items()},
    )


def _edges(concepts: ConceptGraph, assertions_only: bool) -> dict[EdgeKey, tuple[int, bool]]:
    """Return in how many articles edges stand, and whether they are contradicted."""
    found: dict[EdgeKey, tuple[int, bool]] = {}
    for edges in concepts.edges():
        kind, *about = (edges.values[name] for name in ("kind", "articles", "contradicted"))
        for key, each, *rest in zip(edges.keys, kind, *about, strict=True):
            if each == "asserted" or not assertions_only:
                found[key] = (rest[0], rest[1])
    return found
