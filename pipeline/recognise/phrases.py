"""Noun phrases without a parser: where one begins and ends, and what it names.

Closed classes of English (articles, prepositions, verbs …) bound a phrase; what is left between
them are its nouns and adjectives.  Much cheaper than a parser and, for the two or three words on
either side of a process name, as good.
"""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.recognise.candidates import Candidate
from pipeline.vocabulary.processes import forms, participants, word_class
from pipeline.vocabulary.words import CACHE_LIMIT, Words, is_plural

LONGEST = 7
"""Words of a phrase that are looked at: longer ones are lists or parsing errors."""

KINDS = {"CellType": "cell", "Disease": "disease", "Mechanism": "process"}
CLOSED = frozenset().union(
    *map(word_class, ("determiner", "preposition", "conjunction", "pronoun", "auxiliary", "adverb"))
)
SKIPPED = word_class("determiner") | word_class("quantity")
VERBS = word_class("verb") | {verb + "s" for verb in word_class("verb")}
NUMBERED = frozenset({"type", "interleukin", "group", "class", "complex", "helper", "factor"})
NO_NOUN = word_class("degree") | word_class("linker") | VERBS
KIND_WORDS = word_class("kind")
PLURALS = word_class("plural")
ADVERBS = word_class("adverb")
LATIN = frozenset({"vivo", "vitro", "situ", "turn"})
ADJECTIVAL = tuple("al ic ive ous ary able ible ent ant ful ed ing est".split())
DOING = ("ed", "ing")
ADVERBS_NOT = frozenset(
    {"assembly", "disassembly", "family", "anomaly", "fly", "early", "reassembly"}
)


class _Content(dict[str, bool | None]):
    """Lower-case word → whether it can be a noun or an adjective; None where its place decides."""

    def __missing__(self, word: str) -> bool | None:
        if len(self) > CACHE_LIMIT:
            self.clear()
        self[word] = known = _content(word)
        return known


def _content(word: str) -> bool | None:
    if word in ("a", "i") or word[0].isdigit() or word in "+/":
        return None
    if word in CLOSED or not word[0].isalpha():
        return False
    return not word.endswith("ly") or word in ADVERBS_NOT


CONTENT = _Content()
LAST_WORDS = frozenset(key.rpartition(" ")[2] for key in participants())
"""Keys of the words that names of participants end with."""


class Named(NamedTuple):
    """A stretch of words that names something a process can act on.

    `kind` is a class of participants; `id` is empty where no vocabulary has it.
    """

    start: int
    end: int
    kind: str
    id: str
    name: str


