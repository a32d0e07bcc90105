"""Words of a text and their keys: what makes two spellings of a name the same.

A key is what is left of a word when case, accents, plural, British spelling, Greek letters and the
difference between an adjective and its noun are taken away.  Names and texts go through the same
function, so a key need not be a word ("diabete"), only agree.  Hyphens and possessives are no
words at all: "T-cell", "T cell" and "Crohn's"/"Crohn" agree for that reason.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from unicodedata import normalize

from pipeline.vocabulary.data import read_table, read_terms

LATIN = "A-Za-zªµºÀ-ÖØ-öø-\u02ff\u1e00-\u1eff\ufb00-\ufb06"
"""Letters by range: three times faster to match than what `\\w` leaves after its exceptions."""

WITHIN = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
"""What stands between letters and is none: accents of their own, soft hyphens, spaces of no width."""

WORD = re.compile(
    rf"([{LATIN}][{LATIN}{WITHIN}]*|[0-9]+(?:\.[0-9]+)?"
    r"|[\u0370-\u03ff]"  # one Greek letter
    r"|[.,;:()\[\]/+%=<>?!&\"]"
    r"|(?<=\s)[-–](?=\s)|—"  # a dash that separates
    rf"|[^\w\s'’\u2010-\u2015*{WITHIN}-]|[^\W_]"  # any other symbol, a letter of any other script
    r"|(?<=[^\s'’_\u2010-\u2015-])['’]s\b)"  # a possessive, which goes into the gap
)
POSSESSIVES = ("'s", "’s")
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho"
        " sigma sigma tau upsilon phi chi psi omega".split(),
        strict=True,
    )
)
BREAK = "\n"
"""The word that stands for the end of a passage, as no text has it."""
APART = "\n\n"
"""The gap on either side of it, which joins nothing."""
CACHE_LIMIT = 50_000
"""Distinct words that a table of words remembers, some 10 MB each: those beyond come once or twice."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in parallel lists: as written, keys, offsets, and what lies before each.

    A gap holds white space, hyphens, possessives, asterisks and underscores (the marks of Markdown)
    and what has no width (a soft hyphen alone); the first reaches back to where the text begins.
    """

    texts: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The offsets of the words from one to before another."""
        return self.starts[first], self.ends[end - 1]


def split(text: str, start: int = 0, end: int | None = None) -> Words:
    """Split `text[start:end]` into words; offsets are into `text`.

    >>> split("Crohn's disease, T-cells").texts
    ['Crohn', 'disease', ',', 'T', 'cells']
    >>> split("Crohn's disease, T-cells").keys
    ['crohn', 'disease', ',', 't', 'cell']
    >>> split("Crohn's disease, T-cells").gaps
    ['', "'s ", '', ' ', '-']
    """
    # A split at the words, unlike a search for them, needs no Python for each of them.
    text = text[start:end]
    pieces = WORD.split(text)
    offsets = list(accumulate(map(len, pieces), initial=start))
    texts, gaps, starts, ends = pieces[1::2], pieces[0:-1:2], offsets[1:-1:2], offsets[2::2]
    if "'s" in text or "’s" in text:
        _take_out_possessives(texts, gaps, starts, ends)
    return Words(texts, list(map(KEYS.__getitem__, texts)), starts, ends, gaps)


def split_each(text: str, places: Iterable[tuple[int, int]]) -> Words:
    """Split stretches of a text into words as one, with a `BREAK` between every two of them.

    >>> split_each("T cells. Blood.", [(0, 7), (9, 14)]).texts == ["T", "cells", BREAK, "Blood"]
    True
    """
    words: Words | None = None
    for start, end in places:
        more = split(text, start, end)
        if words is None:
            words = more
        elif more.texts:
            words.texts.extend((BREAK, *more.texts))
            words.keys.extend((BREAK, *more.keys))
            words.starts.extend((start, *more.starts))
            words.ends.extend((start, *more.ends))
            words.gaps.extend((APART, APART, *more.gaps[1:]))
    return words or split("")


def _take_out_possessives(
    texts: list[str], gaps: list[str], starts: list[int], ends: list[int]
) -> None:
    """Make the possessives among words part of the gaps that follow them."""
    for index in range(len(texts) - 1, -1, -1):
        if texts[index] in POSSESSIVES:
            if index + 1 < len(texts):
                gaps[index + 1] = texts[index] + gaps[index + 1]
            del texts[index], gaps[index], starts[index], ends[index]


