"""Abbreviations defined in a text: Schwartz & Hearst (2003), sentence by sentence, made stricter.

"A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003.  What
differs: words whose initials spell the short form come before any other match, a long form keeps
its brackets closed and its first word whole, and short forms that are words, numbers with units or
Roman numerals are none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

BRACKET = re.compile(
    r"\((?P<round>[^()\[\]]{1,90}(?:\(\w{1,3}\))?)\)|\[(?P<square>[^()\[\]]{1,60})\]"
)
INTRODUCED = re.compile(
    r"(?:(?:or|i\.e\.|ie|termed|called|abbreviated(?: as)?|hereafter(?: called)?|named|known as),? )?"
    r"[\"'“‘]?(?P<short>[^;,=<>:\"”’]+)(?P<rest>.*)"
)
SHORT_FORM = re.compile(
    r"[^\W_](?:[\w+/.'-]*[\w+.])?(?:\(\w{1,3}\))?"
    r"(?:[ -](?:[A-Z0-9][\w+/-]*|alpha|beta|gamma|delta|kappa))?"
)
NO_SHORT_FORM = re.compile(
    r"[ivx]+|[IVX]{2,}|\d+(?:\.\d+)?(?: ?[a-zµμ/%°]+| .*)?|(?:i\.e|e\.g|et al|etc|[Ff]igs?|[Tt]able).*"
)
LIST = re.compile("[;,] ")
LAST_WORD = re.compile(r"(?<![\w-])[\w+/-]+$")
WORD = re.compile(r"[^\W_]+(?:['’]s\b)?")
CLAUSE_SIGN = re.compile(r"[()\[\];]")
NO_LETTER = re.compile(r"\W")
WORD_LENGTH = 15
"""Characters of a word and what follows it, generously: how far back words are looked for at first."""
NEGATING = frozenset(("non-", "pre-", "post-", "pro-"))
"""Prefixes that a short form leaves out: "non-high-density lipoprotein (HDL)"."""
SKIPPED = frozenset("of and the for in to a an with by on or from at de la".split())
"""Words that initials may leave out."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form with the place of its long form; offsets into the text."""

    short: str
    start: int
    end: int


def definitions(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Definition]:
    """The definitions "long form (SHORT)" and "SHORT (long form)" of a text.

    >>> text = "Mesenchymal stem cells (MSCs) help."
    >>> [(d.short, text[d.start:d.end]) for d in definitions(text, [(0, len(text))])]
    [('MSCs', 'Mesenchymal stem cells')]
    >>> text = "GVHD (graft-versus-host disease) is grave."
    >>> [(d.short, text[d.start:d.end]) for d in definitions(text, [(0, len(text))])]
    [('GVHD', 'graft-versus-host disease')]
    """
    for start, end in sentences:
        if "(" in text[start:end] or "[" in text[start:end]:
            for bracket in BRACKET.finditer(text, start, end):
                yield from _defined(text, start, bracket)


def _defined(text: str, start: int, bracket: re.Match[str]) -> Iterator[Definition]:
    group = "round" if bracket["round"] else "square"
    content = INTRODUCED.match(bracket[group].strip())
    if not content or content["rest"].startswith(("=", "<", ">")):
        return
    last = LIST.split(bracket[group])[-1].strip()
    pieces = [*content["short"].strip().split(" and "), last]
    forms = [short for short in dict.fromkeys(pieces) if is_short_form(short)]
    before = _clause(text, start, bracket.start()) if forms else start
    end = before + len(text[before : bracket.start()].rstrip(" \"'”’\n\t-"))
    found = [(short, _long_form(text, before, bracket.start(), short)) for short in forms]
    if any(begin is not None for _, begin in found):
        yield from (Definition(short, begin, end) for short, begin in found if begin is not None)
    elif last in forms and "," in bracket[group]:  # "(long form, SHORT)"
        begin, end = bracket.start(group), bracket.start(group) + bracket[group].rindex(",")
        begin += len(bracket[group]) - len(bracket[group].lstrip()) + content.start("short")
        if _long_form(text, begin, end, last) == begin:
            yield Definition(last, begin, end)
    else:
        yield from _reversed(text, start, *bracket.span(group))


def _reversed(text: str, start: int, begin: int, end: int) -> Iterator[Definition]:
    """The definition "SHORT (long form)", where the whole bracket is the long form."""
    words = text[max(start, begin - 20) : begin - 1].split()
    if not words or sum(map(str.isupper, words[-1])) < 2:  # as most
        return
    before = LAST_WORD.search(words[-1])
    if not before or sum(map(str.isupper, before[0])) < 2 or not is_short_form(before[0]):
        return
    end = begin + len(re.split(r"[;,=]", text[begin:end])[0].rstrip())
    if _long_form(text, begin, end, before[0]) == begin and end - begin >= 2 * len(before[0]):
        yield Definition(before[0], begin, end)


