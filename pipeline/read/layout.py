"""The prose of printed pages: columns in order, headers out, words mended, paragraphs joined."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from pipeline.read.composing import ABSTRACT, Block, plain
from pipeline.read.sections import is_declaration, is_standard, is_unread

T = TypeVar("T", str, float)
SOFT = "\ufffe"
"""A hyphen at the end of a line, as pdfium finds it."""
MARGIN = 0.12
"""Share of the page's height, at top and bottom, where running headers and footers stand."""
MAX_CROSSING = 0.4
"""Share of a page's lines that may cross a gutter between columns: titles, wide tables."""
_DIGITS = re.compile(r"\d+")
_CITED = re.compile(r"(?:[\d,*†‡§\s–-]|(?<=\d)e(?=\d))+")  # "e": a dash in some fonts
_HYPHEN = re.compile(r"[-\u00ad\ufffe\u2010]$")
_KEEPS = re.compile(
    r"(?:^|\W)(?:anti|non|self|well|cell|age|dose|time|long|short|high|low|large|small|half|cross|"
    r"double|single|two|three|four|one|ex|all|early|late|wild|type|follow|mid|multi|co|pro|pre|post|"
    r"[A-Z0-9+αβγδκ]+\w{0,2})$"
)
_SECOND = re.compile(
    r"^(?:derived|like|mediated|induced|dependent|specific|associated|related|type|based|positive|"
    r"negative|deficient|null|free|independent|term|driven|resistant|treated|threatening|up|"
    r"reactive|producing|expressing|secreting|rich|bound|linked|wide|matched|blind)\b"
)
_ENDED = re.compile(r"[.!?:]['\")\]”’\d,]*$")
_RUN_IN = re.compile(r"^(abstract|summary)\s*[.:—–-]\s*(?=\S)", re.IGNORECASE)
_CAPTION = re.compile(r"^(?:fig(?:ure|\.)?|table|box|scheme)\s*\d", re.IGNORECASE)
_FUNCTION_WORDS = frozenset(
    "the of and to in is that for with was by as are from on be or this were which an at it not "
    "have has can also been than we its between these a".split()
)
LOOK_BACK = 8
"""Paragraphs back that one may go on: those of a table or figure stand between."""
_LETTER = re.compile(r"[^\W\d_]")


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
            run += [glyph] if run or glyph.char.strip() else []
        elif not _continues(run, glyph):
            yield from _line(run)
            run = [glyph]
        else:
            run += (
                [replace(glyph, char=" " + glyph.char)]
                if _is_apart(run, glyph, parted)
                else [glyph]
            )
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
    text = plain_line(_characters(run, size, floor)).rstrip()
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


def plain_line(characters: Iterator[str]) -> str:
    """Join characters; ligatures and private glyphs become what they stand for, or nothing."""
    text = "".join(characters)
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return text


def body_size(pages: Sequence[Page]) -> float:
    """Return the font size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def prose(pages: Sequence[Page]) -> tuple[str, list[Block]]:
    """Return the title that the first page shows, and the blocks of prose under their headings."""
    body = body_size(pages)
    furniture = _furniture(pages)
    lines: list[list[Line]] = []
    title: list[Line] = []
    for number, page in enumerate(pages):
        kept = [line for line in page.lines if _place(line, page) not in furniture]
        if number == 0:
            title = _title(kept, page, body)
            kept = [line for line in kept if line not in title]
        lines.extend(column for column in in_order(kept))
    words = Counter(re.findall(r"[\w-]+", " ".join(line.text for c in lines for line in c).lower()))
    paragraphs = _joined(list(_paragraphs(lines)))
    text = plain(" ".join(line.text for line in title))
    return text, list(_blocks(paragraphs, words, body))


def _place(line: Line, page: Page) -> tuple[str, int]:
    """Say what a line is as page furniture: its text without numbers, and its edge of the page."""
    edge = (
        1
        if line.base > (1 - MARGIN) * page.height
        else -1
        if line.top < MARGIN * page.height
        else 0
    )
    return _DIGITS.sub("#", line.text.strip().lower()), edge


def _furniture(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Find what stands at the edge of two pages or more, and page numbers."""
    counts = Counter(
        place for page in pages for place in {_place(line, page) for line in page.lines}
    )
    return {
        place
        for place, count in counts.items()
        if place[1] and (count > 1 or not _LETTER.search(place[0]) or place[0].startswith("page #"))
    }


