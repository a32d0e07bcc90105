"""The explorer page: one self-contained file, drawn by pyvis in a template of our own.

Nothing from an article or a vocabulary ever becomes markup: the page's data sit in inert script
blocks (JSON with "<" escaped, or base64) and reach the screen as text nodes only.  The policy in
its head forbids every script and style but our own, by hash, and every request.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from pipeline.model import Concept, ConceptGraph
from pipeline.render.payload import DRAWN_EDGES, DRAWN_NODES, Payload, compressed, pack

if TYPE_CHECKING:
    from pyvis.network import Network

LARGEST = 30_000_000
"""Bytes of one file that a browser opens and a mailbox takes without complaint."""
MOST_EDGES = 100_000
"""Links of one file: more take a browser seconds to load and nobody minutes to look at."""

SHAPES = ("dot", "hexagon", "diamond", "square", "triangle", "star", "triangleDown")
"""One a type, in the order of the payload's types; used together with colour."""

SCRIPTS = (
    "dom", "data", "state", "filter", "theme", "labels", "map", "evidence", "panel", "paths",
    "search", "table", "controls", "export", "main",
)  # fmt: skip
"""The page's own modules in the order of their use; inlined as one."""

VIS = "lib/vis-9.1.2/vis-network.min.js"

OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 1.5, "chosen": False},
    "edges": {
        "smooth": False,
        "chosen": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
        "arrowStrikethrough": False,
        "arrows": {"to": {"scaleFactor": 0.5}},
    },
}


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page; `left_out` counts the (edges, sentences) it could not hold."""

    html: str
    left_out: tuple[int, int] = (0, 0)


def render_page(
    graph: ConceptGraph,
    *,
    title: str,
    concepts: Mapping[str, Concept] | None = None,
) -> str:
    """Render the explorer as one HTML file that needs nothing else.

    Args:
        graph: the concept graph with positions and communities on its nodes.
        title: heading of the page.
        concepts: vocabulary entries of the nodes, by CURIE: the search knows their synonyms.
    """
    return fitted_page(graph, title=title, concepts=concepts).html


def write_page(
    graph: ConceptGraph,
    path: Path,
    *,
    title: str,
    concepts: Mapping[str, Concept] | None = None,
) -> tuple[int, int]:
    """Write the explorer; return how many (links, sentences) it had no room for."""
    page = fitted_page(graph, title=title, concepts=concepts)
    path.write_text(page.html, encoding="utf-8", newline="\n")
    return page.left_out


def fitted_page(
    graph: ConceptGraph,
    *,
    title: str,
    concepts: Mapping[str, Concept] | None = None,
    largest: int = LARGEST,
) -> Page:
    """Render the page within `largest` bytes: fewer sentences an edge first, then fewer edges."""
    cut: tuple[int | None, int | None] = MOST_EDGES, None
    while True:
        most_edges, most_evidence = cut
        payload = pack(
            graph,
            title=title,
            concepts=concepts,
            most_edges=most_edges,
            most_evidence=most_evidence,
        )
        html = compose(payload)
        edges = len(payload.graph["edges"]["source"])
        if len(html) <= largest or edges <= 1:
            return Page(html, payload.left_out)
        cut = _smaller(payload, 0.9 * largest / len(html))


def _smaller(payload: Payload, share: float) -> tuple[int, int]:
    """Return how many edges, and sentences an edge, make a page of about `share` of this one."""
    rows = payload.graph["edges"]["rows"]
    for most in (5, 3, 2, 1):
        fewer = sum(min(most, count) for count in rows)
        if most < max(rows, default=0) and fewer <= share * sum(rows):
            return len(rows), most
    return max(1, min(len(rows) - 1, int(share * len(rows)))), 1


def alone_policy(scripts: str, style: str) -> str:
    """Return the Content-Security-Policy of a file: our own inlined parts and no request at all."""
    return (
        f"default-src 'none'; script-src {scripts}; style-src {style}; "
        "base-uri 'none'; form-action 'none'"
    )


def served_policy(scripts: str, style: str) -> str:
    """Return the policy of the served page, which may also ask its own server."""
    return f"{alone_policy(scripts, style)}; connect-src 'self'"


def compose(payload: Payload, *, policy: Callable[[str, str], str] = alone_policy) -> str:
    """Lay the data into the template, through pyvis."""
    network = _network(payload)
    environment = _environment()
    style = _inline(_template("explorer.css"))
    scripts = [_inline(script) for script in _scripts(environment)]
    environment.globals.update(
        style=style,
        scripts=scripts,
        policy=policy(" ".join(map(_hash, scripts)), _hash(style)),
        graph=compressed(payload.graph),
        evidence=compressed(payload.evidence),
        chunks=[compressed(chunk) for chunk in payload.chunks],
    )
    network.templateEnv, network.path = environment, "explorer.html"
    return str(network.generate_html())


def prepare() -> None:
    """Load pyvis, and IPython with it, before a page asks for them: half a second."""
    import_module("pyvis.network")


def _network(payload: Payload) -> "Network":
    """The part that is drawn at first, as pyvis knows it.

    Where the map has room for many more nodes than are drawn, these swell.
    """
    from pyvis.network import Network  # loads IPython, for which nothing but a page should wait

    network = Network(directed=True, heading=payload.graph["title"], cdn_resources="in_line")
    network.options = OPTIONS
    nodes, edges = payload.graph["nodes"], payload.graph["edges"]
    types = payload.graph["types"]
    most = max(nodes["articles"], default=1)
    for index in range(min(DRAWN_NODES, len(nodes["id"]))):
        kind = nodes["type"][index]
        network.add_node(
            index,
            label=nodes["name"][index],
            group=types[kind]["id"],
            shape=SHAPES[kind % len(SHAPES)],
            size=round(payload.graph["swell"] * drawn_radius(nodes["articles"][index], most), 1),
            x=nodes["x"][index],
            y=nodes["y"][index],
        )
    drawn = len(network.nodes)
    ends = zip(edges["source"], edges["target"], strict=True)
    inside = [i for i, (a, b) in enumerate(ends) if a < drawn and b < drawn]
    for index in inside[:DRAWN_EDGES]:
        arrows = "to" if edges["predicate"][index] >= 0 else ""
        network.add_edge(edges["source"][index], edges["target"][index], id=index, arrows=arrows)
    return network


def drawn_radius(articles: int, most: int) -> float:
    """Radius of a node on the map: the layout keeps this much room for it.

    >>> drawn_radius(25, 100)
    17.0
    """
    return round(6 + 22 * (max(articles, 0) / max(most, 1)) ** 0.5, 1)


def _environment() -> Environment:
    loaders = ChoiceLoader(
        [PackageLoader("pipeline.render", "templates"), PackageLoader("pyvis", "templates")]
    )
    return Environment(loader=loaders, autoescape=True, keep_trailing_newline=True)


@cache
def _template(name: str) -> str:
    return files("pipeline.render").joinpath("templates", name).read_text(encoding="utf-8")


def _scripts(environment: Environment) -> list[str]:
    """Vis-network as pyvis ships it, the search library, and the page's own script."""
    assert environment.loader is not None  # noqa: S101  (set in _environment)
    vis, _, _ = environment.loader.get_source(environment, VIS)
    own = "\n".join(_template(f"{name}.js") for name in SCRIPTS)
    return [vis, _template("vendor/minisearch.js"), f'"use strict";\n(() => {{\n{own}\n}})();\n']


def _inline(source: str) -> Markup:
    """Mark our own file as safe to inline, having made sure that it cannot end its element."""
    lowered = source.lower()
    if "</script" in lowered or "</style" in lowered or "<!--" in lowered:
        raise ValueError("an inlined file would end its own element")
    return Markup(source.replace("\r\n", "\n"))  # noqa: S704  (our own files only)


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
