"""The prose of printed pages: lines joined into paragraphs, words mended, sections told apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.read.composing import ABSTRACT, Block, plain
from pipeline.read.layout import Line, Page, furniture, in_order, place
from pipeline.read.sections import is_declaration, is_standard, is_unread

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


def prose(pages: Sequence[Page]) -> tuple[str, list[Block]]:
    """Return the title that the first page shows, and the blocks of prose under their headings."""
    body = body_size(pages)
    repeated = furniture(pages)
    lines: list[list[Line]] = []
    title: set[Line] = set()
    heading = ""
    for number, page in enumerate(pages):
        kept = [line for line in page.lines if place(line, page) not in repeated]
        if number == 0:
            found = _title(kept, page, body)
            heading, title = plain(" ".join(line.text for line in found)), set(found)
            kept = [line for line in kept if line not in title]
        lines.extend(column for column in in_order(kept))
    words = Counter(re.findall(r"[\w-]+", " ".join(line.text for c in lines for line in c).lower()))
    paragraphs = _joined(list(_paragraphs(lines)))
    return heading, list(_blocks(paragraphs, words, body))


def body_size(pages: Sequence[Page]) -> float:
    """Return the font size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


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
    pieces: list[str] = []
    for line in lines:
        if pieces and _HYPHEN.search(pieces[-1]):
            stem, first = pieces[-1][:-1], re.split(r"(?<=\w)\b", line.lstrip(), maxsplit=1)[0]
            pieces[-1] = stem + ("-" if _keeps_hyphen(stem, first, words) else "")
        elif pieces:
            pieces.append(" ")
        pieces.append(line.lstrip())
    return _HYPHEN.sub("-", "".join(pieces))


def _keeps_hyphen(stem: str, first: str, words: Counter[str]) -> bool:
    """Tell whether the hyphen at a line's end belongs to the word."""
    left = re.findall(r"[\w+]*$", stem)[0]
    mended_word, compound = f"{left}{first}".lower(), f"{left}-{first}".lower()
    if words[mended_word] != words[compound]:
        return words[compound] > words[mended_word]
    return not first[:1].islower() or bool(_KEEPS.search(left)) or bool(_SECOND.match(first))
