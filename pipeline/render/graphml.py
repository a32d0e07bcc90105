"""graph.graphml: the graph for Gephi, Cytoscape, yEd and NetworkX, with all its attributes.

Besides the graph's own attributes every node and edge has a `label` and every edge a `weight` (its
distinct articles), which Gephi and Cytoscape use of themselves; `x` and `y` place the nodes.

NetworkX reads what is written here, but does not write it: it uses the keys of parallel edges as
edge ids, so that Gephi drops all edges but one of a kind, and a copy of the graph with other keys
doubles the memory.  Its fastest writer takes twice as long besides (`benchmarks/assemble.py`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipeline.model import ConceptGraph
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


def write_graphml(concepts: ConceptGraph, path: Path) -> None:
    """Write the graph as GraphML, nodes and edges sorted, each edge with an id of its own."""
    with atomic(path) as file:
        file.write(HEAD)
        nodes, edges = (each.data() for each in (concepts.graph.nodes, concepts.graph.edges))
        file.writelines(_keys("node", (data for *_, data in nodes), label=str))
        file.writelines(_keys("edge", (data for *_, data in edges), label=str, weight=float))
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
    adjacent = concepts.graph.adj
    for source, target, key in sorted(concepts.graph.edges(keys=True)):
        data = adjacent[source][target][key]
        ends = f"source={_quoted(source)} target={_quoted(target)}"
        more = {"label": key.replace("_", " "), "weight": float(data["articles"])}
        id_ = UNWRITABLE.sub("", f"{source} {key} {target}")
        yield f"{ends} id={quoteattr(id_)}", {**data, **more}


def _keys(scope: str, rows: Iterable[Attributes], **more: type) -> Iterator[str]:
    """Yield the declarations of all attributes, in the order in which they are met."""
    kinds: dict[str, type] = {}
    for data in rows:
        for name, value in data.items():
            kind = type(value)
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


@lru_cache(maxsize=100_000)
def _quoted(value: str) -> str:
    """For what returns often: the ids of nodes."""
    return quoteattr(UNWRITABLE.sub("", value))
