"""report.md: what a corpus says, on a page that a person can read from top to bottom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.errors import ReadError
from pipeline.model import ConceptGraph, EdgeKey, Evidence, Triad
from pipeline.render.files import atomic
from pipeline.render.markdown import escape, quoted, source
from pipeline.render.statements import Assertions, backed, best_backed, statement
from pipeline.render.words import chain, count, listed

HEADINGS = {"Disease": "Diseases", "CellType": "Cell types", "Mechanism": "Mechanisms"}
"""How the types of the shipped vocabularies are called where there are many; users add others."""

MANY = 10
"""Rows of each list: what one reads before wanting to search instead."""

CHAINS = """\
Each links what articles say of a cell type and a mechanism with what they say of that mechanism and
a disease.  An arrow points from subject to object; “stands with” is mere co-occurrence.  The score
is the belief in both legs, multiplied; co-occurrence counts little, and a chain that no single
article tells counts less.  triads.csv has up to 1,000, the best first."""

NEWS = "If a build has found anything that the one before it had not, changes.md says what."
# not here, so that the report depends on the articles alone

LEGEND = """\
*Belief* says how far the articles back an assertion: 0.65 for one article that affirms it, 0.86 for
two, 0.95 at most; an article counts once, one that only supposes counts half, and denials lower it.
It says nothing about whether the articles are right."""


def write_report(concepts: ConceptGraph, path: Path, *, skipped: Sequence[ReadError] = ()) -> None:
    """Write the report.

    Args:
        concepts: the graph with its evidence, articles and triads.
        path: the file to write.
        skipped: what could not be read.
    """
    assertions = best_backed(concepts)
    sections = (
        _glance(concepts, skipped),
        _triads(concepts),
        _main_concepts(concepts),
        _assertions(concepts, assertions),
        _contradictions(concepts, assertions),
        _denials(concepts, assertions),
        _skipped(skipped),
    )
    with atomic(path) as file:
        for section in sections:
            for line in section:
                file.write(f"{line}\n")


def _glance(concepts: ConceptGraph, skipped: Sequence[ReadError]) -> Iterator[str]:
    kinds = Counter(kind for each in concepts.edges() for kind in each.values["kind"])
    types = Counter(data["type"] for data in concepts.nodes.values())
    years = sorted({article.year for article in concepts.articles.values() if article.year})
    span = f", published {years[0]} to {years[-1]}" if len(years) > 1 else ""
    articles = count(len(concepts.articles), "article")
    yield from (f"# What {articles} {'says' if len(concepts.articles) == 1 else 'say'}", "")
    found = listed([f"{types[each]:,} {_heading(each).lower()}" for each in _types(types)])
    yield (
        f"In {articles}{span}, with {count(concepts.counts['sentences'], 'sentence')}: "
        f"{found or 'no known concept'}; {count(kinds['asserted'], 'different assertion')}; "
        f"{count(kinds['cooccurrence'], 'pair')} of concepts in one sentence at least once."
    )
    if skipped:
        yield from ("", f"{count(len(skipped), 'input')} could not be read (see the end).")
    yield from ("", NEWS)


def _main_concepts(concepts: ConceptGraph) -> Iterator[str]:
    nodes = sorted(concepts.nodes.items(), key=_prominence)
    for kind in _types(data["type"] for _, data in nodes):
        yield from ("", f"## {_heading(kind)}", "")
        yield from ("| | articles | mentions | also written |", "|---|---:|---:|---|")
        for node, data in islice((n for n in nodes if n[1]["type"] == kind), MANY):
            name = escape(data["name"] or node)
            forms = [f for f in data["names"].split("|") if f.lower() != data["name"].lower()]
            written = ", ".join(escape(form) for form in forms[:3])
            yield f"| {name} | {data['articles']} | {data['mentions']} | {written} |"


def _assertions(concepts: ConceptGraph, assertions: Assertions) -> Iterator[str]:
    best = [each for each in assertions if each[1]["belief"] > 0][: MANY + MANY // 2]
    if best:
        yield from ("", "## Strongest assertions", "", LEGEND, "")
    for number, (edge, data) in enumerate(best, 1):
        yield f"{number}. {statement(concepts, edge)} ({backed(data)})"
        yield from _quotations(concepts, data, negated=False)


def _triads(concepts: ConceptGraph) -> Iterator[str]:
    if concepts.triads:
        yield from ("", "## Chains from cell type over mechanism to disease", "", CHAINS, "")
    names = {node: data["name"] for node, data in concepts.nodes.items()}
    for number, triad in enumerate(islice(_varied(concepts.triads), MANY), 1):
        told = "" if triad.together else ", told by different articles"
        yield f"{number}. {escape(chain(triad, names))} (score {triad.score:.2f}{told})"
        yield from _both_legs(concepts, triad)


def _varied(triads: Iterable[Triad]) -> Iterator[Triad]:
    """Yield the best triad of each mechanism and disease: the others repeat its second leg."""
    seen: set[tuple[str, str]] = set()
    for triad in triads:
        if (triad.mechanism, triad.disease) not in seen:
            seen.add((triad.mechanism, triad.disease))
            yield triad


def _both_legs(concepts: ConceptGraph, triad: Triad) -> Iterator[str]:
    """Yield a sentence for each leg, or one where it tells both."""
    legs = (triad.cell_leg, triad.disease_leg)
    best = [_best(concepts, leg.evidence, negated=leg.negated) for leg in legs]
    found = [each for each in best if each]
    if len({(each.article, each.start) for each in found}) == 1:
        yield _quotation(concepts, *found)
    else:
        yield from (_quotation(concepts, each) for each in found)


def _contradictions(concepts: ConceptGraph, assertions: Assertions) -> Iterator[str]:
    opposed = [each for each in assertions if each[1]["contradicted"]]
    pairs: dict[tuple[str, str], list[tuple[EdgeKey, Mapping[str, Any]]]] = {}
    for edge, data in opposed:
        pairs.setdefault(edge[:2], []).append((edge, data))
    if pairs:
        yield from ("", "## Contradictions", "")
    for sides in islice(pairs.values(), MANY):
        for edge, data in sides:
            yield f"- {statement(concepts, edge)} ({backed(data)})"
            yield from _quotations(concepts, data, negated=False)
            if data["negated"]:
                yield from _quotations(concepts, data, negated=True, lead="but ")


def _denials(concepts: ConceptGraph, assertions: Assertions) -> Iterator[str]:
    denied = [each for each in assertions if each[1]["negated"] == 1]
    if denied:
        yield from ("", "## Denied", "")
    for edge, data in denied[:MANY]:
        yield f"- {statement(concepts, edge)}: denied in {count(data['articles'], 'article')}"
        yield from _quotations(concepts, data, negated=True)


def _skipped(skipped: Sequence[ReadError]) -> Iterator[str]:
    if skipped:
        yield from ("", "## Skipped", "")
    for each in sorted(skipped, key=lambda error: error.source)[: MANY * 10]:
        yield f"- {escape(each.source)}: {escape(each.reason)}; {escape(each.remedy)}"
    if len(skipped) > MANY * 10:
        yield f"- and {len(skipped) - MANY * 10:,} more, listed in run.json"


def _prominence(node: tuple[str, Mapping[str, Any]]) -> tuple[int, int, str]:
    return (-node[1]["articles"], -node[1]["mentions"], node[0])


def _quotations(
    concepts: ConceptGraph, data: Mapping[str, Any], *, negated: bool, lead: str = ""
) -> Iterator[str]:
    """Yield the best evidence of an edge on the side asked for, if there is any."""
    best = _best(concepts, data["evidence"].split("|"), negated=negated)
    if best:
        yield _quotation(concepts, best, lead=lead)


def _best(concepts: ConceptGraph, ids: Iterable[str], *, negated: bool) -> Evidence | None:
    """Return the first evidence that denies or does not, as asked for, plain before supposed."""
    known = [concepts.evidence[each] for each in ids if each in concepts.evidence]
    fitting = [each for each in known if each.negated == negated or not each.predicate]
    return min(fitting, key=lambda each: each.speculative, default=None)


def _quotation(concepts: ConceptGraph, *evidence: Evidence, lead: str = "") -> str:
    article = concepts.articles.get(evidence[0].article)
    return f"    - {lead}{quoted(*evidence)} {source(evidence[0], article)}"


def _types(types: Iterable[str]) -> list[str]:
    found = set(types)
    return [each for each in HEADINGS if each in found] + sorted(found - set(HEADINGS))


def _heading(kind: str) -> str:
    return escape(HEADINGS.get(kind, kind))
