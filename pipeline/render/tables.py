"""The tables of a build: nodes.csv, edges.csv, evidence.csv and triads.csv.

UTF-8, one header line, one row a line (line breaks inside a value become spaces), comma separated,
values quoted where needed, "|" between the items of a list, true and false in lower case.

- `nodes.csv`, by CURIE: see NODES.
- `edges.csv`, by source, target and key: see EDGES.
- `evidence.csv`, in the order given: see EVIDENCE.
- `triads.csv`, best first: see TRIADS.

A value that a spreadsheet would take for a formula gets a leading apostrophe (`pipeline.render.cells`).
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.model import Article, ConceptGraph, Evidence, Triad
from pipeline.render.cells import cell, text
from pipeline.render.files import atomic
from pipeline.render.words import chain

NODES = (
    "id",
    "name",
    "type",
    "mentions",
    "articles",
    "names",
    "community",
    "centrality",
    "x",
    "y",
)
"""CURIE; name in its ontology; entity type; mentions; distinct articles; forms seen, most frequent
first; number of its community (0 the largest); PageRank, 1 the highest; place on the map."""

EDGES = (
    "source",
    "source_name",
    "predicate",
    "target",
    "target_name",
    "kind",
    "sentences",
    "articles",
    "belief",
    "negated",
    "speculative",
    "contradicted",
    "npmi",
    "llr",
    "fdr",
    "first_year",
    "last_year",
    "evidence",
)
"""CURIE and name of both ends; predicate (empty for co-occurrence); asserted, cooccurrence or is_a;
distinct sentences and articles; belief, 0 to 1; share of sentences that deny, and that only
suppose; whether another statement opposes it; NPMI, log-likelihood ratio and Benjamini-Hochberg
FDR of the pair's co-occurrence; first and last year (0 unknown); ids of the best evidence."""

EVIDENCE = (
    "id",
    "article",
    "title",
    "year",
    "doi",
    "pmid",
    "section",
    "start",
    "end",
    "sentence",
    "subject",
    "subject_text",
    "subject_start",
    "subject_end",
    "predicate",
    "object",
    "object_text",
    "object_start",
    "object_end",
    "negated",
    "speculative",
    "cue",
    "rule",
)
"""Evidence id; article's id, title, year, DOI, PMID; section; the sentence's offsets (characters of
the article's text) and words; both concepts (CURIE, words, offsets) with the predicate (empty for
co-occurrence); denied; only supposed; cue word and rule."""

TRIADS = (
    "rank",
    "score",
    "chain",
    "cell",
    "cell_name",
    "cell_predicate",
    "cell_negated",
    "cell_speculative",
    "mechanism",
    "mechanism_name",
    "disease_predicate",
    "disease_negated",
    "disease_speculative",
    "disease",
    "disease_name",
    "together",
    "cell_evidence",
    "disease_evidence",
)
"""Rank and score; the chain in words, with the direction of both legs; CURIE and name of the cell
type, the mechanism and the disease; predicate of either leg (empty for co-occurrence), whether most
of its sentences deny it or only suppose it; whether one article tells both legs; evidence ids."""


def write_nodes_csv(concepts: ConceptGraph, path: Path) -> None:
    """Write one row for each concept."""
    _write(path, NODES, ([node, *_some(data, NODES[1:])] for node, data in _nodes(concepts)))


def write_edges_csv(concepts: ConceptGraph, path: Path) -> None:
    """Write one row for each edge."""
    names: dict[str, str] = dict(concepts.graph.nodes(data="name"))
    edges = concepts.graph.edges(keys=True)
    rows = (
        [s, names[s], data["predicate"], t, names[t], *_some(data, EDGES[5:])]
        for s, t, key in sorted(edges)
        for data in [concepts.graph.edges[s, t, key]]
    )
    _write(path, EDGES, rows)


