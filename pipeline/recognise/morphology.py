"""Names that no vocabulary has, and the words that belong to a name it has: heads, suffixes, modifiers.

One mechanism for all types, fed by the files `data/morphology_TYPE.tsv` and by the words that
qualify names in the type's own ontology.  A head ("deficiency") with the words that modify it makes
a name; a name, head or suffixed word ("myopathy") takes in the modifiers before it ("X-linked"),
and a numbered type or a place after it ("type 2", "of the skin").
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from pipeline.model import Concept
from pipeline.recognise.candidates import Candidate
from pipeline.recognise.meanings import NON, Meanings
from pipeline.recognise.phrases import Prose, acts
from pipeline.recognise.roles import (
    BEFORE_NAMES,
    HEADS,
    ROMAN,
    Heading,
    Inert,
    Role,
    Roles,
    plain_after,
    plain_before,
)
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.compile import stop_keys
from pipeline.vocabulary.data import has_table
from pipeline.vocabulary.words import Words

LONGEST = 8
"""Words of a name at most: what is longer is a sentence."""

NUMERAL = re.compile(r"\d{1,2}|[IVX]{1,5}[A-Da-d]?|[A-Ha-h]|[Aa]lpha|[Bb]eta")
MARKER = re.compile(
    r"(?:(?:CD\d+[a-zR]{0,2}[-–]|[A-Za-zα-ωΑ-Ω][\w./]*?(?:-[\w./]+?)??"
    r"(?:\([+\-−–]\)|[+⁺⁻−]{1,2}|hi(?:gh)?|lo(?:w)?|bright|dim|neg|pos|int))[/,]?)+|CD\d+[a-zR]{0,2}"
)
"""What marks a population: "CD4+", "CD34(+)CD38lo", "Lgr5hi", a bare "CD8"."""
PARTS = frozenset(("component", "subunit", "isoform", "isozyme", "member"))
"""Nouns that say nothing without their of."""
UNTOLD = PARTS | {"enzyme", "protein", "gene", "factor", "vitamin", "hormone"}
"""Nouns that alone do not say what is lacking."""
BEFALLING = frozenset({"damage", "injury", "dysfunction", "deficit", "impairment"})
"""Keys of heads that make a process, not a disease, of the name of a cell."""
MINUS = frozenset("-−–⁻")


class _Type(NamedTuple):
    """What is known of a type whose names grow."""

    kind: str
    roles: Roles
    meanings: Meanings
    before: Inert
    after: Inert


def _type(vocabulary: Vocabulary, kind: str) -> _Type:
    roles = Roles(kind, vocabulary.qualifiers(kind))
    meanings = Meanings(vocabulary, kind, roles)
    return _Type(kind, roles, meanings, Inert(roles, plain_before), Inert(roles, plain_after))


class Morphology:
    """Lets the names found in a text grow, and adds the names that heads and suffixes make."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._types = {
            kind: _type(vocabulary, kind)
            for kind in vocabulary.types
            if has_table(f"morphology_{kind.lower()}.tsv")
        }
        self._heading = Heading({kind: own.roles for kind, own in self._types.items()})

    def __call__(self, text: str, words: Words, names: list[Candidate]) -> list[Candidate]:
        """The names, those of types with a morphology grown, and the names made of heads."""
        out = [name for name in names if name.type not in self._types]
        keys, kinds_of = words.keys, self._heading
        all_heads = list(compress(range(len(keys)), map(kinds_of.__getitem__, keys)))
        for kind in self._types:
            own = [name for name in names if name.type == kind]
            heads = [index for index in all_heads if kind in kinds_of[keys[index]]]
            if own or heads:
                out += self._growth(kind, text, words, own, names).candidates(heads)
        return out

    def _growth(
        self, kind: str, text: str, words: Words, own: list[Candidate], names: Iterable[Candidate]
    ) -> "_Growth":
        grown = self._types[kind]
        borrowed = {n.end: n for n in names if n.type in grown.roles.borrowed}
        return _Growth(grown, text, words, own, borrowed)

    def allows(self, kind: str, what: str) -> bool:
        """Whether the file of a type turns something on."""
        return kind in self._types and what in self._types[kind].roles.allowed

    def extent(self, kind: str, text: str, words: Words, start: int, end: int) -> tuple[int, int]:
        """The offsets that a name grows to which stands at others: a short form's, for one."""
        if kind not in self._types:
            return start, end
        first, last = bisect_left(words.starts, start), bisect_left(words.starts, end)
        return words.span(*self._growth(kind, text, words, [], ()).extent(first, last))


