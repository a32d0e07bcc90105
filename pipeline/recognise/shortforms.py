"""What short forms mean in one article: a definition in it first, the dictionary only with support.

A short form takes the meaning of its long form everywhere in the article, before and after; where
its long form is no mention, the dictionary's reading is dropped too.  An acronym that the article
does not define counts only where the article also names one of its concepts in full, or where the
list `known_acronyms.tsv` says that everybody knows it; types without a line there are trusted.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from operator import itemgetter

from pipeline.recognise.abbreviations import Definition, definitions
from pipeline.recognise.candidates import Candidate, Found
from pipeline.recognise.cell_lines import is_line
from pipeline.recognise.morphology import Morphology
from pipeline.vocabulary import Reading, Vocabulary
from pipeline.vocabulary.data import read_table
from pipeline.vocabulary.words import KEYS, Words, key_of, split

ACRONYM = "acronym"
"""The rule of a candidate that the vocabulary has as an acronym only."""


GENE = re.compile(
    r"([A-Z](?<![\w-].)[A-Za-z0-9]{1,9})[ -](?:genes?|proteins?|mRNA|cDNA|locus|loci|alleles?|promoter"
    r"|deficien\w+|expression|enzyme|activity|transcripts?|exons?|knockout|null|variants?"
    r"|antibod\w+)\b"
)
"""An acronym before a word that says it is the name of a gene."""
INTERVENTION = re.compile(
    r"[ -](?:[\w-]+ )?(?:transplant(?:ation)?|therapy|infusion|injection|treatment|replacement"
    r"|graft(?:ing)?)s?"
)
"""What is done with cells, after their name; one word may come between ("stem cell gene therapy")."""
LOOSE = re.compile(
    r"^[A-Z][a-z]+(?:us|um|a|is|ella) $|\b(?:of|for|in|to|from|by|with)\s(?:the\s)?$"
    r"|\b(?:on|de|against)\s|^[A-Z][a-z]+-[A-Z][a-z]+-$"
)
"""What stands before a mention that is not what the long form means."""
CHANGED = re.compile(
    r"\b(?:abnormal|altered|decreased|deficient|elevated|high|impaired|increased|low|raised|reduced"
    r"|(?:deficiency|deficiencies|lack|loss) (?:of|in))\b", re.IGNORECASE,
)  # fmt: skip
"""What makes a finding of a measure: in "elevated intraocular pressure (IOP)" IOP is no finding."""
INTERRUPTED = re.compile(r"\s*[(\[][^()\[\]]{2,14}[)\]] (\w+)")
"""A bracket and the word after it."""
OF_THE_PART = re.compile(r"deficien|infect|toxicity|allerg|intoleran|poisoning|overload|resistan")
"""Heads after a bracket that say what is wrong with its long form, which itself is no disease."""
PAIR = re.compile(r"[A-Z]\w+/[A-Z]\w+")
"""Two short forms, not one: "DMD/BMD"."""
PROTEIN = re.compile(
    r"\s*[(\[][^()\[\]]{2,14}[)\]][ -](?:tumou?r[ -]suppressor )?(?:proteins?|kinase|m(?:essenger )?RNA)\b"
)
"""What follows the short form of a protein's name: "promyelocytic leukemia (PML) protein"."""
NUMBERED = re.compile(
    r"\s?(?:[Tt]ype|[Ss]tage|[Gg]rade|[Cc]lass|[Gg]roup) (?:\d+|[IVX]+)[A-Ca-c]?\s?"
)
"""A number that makes another disease of a short form even where no vocabulary has it."""
CELLS = frozenset({"cell", "neuron", "progenitor", "precursor", "fibroblast", "macrophage"})
"""Keys of the heads of cell types that a definition may come before."""
WHOLE = "Disease"
"""The type whose names hold no others: the short form in "NK cell lymphoma" is no cell."""
FAR = 300
"""Characters before a short form within which a longer candidate around it begins."""
CAPITALS = re.compile(r"[A-Z](?<![\w-].)[A-Z]{1,4}(?![\w-])")
"""An acronym.  The look-behind stands second, so that the search can skip to capitals."""

