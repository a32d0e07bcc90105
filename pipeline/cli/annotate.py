"""`etiograph annotate`: mentions and relations of articles, without a graph."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TextIO

import typer

from pipeline.annotator import Annotator, annotate, articles
from pipeline.cli.options import Vocab
from pipeline.cli.progress import compiling
from pipeline.errors import InputError, ReadError
from pipeline.model import Annotation
from pipeline.render.annotations import FORMATS, lines
from pipeline.settings import Settings


def command(
    paths: Annotated[
        list[str], typer.Argument(help="Files and folders of articles; - is standard input.")
    ],
    to: Annotated[
        str, typer.Option(help="Format: jsonl, pubtator, bioc or html (a page to read).")
    ] = "jsonl",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="File to write; default: standard output.")
    ] = None,
    vocab: Vocab = None,
) -> None:
    """Find diseases, cell types, mechanisms and relations, and write them article by article.

    Example: etiograph annotate corpus --to pubtator -o corpus.pubtator
    """
    if to not in FORMATS:
        raise InputError(f"--to {to}: unknown format; choose one of {', '.join(FORMATS)}")
    inputs = articles(paths)
    with compiling() as report:
        annotator = Annotator(Settings(vocabularies=tuple(vocab or ())), report=report)
    with _output(out) as file:
        written = write(annotate(inputs, annotator), to, file)
    raise typer.Exit(0 if written else 1)


@contextmanager
def _output(out: Path | None) -> Iterator[TextIO]:
    """The file to write, or standard output."""
    if out is None:
        yield sys.stdout
        return
    try:
        file = out.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"{out}: {error.strerror}; choose a file you can write to") from error
    with file:
        yield file


def write(results: Iterable[Annotation | ReadError], form: str, file: TextIO) -> int:
    """Write what could be read, name what could not; return how many articles were written."""
    written = 0

    def good() -> Iterator[Annotation]:
        nonlocal written
        for item in results:
            if isinstance(item, ReadError):
                print(f"etiograph: {item}", file=sys.stderr)
            else:
                written += 1
                yield item

    for line in lines(good(), form):
        print(line, file=file)
    return written
