"""The lines of printed pages: characters gathered, headers out, columns in reading order."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

T = TypeVar("T", str, float)
SOFT = "\ufffe"
"""A hyphen at the end of a line, as pdfium finds it."""
MARGIN = 0.12
"""Share of the page's height, at top and bottom, where running headers and footers stand."""
MAX_CROSSING = 0.4
"""Share of a page's lines that may cross a gutter between columns: titles, wide tables."""
MAX_LINES = 3_000
"""Lines of a page over which it is no page of text, and stays in the order it was drawn in."""
MIN_COLUMN = 4
"""Fewest lines of a column."""
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_CITED = re.compile(r"(?:[\d,*†‡§\s–-]|(?<=\d)e(?=\d))+")  # "e": a dash in some fonts
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page: its box and font size in points, the page's origin at bottom left.

    `base` is the height of the baseline, which letters with tails reach below.
    """

    char: str
    left: float
    base: float
    right: float
    top: float
    size: float
    font: str


@dataclass(frozen=True, slots=True)
class Line:
    """A run of characters on one baseline without a gap as wide as between columns."""

    text: str
    left: float
    base: float
    right: float
    top: float
    size: float
    font: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points and its lines in the order in which they were drawn."""

    width: float
    height: float
    lines: tuple[Line, ...]


def read_lines(glyphs: Iterator[Glyph]) -> Iterator[Line]:
    """Gather characters into lines; raised numbers, which cite, are left out."""
    run: list[Glyph] = []
    parted = False
    for glyph in glyphs:
        if glyph.char in "\r\n":
            parted = True
        elif glyph.char in (" ", SOFT) or not run:
            run += [glyph] if run or glyph.char != " " else []
        elif not _continues(run, glyph):
            yield from _line(run)
            run = [glyph]
        elif _is_apart(run, glyph, parted):
            run.append(replace(glyph, char=" " + glyph.char))
        else:
            run.append(glyph)
        parted = parted and glyph.char in "\r\n"
    yield from _line(run)


def _is_apart(run: Sequence[Glyph], glyph: Glyph, parted: bool) -> bool:
    """Tell whether a space is missing: pdfium finds most, but none where it ends a line itself."""
    gap = glyph.left - run[-1].right
    return run[-1].char != " " and gap > (0.12 if parted else 0.6) * glyph.size


def _continues(run: list[Glyph], glyph: Glyph) -> bool:
    """Tell whether a character goes on with the line: same height, no leap to the side."""
    last = run[-1] if run[-1].char != " " else next(g for g in reversed(run) if g.char != " ")
    size = max(glyph.size, run[0].size)
    middle = (glyph.base + glyph.top) / 2
    low, high = min(last.base, run[0].base), max(last.top, run[0].top)
    is_level = low - 0.35 * size <= middle <= high + 0.35 * size
    gap = glyph.left - last.right
    return is_level and -0.6 * size <= gap <= 1.6 * size and run[-1].char != SOFT


def _line(run: list[Glyph]) -> Iterator[Line]:
    boxed = [glyph for glyph in run if glyph.char != " "]
    if not boxed:
        return
    size = _commonest(round(glyph.size, 1) for glyph in boxed)
    floor = sorted(g.base for g in boxed)[len(boxed) // 2]
    text = "".join(_characters(run, size, floor)).translate(_LIGATURES).rstrip()
    if text.strip():
        yield Line(
            text,
            min(g.left for g in boxed),
            floor,
            max(g.right for g in boxed),
            max(g.top for g in boxed if g.size >= 0.8 * size),
            size,
            _commonest(glyph.font for glyph in boxed),
        )


def _commonest(values: Iterable[T]) -> T:
    """Return the value that comes most often, the greatest of those that come equally often."""
    counts = Counter(values)
    return max(counts, key=lambda value: (counts[value], value))


def _characters(run: list[Glyph], size: float, floor: float) -> Iterator[str]:
    """Yield a line's characters without raised numbers after a word."""
    raised, before = "", ""
    for glyph in run:
        if glyph.char != " " and glyph.size < 0.8 * size and glyph.base > floor + 0.15 * size:
            raised += glyph.char
            continue
        yield from _kept(raised, before)
        raised, before = "", glyph.char
        yield glyph.char
    yield from _kept(raised, before)


def _kept(raised: str, before: str) -> str:
    """Return raised characters unless they are the number of a reference or footnote."""
    return "" if _CITED.fullmatch(raised) and not before.isdigit() else raised


def place(line: Line, page: Page) -> tuple[str, int]:
    """Say what a line is as page furniture: its text without numbers, and its edge of the page."""
    above, below = line.base > (1 - MARGIN) * page.height, line.top < MARGIN * page.height
    return _DIGITS.sub("#", line.text.strip().lower()), above - below


def furniture(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Find what stands at the edge of two pages or more, and page numbers."""
    counts = Counter(
        where for page in pages for where in {place(line, page) for line in page.lines}
    )
    return {
        (text, edge)
        for (text, edge), count in counts.items()
        if edge and (count > 1 or not _LETTER.search(text) or text.startswith("page #"))
    }


def in_order(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the columns of a page in reading order, each from top to bottom.

    A gutter that few lines cross splits the page; the lines that cross it (titles, wide figures)
    split it into bands, which are read one after the other (a variant of the XY-cut: Nagy, Seth and
    Viswanathan, IEEE Computer 25:10, 1992).
    """
    if len(lines) > MAX_LINES:
        yield list(lines)
        return
    gutter = _gutter(lines)
    if gutter is None:
        if lines:
            yield sorted(lines, key=lambda line: (-round(line.base), line.left))
        return
    crossing = sorted(
        (line for line in lines if line.left < gutter < line.right), key=lambda line: -line.top
    )
    rest = [line for line in lines if not line.left < gutter < line.right]
    across: list[Line] = []
    for line in (*crossing, None):
        floor = line.top - 0.5 * line.size if line else -math.inf
        band = [other for other in rest if other.base >= floor]
        rest = [other for other in rest if other.base < floor]
        if across and (band or line is None):
            yield across
            across = []
        yield from in_order([other for other in band if other.right <= gutter])
        yield from in_order([other for other in band if other.left >= gutter])
        across += [line] if line else []


def _gutter(lines: Sequence[Line]) -> float | None:
    """Find the left edge of a column that has others to its left and is seldom crossed."""
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    scored = []
    for gutter in sorted({round(left) - 2.0 for left in lefts}):
        before, after = bisect_right(rights, gutter), len(lines) - bisect_left(lefts, gutter)
        crossing = len(lines) - before - after
        if min(before, after) >= MIN_COLUMN and crossing <= MAX_CROSSING * len(lines):
            scored.append((crossing - 0.5 * min(before, after), gutter))
    for _, gutter in sorted(scored):
        left = [line for line in lines if line.right <= gutter]
        if _side_by_side(left, [line for line in lines if line.left >= gutter]):
            return gutter
    return None


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Tell whether two groups of lines stand next to each other, not above each other."""
    top = min(max(line.top for line in left), max(line.top for line in right))
    bottom = max(min(line.base for line in left), min(line.base for line in right))
    height = max(line.top for line in (*left, *right)) - min(line.base for line in (*left, *right))
    return top - bottom > 0.15 * height
