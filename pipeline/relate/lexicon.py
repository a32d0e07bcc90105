"""The words the room knows: part-of-speech tags, verb frames, noun frames, carriers and cues.

All of it is data (`data/*.tsv`); inflections are generated here, once, on first use.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Frames = Mapping[str, tuple[str, bool]]
"""Slot ("np" or a preposition) to the class it expresses and whether subject and object swap."""

NounFrame = tuple[str, str, str, bool]
"""Complement of the subject, complement of the object, class, swapped."""

_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnpt]$")
SLOT = "\ue000"
"""Stands for a mention while its sentence is split: a private-use character."""
_WORD = SLOT + r"|-?\w+(?:[-'’]\w+)*|[,;:()\[\]—–?!/+=%]"


_OPEN, _CLOSE = ("", "(", "[", "—"), ("", ",", ";", ":", ".", ")", "]")
_ENDINGS = (("ly", "r"), ("fold", "r"), ("ing", "G"), ("ed", "E"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything looked up while a sentence is parsed.

    `tags` maps a lower-cased word to one letter (the letters are listed in `data/words.tsv`, and V
    for a verb, v for a form that may be a noun too, E for a past form, G for one in -ing, J for an
    adjective that takes a complement); it learns the words that it guesses, `listed` does not, so
    that what an article says never depends on those read before.  `lemmas` maps verb forms to lemmas.
    """

    tags: dict[str, str]
    listed: Mapping[str, str]
    lemmas: Mapping[str, str]
    verbs: Mapping[str, Frames]
    adjectives: frozenset[str]
    nouns: Mapping[str, tuple[NounFrame, ...]]
    carriers: Mapping[str, str]
    cues: Mapping[str, tuple[str, str]]
    predicates: Mapping[tuple[str, str, str], str]
    prepositions: Mapping[tuple[str, str, str], str]
    classes: Mapping[str, frozenset[str]]
    suffixes: Mapping[str, str]
    carried: Mapping[str, frozenset[str]]
    synonyms: Mapping[str, str]
    endings: tuple[str, ...]
    triggers: frozenset[str]
    phrases: re.Pattern[str]
    token: re.Pattern[str]


def rows(name: str) -> Iterator[list[str]]:
    """Yield the tab-separated fields of a data file of this room, without comments."""
    text = files("pipeline.relate").joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def inflect(lemma: str, irregular: tuple[str, ...] = ()) -> dict[str, str]:
    """Map each form of a verb to its tag: V base and -s, E past and participle, G in -ing.

    >>> inflect("cause")
    {'cause': 'V', 'causes': 'V', 'caused': 'E', 'causing': 'G'}
    >>> sorted(inflect("drive", ("drove", "driven")))
    ['drive', 'driven', 'drives', 'driving', 'drove']
    """
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "ye")) else lemma
    if lemma[-1] == "y" and lemma[-2] not in "aeiou":
        third, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        hissing = lemma.endswith(("s", "sh", "ch", "x", "z", "o"))
        third, past = lemma + ("es" if hissing else "s"), stem + "ed"
    present = stem + "ing"
    if len(lemma) < 5 and _DOUBLED.search(lemma) and lemma not in ("need", "open"):
        past, present = lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    forms = {lemma: "V", third: "V"}
    pasts = [form for form in irregular if not form.endswith("ing")]
    forms.update(dict.fromkeys((form for form in pasts if form not in forms), "E"))
    if all(form.endswith("n") for form in pasts):
        forms[past] = "E"
    forms.update(dict.fromkeys([f for f in irregular if f.endswith("ing")] or [present], "G"))
    return forms


def parse_frames(text: str) -> dict[str, tuple[str, bool]]:
    """Read `slot=class` pairs; "<" before the class swaps subject and object.

    >>> parse_frames("in=cause from=<cause")
    {'in': ('cause', False), 'from': ('cause', True)}
    """
    frames = {}
    for field in text.split():
        slot, _, kind = field.partition("=")
        if kind:
            frames[slot] = (kind.lstrip("<"), kind.startswith("<"))
    return frames


def _noun_frames(text: str) -> tuple[NounFrame, ...]:
    frames = []
    for slot, (kind, swapped) in ((field, _kind(field)) for field in text.split()):
        subject, _, target = slot.partition("=")[0].partition(">")
        frames.append((subject, target, kind, swapped))
    return tuple(frame for frame in frames if frame[2] != "-")


def _nouns() -> dict[str, tuple[NounFrame, ...]]:
    """Read the noun frames; a plural that has no row of its own shares those of its singular."""
    nouns = {row[0]: _noun_frames(row[1]) for row in rows("nouns.tsv")}
    for noun, frames in list(nouns.items()):
        plural = noun[:-1] + "ies" if noun[-1] == "y" else noun + "s"
        if noun[-1] != "s":
            nouns.setdefault(plural, frames)
    return nouns


