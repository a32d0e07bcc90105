"""graph.graphml: the graph for Gephi, Cytoscape, yEd and NetworkX, with all its attributes.

Besides the graph's own attributes every node and edge has a `label` and every edge a `weight` (its
distinct articles), which Gephi and Cytoscape use of themselves; `x` and `y` place the nodes.

NetworkX reads what is written here, but does not write it: it uses the keys of parallel edges as
edge ids, so that Gephi drops all edges but one of a kind, and a copy of the graph with other keys
doubles the memory.  Its fastest writer takes twice as long besides (`benchmarks/assemble.py`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipeline.model import ConceptGraph
from pipeline.render.columns import Edges, edges_of
from pipeline.render.files import atomic

UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, escaped or not (https://www.w3.org/TR/xml/#charsets), and carriage
returns, which every reader changes."""

SPECIAL = re.compile("[^ !-%'-;=?-~]")
"""All but what stands for itself, which most values are made of."""

TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}

HEAD = """\
<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""

Attributes = Mapping[str, Any]


def write_graphml(
    concepts: ConceptGraph, path: Path, *, edges: Sequence[Edges] | None = None
) -> None:
    """Write the graph as GraphML, nodes and edges sorted, each edge with an id of its own.

    `edges` are the graph's, where they are known as columns.
    """
    nodes = concepts.nodes
    found = edges_of(concepts) if edges is None else edges
    with atomic(path) as file:
        file.write(HEAD)
        of_nodes = ((name, [value]) for node in nodes for name, value in nodes[node].items())
        file.writelines(_keys("node", of_nodes, label=str))
        of_edges = (column for each in found for column in each.values.items())
        file.writelines(_keys("edge", of_edges, label=str, weight=float))
        file.writelines(
            _keys("graph", ((name, [value]) for name, value in concepts.counts.items()))
        )
        file.write('<graph edgedefault="directed">\n')
        file.write(_data("graph", concepts.counts))
        for node in sorted(nodes):
            data = {**nodes[node], "label": nodes[node]["name"]}
            file.write(f"<node id={_quoted(node)}>\n{_data('node', data)}</node>\n")
        for each in found:
            file.writelines(_edges(each))
        file.write("</graph>\n</graphml>\n")


def _edges(edges: Edges) -> Iterator[str]:
    """Yield edges as elements."""
    source, target, keys = zip(*edges.keys, strict=True)
    ids = _attributes([f"{source} {key} {target}" for source, target, key in edges.keys])
    more = {
        "label": _texts([key.replace("_", " ") for key in keys]),
        "weight": [repr(float(articles)) for articles in edges.values["articles"]],
    }
    about = {name: edges.text.get(name) or _texts(col) for name, col in edges.values.items()} | more
    names = (_opening("edge", name).replace("%", "%%") for name in about)
    data = "".join(f"  {name}%s</data>\n" for name in names)
    template = f"<edge source=%s target=%s id=%s>\n{data}</edge>\n"
    columns = (map(_quoted, source), map(_quoted, target), ids, *about.values())
    return map(template.__mod__, zip(*columns, strict=True))


def _keys(scope: str, columns: Iterable[tuple[str, Iterable[Any]]], **more: type) -> Iterator[str]:
    """Yield the declarations of all attributes, in the order in which they are met."""
    kinds: dict[str, type] = {}
    for name, values in columns:
        for kind in dict.fromkeys(map(type, values)):
            if kinds.setdefault(name, kind) is not kind:
                kinds[name] = float if {kinds[name], kind} == {int, float} else str
    for name, kind in (kinds | more).items() if kinds else ():
        about = f'for="{scope}" attr.name={_quoted(name)} attr.type="{TYPES[kind]}"'
        yield f"<key id={_quoted(f'{scope} {name}')} {about}/>\n"


def _data(scope: str, data: Attributes) -> str:
    return "".join(
        f"  {_opening(scope, name)}{_text(value)}</data>\n" for name, value in data.items()
    )


@cache
def _opening(scope: str, name: str) -> str:
    return f"<data key={_quoted(f'{scope} {name}')}>"


def _text(value: object) -> str:
    if isinstance(value, str):
        return escape(UNWRITABLE.sub("", value)) if SPECIAL.search(value) else value
    return repr(value).lower() if isinstance(value, bool) else repr(value)


def _texts(column: Sequence[Any]) -> Sequence[str]:
    """Return values as text; a column that is plain is looked at as a whole."""
    plain = set(map(type, column)) == {str} and not SPECIAL.search("".join(column))
    return column if plain else list(map(_text, column))


def _attributes(column: list[str]) -> list[str]:
    together = "".join(column)
    if '"' in together or SPECIAL.search(together):
        return [quoteattr(UNWRITABLE.sub("", value)) for value in column]
    return [f'"{value}"' for value in column]


@lru_cache(maxsize=100_000)
def _quoted(value: str) -> str:
    """For what returns often: the ids of nodes."""
    return quoteattr(UNWRITABLE.sub("", value))
