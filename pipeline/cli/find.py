"""`etiograph find`: a concept's neighbours, or the paths between two, with their sentences."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import networkx as nx
import typer

from pipeline.assemble import explore
from pipeline.cli.progress import compiling
from pipeline.cli.terminal import Piece, plain, show
from pipeline.errors import InputError
from pipeline.model import Article, EdgeKey, Evidence
from pipeline.render import count, read_evidence, read_graph_json, verb
from pipeline.vocabulary import Vocabulary, load


def command(
    out: Annotated[Path, typer.Argument(help="The folder of a build.")],
    term: Annotated[str, typer.Argument(help="A concept: a name of it, or its id.")],
    to: Annotated[str, typer.Option("--to", help="Show the paths to this concept.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Neighbours or paths shown.")] = 10,
    kind: Annotated[str, typer.Option("--type", help="Only neighbours of this type.")] = "",
) -> None:
    """Show what a concept is joined to, or how two are joined, with a sentence for each edge.

    Example: etiograph find outputs microglia --to "multiple sclerosis"
    """
    graph = read_graph_json(out / "graph.json").graph
    start = _concept(graph, term)
    if to:
        goal = _concept(graph, to)
        if goal == start:
            both = f"{_name(graph, start)} ({start})"
            raise InputError(f"{term!r} and {to!r} both mean {both}; a path needs two concepts")
        routes = explore.paths(graph, start, goal, limit=limit)
        if not routes:
            raise InputError(
                f"no path from {term!r} to {to!r}; nothing in these articles joins them"
            )
    else:
        types = sorted({data["type"] for _, data in graph.nodes(data=True)})
        if kind and kind not in types:
            raise InputError(f"--type {kind}: no such type here; choose from {', '.join(types)}")
        edges = explore.neighbours(graph, start)
        wanted = [edge for edge in edges if not kind or _other(graph, edge, start) == kind]
        routes = [[edge] for edge in wanted[:limit]]
    sentences = _sentences(out, graph, routes)
    _headline(graph, start)
    for number, route in enumerate(routes, 1):
        if to:
            show([f"{number}."])
        for edge in route:
            _edge(graph, edge, sentences)


def _concept(graph: nx.MultiDiGraph, term: str) -> str:
    """Return the concept that a term means; name the others that it may mean."""
    found = explore.search(graph, term, synonyms=_synonyms)
    if not found:
        close = ", ".join(repr(each) for each in explore.suggestions(graph, term))
        remedy = f"did you mean {close}?" if close else "nodes.csv lists what was found"
        raise InputError(f"no concept {term!r} in this graph; {remedy}")
    if len(found) > 1:
        others = ", ".join(f"{_name(graph, each)} ({each})" for each in found[1:6])
        more = f" and {len(found) - 6} more" if len(found) > 6 else ""
        show([(f"{plain(term)} may also mean: {others}{more}", "dim")])
    return found[0]


@cache
def _vocabulary() -> Vocabulary:
    with compiling() as report:
        return load(report=report)


def _synonyms(curie: str) -> Sequence[str]:
    concept = _vocabulary().concept(curie)
    return concept.synonyms if concept else ()


def _name(graph: nx.MultiDiGraph, node: str) -> str:
    return plain(graph.nodes[node]["name"] or node)


def _other(graph: nx.MultiDiGraph, edge: EdgeKey, node: str) -> str:
    return str(graph.nodes[edge[1] if edge[0] == node else edge[0]]["type"])


def _headline(graph: nx.MultiDiGraph, node: str) -> None:
    data = graph.nodes[node]
    facts = [data["type"], count(data["articles"], "article"), count(data["mentions"], "mention")]
    show([(_name(graph, node), "bold"), f" ({plain(node)}): {plain(', '.join(facts))}"])


def _edge(
    graph: nx.MultiDiGraph, edge: EdgeKey, sentences: dict[str, tuple[Evidence, Article]]
) -> None:
    data = graph.edges[edge]
    words = verb(data["predicate"], negated=data["negated"] > 0.5)
    facts = [count(data["articles"], "article"), count(data["sentences"], "sentence")]
    facts += [f"belief {data['belief']:.2f}"] if data["kind"] == "asserted" else []
    facts += ["contradicted"] if data["contradicted"] else []
    source, target = (_name(graph, end) for end in edge[:2])
    line: list[Piece] = [(source, "bold"), f" {plain(words)} ", (target, "bold")]
    show([*line, (f"  {', '.join(facts)}", "dim")], indent=2)
    for each in data["evidence"].split("|")[:1]:
        if each in sentences:
            evidence, article = sentences[each]
            about = f"{article.title or article.id}{f' ({article.year})' if article.year else ''}"
            show([f"“{plain(evidence.sentence)}” ", (plain(about), "italic dim")], indent=6)


def _sentences(
    out: Path, graph: nx.MultiDiGraph, routes: Sequence[Sequence[EdgeKey]]
) -> dict[str, tuple[Evidence, Article]]:
    """Return the best sentence of each edge, with its article."""
    wanted = {graph.edges[edge]["evidence"].split("|")[0] for route in routes for edge in route}
    evidence, articles = read_evidence(out, wanted)
    return {key: (each, articles[each.article]) for key, each in evidence.items()}
