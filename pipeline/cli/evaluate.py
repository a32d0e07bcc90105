"""`etiograph evaluate`: how right the program is on a gold standard."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.annotator import Annotator
from pipeline.cli.options import Vocab
from pipeline.cli.progress import compiling
from pipeline.errors import InputError
from pipeline.evaluate.mentions import MentionScores
from pipeline.evaluate.relations import RelationScores
from pipeline.scoring import score
from pipeline.settings import Settings


def command(
    gold: Annotated[
        list[Path], typer.Argument(help="Gold standards: PubTator, BioC, or .jsonl with relations.")
    ],
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="Score only this type; repeatable.")
    ] = None,
    errors: Annotated[
        int, typer.Option(help="List this many of the most frequent errors of each class.")
    ] = 0,
    mentions: Annotated[
        str, typer.Option(help="Relations on our 'own' mentions, or on the 'gold' ones.")
    ] = "own",
    vocab: Vocab = None,
) -> None:
    """Score mentions (and relations) against gold: precision, recall, F1, strict and overlap.

    Example: etiograph evaluate NCBI_dev.pubtator --type Disease --errors 10
    """
    if mentions not in ("own", "gold"):
        raise InputError(f"--mentions {mentions}: choose 'own' or 'gold'")
    with compiling() as report:
        annotator = Annotator(Settings(vocabularies=tuple(vocab or ())), report=report)
    console = Console(highlight=False)
    console.width = max(console.width, 100)  # a table that is cut says nothing
    for path in gold:
        result = score(path, annotator, types=kind or (), gold_mentions=mentions == "gold")
        console.print(table(str(path), result.mentions))
        for each in result.mentions:
            print_errors(console, each, errors)
        if result.relations:
            console.print(relation_table(mentions, result.relations))
            print_relation_errors(console, result.relations, errors)


def table(title: str, scores: Iterable[MentionScores]) -> Table:
    """One row a type; the columns with ~ count overlapping mentions as found."""
    result = Table(
        title=Text(title),
        box=box.SIMPLE_HEAD,
        caption="~ counts overlapping mentions; ids: concept right among strict hits",
    )
    result.add_column("type", no_wrap=True)
    for name in ("gold", "found", "P", "R", "F1", "P~", "R~", "F1~", "ids"):
        result.add_column(name, justify="right")
    for s in scores:
        right, compared = s.concepts
        figures = [
            f"{v:.3f}"
            for part in (s.strict, s.overlap)
            for v in (part.precision, part.recall, part.f1)
        ]
        ids = f"{right / compared:.3f}" if compared else "–"
        result.add_row(Text(s.type), str(s.strict.gold), str(s.strict.predicted), *figures, ids)
    return result


def print_errors(console: Console, score: MentionScores, most: int) -> None:
    """The most frequent errors of each class, misses before false alarms."""
    if most:
        for name, texts in sorted(score.errors.items(), reverse=True):
            shown = ", ".join(f"{text} ({count})" for text, count in texts.most_common(most))
            console.print(Text(f"{score.type}, {name}, {texts.total()}: {shown}"))


def relation_table(mentions: str, scores: RelationScores) -> Table:
    """One row a measure, then one a predicate."""
    result = Table(title=Text(f"relations on {mentions} mentions"), box=box.SIMPLE_HEAD)
    result.add_column("what must be right")
    for name in ("gold", "found", "P", "R", "F1"):
        result.add_column(name, justify="right")
    rows = {
        "subject, object, predicate": scores.strict,
        "subject, object": scores.loose,
        "either direction": scores.undirected,
        "negated": scores.negated,
        "speculative": scores.speculative,
        **dict(sorted(scores.predicates.items())),
    }
    for name, each in rows.items():
        figures = [f"{value:.3f}" for value in (each.precision, each.recall, each.f1)]
        result.add_row(Text(name), str(each.gold), str(each.predicted), *figures)
    return result


def print_relation_errors(console: Console, scores: RelationScores, most: int) -> None:
    """The first misses and false relations, with their sentences."""
    for title, errors in (("missed", scores.misses), ("not in gold", scores.extras)):
        for name, sentence, subject, predicate, target in errors[:most]:
            console.print(Text(f"{title}: {subject} {predicate} {target} ({name}: {sentence})"))
