"""graph.graphml: the graph for Gephi, Cytoscape, yEd and NetworkX, with all its attributes.

Besides the graph's own attributes every node and edge has a `label` and every edge a `weight` (its
distinct articles), which Gephi and Cytoscape use of themselves; `x` and `y` place the nodes.

NetworkX reads what is written here, but does not write it: it uses the keys of parallel edges as
edge ids, so that Gephi drops all edges but one of a kind, and a copy of the graph with other keys
doubles the memory.  Its fastest writer takes twice as long besides (`benchmarks/assemble.py`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipeline.model import ConceptGraph
from pipeline.render.files import atomic

UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, escaped or not (https://www.w3.org/TR/xml/#charsets), and carriage
returns, which every reader changes."""

TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}

HEAD = """\
<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""

Attributes = Mapping[str, Any]


def write_graphml(concepts: ConceptGraph, path: Path) -> None:
    """Write the graph as GraphML, nodes and edges sorted, each edge with an id of its own."""
    with atomic(path) as file:
        file.write(HEAD)
        for scope, rows in (("node", _nodes), ("edge", _edges)):
            file.writelines(_keys(scope, (data for _, data in rows(concepts))))
        file.writelines(_keys("graph", [concepts.graph.graph]))
        file.write('<graph edgedefault="directed">\n')
        file.write(_data("graph", concepts.graph.graph))
        for scope, rows in (("node", _nodes), ("edge", _edges)):
            for ends, data in rows(concepts):
                file.write(f"<{scope} {ends}>\n{_data(scope, data)}</{scope}>\n")
        file.write("</graph>\n</graphml>\n")


def _nodes(concepts: ConceptGraph) -> Iterator[tuple[str, Attributes]]:
    nodes = concepts.graph.nodes
    for node in sorted(nodes):
        yield f"id={_quoted(node)}", {**nodes[node], "label": nodes[node]["name"]}


def _edges(concepts: ConceptGraph) -> Iterator[tuple[str, Attributes]]:
    edges = concepts.graph.edges
    for source, target, key in sorted(edges(keys=True)):
        data = edges[source, target, key]
        ends = f"source={_quoted(source)} target={_quoted(target)}"
        more = {"label": key.replace("_", " "), "weight": float(data["articles"])}
        yield f"{ends} id={_quoted(f'{source} {key} {target}')}", {**data, **more}


def _keys(scope: str, rows: Iterable[Attributes]) -> Iterator[str]:
    """Yield the declarations of all attributes, in the order in which they are met."""
    kinds: dict[str, type] = {}
    for data in rows:
        for name, value in data.items():
            known = kinds.setdefault(name, type(value))
            if known is not type(value):
                kinds[name] = float if {known, type(value)} == {int, float} else str
    for name, kind in kinds.items():
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
        return escape(UNWRITABLE.sub("", value))
    return repr(value).lower() if isinstance(value, bool) else repr(value)


def _quoted(value: str) -> str:
    return quoteattr(UNWRITABLE.sub("", value))