class _Growth:
    """The names of one type in one text, while they grow."""

    def __init__(
        self, grown: _Type, text: str, words: Words,
        names: list[Candidate], borrowed: dict[int, Candidate],
    ) -> None:  # fmt: skip
        self.kind, self.roles_of, self.meanings, self.inert_before, self.inert_after = grown
        self.text, self.words = text, words
        self.names, self.borrowed = names, borrowed
        self.ending = {name.end: name for name in names}

    @cached_property
    def starting(self) -> dict[int, Candidate]:
        """The names by where they begin."""
        return {name.start: name for name in self.names}

    def candidates(self, heads: list[int]) -> Iterator[Candidate]:
        covered: set[int] = set()
        for name in self.names:
            covered.update(range(name.start, name.end))
            if self._complete(name):
                yield name
            else:
                yield from self._grown(name)
        for index in heads:
            if index not in covered:
                yield from self._headed(index, self._role(index))

    def _complete(self, name: Candidate) -> bool:
        """Whether nothing beside or in a name can make it grow, or go: a short way for most."""
        keys, start, end = self.words.keys, name.start, name.end
        if not self._inert_left(start):
            return False
        if end < len(keys) and not self.inert_after[self.words.texts[end]]:
            return False
        if end == start + 1:
            return not self.roles_of[keys[start]] & (Role.OPEN | Role.NAMED | Role.GENERIC)
        return "cd" not in keys[start:end]

    def _inert_left(self, index: int) -> bool:
        """Whether what stands before a word leaves a name alone that begins there."""
        if not index:
            return True
        words, word = self.words, self.words.texts[index - 1]
        gaps = words.gaps
        apart = gaps[index] == gaps[index - 1] == " " or (
            word in BEFORE_NAMES and gaps[index] in ("", " ")
        )
        return (
            apart
            and self.inert_before[word]
            and index not in self.ending
            and not (index > 1 and self.roles_of[words.keys[index - 2]] & Role.COUNTED)
        )

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """The words that belong to a name, before and after it."""
        return self._left(start, Role.NONE)[0], self._right(end)

    def _role(self, index: int) -> int:
        return self.roles_of[self.words.keys[index]]

    def _stopped(self, first: int, end: int) -> bool:
        """Whether one of some words never belongs to a name."""
        return any(self._role(index) & Role.STOP for index in range(first, end))

    def _grown(self, name: Candidate) -> Iterator[Candidate]:
        if (first := self._signed(name.start, name.end)) > name.start:
            concepts = self._known(first, name.end) or name.concepts
            name = name._replace(concepts=concepts)
        single = name.end == name.start + 1  # in a longer name what says which is there already
        first = self._hyphened(name.start)
        start, defined = self._left(first, self._role(name.end - 1), opens=single)
        end = self._right(name.end)
        if self._opposite(start):
            yield from self._negated(name, start, end)
            return
        if name.end - name.start == 1 and self._role(name.start) & Role.GENERIC and not defined:
            return
        start = self._not_of(name) if start == name.start else start
        end = self._numbered(name) if end == name.end else end
        if (start, end) == (name.start, name.end):
            yield name
            return
        concepts = self._known(start, end) or name.concepts
        rule = "extended" if name.rule != "acronym" else name.rule
        yield Candidate(start, end, self.kind, concepts, rule)

    def _hyphened(self, index: int) -> int:
        """Where a name begins whose first word is hyphened to another: "HIV-[infected cells]"."""
        if index and self._gap(index - 1) == "-" and self._role(index) & (Role.JOINED | Role.TIED):
            first = self._chain(index)
            return index if self._stopped(first, index) else first
        return index

    def _opposite(self, index: int) -> bool:
        """Whether "non-" stands before a word, in names of types that have opposites."""
        return (
            index > 0
            and self.words.keys[index - 1] == NON
            and self._gap(index - 1) == "-"
            and "opposites" in self.roles_of.allowed
        )

    def _negated(self, name: Candidate, start: int, end: int) -> Iterator[Candidate]:
        """A name with "non-": "non-activated T cells" are T cells, "non-T cells" are none."""
        if start < name.start:
            yield Candidate(start - 1, end, self.kind, name.concepts, "extended", name.coined)
        elif self._role(end - 1) & Role.HEAD:
            coined = self._coin(start - 1, end)
            yield Candidate(start - 1, end, self.kind, (coined.id,), "head", coined)

    def _not_of(self, name: Candidate) -> int:
        """Where a name begins whose first word a "non-" may deny: "non-immune thrombocytopenia"."""
        before = name.start - 1
        denied = before >= 0 and self.words.keys[before] == NON and self._gap(before) in ("", "-")
        rest = self.words.keys[name.start + 1 : name.end]
        return before if denied and rest and self.meanings.readings(rest) else name.start

    def _numbered(self, name: Candidate) -> int:
        """Where a name ends that a bare number may make another of: "spinocerebellar ataxia 15"."""
        keys, texts, at = self.words.keys, self.words.texts, name.end
        if at >= len(keys) or not texts[at].isdigit() or self._gap(at - 1) not in (" ", "-"):
            return at
        lettered = at + 1 < len(keys) and self._gap(at) == "" and NUMERAL.fullmatch(texts[at + 1])
        number = keys[at : at + 2] if lettered else keys[at : at + 1]
        own = keys[name.start : at]
        found = self.meanings.readings([*own, "type", *number]) or self.meanings.readings(
            [*own, *number]
        )
        return at + len(number) if found else at

    def _headed(self, index: int, role: int) -> Iterator[Candidate]:
        if (
            not role & (Role.TERM | Role.OPEN | Role.NAMED)
            and self._inert_left(index)
            and index not in self.borrowed
        ):
            return
        if acts(self.words, index):
            return
        end = self._lacking(index + 1) if role & Role.OPEN else index + 1
        lacking = end > index + 1
        start, defined = self._left(index, role, bare=True, opens=not lacking)
        if not (defined or lacking or role & Role.TERM):
            return
        # "Ptdsr-deficiency": an experiment, unless it has a name
        knocked_out = role & Role.OPEN and start < index and self._gap(index - 1) == "-"
        end = end if lacking else self._right(end)
        rule = "head" if role & ~Role.TERM and (lacking or start < index) else "suffix"
        if concepts := self._known(start, end):
            yield Candidate(start, end, self.kind, concepts, rule)
        elif not (knocked_out or self._everyday(start, end) or self._of_cells(index)):
            coined = self._coin(start, end)
            yield Candidate(start, end, self.kind, (coined.id,), rule, coined)

    def _of_cells(self, index: int) -> bool:
        """Whether a head says what befalls cells, which is a process: "neuronal damage"."""
        return index in self.borrowed and self.words.keys[index] in BEFALLING

    def _everyday(self, start: int, end: int) -> bool:
        """Whether the stop list of the type has what a head makes: "house arrest"."""
        return end > start + 1 and " ".join(self.words.keys[start:end]) in stop_keys(self.kind)

    def _left(
        self, core: int, head: int, *, bare: bool = False, opens: bool = True
    ) -> tuple[int, bool]:
        """Where a name begins whose core begins at a word, before all that modifies it.

        Also whether what comes before the core says which it is ("tumor"), not only how ("mature").
        """
        start, defined = core, False
        opened = not (opens and head & (Role.OPEN | Role.NAMED))
        while start > max(0, core - LONGEST):
            if self._inert_left(start) and not (bare and start in self.borrowed):
                if opened or not self._joined(start - 1):
                    break
                first, defines = start, False
            elif self._joined(start - 1):
                first, defines = self._modifier(start, head, bare)
            else:
                break
            if first == start and not opened:
                opened = True
                chain = self._chain(start - 1)
                stopped = self._stopped(chain, start)
                if not stopped and self._opens(chain, start, head):
                    first, defines = chain, True
            if first == start:
                break
            start, defined = first, defined or defines
        return start, defined

    def _modifier(self, end: int, head: int, bare: bool) -> tuple[int, bool]:
        """Where the modifier begins that ends before a word, and whether it says which.

        The word itself where there is none.  Only a bare head borrows names of other types.
        """
        if name := self.ending.get(end) or (self.borrowed.get(end) if bare else None):
            return (end, False) if not bare and self._apart(name) else (name.start, True)
        if (first := self._marker(end)) < end:
            return first, self.words.texts[first] == "CD"
        if self._counted(end):
            return end - 2, True
        first, role = self._chain(end - 1), self._role(end - 1)
        denied = first < end - 1 and self.words.keys[first] == NON  # "non-syndromic"
        if self._stopped(first + denied, end):
            return end, False
        if role & Role.JOINED and first == end - 1 and self.words.texts[end - 2] in ("X", "Y"):
            first = end - 2  # "X linked"
        if role & Role.JOINED and first < end - 1:
            return first, True
        defining = Role.MODIFIER | Role.PLACE | (Role.QUALIFIER if head & HEADS else Role.NONE)
        if role & (defining | Role.ATTRIBUTE):
            return first, bool(role & defining)
        if role & (Role.JOINED | Role.TIED):
            first = first if first < end - 1 else self._object(end - 1)
            if first < end - 1:
                return first, bool(role & Role.JOINED) or self.words.texts[first] == "CD"
        return end, False

    def _apart(self, name: Candidate) -> bool:
        """Whether the name before a name stays a name of its own.

        "The disorder galactosemia", "NK-DC contact", "HSC hematopoietic stem cell" have two each.
        """
        after = self.starting.get(name.end)
        cells = "markers" in self.roles_of.allowed
        return bool(
            self._role(name.end - 1) & Role.NAMED
            or (cells and self._gap(name.end - 1) == "-")
            or (name.rule == "acronym" and after and after.concepts == name.concepts)
        )

    def _opens(self, first: int, end: int, head: int) -> bool:
        """Whether a head can take a word it does not know: any, or one with a capital or digit."""
        texts = self.words.texts[first:end]
        if not texts[-1].isalnum():
            return False
        if head & Role.OPEN:
            return True
        begins = first == 0 or self.words.texts[first - 1] in ".:?!\n"
        return any(not text.islower() for text in (texts[1:] if begins else texts))

    def _chain(self, index: int) -> int:
        """The first word of those that hyphens, or nothing at all, join to a word."""
        while (
            index > 0
            and self._gap(index - 1) in ("", "-", "‐", "‑", "–")
            and self.words.texts[index - 1].isalnum()
        ):
            index -= 1
        return index

    def _marker(self, end: int) -> int:
        """Where the markers begin that end before a word: "CD4+"; the word itself without any."""
        if "markers" not in self.roles_of.allowed:
            return end
        if self.words.texts[end - 1].isalpha() and (end < 2 or self._gap(end - 2) == " "):
            return end  # a word like any other, as most are
        first = end - 1
        if self.words.texts[first] == "+" and first in self.ending:
            return end  # "NK+DC": two names
        while first > 0 and self._gap(first - 1) in ("", "-", "−", "–"):
            first -= 1
        start, stop = self.words.span(first, end)
        stop += self._gap(end - 1)[:1] in MINUS and self._gap(end - 1)[1:] == " "
        return first if MARKER.fullmatch(self.text, start, stop) else end

    def _object(self, index: int) -> int:
        """Where the marker of a participle begins: "VEGF expressing", "calbindin-D28k containing"."""
        if not index or self._gap(index - 1) != " ":
            return index
        first = self._chain(index - 1)
        named = any(not t.islower() and t.isalnum() for t in self.words.texts[first:index])
        return first if named and not self._role(index - 1) & Role.STOP else index

    def _gap(self, index: int) -> str:
        return self.words.gaps[index + 1]

    def _joined(self, index: int) -> bool:
        """Whether nothing but a space, a hyphen or a possessive lies between a word and the next."""
        gap = self._gap(index)
        return gap == " " or gap == "-" or _joins(gap)

    def _counted(self, end: int) -> bool:
        """Whether a number and what it counts end before a word: "type 2"."""
        return (
            end >= 2
            and bool(self._role(end - 2) & Role.COUNTED)
            and bool(NUMERAL.fullmatch(self.words.texts[end - 1]))
        )

    def _right(self, end: int) -> int:
        """Where a name ends: behind its number and the place it lies in."""
        texts, last = self.words.texts, len(self.words)
        if end < last and self._role(end) == Role.NONE and texts[end][0] not in "IVo":
            return end  # as most do
        if (
            end + 1 < last
            and self._role(end) & Role.COUNTED
            and NUMERAL.fullmatch(texts[end + 1])
            and self._joined(end - 1)
        ):
            end += 2
            while end < last and self._gap(end - 1) == "" and NUMERAL.fullmatch(texts[end]):
                end += 1
        elif end < last and ROMAN.fullmatch(texts[end]) and self._gap(end - 1) == " ":
            end += 1
        while end < last and self._role(end) & Role.TAIL and self._joined(end - 1):
            end += 1
        return self._place(end)

    def _lacking(self, end: int) -> int:
        """Where what is lacking ends after a head: "deficiency of the fifth component of complement".

        The head's end where nothing is said of it.
        """
        keys = self.words.keys
        if keys[end : end + 1] != ["of"] or not self._joined(end - 1):
            return end
        prose = Prose(self.text, self.words, (), frozenset())
        phrase = prose.phrase(end + 1)
        if phrase and keys[phrase[1] - 1] in PARTS and keys[phrase[1] : phrase[1] + 1] == ["of"]:
            phrase = prose.phrase(phrase[1] + 1)
        if not phrase or (phrase[1] - phrase[0] == 1 and keys[phrase[0]] in UNTOLD):
            return end
        inner = range(phrase[0] + 1, phrase[1])
        told = (i for i in inner if self.words.texts[i].endswith("ed") and self._gap(i - 1) == " ")
        return next(told, phrase[1])

    def _place(self, end: int) -> int:
        keys, at = self.words.keys, end
        if at + 1 >= len(keys) or keys[at] != "of":
            return end
        at += 2 if keys[at + 1] == "the" else 1
        while (
            at < len(keys)
            and self._role(at) & (Role.PLACE | Role.QUALIFIER)
            and not self._role(at) & Role.STOP
            and self._joined(at - 1)
        ):
            at += 1
            if self._role(at - 1) & Role.PLACE:
                end = at
        return end

    def _known(self, start: int, end: int) -> tuple[str, ...]:
        """What a span can mean."""
        return self.meanings.known(self.words.keys[self._signed(start, end) : end])

    def _signed(self, start: int, end: int) -> int:
        """Where a name begins without the markers that a population lacks: "CD8- [T cells]".

        Their minus is a hyphen to the keys, and names would be read as those of what has them.
        """
        keys, first = self.words.keys, start
        for index in range(start + 2, end):
            gap = self.words.gaps[index]
            if keys[index - 2] == "cd" and gap[:1] in MINUS and (gap[1:] or keys[index] == "cd"):
                first = index
        return first

    def _coin(self, start: int, end: int) -> Concept:
        surface = self.text[slice(*self.words.span(start, end))]
        return self.meanings.coin(self.words.keys[start:end], surface)


def _joins(gap: str) -> bool:
    """Whether what lies between two words joins them: a line end, a dash, a possessive."""
    return len(gap) <= 4 and not gap.strip(" \n-‐‑–'’s") and gap.count("\n") < 2 and gap != "  "
