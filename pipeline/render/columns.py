"""The edges of a graph as columns: what every format writes alike is put into words once.

A column is turned into text in one go, which takes a third of the time of doing it value by value.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.model import ConceptGraph, EdgeKey

WORDS = {False: "false", True: "true"}


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges that have the same attributes, sorted.

    `values` are the attributes by name, in the order that the edges have them.  `text` has those
    that are numbers, or true and false, throughout, as CSV, JSON and GraphML write them.
    """

    keys: list[EdgeKey]
    values: dict[str, list[Any]]
    text: dict[str, list[str]]


def edges_of(concepts: ConceptGraph) -> list[Edges]:
    """Return the edges of a graph in order; in one piece where all have the same attributes."""
    runs = groupby(_sorted(concepts), key=lambda edge: tuple(edge[1]))
    return [_edges(names, run) for names, run in runs]


def _sorted(concepts: ConceptGraph) -> Iterator[tuple[EdgeKey, dict[str, Any]]]:
    for source, targets in sorted(concepts.graph.adjacency()):
        for target in sorted(targets):
            for key, data in sorted(targets[target].items()):
                yield (source, target, key), data


def _edges(names: tuple[str, ...], run: Iterable[tuple[EdgeKey, dict[str, Any]]]) -> Edges:
    keys, rows = zip(*run, strict=True)
    columns = zip(*(row.values() for row in rows), strict=True)
    values = dict(zip(names, map(list, columns), strict=True))
    text = {name: found for name, column in values.items() if (found := _text(column))}
    return Edges(list(keys), values, text)


def _text(column: list[Any]) -> list[str] | None:
    """Return numbers, or true and false, as text; None where there is anything else.

    >>> _text([True, False]), _text([1, 2]), _text([0.5, 1e-9]), _text([1.0, "a"])
    (['true', 'false'], ['1', '2'], ['0.5', '1e-09'], None)
    """
    kinds = set(map(type, column))
    if kinds == {bool}:
        return [WORDS[value] for value in column]
    if kinds == {int} or (kinds == {float} and all(map(math.isfinite, column))):
        return list(map(repr, column))
    return None
