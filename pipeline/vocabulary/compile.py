"""From concepts to the table that recognition looks names up in.

The table maps the key of a name (see `words`) to its readings.  It is plain data, so that it can
be cached as msgpack and loaded in a fraction of a second.
"""

import re
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.model import Concept
from pipeline.vocabulary.data import has_table, read_terms
from pipeline.vocabulary.variants import cell_variants, disease_variants, general_first
from pipeline.vocabulary.words import key_of

LONGEST_NAME = 9
"""Words in a name: longer ones are descriptions, and 4% of all names that no text repeats."""

BANNED = "banned"
"""Type of a line in a user's vocabulary that forbids its names instead of adding them."""

NOISE = re.compile(
    r",?\s*\((?:disease|disorder|finding|diagnosis|qualifier value|morphologic abnormality)\)"
    r"|,? (?:NOS|nos|unspecified)$|^obsolete |,?\s*\((?!H\d)[A-Z][A-Za-z0-9-]{1,7}\)|(?<=[a-z]) \([a-z]{3,6}\)$"
)
DEGREE = re.compile(r"(?:Mild|Moderate|Severe|Profound|Heavy|Marked)(?:ly)? ")
"""Begins of HP's names that say how bad a finding is; MONDO, which writes small, means subtypes."""

EXPLAINED = re.compile(r".* \([^()]*\)")
"""Names with what they are also called, which texts define so: "trisomy 21 (Down syndrome)"."""
TENDENCY = re.compile(
    r"(?:susceptibility|predisposition) to |.* susceptibility(?: to|,? \d+|$)", re.I
)
"""Names of what makes a disease likelier, which is outside its name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One concept that a name can mean.

    `surface` is the name as the vocabulary writes it where its case matters (an acronym), else
    empty.  `label` says that the name is the concept's own, not a synonym.
    """

    concept: str
    type: str
    surface: str = ""
    label: bool = False


def compile_names(concepts: Collection[Concept]) -> dict[str, list[Reading]]:
    """Key → readings, labels before synonyms, then in the order of the concepts.

    >>> names = compile_names([Concept("CL:0000084", "T cell", "CellType", ("T-lymphocyte",))])
    >>> sorted(names)
    ['t cell', 't lymphocyte']
    """
    stop = stop_keys("") | banned_keys(concepts)
    own = {kind: stop_keys(kind) for kind in {concept.type for concept in concepts}}
    names: dict[str, list[Reading]] = {}
    words = words_of(concepts)
    for concept in concepts:
        for name, label in names_of(concept, words):
            key = key_of(name)
            if (
                not key
                or DEGREE.match(name)
                or (concept.type == "Disease" and TENDENCY.match(name))
                or (concept.type == "Disease" and EXPLAINED.fullmatch(name))
                or key in stop
                or key in own[concept.type]
                or len(key) < 2
                or key.count(" ") >= LONGEST_NAME
            ):
                continue
            reading = Reading(
                concept.id, concept.type, acronym(name, (concept.name, *concept.synonyms)), label
            )
            _add(names.setdefault(key, []), reading)
    for readings in names.values():
        readings.sort(key=lambda reading: not reading.label)
    for key, reading in _cell_names(concepts):
        if key not in stop:
            names.setdefault(key, [reading])
    for key, reading in _twins(concepts):
        rest = key.rpartition(" ")[0]
        if stop.isdisjoint((key, rest)) and own["Disease"].isdisjoint((key, rest)):
            names.setdefault(key, [reading])
    return names


def _add(readings: list[Reading], reading: Reading) -> None:
    """Add a reading; two of one concept become one, whose name is its own if either's is.

    A spelling whose case does not matter wins over an acronym.
    """
    for index, other in enumerate(readings):
        if other.concept == reading.concept:
            surface = other.surface if reading.surface else ""
            readings[index] = replace(other, surface=surface, label=other.label or reading.label)
            return
    readings.append(reading)


@cache
def stop_keys(kind: str) -> frozenset[str]:
    """Keys of the names that are no mention of one type alone; for "" of any type."""
    table = f"stop_names_{kind.lower()}.txt" if kind else "stop_names.txt"
    return frozenset(map(key_of, read_terms(table))) if has_table(table) else frozenset()


def banned_keys(concepts: Iterable[Concept]) -> set[str]:
    """Keys of the names that a user has banned: concepts of the type `BANNED`."""
    return {
        key_of(name)
        for concept in concepts
        if concept.type == BANNED
        for name in (concept.name, *concept.synonyms)
    }


