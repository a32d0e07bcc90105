"""`etiograph build`: from a folder of articles to the concept graph and its page."""

import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.annotate import Vocab
from pipeline.run import build
from pipeline.settings import Settings


def command(
    paths: Annotated[
        list[str], typer.Argument(help="Files and folders of articles; - is standard input.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the results.")] = Path(
        "outputs"
    ),
    vocab: Vocab = None,
    keep_generic: Annotated[
        bool, typer.Option("--keep-generic", help="Keep generic process words in the graph.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if any article could not be read.")
    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the page when it is done.")] = False,
) -> None:
    """Build the concept graph of articles: page, tables, GraphML and report.

    Example: etiograph build corpus -o outputs --open
    """
    settings = Settings(vocabularies=tuple(vocab or ()), keep_generic=keep_generic)
    report = build(paths, out, settings)
    for each in report.skipped:
        print(f"etiograph: {each.name}: {each.reason}; {each.remedy}", file=sys.stderr)
    if any(report.left_out):
        links, sentences = report.left_out
        print(
            f"graph.html holds the strongest part: {links:,} weaker links and {sentences:,} sentences"
            f" are left out; see everything with: etiograph serve {out}",
            file=sys.stderr,
        )
    if show:
        webbrowser.open((out / "graph.html").resolve().as_uri())
    raise typer.Exit(1 if not report.articles or (strict and report.skipped) else 0)
