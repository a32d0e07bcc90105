"""Accuracy on gold standards, beside the published figures of other systems, as Markdown tables.

    python benchmarks/accuracy.py GOLD_DIR [--only ncbi_disease]

GOLD_DIR holds a folder a corpus with PubTator files in it (README.md says where the corpora are
published): ncbi_disease/dev.pubtator and so on.  What is not there is left out.  Strict: the same
span and type; overlap: spans that touch.  Published figures are for the test halves.  The second
table is of abbreviations (med1250.jsonl), denied mentions (bioscope_abstracts.jsonl and so on) and
relations, as `pipeline.evaluate` reads them.

AnatEM counts what our definition of a mention leaves out.  Its second row, "ours", leaves that out of
the gold, and those of our mentions that touch only it: plain words for a cell ("cell", "cellular",
"cultured cells") and cell lines, which are names with a code of capitals and digits that is no marker
or type (MCF-7, but not CD4 or Th1), those of `cell_lines.txt`, and what ends in line, clone, culture,
strain, hybrid, transformant or transfectant.
"""

import argparse
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline import Annotator
from pipeline.evaluate.abbreviations import Pair, score_abbreviations
from pipeline.evaluate.gold import GoldArticle, Span, read_pubtator
from pipeline.evaluate.mentions import MentionScores, score_mentions
from pipeline.evaluate.negation import read_scopes, score_negation
from pipeline.evaluate.scores import Score
from pipeline.recognise.abbreviations import definitions
from pipeline.recognise.cell_lines import is_line
from pipeline.recognise.sentences import sentences
from pipeline.scoring import annotated, score

PLAIN = re.compile(r"(?:cultured? )?cell(?:s|ular)?(?: (?:population|type|culture)s?)?", re.I)
LINES = re.compile(
    r".*\b(?:sub)?(?:line|clone|culture|strain|hybrid|transfectant|transformant)s?", re.I
)
CODE = re.compile(r"(?=.*[A-Z])(?=.*[0-9])[A-Z0-9].*[^+−]")
NO_CODE = re.compile(r"CD-?\d.*|T[Hh]-?\d+|IL-?\d.*|I?LC\d|AT\d|[MBT]-?\d[a-z]?|.*[+−].*")


@dataclass(frozen=True, slots=True)
class Set:
    """A part of a corpus, the type scored on it, and what others reach there (strict F1)."""

    path: str
    type: str
    others: str
    ours: bool = False
    """Whether what our definition of a mention excludes is left out."""

    @property
    def name(self) -> str:
        """What the table calls it."""
        return f"{self.path}, ours" if self.ours else self.path


SETS = (
    Set("ncbi_disease/dev", "Disease", "MetaMapLite 0.725, DNorm 0.80, neural 0.897"),
    Set("bc5cdr/dev", "Disease", "TaggerOne 0.826, neural 0.888"),
    Set("biored/dev", "Disease", ""),
    Set("craft/dev", "Disease", ""),
    Set("craft/dev", "CellType", "neural 0.74"),
    Set("celllink/dev", "CellType", "scispaCy 0.31, BERN2 0.68, CellExLink 0.86"),
    Set("jnlpba/train", "CellType", "neural 0.72"),
    Set("anatem/dev", "CellType", "neural 0.76"),
    Set("anatem/dev", "CellType", "", ours=True),
    Set("craft/dev", "Mechanism", "MetaMap 0.42, ConceptMapper 0.36, with generated synonyms 0.64"),
    Set("bionlp13cg_triggers/dev", "Mechanism", ""),
    *(
        Set(f"{name}/articles", kind, "")
        for name in ("articles_dev", "passages_dev")
        for kind in ("Disease", "CellType", "Mechanism")
    ),
)


