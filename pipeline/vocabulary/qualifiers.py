"""The words that qualify the names of a type, learned from the names themselves."""

from collections import Counter
from collections.abc import Iterable

from pipeline.model import Concept
from pipeline.vocabulary.words import split

LEAST_HEADS = 3
"""Different last words that a modifier stands before: two let in noise ("guinea", "matrix")."""
LEAST_CONCEPTS = 4
"""Concepts with a word in a name; from 2 to 8 the choice moves F1 on abstracts by 0.005."""


def compile_qualifiers(concepts: Iterable[Concept]) -> dict[str, list[list[str]]]:
    """Type → keys of its modifiers, and keys of all words that stand before a name's last word.

    A modifier makes one name of another: "renal cyst" beside "cyst".
    """
    words: dict[str, Counter[str]] = {}
    names: dict[str, set[tuple[str, ...]]] = {}
    for concept in concepts:
        keys = {tuple(split(name).keys) for name in (concept.name, *concept.synonyms)}
        words.setdefault(concept.type, Counter()).update({w for key in keys for w in key[:-1]})
        names.setdefault(concept.type, set()).update(keys)
    return {
        kind: [_modifiers(names[kind]), _usual(words[kind], LEAST_CONCEPTS)]
        for kind in sorted(names)
    }


def _modifiers(names: set[tuple[str, ...]]) -> list[str]:
    pairs = {(key[0], key[-1]) for key in names if len(key) > 1 and key[1:] in names}
    return _usual(Counter(first for first, _ in pairs), LEAST_HEADS)


def _usual(counts: Counter[str], least: int) -> list[str]:
    return sorted(w for w, n in counts.items() if n >= least and len(w) > 2 and w.isalpha())