def in_order(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the columns of a page in reading order, each from top to bottom.

    A gutter that few lines cross splits the page; the lines that cross it (titles, wide figures)
    split it into bands, which are read one after the other (a variant of the XY-cut: Nagy, Seth and
    Viswanathan, IEEE Computer 25:10, 1992).
    """
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
        if min(before, after) >= 4 and crossing <= MAX_CROSSING * len(lines):
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


def _title(lines: Sequence[Line], page: Page, body: float) -> list[Line]:
    """Find the lines of the largest font in the upper half of the first page."""
    upper = [
        line
        for line in lines
        if line.base > 0.45 * page.height and len(_LETTER.findall(line.text)) > 3
    ]
    if not upper:
        return []
    wordy = Counter[float]()
    for line in upper:
        wordy[line.size] += len(line.text)
    sizes = [size for size, letters in wordy.items() if letters >= 15 and size > 1.15 * body]
    if not sizes:
        return []
    return [line for line in upper if line.size == max(sizes)]


def _paragraphs(columns: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Split columns into paragraphs at gaps, indents, changes of font and headings."""
    for column in columns:
        paragraph: list[Line] = []
        edge, pitch = max(line.right for line in column), _pitch(column)
        for line in column:
            if paragraph and _breaks(paragraph[-1], line, edge, pitch):
                yield paragraph
                paragraph = []
            paragraph.append(line)
        yield paragraph


def _pitch(column: Sequence[Line]) -> float:
    """Return the usual distance between baselines."""
    steps = Counter(round(a.base - b.base) for a, b in pairwise(column) if a.base > b.base + 2)
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 12.0


def _breaks(last: Line, line: Line, edge: float, pitch: float) -> bool:
    """Tell whether a paragraph ends between two lines of a column.

    A line in another font is a heading where the one before ends short of the right edge; a line
    that reaches it has but a species' name in it.
    """
    step = last.base - line.base
    if abs(step) < 0.4 * line.size:
        return False  # the same line, after a wide gap
    names = (
        is_standard(line.text),
        is_unread(line.text),
        is_standard(last.text),
        is_unread(last.text),
    )
    resized = abs(line.size - last.size) > 0.08 * last.size
    refonted = line.font != last.font and last.right < edge - 1.5 * last.size
    indented = line.left - last.left > 0.7 * line.size and bool(_ENDED.search(last.text))
    return step > 1.45 * max(pitch, line.size) or resized or refonted or any(names) or indented


def _joined(paragraphs: list[list[Line]]) -> list[list[Line]]:
    """Join what a column's end, a table or a figure has parted: no full stop, then no capital."""
    joined: list[list[Line]] = []
    for paragraph in paragraphs:
        before = next((p for p in joined[: -LOOK_BACK - 1 : -1] if _goes_on(p, paragraph)), None)
        if before is not None:
            before.extend(paragraph)
        else:
            joined.append(list(paragraph))
    return joined


def _goes_on(before: Sequence[Line], after: Sequence[Line]) -> bool:
    last, first = before[-1], after[0]
    is_open = not _ENDED.search(last.text) and len(before) > 1
    return (
        is_open and first.text[:1].islower() and (last.size, last.font) == (first.size, first.font)
    )


def _blocks(
    paragraphs: Sequence[Sequence[Line]], words: Counter[str], body: float
) -> Iterator[Block]:
    """Label paragraphs with their sections; references, tables and crumbs are left out.

    Before the first standard heading only running text counts: authors and addresses do not.
    """
    texts = [mended([line.text for line in paragraph], words) for paragraph in paragraphs]
    section, hidden, started = "", False, not any(map(is_standard, texts))
    for paragraph, text in zip(paragraphs, texts, strict=True):
        run_in = _RUN_IN.match(text)
        is_small = paragraph[0].size < 0.93 * body
        if len(text) < 80 and not (is_small and started) and (is_standard(text) or is_unread(text)):
            section, hidden, started = text, is_unread(text), True
        elif run_in:
            section, hidden, started = ABSTRACT, False, True
            text = text[run_in.end() :]
        running = _is_running(text) or (started and not is_small) or bool(_CAPTION.match(text))
        if not hidden and running and _is_prose(text):
            yield Block(text, section)


def _is_running(text: str) -> bool:
    """Tell running text from names, addresses and the words in a figure, by its function words."""
    words = text.lower().split()
    is_sentence = len(words) >= 12 and bool(_ENDED.search(text))
    return is_sentence and sum(word in _FUNCTION_WORDS for word in words) > 0.12 * len(words)


def _is_prose(text: str) -> bool:
    """Tell sentences and headings from rows of numbers, addresses of pictures and crumbs."""
    letters = len(_LETTER.findall(text))
    is_dense = letters >= 4 and letters >= 0.6 * len(text.replace(" ", ""))
    return is_dense and not is_declaration(text)


def mended(lines: Sequence[str], words: Counter[str]) -> str:
    """Join lines into a paragraph; words parted by a hyphen are mended as the document writes them.

    >>> mended(["mesenchymal stem cell-", "derived factors in popu-", "lations"], Counter())
    'mesenchymal stem cell-derived factors in populations'
    """
    text = ""
    for line in lines:
        if not _HYPHEN.search(text):
            text = f"{text} {line}" if text else line
            continue
        stem, first = text[:-1], re.split(r"(?<=\w)\b", line.lstrip(), maxsplit=1)[0]
        text = stem + ("-" if _keeps_hyphen(stem, first, words) else "") + line.lstrip()
    return _HYPHEN.sub("-", text)


def _keeps_hyphen(stem: str, first: str, words: Counter[str]) -> bool:
    """Tell whether the hyphen at a line's end belongs to the word."""
    left = re.findall(r"[\w+]*$", stem)[0]
    mended_word, compound = f"{left}{first}".lower(), f"{left}-{first}".lower()
    if words[mended_word] != words[compound]:
        return words[compound] > words[mended_word]
    return not first[:1].islower() or bool(_KEEPS.search(left)) or bool(_SECOND.match(first))
