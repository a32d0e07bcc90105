"""What the ontology adds to a graph: roll-up of concepts into ancestors, and is_a edges."""

from collections.abc import Callable, Collection, Iterable, Iterator

from pipeline.model import ConceptGraph

Parents = Callable[[str], tuple[str, ...]]
"""The direct is-a parents of a CURIE; none for one that no ontology has."""


def ancestors(curie: str, parents: Parents) -> Iterator[str]:
    """Yield the ancestors of a concept, nearest first and in the order of their CURIEs."""
    seen = {curie}
    generation = [curie]
    while generation:
        above = {parent for child in generation for parent in parents(child)}
        generation = sorted(above - seen)
        seen.update(generation)
        yield from generation


class Depths:
    """Depths of concepts below the nearest root of their ontology, each worked out once.

    >>> tree = {"b": ("a",), "c": ("b",)}
    >>> Depths(lambda curie: tree.get(curie, ())).of("c")
    2
    """

    def __init__(self, parents: Parents) -> None:
        self._parents = parents
        self._known: dict[str, int] = {}

    def of(self, curie: str) -> int:
        """Return how many steps lie between a concept and its nearest root."""
        if curie not in self._known:
            steps, seen, generation = 0, {curie}, {curie}
            while all(self._parents(each) for each in generation):
                generation = {p for each in generation for p in self._parents(each)} - seen
                if not generation:
                    break
                seen |= generation
                steps += 1
            self._known[curie] = steps
        return self._known[curie]


def roll_up(
    curies: Iterable[str],
    parents: Parents,
    *,
    level: int | None = None,
    into: Collection[str] = (),
) -> dict[str, str]:
    """Return which concepts to rename into which ancestor; those that stay are left out.

    Apply it before counting: distinct articles of children do not add up to those of a parent.

    Args:
        curies: the concepts found.
        parents: the direct is-a parents of a concept.
        level: merge every concept deeper than this many steps below its root into its nearest
            ancestor of that depth.
        into: merge every descendant of one of these into it, the nearest where there are several.

    >>> tree = {"MS": ("autoimmune",), "RRMS": ("MS",), "autoimmune": ("disease",)}
    >>> roll_up(["RRMS", "MS", "lupus"], lambda curie: tree.get(curie, ()), into=["autoimmune"])
    {'MS': 'autoimmune', 'RRMS': 'autoimmune'}
    """
    depths = Depths(parents)
    renamed: dict[str, str] = {}
    for curie in sorted(set(curies) - set(into)):
        goal = next((each for each in ancestors(curie, parents) if each in into), None)
        if goal is None and level is not None and depths.of(curie) > level:
            goal = next((a for a in ancestors(curie, parents) if depths.of(a) == level), None)
        if goal is not None:
            renamed[curie] = goal
    return renamed


def is_a_edges(concepts: ConceptGraph, parents: Parents) -> ConceptGraph:
    """Return the graph with an is_a edge from each concept to its nearest ancestors in the graph.

    An ancestor that is reached through another concept of the graph gets no edge of its own.
    """
    graph = concepts.graph.copy()
    for node in list(graph):
        for ancestor in _nearest(node, set(graph), parents):
            graph.add_edge(node, ancestor, key="is_a", **IS_A)
    return ConceptGraph(graph, concepts.evidence, concepts.articles, concepts.triads)


IS_A: dict[str, str | int | float | bool] = {
    "kind": "is_a",
    "predicate": "is_a",
    "sentences": 0,
    "articles": 0,
    "npmi": 0.0,
    "llr": 0.0,
    "fdr": 1.0,
    "belief": 1.0,
    "negated": 0.0,
    "speculative": 0.0,
    "contradicted": False,
    "first_year": 0,
    "last_year": 0,
    "evidence": "",
}


def _nearest(node: str, present: Collection[str], parents: Parents) -> list[str]:
    """Return the ancestors of a node that are present and not behind another that is."""
    found: set[str] = set()
    seen, open_ends = {node}, [node]
    while open_ends:
        for parent in parents(open_ends.pop()):
            if parent in seen:
                continue
            seen.add(parent)
            (found.add if parent in present else open_ends.append)(parent)
    behind = {above for each in found for above in ancestors(each, parents)}
    return sorted(found - behind)
