"""The heads of process names with all their forms, and what processes act on.

"activate", "activates", "activating", "activation" are forms of one head; a mechanism is a head
joined to a participant: a cell, a tissue, a molecule.  Everything here is read from data files.
"""

from dataclasses import dataclass
from functools import cache

from pipeline.vocabulary.data import read_table
from pipeline.vocabulary.words import key_of

VOWELS = frozenset("aeiou")
DOUBLED = frozenset({"program", "reprogram", "traffic", "control", "clot", "regres"})
"""Verbs of more than one syllable whose last consonant doubles: reprogramming, controlling."""


@dataclass(frozen=True, slots=True)
class Head:
    """A process that can take a participant.

    `takes` are the classes of participants.  `alone` says which forms count without one: N noun,
    V verb, A adjective, lower case if only as a generic word; "o" is the noun before "of".
    `through` are the prepositions, besides "of", that lead to the participant; `bound` says that a
    verb needs one of them.
    """

    noun: str
    nouns: tuple[str, ...]
    takes: frozenset[str]
    alone: str
    through: frozenset[str]
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a head: noun, base, third, past, gerund or adjective.

    `particle` is what follows the verb: "up" in "take up".
    """

    head: Head
    form: str
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """What a process acts on, besides cells and diseases; `kind` is its class."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    kind: str


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Lower-case word → the forms of heads that it can be, nouns first.

    >>> sorted({f.form for f in forms()["activated"]})
    ['past']
    >>> [f.head.noun for f in forms()["phagocytic"]]
    ['phagocytosis']
    """
    table: dict[str, list[Form]] = {}
    for head, verbs, adjectives in _heads():
        nouns = [noun for noun in (head.noun, *head.nouns) if " " not in noun]
        made = [(form, Form(head, "noun")) for noun in nouns for form in (noun, _plural(noun))]
        for verb in verbs:
            word, _, particle = verb.partition(" ")
            made += [(form, Form(head, kind, particle)) for form, kind in inflect(word)]
        made += [(word, Form(head, "adjective")) for word in adjectives]
        for word, form in made:
            table.setdefault(word, []).append(form)
    return {word: tuple(dict.fromkeys(found)) for word, found in table.items()}


@cache
def participants() -> dict[str, Participant]:
    """Key of a name → participant."""
    table: dict[str, Participant] = {}
    _, *rows = read_table("participants.tsv")
    for curie, name, synonyms, kind in rows:
        names = tuple(filter(None, synonyms.split("|")))
        participant = Participant(curie, name, names, kind)
        for synonym in (name, *names):
            table.setdefault(key_of(synonym), participant)
    return table


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of word_classes.tsv, lower case."""
    classes = {row[0]: row[1] for row in read_table("word_classes.tsv")}
    return frozenset(classes[name].split())


def inflect(verb: str) -> list[tuple[str, str]]:
    """The forms of a verb with their kinds; irregular ones are given as base/past/participle.

    >>> [form for form, _ in inflect("reprogram")]
    ['reprogram', 'reprograms', 'reprogrammed', 'reprogramming']
    >>> [form for form, _ in inflect("die")]
    ['die', 'dies', 'died', 'dying']
    """
    base, *irregular = verb.split("/")
    pasts = irregular or [_past(base)]
    made = [(base, "base"), (_third(base), "third"), (_gerund(base), "gerund")]
    return [*made[:2], *((past, "past") for past in dict.fromkeys(pasts)), made[2]]


def _plural(noun: str) -> str:
    return noun[:-2] + "es" if noun.endswith("is") else _third(noun)


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "ch", "sh", "z")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    short = len(verb) <= 4 and verb[-1] not in "wxy" and verb[-2] in VOWELS
    once = short and verb[-1] not in VOWELS and (len(verb) < 3 or verb[-3] not in VOWELS)
    return verb + verb[-1] if once or verb in DOUBLED else verb


def _heads() -> list[tuple[Head, tuple[str, ...], tuple[str, ...]]]:
    _, *rows = read_table("process_heads.tsv")
    heads = []
    for row in rows:
        noun, nouns, verbs, adjectives, takes, alone, through = (*row, "", "")[:7]
        ways = frozenset(way.lstrip("!") for way in _parts(through))
        kinds = set(takes.split())
        if "system" in kinds:
            kinds.add("immune")
        head = Head(noun, _parts(nouns), frozenset(kinds), alone, ways, "!" in through)
        heads.append((head, _parts(verbs), _parts(adjectives)))
    return heads


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