def _cell_names(concepts: Iterable[Concept]) -> Iterator[tuple[str, Reading]]:
    """Spellings made by rule; the most general concept comes first."""
    for concept in general_first(c for c in concepts if c.type == "CellType"):
        for name in (concept.name, *concept.synonyms):
            for variant in cell_variants(name):
                key = key_of(variant)
                if " " in key and key.count(" ") < LONGEST_NAME:
                    yield key, Reading(concept.id, concept.type)


SHORT_WORDS = frozenset(("flu", "tic", "pox", "sty", "yaw", "wen", "ova", "rod", "egg"))
"""Names of three letters that are words; others are acronyms in small letters ("chi", "mk")."""


TWINS = {"disorder": "disease", "disease": "disorder"}


def _twins(concepts: Iterable[Concept]) -> Iterator[tuple[str, Reading]]:
    """Keys of diseases called disorders and the other way round ("skin disease"), where free.

    Only names of small letters: nobody says "Crohn disorder".
    """
    for concept in concepts:
        for name in (concept.name, *concept.synonyms) if concept.type == "Disease" else ():
            rest, _, head = name.rpartition(" ")
            if rest and head in TWINS and rest[0].islower() and not DEGREE.match(name):
                key = key_of(f"{rest} {TWINS[head]}")
                if key.count(" ") < LONGEST_NAME:
                    yield key, Reading(concept.id, concept.type)


def acronym(name: str, spelt: Iterable[str] = ()) -> str:
    """The name in the case that counts if it is an acronym, else "".

    Ontologies write some in small letters; they are known by another name that they spell.

    >>> acronym("AML"), acronym("T cell"), acronym("HbSC"), acronym("G6PD")
    ('AML', '', 'HbSC', 'G6PD')
    >>> acronym("cold", ["chronic obstructive lung disease"]), acronym("cold", ["common cold"])
    ('COLD', '')
    """
    if " " in name or len(name) > 10:
        return ""
    capitals = sum(map(str.isupper, name))
    if (capitals >= 2 and len(name) <= 8) or (capitals and any(map(str.isdigit, name))):
        return name
    if not name.isalpha() or len(name) > 6 or name in SHORT_WORDS:
        return ""
    small = len(name) <= 3 or any(_spells(name, other) for other in spelt)
    return name.upper() if small else ""


def _spells(name: str, other: str) -> bool:
    """Whether the first letters of another name's words spell a name."""
    words = re.findall(r"[a-z]+", other.lower())
    return len(words) > 1 and "".join(word[0] for word in words) == name.lower()


def words_of(concepts: Iterable[Concept]) -> frozenset[str]:
    """All words of small letters in the names of some concepts."""
    names = (name for concept in concepts for name in (concept.name, *concept.synonyms))
    return frozenset(word for name in names for word in re.findall(r"[a-z]{4,}", name))


def names_of(concept: Concept, words: Container[str]) -> Iterator[tuple[str, bool]]:
    """The names of a concept in every order and hyphenation, and whether each is its own.

    Args:
        concept: the concept.
        words: what a prefix may be split from: "pre-eclampsia", not "re-nal".
    """
    seen = set()
    for name in (concept.name, *concept.synonyms):
        for variant in _variants(NOISE.sub("", name), words):
            if variant not in seen:
                seen.add(variant)
                yield variant, name == concept.name


PREFIX = re.compile(
    r"\b(anti|auto|cardio|co|extra|hyper|hypo|infra|inter|intra|micro|multi|neuro|non|peri|post|pre"
    r"|pseudo|re|semi|sub|supra)(-?)(?=([a-z]{4,}))"
)
"""Prefixes that texts write with a hyphen or without: "post-traumatic", "posttraumatic"."""


def _variants(name: str, words: Container[str]) -> Iterator[str]:
    yield name
    prefix = PREFIX.search(name)
    if prefix and (prefix[2] or prefix[3] in words):
        joined = prefix[1] if prefix[2] else f"{prefix[1]}-"
        yield name[: prefix.start()] + joined + name[prefix.end() :]
    head, comma, tail = name.partition(", ")
    if comma and ", " not in tail and not head.endswith(" and"):  # "anemia, aplastic"
        yield f"{tail} {head}"
    yield from disease_variants(name)