def _kind(field: str) -> tuple[str, bool]:
    kind = field.partition("=")[2]
    return kind.lstrip("<"), kind.startswith("<")


def _add_verb(tags: dict[str, str], lemmas: dict[str, str], row: list[str], noun: str) -> None:
    irregular = tuple(row[-1].split()) if len(row) > 2 else ()
    for form, tag in inflect(row[0], irregular).items():
        if form not in lemmas:
            lemmas[form] = row[0]
            tags.setdefault(form, "v" if tag == "V" and noun else tag)


class Tags(dict[str, str]):
    """Word to tag; unknown words are guessed by their ending and remembered."""

    def __missing__(self, word: str) -> str:
        """Guess the tag of an unknown word by its ending; most are nouns."""
        tag = "n"
        if len(word) > 4 and "-" not in word:
            tag = next((tag for ending, tag in _ENDINGS if word.endswith(ending)), "n")
        if len(self) < 200_000:
            self[word] = tag
        return tag


def _function_words() -> dict[str, str]:
    tags: dict[str, str] = {}
    for tag, words in rows("words.tsv"):
        for word in words.split("|"):
            tags.setdefault(word.replace(" ", "_"), tag)
    tags |= dict.fromkeys(";:—–?!", ";") | dict.fromkeys("([", "(") | dict.fromkeys(")]", ")")
    return tags | {",": ",", "/": "&", "+": "n", "=": "n", "%": "n"}


def _phrase_pattern(words: list[str]) -> re.Pattern[str]:
    """Join all set phrases, grouped by first word so that most positions fail fast."""
    groups: dict[str, list[str]] = {}
    for phrase in sorted(words, key=lambda text: (-len(text), text)):
        first, _, rest = phrase.partition("_")
        groups.setdefault(first, []).append(re.escape(rest).replace("_", " "))
    body = "|".join(f"{first} (?:{'|'.join(rest)})" for first, rest in sorted(groups.items()))
    return re.compile(rf"\b(?:{body})\b")


def _triggers(cues: Mapping[str, tuple[str, str]]) -> frozenset[str]:
    """Return the words, bare or with punctuation, without one of which a sentence has no cue."""
    words = {max(reversed(cue.split("_")), key=len) for cue in cues}
    return frozenset(
        before + word + after for word in words for before in _OPEN for after in _CLOSE
    )


@cache
def lexicon() -> Lexicon:
    """Compile the data files: a few milliseconds, once in a process."""
    tags, lemmas = Tags(_function_words()), dict[str, str]()
    verbs: dict[str, dict[str, tuple[str, bool]]] = {}
    for row in rows("verbs.tsv"):
        row += [""] * (4 - len(row))
        _add_verb(tags, lemmas, [row[0], "", row[3]], row[2])
        verbs[row[0]] = parse_frames(row[1])
    for row in rows("actions.tsv"):
        row += [""] * (3 - len(row))
        _add_verb(tags, lemmas, row, row[1])
    adjectives = set()
    for row in rows("adjectives.tsv"):
        if tags.get(row[0]) in (None, "n"):
            tags[row[0]] = "J"
            lemmas.setdefault(row[0], row[0])
        verbs.setdefault(row[0], parse_frames(row[1]))
        adjectives.add(row[0])
    classes = {name: frozenset(words.split("|")) for name, words in rows("classes.tsv")}
    cues = {}
    for kind, reach, words in rows("cues.tsv"):
        cues.update({word.replace(" ", "_"): (kind, reach) for word in words.split("|")})
    multi = {word for word in (*tags, *cues) if "_" in word}
    return Lexicon(
        tags=tags,
        listed=dict(tags),
        lemmas=lemmas,
        verbs=verbs,
        adjectives=frozenset(adjectives),
        nouns=_nouns(),
        carriers={word: kind for kind, words in rows("carriers.tsv") for word in words.split("|")},
        cues=cues,
        predicates={(row[0], row[1], row[2]): row[3] for row in rows("predicates.tsv")},
        prepositions={(row[0], row[1], row[2]): row[3] for row in rows("prepositions.tsv")},
        classes=classes,
        triggers=_triggers(cues),
        endings=tuple(sorted(classes["process ending"])),
        carried={kind: frozenset(preps.split("|")) for kind, preps in rows("carried.tsv")},
        synonyms={row[0].replace(" ", "_"): row[1] for row in rows("synonyms.tsv")},
        suffixes={row[0]: row[1] for row in rows("suffixes.tsv")},
        phrases=_phrase_pattern(sorted(multi)),
        token=re.compile(_WORD),
    )
