"""What changed between two builds: concepts and edges that came, went or gained articles."""

from pipeline.model import ConceptGraph, Difference, EdgeKey


def compare(
    before: ConceptGraph, after: ConceptGraph, *, assertions_only: bool = False
) -> Difference:
    """Return what changed from one concept graph to the next, with or without co-occurrence."""
    old, new = before.nodes, after.nodes
    old_edges, new_edges = (_edges(each, assertions_only) for each in (before, after))
    articles = ((edge, old_edges.get(edge, NONE)[0], new) for edge, (new, _) in new_edges.items())
    return Difference(
        articles=(before.counts.get("articles", 0), after.counts.get("articles", 0)),
        new_concepts=tuple(sorted(set(new) - set(old))),
        lost_concepts=tuple(sorted(set(old) - set(new))),
        new_edges=tuple(sorted(new_edges.keys() - old_edges.keys())),
        lost_edges=tuple(sorted(old_edges.keys() - new_edges.keys())),
        changed=tuple(sorted(each for each in articles if each[1] and each[1] != each[2])),
        newly_contradicted=tuple(
            sorted(
                edge
                for edge, (_, contradicted) in new_edges.items()
                if contradicted and not old_edges.get(edge, NONE)[1]
            )
        ),
        names={node: data["name"] for nodes in (old, new) for node, data in nodes.items()},
    )


NONE = (0, False)
"""An edge that is not there: in no article, not contradicted."""


def _edges(concepts: ConceptGraph, assertions_only: bool) -> dict[EdgeKey, tuple[int, bool]]:
    """Return in how many articles edges stand, and whether they are contradicted."""
    found: dict[EdgeKey, tuple[int, bool]] = {}
    for edges in concepts.edges():
        kind, *about = (edges.values[name] for name in ("kind", "articles", "contradicted"))
        for key, each, *rest in zip(edges.keys, kind, *about, strict=True):
            if each == "asserted" or not assertions_only:
                found[key] = (rest[0], rest[1])
    return found
