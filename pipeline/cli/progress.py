"""What a command shows while it works: a bar on a terminal, plain lines otherwise."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress

from pipeline.vocabulary.vocabulary import Report


@contextmanager
def compiling() -> Iterator[Report]:
    """A report for `Annotator` that shows how far the compilation of the vocabulary is.

    Nothing is shown where the vocabulary comes from the cache.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda what, done, total: print(f"{what} ({done}/{total})", file=sys.stderr)
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("", visible=False)
        yield lambda what, done, total: progress.update(
            task, description=what, completed=done, total=total, visible=True
        )
