"""Names that no vocabulary has, and the words that belong to a name it has: heads, suffixes, modifiers.

One mechanism for all types, fed by the files `data/morphology_TYPE.tsv` and by the words that
qualify names in the type's own ontology.  A head ("deficiency") with the words that modify it makes
a name; a name, head or suffixed word ("myopathy") takes in the modifiers before it ("X-linked"),
and a numbered type or a place after it ("type 2", "of the skin").
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.model import Concept
from pipeline.recognise.candidates import Candidate
from pipeline.vocabulary import Vocabulary, local_id
from pipeline.vocabulary.data import has_table, read_table, read_terms
from pipeline.vocabulary.words import KEYS, Words, key_of

LONGEST = 8
"""Words of a name at most: what is longer is a sentence."""

NUMERAL = re.compile(r"\d{1,2}|[IVX]{1,5}|[A-Ha-h]|[Aa]lpha|[Bb]eta")
ROMAN = re.compile(r"(?:I{2,3}|IV|VI{0,3}|IX)")


class Role:
    """What a word can do in a name of one type: bits, named as in the data files, in capitals.

    Plain integers: an enum's operators took a third of the recognition's time.

    TERM is a name alone ("hemolysis"), HEAD needs a modifier ("disorder"), OPEN takes any word
    for one ("C7 deficiency"), NAMED a capitalised one ("Wilson disease"), MODIFIER extends any
    name, QUALIFIER a head only, JOINED only what it is hyphened to ("X-linked"), COUNTED takes
    a number ("type 2"), PLACE follows "of the".
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


HEADS = Role.TERM | Role.HEAD | Role.OPEN | Role.NAMED


class Roles(dict[str, int]):
    """Word key → role, for one type; a word not listed has the role of its suffix."""

    def __init__(self, kind: str, qualifiers: tuple[Iterable[str], Iterable[str]]) -> None:
        modifiers, others = qualifiers
        super().__init__((word, Role.QUALIFIER) for word in others)
        for word in modifiers:
            self._add(word, Role.MODIFIER)
        for word in read_terms("not_modifiers.txt"):
            self[KEYS[word]] = Role.STOP
        self.suffixes: list[tuple[str, int]] = []
        for role, words in read_table(f"morphology_{kind.lower()}.tsv"):
            for word in words.split():
                if word.startswith("-"):
                    self.suffixes.append((word[1:], getattr(Role, role.upper())))
                else:
                    self._add(KEYS[word], getattr(Role, role.upper()))

    def _add(self, key: str, role: int) -> None:
        known = self.get(key, Role.NONE)
        self[key] = role if known & Role.STOP else known | role

    def __missing__(self, word: str) -> int:
        role = Role.NONE
        for suffix, kind in self.suffixes:
            if word.endswith(suffix) and len(word) > len(suffix) + 2:
                role = kind
                break
        self[word] = role
        return role


