"""What a command shows while it works: a bar on a terminal, lines otherwise, JSON on request."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from enum import StrEnum

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from pipeline.batch import Progress as Step
from pipeline.batch import Watch
from pipeline.render import count
from pipeline.vocabulary.vocabulary import Report

LINE_SECONDS = 10.0
JSON_SECONDS = 1.0


class Style(StrEnum):
    """How to show progress."""

    AUTO = "auto"
    PLAIN = "plain"
    JSON = "json"
    QUIET = "quiet"


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


@contextmanager
def building(style: Style) -> Iterator[Watch]:
    """A watch for `build` in the style asked for, on standard error."""
    if style is Style.QUIET:
        yield lambda step: None  # noqa: ARG005
    elif style is Style.JSON:
        yield _Lines(as_json, JSON_SECONDS)
    elif style is Style.PLAIN or not Console(stderr=True).is_terminal:
        yield _Lines(words, LINE_SECONDS)
    else:
        with _bar() as watch:
            yield watch


@contextmanager
def _bar() -> Iterator[Watch]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda step: progress.update(
            task, description=words(step), completed=step.done, total=step.size or None
        )


class _Lines:
    """Prints a line for each phase, and in a long one every few seconds."""

    def __init__(self, line: Callable[[Step], str], seconds: float) -> None:
        self._line, self._seconds = line, seconds
        self._phase, self._last = "", time.monotonic()

    def __call__(self, step: Step) -> None:
        now = time.monotonic()
        ended = step.phase == "reading" and step.done == step.size
        if ended or step.phase not in ("reading", self._phase) or now - self._last > self._seconds:
            self._phase, self._last = step.phase, now
            print(self._line(step), file=sys.stderr, flush=True)


def as_json(step: Step) -> str:
    """Return a step as one JSON object, for schedulers.

    >>> as_json(Step("counting"))[:40]
    '{"phase": "counting", "done": 0, "size":'
    """
    left = time_left(step)
    return json.dumps(asdict(step) | {"seconds_left": None if left is None else round(left)})


def words(step: Step) -> str:
    """Return a step as words.

    >>> words(Step("reading", 500, 1000, articles=20, skipped=1, seconds=10.0))
    'reading: 20 articles, 2.0 a second, 1 skipped, 0:00:10 left'
    """
    if step.phase != "reading":
        return step.phase
    text = f"reading: {count(step.articles, 'article')}"
    if step.seconds >= 1 and step.articles:
        text += f", {step.articles / step.seconds:,.1f} a second"
    if step.skipped:
        text += f", {step.skipped:,} skipped"
    left = time_left(step)
    return text if left is None else f"{text}, {timedelta(seconds=round(left))} left"


def time_left(step: Step) -> float | None:
    """Return the seconds left at the pace so far, None where it is too early or too late to say."""
    if step.seconds < 1 or not 0 < step.done < step.size:
        return None
    return step.seconds * (step.size - step.done) / step.done
