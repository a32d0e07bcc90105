"""Abbreviations defined in a text: Schwartz & Hearst (2003), sentence by sentence.

"A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PARENTHESIS = re.compile(r"\(([^()]{2,60})\)")
SHORT_FORM = re.compile(r"(?=.*[^\W\d_])[^\W_][\w+/.-]*(?: [\w+/-]+)?")


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form with the place of its long form; offsets into the text."""

    short: str
    start: int
    end: int


def definitions(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Definition]:
    """The definitions "long form (SHORT)" of a text.

    >>> text = "Mesenchymal stem cells (MSCs) help."
    >>> [(d.short, text[d.start:d.end]) for d in definitions(text, [(0, len(text))])]
    [('MSCs', 'Mesenchymal stem cells')]
    """
    for start, end in sentences:
        for bracket in PARENTHESIS.finditer(text, start, end):
            short = re.split(r"[;,]", bracket[1])[0].strip()
            if not (2 <= len(short) <= 10 and SHORT_FORM.fullmatch(short)):
                continue
            if (begin := _long_form(text, start, bracket.start(), short)) is not None:
                yield Definition(short, begin, len(text[: bracket.start()].rstrip()))


def _long_form(text: str, start: int, end: int, short: str) -> int | None:
    """Where the long form before a bracket begins: every letter of the short form, in order."""
    letters = [char.lower() for char in short if char.isalnum()]
    if len(letters) > 2 and short[-1] == "s" and short[-2].isupper():
        letters.pop()  # MSCs
    words = text[start:end].split()
    window = sum(map(len, words[-min(len(letters) + 5, len(letters) * 2) :]))
    low = max(start, end - window - len(words))
    position = end
    for index in range(len(letters) - 1, -1, -1):
        position -= 1
        while position >= low and not (
            text[position].lower() == letters[index]
            and (index > 0 or position == start or not text[position - 1].isalnum())
        ):
            position -= 1
        if position < low:
            return None
    return position if len(text[position:end].strip()) > len(short) else None