STATE = re.compile(
    r"(?<=[a-z], )(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA"
    r"|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])(?=[,;)\d]| U\.?S|\. )"
)
"""An American state in an address: "San Diego, CA, USA" names no cerebellar ataxia."""


class ShortForms:
    """Settles the short forms of an article."""

    def __init__(self, vocabulary: Vocabulary, morphology: Morphology) -> None:
        self.vocabulary, self.morphology = vocabulary, morphology
        self._known: dict[str, set[str]] = {}
        for kind, acronym in read_table("known_acronyms.tsv"):
            self._known.setdefault(kind, set()).add(acronym)
        self._last_words = CELLS.union(key.rpartition(" ")[2] for key in vocabulary.names())

    def __call__(
        self, text: str, words: Words, sentences: list[tuple[int, int]], found: list[Found]
    ) -> list[Found]:
        """The candidates with each short form's meaning put in, and unsupported acronyms dropped."""
        defined: dict[str, Definition] = {}
        for definition in definitions(text, sentences):
            if not PAIR.fullmatch(definition.short):
                defined.setdefault(definition.short, definition)
        for short, definition in list(defined.items()):
            if short[-1] == "s" and short[:-1].isupper() and len(short) > 3:  # "(AVSDs)": AVSD too
                defined.setdefault(short[:-1], definition)
        if defined:
            found = self._settled(text, words, defined, found)
        acronyms = any(candidate.rule.startswith(ACRONYM) for _, _, candidate in found)
        places = [place for place in CAPITALS.finditer(text) if place[0] not in defined]
        spelt = _initials(text, found, {place[0][0] for place in places})
        places = [place for place in places if place[0] in spelt]
        if not (places or acronyms):
            return found
        genes = {match[1] for match in GENE.finditer(text)}
        if acronyms:
            found = list(self._supported(text, genes, found))
        taken = {index for start, end, _ in found for index in (start, end)}
        extra = [
            (place.start(), place.end(), candidate._replace(rule=ACRONYM))
            for place in places
            if place[0] not in genes
            and taken.isdisjoint(place.span())
            and _is_word(words, place.start())
            for candidate in spelt[place[0]].values()
        ]
        if extra:
            found = sorted([*found, *extra], key=_place)
        return [f for f in found if f[2].rule != ACRONYM or not STATE.match(text, f[0])]

    def _supported(self, text: str, genes: set[str], found: list[Found]) -> Iterator[Found]:
        named = {item.concepts[0] for _, _, item in found if not item.rule.startswith(ACRONYM)}
        for start, end, candidate in found:
            if not candidate.rule.startswith(ACRONYM):
                yield start, end, candidate
                continue
            short = text[start:end].split()[-1]  # "adult NSCs" stands or falls with NSCs
            if short in genes:
                continue
            if concepts := tuple(c for c in candidate.concepts if c in named):
                yield start, end, candidate._replace(concepts=concepts)
            elif not self.unsupported(short, candidate.type) or (
                f"{short}s" in text and not self.unsupported(f"{short}s", candidate.type)
            ):
                yield start, end, candidate

    def unsupported(self, surface: str, kind: str) -> str:
        """Why an acronym that nothing in the article supports is no mention, or ""."""
        known = self._known.get(kind)
        if known is None or surface in known or surface.removesuffix("s") in known:
            return ""
        return "an acronym that the article neither defines nor writes out"

    def _interrupted(self, text: str, defined: dict[str, Definition]) -> Iterator[Found]:
        """The names that a definition interrupts: "Wilson (WD) disease", "nigral (NG) neurons".

        Cells that no vocabulary has take the concept of the shorter name within theirs.
        """
        for definition in defined.values():
            head = INTERRUPTED.match(text, definition.end)
            if head and (not head[1].isalpha() or KEYS[head[1]] in self._last_words):
                keys = key_of(f"{text[definition.start : definition.end]} {head[1]}").split(" ")
                known = self._readings(" ".join(keys))[:1]
                if not known and not is_line(definition.short):
                    known = self._cells(keys)
                for reading in known:
                    name = Candidate(0, 0, reading.type, (reading.concept,), "name")
                    yield definition.start, head.end(1), name

    def _cells(self, keys: list[str]) -> list[Reading]:
        """The cell type that words end with, two of them or more, where they are one phrase."""
        if "of" not in keys and keys[-1] in CELLS:
            for first in range(1, len(keys) - 1):
                readings = self._readings(" ".join(keys[first:]))
                if cells := [r for r in readings if r.type == "CellType"]:
                    return cells[:1]
        return []

    def _readings(self, key: str) -> list[Reading]:
        return [r for r in self.vocabulary.readings(key) if not r.surface]

    def _settled(
        self, text: str, words: Words, defined: dict[str, Definition], found: list[Found]
    ) -> list[Found]:
        """The candidates with each short form put in where its long form is a mention."""
        meaning = {short: self._meanings(text, d, found) for short, d in defined.items()}
        for start, end, name in self._interrupted(text, defined):
            if not OF_THE_PART.match(text[:end].rpartition(" ")[2]):
                for short, d in defined.items():
                    if d.start == start and not meaning[short]:
                        meaning[short] = [name]
            found = [f for f in found if f[2].type != name.type or f[1] <= start or end <= f[0]]
            found = sorted([*found, (start, end, name)], key=_place)
        if not any(meaning.values()) and not any(_like(text, f, defined) for f in found):
            return found
        spans = [span for span in _occurrences(text, defined) if _is_word(words, span[0])]
        kept = list(_unclaimed(found, spans))
        added = [
            self._grown(text, words, (start, end), candidate, defined[base])
            for start, end, short in spans
            for base in (short if short in meaning else short.removesuffix("s"),)
            for candidate in meaning[base]
            if not any(
                stop > start
                and (other.type == candidate.type or (stop > end and other.type == WHOLE))
                for _, stop, other in _near(kept, start, end)
            )
        ]
        return sorted([*kept, *added], key=_place) if added else kept

    def _grown(
        self, text: str, words: Words, place: tuple[int, int], candidate: Candidate,
        definition: Definition,
    ) -> Found:  # fmt: skip
        """A short form with the modifiers that belong to it, and what the whole means.

        "Chronic suppurative OM" is looked up as "chronic suppurative otitis media".  Where nothing
        is found, only types that allow it take in what modifies a short form ("activated MSCs").
        """
        candidate = candidate._replace(rule="abbreviation")
        start, end = place
        first, last = self.morphology.extent(candidate.type, text, words, start, end)
        if (first, last) == place:
            return start, end, candidate
        long = text[definition.start : definition.end]
        for begin in split(text, first, start).starts + [start] * (last > end):
            stop = end if begin < start else last
            readings = self._readings(key_of(f"{text[begin:start]}{long}{text[end:stop]}"))
            if concepts := tuple(r.concept for r in readings if r.type == candidate.type):
                return begin, stop, candidate._replace(concepts=concepts, coined=None)
        if not self.morphology.allows(candidate.type, "short"):
            first = first if NUMBERED.fullmatch(text, first, start) else start
            last = last if NUMBERED.fullmatch(text, end, last) else end
        return first, last, candidate

    def _meanings(self, text: str, definition: Definition, found: list[Found]) -> list[Candidate]:
        """What a long form means; its own name comes before that of a longer mention."""
        near = [
            (start, end, c)
            for start, end, c in _near(found, definition.start, definition.end)
            if c.rule != ACRONYM
            or c.end > c.start + 1
            or not self.unsupported(text[start:end], c.type)
        ]
        ending = list(_meaning(text, definition, near))
        if not ending or PROTEIN.match(text, definition.end):
            return []
        own: dict[str, tuple[str, ...]] = {}
        for reading in self._readings(key_of(text[definition.start : definition.end])):
            own[reading.type] = (*own.get(reading.type, ()), reading.concept)
        return [
            c._replace(concepts=own[c.type], coined=None) if c.type in own else c for c in ending
        ]


