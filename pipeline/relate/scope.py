"""Which mentions a sentence denies or hedges: from each cue to the end of its clause.

After NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009), with the scopes of the BioScope
corpus (Vincze et al. 2008): a cue reaches right to the end of its clause, a denied passive takes its
subject in, and "lack of" ends with its noun phrase.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.relate.lexicon import Lexicon
from pipeline.relate.parse import NOMINAL, Parse
from pipeline.relate.words import Words

FINITE = frozenset("XYZmVFP")
STOPS = frozenset(";BSWQ")


@dataclass(frozen=True, slots=True)
class Scope:
    """The words from `start` to `end` (exclusive) that a cue denies or hedges."""

    kind: str
    cue: str
    start: int
    end: int


def scopes(sentence: Words, parse: Parse, lex: Lexicon) -> Iterator[Scope]:
    """Yield the scope of every cue in a resolved and parsed sentence."""
    for at, word in enumerate(sentence.words):
        cue = lex.cues.get(word)
        if cue is None or sentence.refs[at] >= 0 or _pseudo(sentence, at):
            continue
        kind, reach = cue
        start = _subject(sentence, parse, at) if reach == "clause" else at
        if reach == "both":
            start = _left(sentence.tags, at)
        yield Scope(kind, word, start, _right(sentence, at, phrase=reach == "phrase"))


def _pseudo(sentence: Words, at: int) -> bool:
    """Tell whether a cue denies nothing: "not only", "no doubt" are words of their own already."""
    following = sentence.words[at + 1] if at + 1 < len(sentence.words) else ""
    return sentence.words[at] in ("not", "no") and following in (
        "only", "just", "merely", "simply", "doubt", "wonder",
    )  # fmt: skip


def _subject(sentence: Words, parse: Parse, at: int) -> int:
    """Return where the scope of a denied verb starts: at its subject if it is passive."""
    for use in parse.uses:
        if use.at <= at < use.end:
            if use.subject and (use.passive or sentence.words[at] in SUBJECTIVE):
                return min(use.subject.start, at)
            return at
    if sentence.words[at] in SUBJECTIVE:
        return _left(sentence.tags, at)
    return at


SUBJECTIVE = frozenset(("unable", "incapable", "impossible", "absent", "undetectable"))


def _left(tags: list[str], at: int) -> int:
    while at > 0 and tags[at - 1] not in ";BSWR,":
        at -= 1
    return at


def _right(sentence: Words, at: int, *, phrase: bool) -> int:
    """Return where a cue's reach ends: the end of its noun phrase or of its clause."""
    tags = sentence.tags
    verb = False
    here = at + 1
    while here < len(tags):
        tag = tags[here]
        if tag in STOPS and here > at + 1:
            break
        if tag == ")" and "(" not in tags[at:here]:
            break
        if tag in ",&" and _ends_clause(sentence, here):
            break
        if phrase and tag in FINITE:
            break
        if sentence.words[here] in ("due_to", "because_of", "owing_to"):
            break
        verb = verb or tag in FINITE
        here += 1
    return here


def _ends_clause(sentence: Words, at: int) -> bool:
    """Tell whether a comma or conjunction opens something new rather than the next of a list."""
    tags = sentence.tags
    alternative = sentence.words[at] in ("or", "nor")
    following = _skip(tags, at)
    if following >= len(tags):
        return True
    tag = tags[following]
    if tag in "RSWBG;QE" and tags[at] == ",":
        return True
    if tag in FINITE or tag == "N":
        return not alternative
    if tag in NOMINAL or tag in "HhU":
        while following < len(tags) and (tags[following] in NOMINAL or tags[following] in "HhUr"):
            following += 1
        return following < len(tags) and tags[following] in FINITE
    return False


def _skip(tags: list[str], at: int) -> int:
    """Step over commas, conjunctions and adverbs."""
    while at < len(tags) and tags[at] in ",&r":
        at += 1
    return at