@lru_cache(100_000)
def is_short_form(short: str) -> bool:
    """Whether a string can abbreviate something.

    >>> [s for s in ("MSCs", "hEGF", "n = 3", "range", "ii", "10 mg") if is_short_form(s)]
    ['MSCs', 'hEGF']
    """
    if not (len(short) <= 14 and SHORT_FORM.fullmatch(short)) or NO_SHORT_FORM.fullmatch(short):
        return False
    letters = sum(map(str.isalpha, short))
    capitals = sum(map(str.isupper, short))
    if len(short) == 1 or not letters:
        return capitals == 1
    if not capitals:
        return 1 < len(short) < (5 if short.isalpha() else 7) and " " not in short
    return not (short.istitle() and len(short) > 4 and short.isalpha())


def _clause(text: str, start: int, end: int) -> int:
    """Where the clause before a bracket begins: behind an open bracket, a colon or a semicolon."""
    depth = 0
    for sign in reversed(list(CLAUSE_SIGN.finditer(text, start, end))):
        if sign[0] in ")]":
            depth += 1
        elif not depth:
            return sign.end()
        elif sign[0] in "([":
            depth -= 1
    return start


def _long_form(text: str, start: int, end: int, short: str) -> int | None:
    """Where the long form that ends before a bracket begins, or None."""
    letters = [char.lower() for char in short if char.isalnum()]
    if len(letters) > 2 and short[-1] == "s" and (not short[-2].islower() or short.islower()):
        letters.pop()  # MSCs, cdks
    words = _last_words(text, start, end, min(len(letters) + 5, len(letters) * 2) + 3)
    if not words:
        return None
    if short.islower() and len(short) > 2 and words[-1][0].lower().startswith(short):
        return words[-1].start()  # apolipoprotein (apo)
    bare = [letter for letter in letters if not letter.isdigit()]
    for spelt in (letters, bare) if 1 < len(bare) == len(letters) - 1 else (letters,):
        found = _initials(words, spelt)
        if found is None and len(letters) > 1 and not (short.isalpha() and short.islower()):
            found = _scattered(text, words[0].start(), end, spelt)
        if found is not None:
            found = _whole(text, start, found)
            if _plausible(text[found:end].strip(), short, len(spelt)):
                return found
    return None


def _last_words(text: str, start: int, end: int, count: int) -> list[re.Match[str]]:
    """The last words of a stretch of text, at most so many."""
    reach = WORD_LENGTH * count
    while (near := max(start, end - reach)) > start:
        words = list(WORD.finditer(text, near, end))
        if len(words) > count:  # the first may have lost its beginning
            return words[-count:]
        reach *= 2
    return list(WORD.finditer(text, start, end))[-count:]


def _initials(words: list[re.Match[str]], letters: list[str]) -> int | None:
    """Where the words begin whose first letters spell the short form."""
    firsts = [word[0][0].lower() for word in words]
    if firsts[-len(letters) :] == letters:
        return words[-len(letters)].start()
    index = len(letters) - 1
    for word, first in zip(reversed(words), reversed(firsts), strict=True):
        if first == letters[index]:
            index -= 1
            if index < 0:
                return word.start()
        elif index == len(letters) - 1 or word[0].lower() not in SKIPPED:
            break
    last = firsts[-len(letters) :]
    if 1 < len(letters) == len(last) and sorted(last) == sorted(letters):
        return words[-len(letters)].start()  # myotonic dystrophy (DM), from the Latin
    return None


def _scattered(text: str, low: int, end: int, letters: list[str]) -> int | None:
    """Where the long form begins in which the letters stand in order, the first one at a word."""
    lower = text[low:end].lower()
    if len(lower) != end - low:  # "İ": a capital whose small form is longer
        return None
    position = end - low
    for letter in reversed(letters[1:]):
        position = lower.rfind(letter, 0, position)
        if position < 0:
            return None
    while (position := lower.rfind(letters[0], 0, position)) > 0 and lower[position - 1].isalnum():
        pass
    return low + position if position >= 0 else None


def _whole(text: str, start: int, position: int) -> int:
    """The begin of a word that hyphens join to what stands before it: "1,2-diacylglycerol"."""
    begin = position
    while begin > start and not text[begin - 1].isspace():
        begin -= 1
    prefix = text[begin:position]
    if (
        prefix.lower() not in NEGATING
        and prefix
        and prefix[-1] in "-‐‑'"
        and prefix.count("(") == prefix.count(")")
    ):
        return begin
    return position


def _plausible(long: str, short: str, letters: int) -> bool:
    """Whether a long form is longer than the short one, without it, and keeps brackets closed."""
    if "[" in long or ", " in long or long.count("(") != long.count(")"):
        return False
    words = WORD.findall(long)
    return (
        len(NO_LETTER.sub("", long)) > len(short)
        and short not in long.split()
        and len(words) <= min(letters + 5, letters * 2) + long.count("-")
        and not (len(words) > letters + 1 and letters < len(NO_LETTER.sub("", short)) - 1)
        and not (len(short) == 1 and (len(words) > 1 or len(long) < 5 or not long.islower()))
        and words[0].lower() not in SKIPPED
    )