class Morphology:
    """Lets the names found in a text grow, and adds the names that heads and suffixes make."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._roles = {
            kind: Roles(kind, vocabulary.qualifiers(kind))
            for kind in vocabulary.types
            if has_table(f"morphology_{kind.lower()}.tsv")
        }

    def __call__(self, text: str, words: Words, names: list[Candidate]) -> list[Candidate]:
        """The names, those of types with a morphology grown, and the names made of heads."""
        out = [name for name in names if name.type not in self._roles]
        for kind, roles in self._roles.items():
            own = [name for name in names if name.type == kind]
            out += _Growth(self.vocabulary, kind, roles, text, words, own).candidates()
        return out


class _Growth:
    """The names of one type in one text, while they grow."""

    def __init__(
        self, vocabulary: Vocabulary, kind: str, roles: Roles, text: str, words: Words,
        names: list[Candidate],
    ) -> None:  # fmt: skip
        self.vocabulary, self.kind, self.text, self.words = vocabulary, kind, text, words
        self.roles = list(map(roles.__getitem__, words.keys))
        self.names = names
        self.ending = {name.end: name for name in names}

    def candidates(self) -> Iterator[Candidate]:
        covered = {index for name in self.names for index in range(name.start, name.end)}
        for name in self.names:
            yield self._grown(name)
        for index, role in enumerate(self.roles):
            if role & HEADS and index not in covered:
                yield from self._headed(index, role)

    def _grown(self, name: Candidate) -> Candidate:
        start = self._left(name.start, self.roles[name.end - 1])
        end = self._right(name.end)
        if (start, end) == (name.start, name.end):
            return name
        concepts = self._known(start, end) or name.concepts
        return Candidate(start, end, self.kind, concepts, "extended")

    def _headed(self, index: int, role: int) -> Iterator[Candidate]:
        start = self._left(index, role)
        if start == index and not role & Role.TERM:
            return
        end = self._right(index + 1)
        rule = "head" if role & ~Role.TERM and start < index else "suffix"
        if concepts := self._known(start, end):
            yield Candidate(start, end, self.kind, concepts, rule)
        else:
            coined = self._coin(start, end)
            yield Candidate(start, end, self.kind, (coined.id,), rule, coined)

    def _left(self, core: int, head: int) -> int:
        """Where a name begins whose core begins at a word: before all that modifies it."""
        start, opened = core, not head & (Role.OPEN | Role.NAMED)
        modifying = Role.MODIFIER | Role.PLACE | (Role.QUALIFIER if head & HEADS else Role.NONE)
        while start > max(0, core - LONGEST) and self._joined(start - 1):
            if before := self.ending.get(start):
                start = before.start
                continue
            if self._counted(start):
                start -= 2
                continue
            first = self._chain(start - 1)
            role = self.roles[start - 1]
            if role & Role.STOP or (
                first < start - 1 and any(r & Role.STOP for r in self.roles[first : start - 1])
            ):
                break
            if role & modifying or (role & Role.JOINED and first < start - 1):
                start = first
            elif not opened and self._opens(first, start, head):
                start, opened = first, True
            else:
                break
        return start

    def _opens(self, first: int, end: int, head: int) -> bool:
        """Whether a head can take a word it does not know: any, or one with a capital or digit."""
        texts = self.words.texts[first:end]
        if not texts[-1].isalnum():
            return False
        if head & Role.OPEN:
            return True
        begins = first == 0 or self.words.texts[first - 1] in ".:?!"
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

    def _gap(self, index: int) -> str:
        return self.text[self.words.spans[index][1] : self.words.spans[index + 1][0]]

    def _joined(self, index: int) -> bool:
        """Whether nothing but a space, a hyphen or a possessive lies between a word and the next."""
        gap = self._gap(index)
        return gap in (" ", "-") or (
            len(gap) <= 4 and not gap.strip(" \n-‐‑–'’s") and gap.count("\n") < 2
        )

    def _counted(self, end: int) -> bool:
        """Whether a number and what it counts end before a word: "type 2"."""
        return (
            end >= 2
            and bool(self.roles[end - 2] & Role.COUNTED)
            and bool(NUMERAL.fullmatch(self.words.texts[end - 1]))
        )

    def _right(self, end: int) -> int:
        """Where a name ends: behind its number and the place it lies in."""
        texts, last = self.words.texts, len(self.words)
        if (
            end + 1 < last
            and self.roles[end] & Role.COUNTED
            and NUMERAL.fullmatch(texts[end + 1])
            and self._joined(end - 1)
        ):
            end += 2
            while end < last and self._gap(end - 1) == "" and NUMERAL.fullmatch(texts[end]):
                end += 1
        elif end < last and ROMAN.fullmatch(texts[end]) and self._gap(end - 1) == " ":
            end += 1
        return self._place(end)

    def _place(self, end: int) -> int:
        keys, at = self.words.keys, end
        if at + 1 >= len(keys) or keys[at] != "of":
            return end
        at += 2 if keys[at + 1] == "the" else 1
        while (
            at < len(keys)
            and self.roles[at] & (Role.PLACE | Role.QUALIFIER)
            and not self.roles[at] & Role.STOP
            and self._joined(at - 1)
        ):
            at += 1
            if self.roles[at - 1] & Role.PLACE:
                end = at
        return end

    def _known(self, start: int, end: int) -> tuple[str, ...]:
        """What the longest name at the end of a span, or its reordered form, can mean."""
        keys = self.words.keys[start:end]
        if "of" in keys:
            place = keys.index("of")
            rest = [key for key in keys[place + 1 :] if key != "the"]
            keys = rest + keys[:place]
        for first in range(len(keys)):
            tail = keys[first:]
            if found := self._readings(tail):
                return found
        return ()

    def _readings(self, keys: list[str]) -> tuple[str, ...]:
        readings = self.vocabulary.readings(" ".join(keys))
        return tuple(r.concept for r in readings if r.type == self.kind and not r.surface)

    def _coin(self, start: int, end: int) -> Concept:
        surface = self.text[self.words.spans[start][0] : self.words.spans[end - 1][1]]
        return Concept(local_id(key_of(surface)), " ".join(surface.split()), self.kind)