def key_of(name: str) -> str:
    """The key of a whole name: its words' keys, joined by spaces.

    >>> key_of("Non-Hodgkin's Lymphomas") == key_of("non hodgkin lymphoma")
    True
    >>> key_of("β cells") == key_of("beta-cell")
    True
    """
    return " ".join(split(name).keys)


class _Keys(dict[str, str]):
    def __missing__(self, word: str) -> str:
        if len(self) > CACHE_LIMIT:
            self.clear()
        self[word] = key = _key(word)
        return key


KEYS = _Keys()
"""Word → key, computed once for each distinct word."""


LETTERS = str.maketrans(
    {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ß": "ss", "ł": "l"}
)
"""Letters that Unicode does not take for an accented one or a ligature."""
SPELT = str.maketrans(GREEK | {letter.upper(): name for letter, name in GREEK.items()})
NO_LETTERS = re.compile(rf"[{WITHIN}]")


def latin(name: str) -> str:
    """A name without accents and ligatures, its Greek letters spelt out.

    >>> latin("Sjögren, TGF-β1")
    'Sjogren, TGF-beta1'
    """
    return name if name.isascii() else _plain(name).translate(SPELT)


def _plain(word: str) -> str:
    """A word without accents, ligatures and soft hyphens."""
    return NO_LETTERS.sub("", normalize("NFKD", word.translate(LETTERS)))


def _key(word: str) -> str:
    if not word.isascii():
        word = _plain(word)
    if len(word) == 1:
        lower = word.lower()
        return GREEK.get(lower, lower)
    if word.isupper() and len(word) <= 5:  # an acronym has no plural to strip: ALS, AIDS
        return word.lower()
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():  # MSCs
        return word[:-1].lower()
    base = _singular(_american(word.lower()))
    return _adjectives().get(base) or _suffixed(base)


def _american(word: str) -> str:
    if len(word) < 5:
        return word
    word = word.replace("ae", "e").replace("oe", "e").replace("our", "or")
    word = word.replace("leuco", "leuko").replace("sulph", "sulf")
    return ISED.sub(r"iz\1", word) if "is" in word else word


ISED = re.compile(r"is(ation|ed|ing|es?)$")


@cache
def _adjectives() -> dict[str, str]:
    return {
        _singular(_american(adjective)): _singular(_american(noun))
        for adjective, noun in read_table("adjectives.tsv")
    }


@cache
def _irregular() -> dict[str, str]:
    return {
        _american(plural): _american(singular) for plural, singular in read_table("plurals.tsv")
    }


@cache
def _not_adjectives() -> frozenset[str]:
    return frozenset(_american(word) for word in read_terms("not_adjectives.txt"))


SUFFIXES = (
    ("itic", "itis"),
    ("emic", "emia"),
    ("otic", "osis"),
    ("pathic", "pathy"),
    ("plegic", "plegia"),
    ("uric", "uria"),
    ("algic", "algia"),
    ("toxic", "toxicity"),
)


def _suffixed(word: str) -> str:
    """The noun of a regular disease adjective: arthritic → arthritis, leukemic → leukemia."""
    if word.endswith("ic") and word not in _not_adjectives():
        for adjective, noun in SUFFIXES:
            if word.endswith(adjective) and len(word) > len(adjective) + 2:
                return word[: -len(adjective)] + noun
    return word


def _singular(word: str) -> str:
    if word in _irregular():
        return _irregular()[word]
    if len(word) < 4 or word[-1] not in "sa":  # as all PLURALS end
        return word
    for ending, replacement in PLURALS:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + replacement
    return word


PLURALS = (
    ("ies", "y"),
    ("mata", "ma"),
    ("yses", "ysis"),
    ("oses", "osis"),
    ("eses", "esis"),
    ("viruses", "virus"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
)
"""Plural ending → singular ending, first that fits; exceptions stand in plurals.tsv."""


def is_plural(word: str) -> bool:
    """Whether a word looks like a regular plural.

    >>> is_plural("cells"), is_plural("virus"), is_plural("MS")
    (True, False, False)
    """
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
