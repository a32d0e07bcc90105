"""Scores of abbreviation definitions against a standard such as MED1250 (Schwartz & Hearst 2003).

The standard is JSON lines: title, abstract and pairs of a short form (`sf`) and its long form
(`lf`).  A pair counts once an article; white space and case don't count.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.evaluate.scores import Score

Pair = tuple[str, str]
"""Short form, long form."""


@dataclass(frozen=True, slots=True)
class AbbreviationScores:
    """Pairs over all articles; `missed` and `false` are (article number, short, long)."""

    pairs: Score
    missed: tuple[tuple[int, str, str], ...]
    false: tuple[tuple[int, str, str], ...]


def score_abbreviations(
    path: Path, find: Callable[[str], Iterable[Pair]], *, verbatim: bool = False
) -> AbbreviationScores:
    """Compare the pairs found in title + " " + abstract of each article with the standard's.

    Args:
        path: the standard's file.
        find: gives the pairs of a text.
        verbatim: leave out pairs that the text does not write as the standard does.

    Raises:
        InputError: the file cannot be read as this standard.
    """
    scored = Score()
    missed: list[tuple[int, str, str]] = []
    false: list[tuple[int, str, str]] = []
    for number, (text, pairs) in enumerate(read_standard(path, verbatim=verbatim), 1):
        expected = {_folded(pair) for pair in pairs}
        actual = {_folded(pair) for pair in find(text)}
        scored += Score.matched(len(expected), len(actual), len(expected & actual))
        missed += ((number, *pair) for pair in sorted(expected - actual))
        false += ((number, *pair) for pair in sorted(actual - expected))
    return AbbreviationScores(scored, tuple(missed), tuple(false))


def read_standard(path: Path, *, verbatim: bool = False) -> Iterator[tuple[str, list[Pair]]]:
    """The text and the pairs of each article.

    Raises:
        InputError: the file cannot be read as this standard.
    """
    try:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            pairs = [p for p in row["pairs"] if not verbatim or p.get("verbatim", True)]
            yield f"{row['title']} {row['abstract']}", [(p["sf"], p["lf"]) for p in pairs]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: {error}; expected JSON lines with title, abstract and pairs"
        ) from error


def _folded(pair: Pair) -> Pair:
    short, long = (" ".join(part.split()).casefold() for part in pair)
    return short, long
