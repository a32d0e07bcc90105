"""changes.md: what a build found that the one before it had not, and what is gone.

It stays until a build has news again.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.model import ConceptGraph, Difference, EdgeKey
from pipeline.render.files import atomic
from pipeline.render.markdown import escape
from pipeline.render.statements import backed, best_backed, statement
from pipeline.render.words import verb

MANY = 50
"""Lines of each list; `etiograph diff` shows all."""


def write_changes(concepts: ConceptGraph, difference: Difference, path: Path) -> None:
    """Write what changed from the build before to this graph."""
    with atomic(path) as file:
        for line in _lines(concepts, difference):
            file.write(f"{line}\n")


def _lines(concepts: ConceptGraph, difference: Difference) -> Iterator[str]:
    before, after = difference.articles
    yield from ("# New since the build before", "")
    yield f"Articles: {before:,} before, {after:,} now."
    best = best_backed(concepts, set(difference.new_edges))
    new = [f"{statement(concepts, edge)} ({backed(data)})" for edge, data in best]
    yield from _section("New assertions", new)
    yield from _section("New concepts", _names(difference, difference.new_concepts))
    contradicted = [statement(concepts, edge) for edge in difference.newly_contradicted]
    yield from _section("Now contradicted", contradicted)
    lost = [_gone(difference, each) for each in difference.lost_edges if each[2] != "cooccurrence"]
    yield from _section("Assertions gone", lost)
    yield from _section("Concepts gone", _names(difference, difference.lost_concepts))


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", f"## {title}: {len(lines):,}", "")
        yield from (f"- {line}" for line in lines[:MANY])
    if len(lines) > MANY:
        yield f"- and {len(lines) - MANY:,} more"


def _names(difference: Difference, curies: Sequence[str]) -> list[str]:
    return [escape(difference.names[each] or each) for each in curies]


def _gone(difference: Difference, edge: EdgeKey) -> str:
    subject, target = _names(difference, edge[:2])
    return f"**{subject}** {escape(verb(edge[2]))} **{target}**"