def main() -> None:
    """Score every set that is there and print a row for each, then the other measures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder of corpora")
    parser.add_argument("--only", default="", help="only sets whose path contains this")
    args = parser.parse_args()
    annotator = Annotator()
    print("| set | type | gold | P | R | F1 | F1, overlap | concept ids | others (strict F1) |")
    print("|---|---|--:|--:|--:|--:|--:|--:|---|")
    for each in SETS:
        path = args.gold / f"{each.path}.pubtator"
        if args.only in each.path and path.exists():
            measure = by_our_definition if each.ours else as_it_is
            print(row(each, measure(path, annotator, each.type)), flush=True)
    print("\n| other measures | gold | P | R | F1 |")
    print("|---|--:|--:|--:|--:|")
    for name, measure, files in MEASURES:
        paths = [args.gold / file for file in files]
        if any(args.only in file for file in files) and all(path.exists() for path in paths):
            scored = sum((measure(path, annotator) for path in paths), Score())
            print(measure_row(name, scored), flush=True)


def as_it_is(path: Path, annotator: Annotator, kind: str) -> MentionScores:
    """The scores of one type."""
    return score(path, annotator, types=[kind]).mentions[0]


def by_our_definition(path: Path, annotator: Annotator, kind: str) -> MentionScores:
    """The scores of one type without the gold that `excluded` names, and what touches only that."""
    standard, kept = list(read_pubtator(path)), []
    found = {each.article.id: each.mentions for each in annotated(path, standard, annotator)}
    predicted: dict[str, list[Span]] = {}
    for article in standard:
        own = {span for span in article.spans if span.type == kind}
        out = {span for span in own if excluded(article.text[span.start : span.end])}
        kept.append(GoldArticle(article.id, article.text, frozenset(own - out)))
        spans = [Span(m.start, m.end, m.type, m.concept) for m in found.get(article.id, ())]
        predicted[article.id] = [s for s in spans if touches(s, own - out) or not touches(s, out)]
    return score_mentions(kept, predicted, kind)


def excluded(text: str) -> bool:
    """Whether a mention of a cell is a plain word for it, or a cell line.

    >>> [excluded(name) for name in ("cells", "MCF-7 cells", "tumor cell lines", "HeLa")]
    [True, True, True, True]
    >>> [excluded(name) for name in ("CD4+ T cells", "Th1 cells", "type II pneumocytes", "T cell")]
    [False, False, False, False]
    """
    words = re.split(r"[ /]", text)
    codes = (word for word in words if CODE.fullmatch(word) and not NO_CODE.fullmatch(word))
    named = any(map(is_line, words)) or any(codes)
    return named or bool(PLAIN.fullmatch(text) or LINES.fullmatch(text))


def touches(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span overlaps another."""
    return any(span.start < other.end and other.start < span.end for other in others)


def abbreviations(path: Path, _: Annotator) -> Score:
    """The score of short forms with their long forms."""

    def defined(text: str) -> list[Pair]:
        found = definitions(text, sentences(text, 0, len(text)))
        return [(each.short, text[each.start : each.end]) for each in found]

    return score_abbreviations(path, defined).pairs


def negation(path: Path, annotator: Annotator) -> Score:
    """The score of which mentions are denied."""
    return score_negation(read_scopes(path), annotator).negated


def relations(path: Path, annotator: Annotator) -> Score:
    """The score of relations on our own mentions."""
    return score(path, annotator).relations.strict


def related(path: Path, annotator: Annotator) -> Score:
    """The score of relations on the gold mentions."""
    return score(path, annotator, gold_mentions=True).relations.strict


OURS = ("articles_dev/articles.jsonl", "passages_dev/articles.jsonl")

MEASURES: tuple[tuple[str, Callable[[Path, Annotator], Score], tuple[str, ...]], ...] = (
    ("abbreviations, MED1250", abbreviations, ("med1250.jsonl",)),
    ("negated mentions, BioScope abstracts", negation, ("bioscope_abstracts.jsonl",)),
    ("negated mentions, BioScope full papers", negation, ("bioscope_full_papers.jsonl",)),
    ("relations on gold mentions, our 22 development articles", related, OURS),
    ("relations on own mentions, our 22 development articles", relations, OURS),
)
"""What else is scored: how the table calls it, how, and on which files of the gold."""


def row(each: Set, scores: MentionScores) -> str:
    """One row of the table."""
    strict, (right, compared) = scores.strict, scores.concepts
    ids = f"{right / compared:.3f}" if compared else ""
    cells = [each.name, each.type, str(strict.gold)]
    cells += [f"{value:.3f}" for value in (strict.precision, strict.recall, strict.f1)]
    cells += [f"{scores.overlap.f1:.3f}", ids, each.others]
    return f"| {' | '.join(cells)} |"


def measure_row(name: str, scored: Score) -> str:
    """One row of the second table."""
    figures = (f"{value:.3f}" for value in (scored.precision, scored.recall, scored.f1))
    return f"| {name} | {scored.gold} | {' | '.join(figures)} |"


if __name__ == "__main__":
    main()
