"""What the ontology adds to a graph: roll-up of concepts into ancestors, and is_a edges."""

from collections.abc import Callable, Collection, Iterator
from functools import cache

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


def depth(curie: str, parents: Parents) -> int:
    """Return how many steps lie between a concept and the nearest root of its ontology.

    >>> tree = {"b": ("a",), "c": ("b", "a")}
    >>> [depth(each, lambda curie: tree.get(curie, ())) for each in "abc"]
    [0, 1, 1]
    """
    steps, seen, generation = 0, {curie}, {curie}
    while generation and all(parents(each) for each in generation):
        generation = {above for each in generation for above in parents(each)} - seen
        seen |= generation
        steps += 1
    return steps


def roll_up(
    parents: Parents, *, level: int | None = None, into: Collection[str] = ()
) -> Callable[[str], str]:
    """Return the function that renames a concept into the ancestor it is merged into, or itself.

    Apply it before counting: distinct articles of children do not add up to those of a parent.

    Args:
        parents: the direct is-a parents of a concept.
        level: merge every concept deeper than this many steps below its root into its nearest
            ancestor of that depth.
        into: merge every descendant of one of these into it, the nearest where there are several.
            It goes before `level`.

    >>> tree = {"RRMS": ("MS",), "MS": ("autoimmune",), "autoimmune": ("disease",)}
    >>> merged = roll_up(lambda curie: tree.get(curie, ()), into=["autoimmune"])
    >>> merged("RRMS"), merged("autoimmune"), merged("cancer")
    ('autoimmune', 'autoimmune', 'cancer')
    """

    @cache
    def deep(curie: str) -> int:
        return depth(curie, parents)

    def rename(curie: str) -> str:
        above = [] if curie in into else list(ancestors(curie, parents))
        goals = [each for each in above if each in into]
        if not goals and level is not None and above and deep(curie) > level:
            goals = [each for each in above if deep(each) == level]
        return goals[0] if goals else curie

    return rename


def is_a_edges(concepts: ConceptGraph, parents: Parents) -> ConceptGraph:
    """Return the graph with an is_a edge from each concept to its nearest ancestors in the graph.

    An ancestor that is reached through another concept of the graph gets no edge of its own.
    """
    graph = concepts.graph.copy()
    for node in list(graph):
        for ancestor in _nearest(node, graph, parents):
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
