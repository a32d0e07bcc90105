"""`etiograph evaluate`: how right the program is on a gold standard."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.cli.annotate import Vocab
from pipeline.cli.progress import compiling
from pipeline.errors import InputError
from pipeline.evaluate.gold import GoldArticle, Span, read_pubtator
from pipeline.evaluate.mentions import MentionScores, score_mentions, types_of
from pipeline.model import Annotation
from pipeline.run import Annotator, articles
from pipeline.settings import Settings


def command(
    gold: Annotated[list[Path], typer.Argument(help="Gold standards in PubTator format.")],
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
    for path in gold:
        standard = list(read_pubtator(path))
        predicted = {a.article.id: spans(a) for a in annotated(path, standard, annotator)}
        scores = [score_mentions(standard, predicted, k) for k in kind or types_of(standard)]
        console.print(table(str(path), scores))
        for score in scores:
            print_errors(console, score, errors)


def annotated(
    path: Path, standard: Iterable[GoldArticle], annotator: Annotator
) -> Iterable[Annotation]:
    """Our annotations of a gold standard's own articles, read as `annotate` reads them."""
    wanted = {article.id for article in standard}
    for article in articles([path]):
        if not isinstance(article, Exception) and article.id in wanted:
            yield annotator(article)


def spans(annotation: Annotation) -> list[Span]:
    """The mentions of an annotation as scoring sees them."""
    return [Span(m.start, m.end, m.type, m.concept) for m in annotation.mentions]


def table(title: str, scores: Iterable[MentionScores]) -> Table:
    """One row a type; the columns with ~ count overlapping mentions as found."""
    result = Table(
        title=Text(title),
        caption="~ counts overlapping mentions; ids: concept right among strict hits",
    )
    result.add_column("type")
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