def _near(found: list[Found], start: int, end: int) -> list[Found]:
    """Of candidates in order those that may reach into a stretch of text."""
    return found[bisect_left(found, start - FAR, key=_start) : bisect_left(found, end, key=_start)]


def _like(text: str, found: Found, shorts: Container[str]) -> bool:
    """Whether a candidate may be one of some short forms, or hold it."""
    start, end, candidate = found
    surface = text[start:end]
    return (
        surface in shorts
        or candidate.rule.startswith(ACRONYM)
        or surface.removesuffix("s") in shorts
    )


def _unclaimed(found: list[Found], spans: list[tuple[int, int, str]]) -> Iterator[Found]:
    """The candidates but those that the dictionary makes of a defined short form, or of its part."""
    whole = {(start, end) for start, end, _ in spans}
    starts, ends = {start for start, *_ in spans}, {end for _, end, _ in spans}
    for start, end, candidate in found:
        part = candidate.rule.startswith(ACRONYM) and (start in starts or end in ends)
        if (start, end) not in whole and not part:
            yield start, end, candidate


def _initials(
    text: str, found: Iterable[Found], firsts: Container[str]
) -> dict[str, dict[str, Candidate]]:
    """Initials, the first among some, → type → the first candidate of two to five words they spell.

    Nobody shortens a process without saying so: "cell adhesion" does not explain a "CA".
    """
    meaning: dict[str, dict[str, Candidate]] = {}
    for start, end, candidate in found:
        if (
            candidate.type != "Mechanism"
            and text[start].upper() in firsts
            and not candidate.rule.startswith((ACRONYM, "abbreviation", "coordination"))
        ):
            words = text[start:end].replace("-", " ").split(maxsplit=5)
            if 2 <= len(words) <= 5:
                spelt = "".join(word[0] for word in words).upper()
                meaning.setdefault(spelt, {}).setdefault(candidate.type, candidate)
    return meaning


