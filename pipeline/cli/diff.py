"""`etiograph diff`: what changed between two builds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pipeline.assemble import compare
from pipeline.assemble.explore import best_first
from pipeline.cli.terminal import plain, show
from pipeline.model import Difference, EdgeKey
from pipeline.render import count, read_graph_json, verb


def command(
    before: Annotated[Path, typer.Argument(metavar="OUT_A", help="The folder of a build.")],
    after: Annotated[Path, typer.Argument(metavar="OUT_B", help="The folder of another.")],
    limit: Annotated[int, typer.Option("--limit", min=0, help="Lines of each list.")] = 20,
    cooccurrence: Annotated[
        bool, typer.Option("--cooccurrence", help="List co-occurrence too, not only assertions.")
    ] = False,
) -> None:
    """Show which concepts and edges came, went or gained articles from one build to another.

    Example: etiograph diff outputs-may outputs-june
    """
    old_graph, new_graph = (read_graph_json(each / "graph.json") for each in (before, after))
    difference = compare(old_graph, new_graph)
    old, new = difference.articles
    show([f"articles: {old:,} before, {new:,} after"])
    for title, concepts, graph in (
        ("new concepts", difference.new_concepts, new_graph.graph),
        ("concepts gone", difference.lost_concepts, old_graph.graph),
    ):
        known = sorted(concepts, key=lambda each: -graph.nodes[each]["articles"])
        _list(title, _concepts(difference, known), limit)
    for title, edges in (
        ("new edges", best_first(new_graph.graph, difference.new_edges)),
        ("edges gone", best_first(old_graph.graph, difference.lost_edges)),
        ("now contradicted", best_first(new_graph.graph, difference.newly_contradicted)),
    ):
        _list(title, [_words(difference, e) for e in edges if _listed(e, cooccurrence)], limit)
    changed = [
        f"{_words(difference, edge)}: {count(had, 'article')} before, {has:,} after"
        for edge, had, has in difference.changed
        if _listed(edge, cooccurrence)
    ]
    _list("edges with more or fewer articles", changed, limit)


def _list(title: str, lines: Sequence[str], limit: int) -> None:
    show([(f"{title}: {len(lines):,}", "bold")])
    for line in lines[:limit]:
        show([line], indent=2)
    if len(lines) > limit:
        show([(f"and {len(lines) - limit:,} more", "dim")], indent=2)


def _listed(edge: EdgeKey, cooccurrence: bool) -> bool:
    return cooccurrence or edge[2] != "cooccurrence"


def _concepts(difference: Difference, curies: Sequence[str]) -> list[str]:
    return [f"{plain(difference.names[each])} ({plain(each)})" for each in curies]


def _words(difference: Difference, edge: EdgeKey) -> str:
    subject, target = (plain(difference.names[end]) for end in edge[:2])
    predicate = "" if edge[2] == "cooccurrence" else edge[2]
    return f"{subject} {plain(verb(predicate))} {target}"
