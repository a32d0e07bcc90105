"""graph.json: the graph as node-link JSON, one node or edge a line, and back.

The format is NetworkX's and D3's: `{"directed", "multigraph", "graph", "nodes": [{"id", …}],
"edges": [{"source", "target", "key", …}]}`.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import networkx as nx

from pipeline.errors import InputError
from pipeline.model import Columns, ConceptGraph, EdgeColumns, EdgeKey
from pipeline.render.columns import Edges, edges_of
from pipeline.render.files import atomic


def write_graph_json(
    concepts: ConceptGraph, path: Path, *, edges: Sequence[Edges] | None = None
) -> None:
    """Write the graph, nodes and edges sorted; `edges` are its own, where known as columns."""
    nodes = (_json({"id": node, **concepts.nodes[node]}) for node in sorted(concepts.nodes))
    found = edges_of(concepts) if edges is None else edges
    with atomic(path) as file:
        head = json.dumps(concepts.counts, ensure_ascii=False, sort_keys=True)
        file.write(f'{{"directed": true, "multigraph": true, "graph": {head},\n"nodes": [')
        file.writelines(_listed(nodes))
        file.write('],\n"edges": [')
        file.writelines(_listed(chain.from_iterable(map(_edges, found))))
        file.write("]}\n")


def _edges(edges: Edges) -> Iterator[str]:
    """Yield edges as objects."""
    ends = zip(*edges.keys, strict=True)
    about = (edges.text.get(name) or map(_json, column) for name, column in edges.values.items())
    names = (_json(name).replace("%", "%%") for name in ("source", "target", "key", *edges.values))
    template = "{" + ", ".join(f"{name}: %s" for name in names) + "}"
    columns = (*(map(_json, column) for column in ends), *about)
    return map(template.__mod__, zip(*columns, strict=True))


_json = json.JSONEncoder(ensure_ascii=False).encode


def _listed(rows: Iterable[str]) -> Iterator[str]:
    """Yield rows as the items of a list, one a line."""
    separator = "\n"
    for row in rows:
        yield separator + row
        separator = ",\n"


def read_graph_json(path: Path) -> ConceptGraph:
    """Return the graph that a build wrote, without its evidence.

    Raises:
        InputError: where there is no such file, or it is no graph of ours.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        graph = nx.node_link_graph(data, directed=True, multigraph=True, edges="edges")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; run `etiograph build` first") from None
    except (*FOREIGN, nx.NetworkXException) as error:
        raise InputError(
            f"{path}: not a graph that etiograph wrote ({error}); build anew"
        ) from error
    return ConceptGraph(graph)


def read_assertions(path: Path) -> ConceptGraph | None:
    """Return the nodes and asserted edges of a graph, or None where no build wrote one there.

    Of an edge is read what `compare` asks for, and that line by line, since the co-occurrence of a
    large corpus fills gigabytes.
    """
    parse = json.JSONDecoder().raw_decode  # the object a line begins with
    nodes: dict[str, dict[str, Any]] = {}
    keys: list[EdgeKey] = []
    values: dict[str, list[Any]] = {name: [] for name in COMPARED}
    try:
        with path.open(encoding="utf-8") as file:
            counts = json.loads(next(file).rstrip(",\n") + "}")["graph"]
            for line in file:
                if line.startswith('{"id": '):
                    data = parse(line)[0]
                    nodes[data.pop("id")] = data
                    _ = data["name"]  # or it is no graph of ours
                elif line.startswith('{"source": ') and ASSERTED in line:
                    edge = parse(line)[0]
                    keys.append((edge["source"], edge["target"], edge["key"]))
                    for name, column in values.items():
                        column.append(edge[name])
    except (*FOREIGN, StopIteration):
        return None
    return ConceptGraph(Columns(counts, nodes, EdgeColumns(keys, values)))


FOREIGN = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What a file raises that cannot be read or is no graph of ours."""
ASSERTED = '"kind": "asserted"'
COMPARED = ("kind", "articles", "contradicted")
