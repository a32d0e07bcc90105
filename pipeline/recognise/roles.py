"""What each word can do in names of a type: the roles of `data/morphology_TYPE.tsv`, and what follows."""

import re
from collections.abc import Callable, Iterable

from pipeline.vocabulary.data import read_table, read_terms
from pipeline.vocabulary.words import CACHE_LIMIT, KEYS

ROMAN = re.compile(r"(?:I{2,3}|IV|VI{0,3}|IX)[A-C]?")
OF_TYPE = frozenset(("borrow", "allow", "general", "parent"))
"""Roles in the files that are no word's but say how a type works."""
BEFORE_NAMES = frozenset("([.;:")
"""Signs before a name that belong to no marker."""


class Role:
    """What a word can do in a name of one type: bits, named as in the data files, in capitals.

    Plain integers: an enum's operators took a third of the recognition's time.

    TERM is a name alone ("hemolysis"), HEAD needs a modifier ("disorder"), OPEN takes any word
    for one ("C7 deficiency"), NAMED a capitalised one ("Wilson disease"), MODIFIER extends any
    name, QUALIFIER a head only, JOINED only what it is hyphened to ("X-linked"), COUNTED takes
    a number ("type 2"), PLACE follows "of the".  ATTRIBUTE extends a name but makes none with a
    head ("activated T cells", not "activated cells"), and so does TIED, but only hyphened
    ("BrdU-positive"); TAIL follows a name ("monocyte lineage"), GENERIC alone is no name.
    """

    NONE = 0
    TERM = 1
    HEAD = 2
    OPEN = 4
    MODIFIER = 8
    QUALIFIER = 16
    JOINED = 32
    COUNTED = 64
    PLACE = 128
    STOP = 256
    NAMED = 512
    GENERIC = 1024
    ATTRIBUTE = 2048
    TAIL = 4096
    TIED = 8192


HEADS = Role.TERM | Role.HEAD | Role.OPEN | Role.NAMED


class Roles(dict[str, int]):
    """Word key → role, for one type; a word not listed has the role of its suffix."""

    def __init__(self, kind: str, qualifiers: tuple[Iterable[str], Iterable[str]]) -> None:
        modifiers, others = qualifiers
        super().__init__((word, Role.QUALIFIER) for word in others)
        self.most = CACHE_LIMIT
        for word in modifiers:
            self._add(word, Role.MODIFIER)
        for word in (*read_terms("not_modifiers.txt"), *read_terms("prose_words.txt")):
            self[KEYS[word]] = Role.STOP
        self.suffixes: list[tuple[str, int]] = []
        self.borrowed: set[str] = set()
        self.allowed: set[str] = set()
        self.general: list[str] = []
        self.parents: list[tuple[str, str]] = []
        for role, words in read_table(f"morphology_{kind.lower()}.tsv"):
            if role in OF_TYPE:
                self._set(role, words.split())
                continue
            for word in words.split():
                if word.startswith("-"):
                    self.suffixes.append((word[1:], getattr(Role, role.upper())))
                else:
                    self._add(KEYS[word], getattr(Role, role.upper()))
        self._endings = tuple(suffix for suffix, _ in self.suffixes)
        for word in others:  # a word that qualifies names may be one too: "microangiopathy"
            if self[word] == Role.QUALIFIER and word.endswith(self._endings):
                self[word] |= self._suffixed(word)
        self.most = len(self) + CACHE_LIMIT

    def _set(self, role: str, words: list[str]) -> None:
        """What a file says of the type, not of single words."""
        if role == "parent":
            self.parents += [(word.lstrip("-"), words[0]) for word in words[1:]]
        elif role == "general":
            self.general += [KEYS[word] for word in words]
        else:
            (self.borrowed if role == "borrow" else self.allowed).update(words)

    def _add(self, key: str, role: int) -> None:
        """What a file says of a word adds to what the ontology's names say, or takes its place."""
        known = self.get(key, Role.NONE)
        self[key] = role if known & Role.STOP or role == Role.ATTRIBUTE else known | role

    def __missing__(self, word: str) -> int:
        role = self._suffixed(word) if word.endswith(self._endings) else Role.NONE
        if len(self) < self.most:
            self[word] = role
        return role

    def _suffixed(self, word: str) -> int:
        """The role of the first suffix that a word has."""
        for suffix, role in self.suffixes:
            if word.endswith(suffix) and len(word) > len(suffix) + 2:
                return role
        return Role.NONE


class Inert(dict[str, bool]):
    """Word → whether it leaves a name of a type alone that it stands beside, as most words do.

    Before a name that is a word without a role, or a sign that ends no marker; behind it one that
    neither counts nor belongs to it nor begins a place.  One look-up in place of many.
    """

    def __init__(self, roles: Roles, test: Callable[[str, int], bool]) -> None:
        self.roles, self.test = roles, test

    def __missing__(self, word: str) -> bool:
        if len(self) > CACHE_LIMIT:
            self.clear()
        self[word] = inert = self.test(word, self.roles[KEYS[word]])
        return inert


def plain_before(word: str, role: int) -> bool:
    """Whether a word with a role can be passed over before a name."""
    return not role & ~Role.STOP and (word.isalpha() or word in BEFORE_NAMES)


def plain_after(word: str, role: int) -> bool:
    """Whether a word with a role can be passed over behind a name."""
    open_ended = role & (Role.COUNTED | Role.TAIL) or word.isdigit() or ROMAN.fullmatch(word)
    return not open_ended and KEYS[word] != "of"


class Heading(dict[str, tuple[str, ...]]):
    """Word key → the types that it can be the head of a name of: one look-up for all of them."""

    def __init__(self, roles: dict[str, Roles]) -> None:
        self.roles = roles

    def __missing__(self, key: str) -> tuple[str, ...]:
        if len(self) > CACHE_LIMIT:
            self.clear()
        self[key] = kinds = tuple(kind for kind, own in self.roles.items() if own[key] & HEADS)
        return kinds
