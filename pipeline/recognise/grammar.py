"""The grammar of mechanisms: a process head joined to what it acts on, in English's orders.

"T cell activation", "activation of T cells", "activates T cells", "T cell-activating",
"immunomodulatory properties", "regulates apoptosis".  A rule sees a head's form and the words
beside it; which concept the whole means is decided elsewhere (`mechanisms`).
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import compress
from typing import NamedTuple

from pipeline.recognise.candidates import Candidate
from pipeline.recognise.phrases import (
    ADJECTIVAL,
    CONTENT,
    KIND_WORDS,
    LAST_WORDS,
    NO_NOUN,
    VERBS,
    Named,
    Prose,
    written,
)
from pipeline.vocabulary.processes import Form, Head, forms, word_class
from pipeline.vocabulary.words import BREAK, CACHE_LIMIT, KEYS

FORMS = forms()
NOUNS = {
    word: next(form.head for form in found if form.form == "noun")
    for word, found in FORMS.items()
    if any(form.form == "noun" for form in found)
}
"""Word → the head whose noun it is."""
INFLECTED = {
    word: others
    for word, found in FORMS.items()
    if (others := tuple(form for form in found if form.form != "noun"))
}
"""Word → its forms that are no noun."""
ONLY_VERBS = {
    word
    for word, found in FORMS.items()
    if all(form.form not in {"noun", "adjective"} for form in found)
}
"""Words that can be nothing but a verb."""
FACTORS = frozenset({"factor", "factors", "hormone", "hormones"})
"""Nouns that make a molecule's name of a process: growth factor, tumor necrosis factor."""

LINES = frozenset({"line", "lines"})
"""What makes another thing of cells."""
PATHWAYS = frozenset({"pathway", "pathways", "cascade", "cascades"})
"""Nouns of processes that are things too: what is activated."""

PROPERTY = word_class("property")
INTERVENTIONS = word_class("intervention")
LINKERS = word_class("linker")
UNRELATED = word_class("unrelated")
UNFIT = word_class("unfit") | NO_NOUN | UNRELATED
PARTITIVE = word_class("partitive")
DETERMINERS = word_class("determiner")
PREPOSITIONS = word_class("preposition")
CONJUNCTIONS = word_class("conjunction")
DIRECTIONS = frozenset({"up", "down"})
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"})
HAVE = frozenset({"has", "have", "had", "having"})
LEADING = (word_class("auxiliary") - BE - HAVE) | {"to", "help", "helps", "helped", "let", "lets"}
SUBJECTS = frozenset({"that", "which", "who", "what", "they", "we", "you", "it", "he", "she"})
LISTING = frozenset({"and", "or", ","})
PREFIXES = frozenset(
    {"anti", "pro", "non", "co", "re", "over", "de", "hyper", "self", "pre", "post"}
)
JOINING = PREFIXES - {"pre", "post"}
"""Prefixes that belong to the process: "anti-inflammatory", not "pre-activation"."""
PLURAL_SUBJECTS = frozenset({"they", "we", "you"})
CELL = frozenset({"cell"})
HYPHENED = frozenset({"cell", "immune"})
NAMED_TAKES = frozenset({"cell", "tissue", "molecule", "organelle", "structure", "gene"})
SUBJECT = 5
"""Words before a verb among which its subject is looked for."""

BODIES = word_class("body")
CELLS = frozenset({"cell", "cells"})
STOPS = frozenset({".", ",", ";", ":", "(", BREAK})
"""What ends a look for the subject of a verb."""
PLACES = frozenset({"cell", "tissue"})
PROCESS = "process"
BEFORE_GERUND = BE | LISTING | PREPOSITIONS | CONJUNCTIONS
NEITHER = frozenset({"neither", "nor"})
BEFORE_PAST = HAVE | SUBJECTS | NEITHER
BEFORE_THIRD = (SUBJECTS - PLURAL_SUBJECTS) | NEITHER
BEFORE_BASE = LEADING | SUBJECTS | NEITHER | {"not"}