class Prose:
    """The words of a passage with the names already found in them."""

    def __init__(
        self, text: str, words: Words, candidates: Iterable[Candidate], immune: frozenset[str]
    ) -> None:
        self.text, self.words, self.immune = text, words, immune
        self.low = list(map(str.lower, words.texts))
        self.at = [*self.low, "", "", ""]  # which a rule may look past the end of
        self.ending: dict[int, list[Candidate]] = {}
        self.inside: set[int] = set()
        self.cells: dict[int, Candidate] = {}
        for candidate in candidates:
            self.add(candidate)

    def add(self, candidate: Candidate) -> None:
        """Make a candidate known as a possible participant."""
        self.ending.setdefault(candidate.end, []).append(candidate)
        if candidate.type != "Mechanism":
            self.inside.update(range(candidate.start, candidate.end))
        if candidate.type == "CellType":
            for index in range(max(candidate.start + 1, candidate.end - 3), candidate.end):
                self.cells.setdefault(index, candidate)

    def heads(self, start: int, end: int) -> bool:
        """Whether a span is itself a name of another type, or the head of a coined one."""
        return any(c.start == start or c.coined for c in self.ending.get(end, ()))

    def joined(self, index: int) -> bool:
        """Whether a word follows the one before it without a space."""
        gap = self.words.gaps[index]
        return not gap or not (gap[0].isspace() or gap[-1].isspace() or "*" in gap)

    def content(self, index: int) -> bool:
        """Whether a word can be a noun or an adjective within a phrase."""
        word = self.low[index]
        if (known := CONTENT[word]) is not None:
            return known
        if word == "a":
            return self.words.texts[index] == "A" and index > 0
        if word == "i":  # "type I", not "I saw"
            return index > 0 and self.low[index - 1] in NUMBERED
        if word[0].isdigit():
            return index > 0 and (self.joined(index) or self.low[index - 1] in NUMBERED)
        return index > 0 and self.joined(index)

    def phrase(self, index: int) -> tuple[int, int] | None:
        """The nouns and adjectives of the phrase that begins at a word, without its articles."""
        low, size = self.low, len(self.low)
        while index < size and low[index] in SKIPPED and not self.letter(index):
            index += 2 if low[index : index + 2] == ["up", "to"] else 1
        end, known = index, CONTENT
        for end in range(index, min(size, index + LONGEST)):
            word = low[end]
            content = known[word]
            if not (self.content(end) if content is None else content):
                if word == "own" and end > index:  # "the body's own tissue"
                    continue
                if word.endswith("ly") and low[end + 1 : end + 2] and low[end + 1].endswith(DOING):
                    continue  # "rapidly dividing cells"
                break
            if end > index and (word in VERBS or self.plural(end - 1) or self._far(end)):
                break
        else:
            end = min(size, index + LONGEST)
        while end > index and not low[end - 1][0].isalnum() and low[end - 1] != "+":
            end -= 1
        return (index, end) if end > index else None

    def _far(self, index: int) -> bool:
        """Whether more than a space or a line end lies before a word: another heading or paragraph."""
        gap = self.words.gaps[index]
        return len(gap) > 1 and gap.isspace() and ("  " in gap or gap.count("\n") > 1)

    def letter(self, index: int) -> bool:
        """Whether a word is the capital A, no article: "A-beta"."""
        return self.low[index] == "a" and self.words.texts[index] == "A" and index > 0

    def known(self, end: int, kinds: frozenset[str]) -> Named | None:
        """The longest name of one of the kinds that ends before a word."""
        best: Named | None = None
        for candidate in self.ending.get(end, ()):
            kind = self._kind(candidate, kinds)
            if kind in kinds and (best is None or candidate.start < best.start):
                name = candidate.coined.name if candidate.coined else ""
                best = Named(candidate.start, end, kind, candidate.concepts[0], name)
        keys = self.words.keys
        if keys[end - 1] not in LAST_WORDS:
            return best
        for start in range(max(0, end - 4), end if best is None else best.start):
            found = participants().get(" ".join(keys[start:end]))
            if found and found.kind in kinds and self._written(start, end):
                return Named(start, end, found.kind, found.id, found.name)
        return best

    def _kind(self, candidate: Candidate, kinds: frozenset[str]) -> str:
        if candidate.type == "Mechanism" and candidate.concepts[0] in self.immune:
            return "immune" if "immune" in kinds else "process"
        return KINDS.get(candidate.type, "")

    def _written(self, start: int, end: int) -> bool:
        """Whether a name is written as such, if it is an acronym."""
        return end - start > 1 or written(self.words.texts[start])

    def symbol(self, end: int) -> Named | None:
        """A gene or protein symbol or an acronym that ends before a word: STAT3, IL-17A, CAFs."""
        start = end - 1
        while start > 0 and self.content(start - 1) and self.joined(start):
            start -= 1
        written = self.text[slice(*self.words.span(start, end))]
        capitals = sum(char.isupper() for char in written)
        digit = any(char.isdigit() or "α" <= char <= "ω" for char in written)
        letters = any(char.isalpha() for char in written)
        if letters and (capitals >= 2 or digit) and not written.isdigit() and len(written) <= 20:
            return Named(start, end, "symbol", "", written)
        return None

    def plural(self, index: int) -> bool:
        """Whether a word is a plural in -s, which does not stand before another noun."""
        return self.low[index].endswith("s") and self.words.keys[index] != self.low[index]

    def across(self, index: int) -> Candidate | None:
        """A cell type that begins before a word and ends behind it: [radial glial cell] development."""
        return self.cells.get(index)

    def plural_symbol(self, end: int) -> Named | None:
        """The acronym of many cells: CAFs, MSCs."""
        word = self.words.texts[end - 1]
        if len(word) > 2 and word[-1] == "s" and word[-2].isupper():
            return Named(end - 1, end, "symbol", "", word[:-1])
        return None

    def adverb(self, index: int) -> bool:
        """Whether a word is an adverb; "in" only as in "in vitro"."""
        word = self.low[index]
        if word in {"in", "ex"}:
            return not LATIN.isdisjoint(self.low[index + 1 : index + 2])
        return word in ADVERBS or word.endswith("ly")

    def noun(self, index: int) -> bool:
        """Whether a word looks like the noun that ends a subject."""
        if index < 0:
            return False
        word = self.low[index]
        if word == ")" or index in self.inside or word in SURE_NOUNS:
            return True
        if not self.content(index) or word in NO_NOUN or word in KIND_WORDS:
            return False
        return word.endswith("ment") or not word.endswith(ADJECTIVAL)

    def plural_noun(self, index: int) -> bool:
        """Whether a word looks like a noun in the plural, or a bracket that ends one."""
        if index < 0:
            return False
        word = self.low[index]
        if word == ")" or word in PLURALS:
            return True
        return self.content(index) and self.plural(index) and word not in VERBS


def written(word: str) -> bool:
    """Whether a short acronym is written in capitals: ER, not "er"; NO, not "No".

    >>> [word for word in ("NO", "No", "no", "ER", "er", "Gut", "gut") if written(word)]
    ['NO', 'ER', 'Gut', 'gut']
    """
    if len(word) > 3 or word in LOWER_CASE:
        return True
    return word.isupper() if word.lower() in CLOSED else not word.islower()


LOWER_CASE = frozenset({"fat", "eye", "ear", "gut", "tau", "lip", "gum", "toe"})

BASES, THIRDS, PROCESSES = (
    frozenset(w for w, found in forms().items() if any(form.form == kind for form in found))
    for kind in ("base", "third", "noun")
)
"""What a verb is after a plural and after a singular ("damage", "damages"), and nouns of processes."""
SURE_NOUNS = word_class("noun") | PROCESSES
"""Nouns in spite of their endings: agent, signaling."""
NO_OBJECT = frozenset().union(*map(word_class, ("preposition", "conjunction", "auxiliary", "verb")))
"""What follows a noun rather than a verb."""


def acts(words: Words, index: int) -> bool:
    """Whether the last word of a name is a verb here: "T cells damage neurons".

    >>> from pipeline.vocabulary.words import split
    >>> acts(split("T cells damage neurons"), 2), acts(split("after nerve damage the pain"), 2)
    (True, False)
    """
    texts = words.texts
    word = texts[index].lower()
    third = word in THIRDS
    if not (third or word in BASES) or not index or index + 1 == len(texts):
        return False
    after = texts[index + 1]
    if not after.isalpha() or after.lower() in NO_OBJECT:
        return False
    return third or is_plural(texts[index - 1])
