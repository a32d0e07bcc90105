"""`etiograph build`: from a folder of articles to the concept graph and its page."""

import sys
import webbrowser
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Vocab
from pipeline.cli.progress import Style, building, compiling
from pipeline.read.remote import is_url, local_path
from pipeline.render import count
from pipeline.run import BuildReport, build
from pipeline.settings import Batch, Settings, Shape

SHOWN = 20
"""Lines about what could not be read; `run.json` has them all."""


class Extra(StrEnum):
    """Formats that are written on request."""

    CX2 = "cx2"
    NEO4J = "neo4j"


def command(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files, folders and URLs of articles; - is standard input."),
    ],
    out: Annotated[
        str, typer.Option("-o", "--out", help="Folder (or URL) for the results.")
    ] = "outputs",
    vocab: Vocab = None,
    keep_generic: Annotated[
        bool, typer.Option("--keep-generic", help="Keep generic process words in the graph.")
    ] = False,
    level: Annotated[
        int | None,
        typer.Option(min=0, help="Merge concepts deeper than this below their ontology's root."),
    ] = None,
    roll_up: Annotated[
        list[str] | None,
        typer.Option("--roll-up", metavar="CURIE", help="Merge all kinds of this concept into it."),
    ] = None,
    is_a: Annotated[
        bool, typer.Option("--is-a", help="Add edges from concepts to their ontology ancestors.")
    ] = False,
    min_articles: Annotated[
        int, typer.Option(min=1, help="Leave out co-occurrence in fewer articles.")
    ] = 1,
    also: Annotated[
        list[Extra] | None, typer.Option("--also", help="Write this format too.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if any article could not be read.")
    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the page when it is done.")] = False,
    engine: Annotated[
        str, typer.Option(help="Where to work: auto, serial, processes or dask.")
    ] = "auto",
    workers: Annotated[
        int, typer.Option(min=0, help="Processes on this machine; 0: one for each processor.")
    ] = 0,
    timeout: Annotated[
        float, typer.Option(min=1, help="Seconds an article may take before it is given up.")
    ] = 120,
    scheduler: Annotated[
        str, typer.Option(help="Dask scheduler, such as tcp://host:8786.", show_default=False)
    ] = "",
    progress: Annotated[
        Style, typer.Option(help="Progress on standard error: a bar, lines or JSON lines.")
    ] = Style.AUTO,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show errors only.")] = False,
) -> None:
    """Build the concept graph of articles: page, tables, GraphML and report.

    A second build into the same folder reads only what is new or has changed; one that was
    interrupted goes on where it stopped.

    Example: etiograph build corpus -o outputs --open
    """
    settings = Settings(vocabularies=tuple(vocab or ()), keep_generic=keep_generic)
    shape = Shape(
        level=level,
        roll_up=tuple(roll_up or ()),
        is_a=is_a,
        minimum_articles=min_articles,
        formats=tuple(sorted({each.value for each in also or ()})),
    )
    batch = Batch(engine, workers=workers, timeout=timeout, scheduler=scheduler)
    with compiling() as compiled, building(Style.QUIET if quiet else progress) as watch:
        try:
            report = build(
                paths, out, settings, shape=shape, batch=batch, watch=watch, report=compiled
            )
        except KeyboardInterrupt:
            print("etiograph: stopped; the same command goes on from here", file=sys.stderr)
            raise typer.Exit(130) from None
    tell(report, quiet=quiet)
    if show:
        webbrowser.open(_page(out))
    raise typer.Exit(1 if not report.articles or (strict and report.skipped) else 0)


def _page(out: str) -> str:
    """Return the address of a build's page."""
    out = local_path(out)
    return f"{out}/graph.html" if is_url(out) else (Path(out) / "graph.html").resolve().as_uri()


def tell(report: BuildReport, *, quiet: bool = False) -> None:
    """Say on standard error what could not be read, what counts once and what was written."""
    for each in report.skipped[:SHOWN]:
        print(f"etiograph: {each.name}: {each.reason}; {each.remedy}", file=sys.stderr)
    if len(report.skipped) > SHOWN:
        more = len(report.skipped) - SHOWN
        print(f"etiograph: {more:,} more could not be read; run.json lists all", file=sys.stderr)
    if quiet:
        return
    if report.duplicates:
        source, first = report.duplicates[0]
        number = len(report.duplicates)
        twice = "stands twice and counts" if number == 1 else "stand twice and count"
        print(
            f"{count(number, 'article')} {twice} once, such as {source},"
            f" the same as {first}; run.json lists all",
            file=sys.stderr,
        )
    if any(report.left_out):
        links, sentences = report.left_out
        print(
            f"graph.html holds the strongest part: {count(links, 'weaker link')} and"
            f" {count(sentences, 'sentence')} are left out; see everything with: etiograph serve {report.out}",
            file=sys.stderr,
        )
    if report.articles and report.made and not report.made.nodes:
        print(
            "no known concept was found in these articles; `etiograph explain FILE` says why",
            file=sys.stderr,
        )
    print(f"{report.out}: the graph of {count(report.articles, 'article')}", file=sys.stderr)