class _Barring(dict[str, bool]):
    """Word → whether nothing of a process's name stands before it: "the", "of", a comma."""

    def __missing__(self, word: str) -> bool:
        if len(self) > CACHE_LIMIT:
            self.clear()
        low = word.lower()
        apart = CONTENT[low] is False and low not in KIND_WORDS and low not in JOINING
        self[word] = barring = apart and not (KEYS[word] in LAST_WORDS and written(word))
        return barring


BARRING = _Barring()


class Composition(NamedTuple):
    """A mechanism put together: its span, its rule, its head and what the head acts on.

    `base` is the candidate that named the process where a name did; `noun` is the head's noun as
    the text has it, or the canonical one where the text has a verb or an adjective.
    """

    start: int
    end: int
    rule: str
    noun: str
    head: Head | None = None
    participant: Named | None = None
    base: Candidate | None = None


class Grammar:
    """The rules, applied to the prose of one passage.

    Args:
        prose: the words with the names found in them.
        names: the mechanisms that were found by name, longest ones only.
        resolve: turns a composition into a candidate with its concept.
    """

    def __init__(
        self, prose: Prose, names: list[Candidate], resolve: Callable[[Composition], Candidate]
    ) -> None:
        self.prose, self.low, self.at, self.resolve = prose, prose.low, prose.at, resolve
        self.names = {candidate.end: candidate for candidate in names}
        self.last_verb, self.last_form = -99, ""

    def candidates(self) -> list[Candidate]:
        """All that the rules find; spans may overlap.

        Processes that act on processes ("regulation of …") come after those that don't.
        """
        found: list[Candidate] = []
        heads = list(compress(range(len(self.low)), map(FORMS.get, self.low)))
        anchors = {end - 1 for end in self.names}
        anchors.update(index for index in heads if self.low[index] in NOUNS)
        nouns = [(index, NOUNS.get(self.low[index])) for index in sorted(anchors)]
        now = [(i, head) for i, head in nouns if head is None or PROCESS not in head.takes]
        later = [(i, head) for i, head in nouns if head and PROCESS in head.takes]
        for index, head in (*now, *later):
            for composition in self._nominal(index, head):
                found.append(candidate := self.resolve(composition))
                self.prose.add(candidate)
        for index in heads:
            if self.low[index] in INFLECTED:
                found += map(self.resolve, self._inflected(index))
        return found

    def _nominal(self, index: int, head: Head | None) -> Iterator[Composition]:
        """A noun with what stands left of it and after "of"."""
        base, noun = self.names.get(index + 1), self.low[index]
        if self.at[index - 1] in DIRECTIONS and self._more_or_less(index):
            return
        if base is None and (
            index in self.prose.inside or (noun in INFLECTED and self._verb_here(index))
        ):
            return
        after = self.at[index + 1]
        if after in FACTORS or (
            after == "to" and self.low[index - 1 : index + 1] == ["in", "response"]
        ):
            return
        takes = head.takes if head else NAMED_TAKES
        first = base.start if base else index
        start, left = self._left(
            first, head, wide=base is None, alone=bool(head) and first == index
        )
        complement = self._complement(index + 1, takes, head)
        if complement is None and base is None and after == "of" and of_else(self.prose, index + 1):
            return
        participant = complement or left
        if participant:
            end = complement.end if complement else index + 1
            rule = "mechanism:noun+of" if complement else "mechanism:compound"
            yield Composition(start, end, rule, noun, head, participant, base)
            if complement:
                yield from self._conjuncts(noun, head, complement, base, takes)
            yield from self._shared(index, participant)
        elif base is not None and start < first:
            yield Composition(start, index + 1, "mechanism:modified", noun, head, None, base)
        elif base is None and head and "N" in head.alone and noun == head.noun:
            yield Composition(start, index + 1, "mechanism:noun", noun, head)
        if after in LISTING:
            yield from self._following(index)
        if head and self._generic_noun(index, head) and self._own(index, base, participant, head):
            yield Composition(index, index + 1, "mechanism:generic", head.noun, head)

    def _own(
        self, index: int, base: Candidate | None, participant: Named | None, head: Head
    ) -> bool:
        """Whether a noun is a generic mention of its own besides the mechanism that it ends."""
        if base:
            return "W" in head.alone and self.at[index - 1] != "gene"
        return participant is None or "w" in head.alone

    def _generic_noun(self, index: int, head: Head) -> bool:
        """Whether a noun alone is worth a generic mention: "expression", "control of"."""
        word = self.low[index]
        canonical = word == head.noun or word == head.noun + "s"
        return ("n" in head.alone and canonical) or (
            "o" in head.alone and self.at[index + 1] == "of"
        )

    def _left(
        self, start: int, head: Head | None, *, wide: bool, alone: bool
    ) -> tuple[int, Named | None]:
        """Where the words that define a process begin, and the participant among them."""
        takes = head.takes if head else NAMED_TAKES
        participant: Named | None = None
        if (cell := self.prose.across(start)) and "cell" in takes:
            start = cell.start
            participant = self.prose.known(cell.end, CELL)
        first, wider = start, _wider(takes)
        texts, ending = self.prose.words.texts, self.prose.ending
        for _ in range(4):
            if start == 0 or (BARRING[texts[start - 1]] and start not in ending):
                break
            named = self.prose.known(start, wider)
            if named and head and named.kind in PLACES and takes.isdisjoint(PLACES):
                break  # "liver gene expression": where it happens
            if named and not self.prose.plural(start - 1):
                fits = named.kind in takes or named.kind == "immune"
                acts = named.kind == "cell" and "agent" in takes  # "microglial phagocytosis"
                if participant is None and fits and not acts:
                    participant = named
                start = named.start
            elif self.low[start - 1] in KIND_WORDS or (
                self.low[start - 1] in JOINING and self.prose.joined(start)
            ):
                start -= 1
            elif (
                start == first
                and (wide or (alone and self.low[start - 1] not in LINKERS))
                and (named := self._unknown(start, takes if wide else takes - {"any"}))
            ):
                participant, start = named, named.start
            else:
                break
        return start, participant

    def _unknown(self, end: int, takes: frozenset[str]) -> Named | None:
        """A word that no vocabulary has, as participant: a symbol, or any noun where that is enough."""
        if self.prose.content(end - 1) and (named := self._symbol(end, takes)):
            return named
        word = self.low[end - 1]
        if "any" not in takes or not self.prose.content(end - 1) or len(word) < 4:
            return None
        if (
            word in UNFIT
            or word in FORMS
            or word.endswith(ADJECTIVAL)
            or self.prose.plural(end - 1)
        ):
            return None
        return Named(end - 1, end, "any", "", word) if word.isalpha() else None

    def _complement(self, index: int, takes: frozenset[str], head: Head | None) -> Named | None:
        """What follows "of", and another preposition that the head goes with."""
        found = None
        if self.at[index] == "of":
            found = self._object(index + 1, takes)
            index = found.end if found else index
        if head and self.at[index] in head.through:
            further = self._object(index + 1, takes - {"any"})
            if further:
                return further._replace(start=found.start) if found else further
        return found

    def _object(self, index: int, takes: frozenset[str]) -> Named | None:
        """The participant that is the head of the phrase from a word on."""
        span = self.prose.phrase(index)
        if span is None:
            return None
        start, end = span
        if self.low[start] in VERBS and self.low[start].endswith("s"):  # "the deposit remains"
            return None
        if self.low[end - 1] in PARTITIVE and self.at[end] == "of":
            return self._object(end + 1, takes)
        named = self.prose.known(end, takes)
        if named is None or named.start < start:
            named = self._symbol(end, takes)
        if named and named.start >= start:
            return named
        last = self.low[end - 1]
        if end - start > 1 and (named := self._carried(start, end, takes)):
            return named
        if "any" in takes and last not in UNFIT and len(last) > 3 and last.isalpha():
            return Named(start, end, "any", "", " ".join(self.prose.words.keys[start:end]))
        return None

    def _carried(self, start: int, end: int, takes: frozenset[str]) -> Named | None:
        """The participant before the last word of a phrase, which holds it: "adipose tissue stores".

        Not where the last word is what happens to it: "T cell proliferation".
        """
        last = self.low[end - 1]
        named = self.prose.known(end - 1, takes)
        happens = (last in NOUNS or end in self.names) and last not in PATHWAYS
        if named is None or named.start < start or happens or last in LINES:
            return None
        plain = last.isalpha() and last not in UNFIT and not last.endswith(ADJECTIVAL)
        return named._replace(end=end) if plain else None

    def _symbol(self, end: int, takes: frozenset[str]) -> Named | None:
        if "gene" in takes:
            return self.prose.symbol(end)
        return self.prose.plural_symbol(end) if "cell" in takes else None

    def _conjuncts(
        self,
        noun: str,
        head: Head | None,
        first: Named,
        base: Candidate | None,
        takes: frozenset[str],
    ) -> Iterator[Composition]:
        """Further participants: "differentiation of the kidney, [intestine] and [liver]"."""
        end = first.end
        while self.at[end] in LISTING:
            while self.at[end] in LISTING:
                end += 1
            span = self.prose.phrase(end)
            named = self.prose.known(span[1], takes) if span else None
            if span is None or named is None or named.start > span[0] or named.kind != first.kind:
                return
            yield Composition(span[0], span[1], "mechanism:conjunct", noun, head, named, base)
            end = span[1]

    def _shared(self, index: int, participant: Named) -> Iterator[Composition]:
        """Heads that share a participant: "[development] and [differentiation of neurons]"."""
        if participant.start < index:
            return
        for before in self._listed(index, -1):
            for form in FORMS.get(self.low[before], ()):
                if form.form == "noun" and participant.kind in form.head.takes:
                    yield self._sharing(before, form.head, participant)
                    break

    def _following(self, index: int) -> Iterator[Composition]:
        """Heads that share the participant before another: "[bone formation] and [resorption]"."""
        for after in self._listed(index, 1):
            head = NOUNS[self.low[after]]
            named = self.prose.known(index, head.takes)
            own = "N" in head.alone and named and named.kind != "cell"  # "inflammation"
            if named and not (own or self._goes_on(after + 1, head)):
                yield self._sharing(after, head, named)

    def _goes_on(self, index: int, head: Head) -> bool:
        """Whether a process has a participant or a noun of its own behind it."""
        word = self.at[index]
        noun = CONTENT[word or "."] is True and word not in VERBS
        return noun or word == "of" or word in head.through

    def _sharing(self, index: int, head: Head, participant: Named) -> Composition:
        noun = self.low[index]
        return Composition(index, index + 1, "mechanism:shared", noun, head, participant)

    def _listed(self, index: int, step: int) -> Iterator[int]:
        """The process nouns that commas and conjunctions join to one, before or behind it."""
        at = index + step
        while self.at[at] in LISTING:
            while self.at[at] in LISTING:
                at += step
            if self.at[at] not in NOUNS:
                return
            yield at
            at += step

    def _inflected(self, index: int) -> Iterator[Composition]:
        """A verb with its object, or an adjective with its property."""
        word = self.low[index]
        joined = index and self.prose.joined(index)
        own = FORMS.get(f"{self.low[index - 1]}-{word}") if joined else None  # "self-renew"
        first = index - 1 if own else index
        for form in own or INFLECTED[word]:
            if form.form == "adjective":
                yield from self._adjective(index, form.head, first)
            else:
                yield from self._verb(index, form, first)

    def _adjective(self, index: int, head: Head, start: int) -> Iterator[Composition]:
        """An adjective with its property, or alone; its form begins at `start`."""
        while start > 0 and self.low[start - 1] in JOINING and self.prose.joined(start):
            start -= 1
        if self.low[start] == "non":
            return
        after = index + 1
        if after < len(self.low) and self.low[after] in PROPERTY:
            yield Composition(
                start, after + 1, "mechanism:property", self._word(start, index), head
            )
            if "p" in head.alone:
                yield Composition(index, after, "mechanism:generic", head.noun, head)
        elif index in self.prose.inside:
            return
        elif "A" in head.alone:
            yield Composition(start, after, "mechanism:adjective", self._word(start, index), head)
        elif "a" in head.alone and not (start == index and self._names_intervention(after)):
            yield Composition(start, after, "mechanism:generic", head.noun, head)

    def _names_intervention(self, index: int) -> bool:
        """Whether words end an intervention's name: (cognitive) "behavioural therapy"."""
        if self.at[index].endswith(ADJECTIVAL) and self.at[index] not in INTERVENTIONS:
            index += 1
        return self.at[index] in INTERVENTIONS

    def _word(self, start: int, index: int) -> str:
        return "".join(self.low[start : index + 1])

    def _verb(self, index: int, form: Form, first: int) -> Iterator[Composition]:
        """A verb with its object, or alone; its form begins at `first`."""
        head = form.head
        if (
            index in self.prose.inside
            or self._name_part(index, head.takes)
            or self._more_or_less(index)
        ):
            return
        if form.form == "gerund" and (named := self._hyphened(index, form)):
            yield Composition(
                named.start, index + 1, "mechanism:participle", head.noun, head, named
            )
            return
        start = index
        if index and self.low[index - 1] in PREFIXES and self.prose.joined(index):
            start -= 1
        after = index + 1 + bool(form.particle)
        if form.particle and self.at[index + 1] != form.particle:
            return
        verb = self._is_verb(index, form, start)
        participant = self._acted_on(after, form) if verb else None
        if participant:
            self.last_verb, self.last_form = index, form.form
            yield Composition(
                start, participant.end, "mechanism:verb+object", head.noun, head, participant
            )
            yield from self._shared_verbs(index, form, participant)
        elif verb and self._alone(start, head.alone):
            self.last_verb, self.last_form = index, form.form
            yield Composition(first, index + 1, "mechanism:verb", head.noun, head)
        if (not participant or "w" in head.alone) and self._generic_verb(index, form, verb=verb):
            yield Composition(index, index + 1, "mechanism:generic", head.noun, head)

    def _alone(self, index: int, alone: str) -> bool:
        """Whether a verb counts without an object: always, of cells, or not of bodies."""
        if "B" in alone:
            return BODIES.isdisjoint(self.low[max(0, index - SUBJECT) : index])
        return "V" in alone or ("C" in alone and self._of_cells(index))

    def _of_cells(self, index: int) -> bool:
        """Whether cells stand shortly before a verb: "neurons that die", but not who dies."""
        for end in range(index, max(0, index - SUBJECT), -1):
            if self.low[end - 1] in STOPS:
                return False
            if self.low[end - 1] in CELLS:
                return True
            if any(c.type == "CellType" for c in self.prose.ending.get(end, ())):
                return True
        return False

    def _hyphened(self, index: int, form: Form) -> Named | None:
        """What a participle is hyphened to: T cell-activating, immune-suppressing."""
        fits = form.head.takes & HYPHENED if index else None
        return self.prose.known(index, fits) if fits and self.prose.joined(index) else None

    def _generic_verb(self, index: int, form: Form, *, verb: bool) -> bool:
        """Whether a verb form alone is worth a generic mention: "expressed", "controls growth"."""
        participle = form.form in {"past", "gerund"}
        alone = form.head.alone
        return "v" in alone and (participle or (verb and ("C" in alone or self._followed(index))))

    def _followed(self, index: int) -> bool:
        """Whether an object can follow: "controls growth", not "the controls ("."""
        after = index + 1
        return after < len(self.low) and (
            self.low[after] in DETERMINERS or self.prose.content(after) or self.prose.adverb(after)
        )

    def _more_or_less(self, index: int) -> bool:
        """Whether "up" or "down" makes a change of a regulation: that is a relation, no process."""
        return index > 0 and self.low[index - 1] in DIRECTIONS and "regulat" in self.low[index]

    def _name_part(self, index: int, takes: frozenset[str]) -> bool:
        """Whether a verb form is part of a name: transforming growth factor, clear cell carcinoma."""
        if (factor := self.at[index + 2]) in FACTORS:
            named = self.prose.known(index + 3, takes)  # "secrete [growth factors]"
            one = self.low[index].endswith("ing") and not factor.endswith("s")
            return one or named is None or named.start <= index
        return self.low[index : index + 2] == ["clear", "cell"]

    def _acted_on(self, after: int, form: Form) -> Named | None:
        """The object of a verb, directly or through its preposition."""
        head = form.head
        if head.noun == "homeostasis" and self.at[after] == "balance":  # "… to the immune system"
            return self._object(after + 2, head.takes)
        if self.at[after] in head.through:
            return self._object(after + 1, head.takes - {"any"})
        if head.bound or (form.form == "gerund" and "V" in head.alone and self._bare(after)):
            return None  # "proliferating cells": the participle is an adjective
        return self._object(after, head.takes)

    def _bare(self, index: int) -> bool:
        return self.at[index] not in DETERMINERS

    def _shared_verbs(self, index: int, form: Form, participant: Named) -> Iterator[Composition]:
        """Verbs that share an object: "[repair], [replace] and [regenerate tissues]"."""
        before = index - 1
        while before > 0 and self.low[before] in LISTING:
            before -= 1
            if self.low[before] not in LISTING:
                for other in FORMS.get(self.low[before], ()):
                    if other.form == form.form and participant.kind in other.head.takes:
                        yield Composition(
                            before,
                            before + 1,
                            "mechanism:shared",
                            other.head.noun,
                            other.head,
                            participant,
                        )
                        before -= 1
                        break

    def _verb_here(self, index: int) -> bool:
        """Whether a word that is a noun or a verb ("release", "damage") is a verb here."""
        return any(
            form.form != "gerund" and self._is_verb(index, form)
            for form in INFLECTED[self.low[index]]
        )

    def _is_verb(self, index: int, form: Form, start: int | None = None) -> bool:
        """Whether the words before a verb form make it a verb in the active voice."""
        kind = form.form
        before = first = (index if start is None else start) - 1
        if before >= 0 and self.low[before][0].isalnum() and self.prose.joined(before + 1):
            return False  # "mitogen-activated"
        while before >= 0 and self.prose.adverb(before):
            before -= 1
        if self._ours(before):
            return False
        if before > 0 and self.low[before] == "turn" and self.low[before - 1] == "in":
            before -= 2
        word = self.low[before] if before >= 0 else ""
        chained = word in LISTING and index - self.last_verb < 14 and self.last_form == kind
        only_verb = self.low[index] in ONLY_VERBS
        if kind == "gerund":
            leading = word in BEFORE_GERUND or not word[:1].isalnum()
            return leading or self.prose.plural_noun(before)
        if kind == "past":
            determined = self.at[index + 1] in DETERMINERS and not self.prose.letter(index + 1)
            direct = only_verb and determined and word not in BE
            return direct or word in BEFORE_PAST or chained or self.prose.noun(before)
        if kind == "third":
            sole = only_verb and word not in DETERMINERS  # "the three replicates"
            return sole or word in BEFORE_THIRD or chained or self.prose.noun(before)
        if word in BEFORE_BASE or chained or self.prose.plural_noun(before):
            return True
        listed = word in LISTING and (only_verb or self._directly(index + 1, form.head))
        return listed or before < first or (only_verb and self.prose.noun(before))

    def _ours(self, index: int) -> bool:
        """Whether the authors are the subject that ends at a word: a procedure, "we generated"."""
        while index > 0 and self.low[index] in HAVE:
            index -= 1
        return index >= 0 and self.low[index] == "we"

    def _directly(self, index: int, head: Head) -> bool:
        """Whether an object follows at once: "and [release dopamine]", not "and release of"."""
        span = self.prose.phrase(index)
        return span is not None and (
            span[0] > index or self.prose.known(span[1], head.takes) is not None
        )


def of_else(prose: Prose, index: int) -> bool:
    """Whether an "of" leads to what has no such processes: "growth of the market"."""
    span = prose.phrase(index + 1)
    return span is not None and prose.low[span[1] - 1] in UNRELATED


@cache
def _wider(takes: frozenset[str]) -> frozenset[str]:
    """What may stand before a process, besides what it acts on."""
    return takes | NAMED_TAKES
