"""Names of cell lines: the T cells of "Jurkat T cells" are a line in a dish, no cell type.

A cell is a line's where the line stands beside it: before it ("U937 leukemia cells"), after its
adjective ("monocytic U937 cells") or in brackets behind it ("monocytes (THP-1)").  Lines are those
of `cell_lines.txt` and, in an article, what it calls one ("the OCIM1 cell line").
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.recognise.candidates import Candidate
from pipeline.vocabulary.data import read_terms
from pipeline.vocabulary.words import Words

CODE = re.compile(r"(?=.*[0-9])(?=.*[A-Z])[A-Za-z0-9./]{2,12}")
"""What a line may be called: capitals and digits."""
NO_LINE = re.compile(
    r"CD\d+\w*|IL\d+\w*|TH\d+|[A-Z]\d{1,2}|HIV\w*|HTLV\w*|HPV\w*|HLA\w*|\w*TYPE\w*"
)
"""Markers, stages and viruses, which are written like that too."""
JOINED = frozenset(("", "-", "‐", "‑", "–"))
BETWEEN = 3
"""Words between a line and "cell line": "OCIM1 human erythroleukemia cell line"."""
LINES_TOO = frozenset({"stem", "es", "ips"})
"""Words of cells that a laboratory keeps as lines and that are cell types for all that."""
CELL_TYPE = "CellType"
LINE, HELD = "line", frozenset({"cell", "line", "cultures"})


@cache
def known_lines() -> frozenset[str]:
    """The names of lines known everywhere, in capitals, without hyphens."""
    return frozenset(map(_plain, read_terms("cell_lines.txt")))


def is_line(name: str) -> bool:
    """Whether a name is that of a line known everywhere.

    >>> is_line("THP-1"), is_line("T cell")
    (True, False)
    """
    return _plain(name) in known_lines()


class CellLines:
    """Tells which cells are those of a cell line."""

    def __call__(self, words: Words, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The candidates without the cells that are a line's."""
        lines = self._lines(words)
        return [c for c in candidates if not self._line(words, c, lines)]

    def line(self, words: Words, candidate: Candidate) -> str:
        """The line that a candidate belongs to, as the text writes it, or ""."""
        return self._line(words, candidate, self._lines(words))

    def _lines(self, words: Words) -> frozenset[str]:
        """The lines known everywhere and those of an article."""
        return known_lines().union(_called_lines(words)) if LINE in words.keys else known_lines()

    def _line(self, words: Words, candidate: Candidate, lines: frozenset[str]) -> str:
        if candidate.type != CELL_TYPE:
            return ""
        start, end = candidate.start, candidate.end
        for name, held in (_before(words, start), True), _after(words, end):
            if held and name[:1].isalnum() and not name.islower() and _plain(name) in lines:
                return name if LINES_TOO.isdisjoint(words.keys[start:end]) else ""
        return ""


def _before(words: Words, index: int) -> str:
    """The words that hyphens or nothing join, before a word; a number takes what stands before it."""
    if not index or words.gaps[index] not in (" ", "\n", "-"):
        return ""
    if words.texts[index - 1].islower() and words.gaps[index - 1] not in JOINED:
        return ""  # an ordinary word, as most are
    first = index - 1
    while first and (words.gaps[first] in JOINED or _number(words, first)):
        first -= 1
    return "".join(words.texts[first:index])


def _number(words: Words, index: int) -> bool:
    """Whether a number is the second half of a line's name: "RAW 264.7"."""
    return words.texts[index][0].isdigit() and words.texts[index - 1].isupper()


def _after(words: Words, index: int) -> tuple[str, bool]:
    """The joined words after a word, and whether they are in brackets or head "cells" or "line"."""
    first, size = index, len(words)
    if first + 1 >= size:
        return "", False
    if words.texts[first].islower() and words.gaps[first + 1] not in JOINED:
        return "", False
    bracket = words.texts[first] == "("
    first += bracket
    end = first + 1
    while end < size and words.gaps[end] in JOINED and words.texts[end] != ")":
        end += 1
    if end >= size or words.gaps[first] not in ("", " ") or (bracket and words.texts[end] != ")"):
        return "", False
    return "".join(words.texts[first:end]), bracket or words.keys[end] in HELD


def _called_lines(words: Words) -> Iterator[str]:
    """What an article calls a cell line, before or after these words."""
    keys = words.keys
    for index, key in enumerate(keys):
        if key == LINE and index and keys[index - 1] == "cell":
            ends = range(index - 1, max(0, index - 2 - BETWEEN), -1)
            names = [_before(words, end) for end in ends] + [_after(words, index + 1)[0]]
            plain = [_plain(name) for name in names if CODE.fullmatch(name)]
            yield from (name for name in plain if not NO_LINE.fullmatch(name))


def _plain(name: str) -> str:
    return name.replace("-", "").upper()