def _meaning(text: str, definition: Definition, found: Iterable[Found]) -> Iterator[Candidate]:
    """The candidates that end where a long form ends, one for each type: the longest within it.

    A candidate that begins before the long form counts too ("juvenile dermatomyositis (DM)"), but
    not a process: in "loss of retinoblastoma protein (Rb)" Rb is no loss.  An intervention named
    after a cell carries that cell: "hematopoietic stem cell transplantation (HSCT)".
    """
    ending = [
        (start, candidate)
        for start, end, candidate in found
        if (end == definition.end or _carried(text, end, definition.end, candidate))
        and (candidate.type != "Mechanism" or start == definition.start)
        and not candidate.rule.endswith(":generic")
        and not _loose(text[definition.start : start])
        and not CHANGED.search(text[start : definition.start])
    ]
    ending.sort(key=lambda item: (item[0] < definition.start, item[0]))
    yield from {c.type: c for _, c in reversed(ending)}.values()


def _carried(text: str, after: int, end: int, candidate: Candidate) -> bool:
    """Whether an intervention named after a cell follows it to the end of a long form."""
    return (
        after < end
        and candidate.type == "CellType"
        and bool(INTERVENTION.fullmatch(text, after, end))
    )


def _loose(before: str) -> bool:
    """Whether words of a long form that lie before a mention make it another thing's name.

    "Mycobacterium tuberculosis (Mtb)" is no tuberculosis, "nuclear factor of activated T cells
    (NFAT)" no cell.
    """
    return bool(LOOSE.search(before))


def _occurrences(text: str, shorts: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where short forms stand as words of their own, with or without a plural s; longest first."""
    taken: set[int] = set()
    for short in sorted(shorts, key=lambda short: (-len(short), short)):
        start = text.find(short)
        while start >= 0:
            end = start + len(short)
            end += text[end : end + 1] == "s" and not short.endswith("s")
            alone = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
            if alone and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                yield start, end, text[start:end]
            start = text.find(short, end)


def _is_word(words: Words, start: int) -> bool:
    """Whether a word of the prose begins at a place: what is no prose names nothing."""
    index = bisect_left(words.starts, start)
    return index < len(words) and words.starts[index] == start


_start = itemgetter(0)


def _place(found: Found) -> tuple[int, int, str]:
    """The order of an article's candidates, as `candidates.place` has it in a passage."""
    return found[0], -found[1], found[2].type
