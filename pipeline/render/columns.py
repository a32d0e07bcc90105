"""The edges of a graph as columns: what every format writes alike is put into words once.

A column is turned into text in one go, which takes a third of the time of doing it value by value.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import ConceptGraph, EdgeColumns, EdgeKey

WORDS = {False: "false", True: "true"}


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges as columns: see `EdgeColumns`.

    `text` has the columns that are numbers, or true and false, throughout, as CSV, JSON and GraphML
    write them.
    """

    keys: Sequence[EdgeKey]
    values: Mapping[str, Sequence[Any]]
    text: dict[str, list[str]]


def edges_of(concepts: ConceptGraph) -> list[Edges]:
    """Return the edges of a graph in order; in one piece where all have the same attributes."""
    return [_edges(each) for each in concepts.edges()]


def _edges(edges: EdgeColumns) -> Edges:
    text = {name: found for name, column in edges.values.items() if (found := _text(column))}
    return Edges(edges.keys, edges.values, text)


def _text(column: Sequence[Any]) -> list[str] | None:
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