def write_evidence_csv(
    evidence: Iterable[Evidence], articles: Mapping[str, Article], path: Path
) -> None:
    """Write one row for each piece of evidence as it comes, however many there are."""
    _write(path, EVIDENCE, (_evidence(each, articles) for each in evidence))


def write_triads_csv(concepts: ConceptGraph, path: Path) -> None:
    """Write one row for each chain."""
    names: dict[str, str] = dict(concepts.graph.nodes(data="name"))
    rows = (_triad(rank, each, names) for rank, each in enumerate(concepts.triads, 1))
    _write(path, TRIADS, rows)


def read_evidence_csv(
    path: Path, ids: Iterable[str]
) -> tuple[dict[str, Evidence], dict[str, Article]]:
    """Return the evidence with these ids, and its articles, from an evidence table.

    Ids that it does not have are left out.

    Raises:
        InputError: where there is no such table, or it is none of ours.
    """
    wanted = set(ids)
    evidence: dict[str, Evidence] = {}
    articles: dict[str, Article] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if text(row["id"]) in wanted:
                    each = _read(row)
                    evidence[each.id], articles[each.article] = each, _article(row)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; run `etiograph build` first") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise InputError(f"{path}: no evidence that etiograph wrote; build anew") from error
    return evidence, articles


def read_evidence_row(row: Mapping[str, str]) -> tuple[Evidence, Article]:
    """Return one row of an evidence table as evidence and its article."""
    return _read(row), _article(row)


def _nodes(concepts: ConceptGraph) -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(concepts.graph.nodes(data=True), key=lambda node: str(node[0]))


def _some(data: Mapping[str, Any], keys: Sequence[str]) -> list[Any]:
    return [data[key] for key in keys]


def _evidence(each: Evidence, articles: Mapping[str, Article]) -> list[Any]:
    article = articles.get(each.article) or Article(each.article, "", "")
    words = [
        each.sentence[start - each.start : end - each.start]
        for start, end in (each.subject, each.object)
    ]
    about = [article.title, article.year, article.doi, article.pmid, each.section]
    return [
        each.id,
        each.article,
        *about,
        each.start,
        each.end,
        each.sentence,
        each.subject_concept,
        words[0],
        *each.subject,
        each.predicate,
        each.object_concept,
        words[1],
        *each.object,
        each.negated,
        each.speculative,
        each.cue,
        each.rule,
    ]


def _triad(rank: int, triad: Triad, names: Mapping[str, str]) -> list[Any]:
    cell, disease = triad.cell_leg, triad.disease_leg
    return [
        rank,
        triad.score,
        chain(triad, names),
        triad.cell,
        names[triad.cell],
        cell.predicate,
        cell.negated,
        cell.speculative,
        triad.mechanism,
        names[triad.mechanism],
        disease.predicate,
        disease.negated,
        disease.speculative,
        triad.disease,
        names[triad.disease],
        triad.together,
        "|".join(cell.evidence),
        "|".join(disease.evidence),
    ]


def _read(row: Mapping[str, str]) -> Evidence:
    value = {key: text(each) for key, each in row.items()}
    return Evidence(
        id=value["id"],
        article=value["article"],
        section=value["section"],
        start=int(value["start"]),
        end=int(value["end"]),
        sentence=value["sentence"],
        subject=(int(value["subject_start"]), int(value["subject_end"])),
        object=(int(value["object_start"]), int(value["object_end"])),
        subject_concept=value["subject"],
        object_concept=value["object"],
        predicate=value["predicate"],
        cue=value["cue"],
        rule=value["rule"],
        negated=value["negated"] == "true",
        speculative=value["speculative"] == "true",
    )


def _article(row: Mapping[str, str]) -> Article:
    value = {key: text(row[key]) for key in ("article", "title", "year", "doi", "pmid")}
    year = int(value["year"])
    return Article(value["article"], value["title"], "", "", year, value["doi"], value["pmid"])


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with atomic(path) as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows([cell(value) for value in row] for row in rows)
