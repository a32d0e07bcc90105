"""Which mentions a sentence denies or hedges: from each cue to the end of its clause.

After NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009), with the scopes of the BioScope
corpus (Vincze et al. 2008): a cue reaches right to the end of its clause, a denied passive takes its
subject in, and "lack of" ends with its noun phrase.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.relate.lexicon import Lexicon
from pipeline.relate.parse import NOMINAL, Parse, Use
from pipeline.relate.words import Words

FINITE = frozenset("XYZmVFP")
STOPS = frozenset(";BSW")
CONTRASTS = frozenset(
    ("whereas", "while", "although", "though", "because", "since", "even_though", "so_that",
     "in_which", "where", "so", "unless", "given_that", "provided_that", "but", "yet", "whose")
)  # fmt: skip
EPISTEMIC = frozenset(
    ("known", "clear", "certain", "evidence", "proof", "excluded", "ruled", "exclude", "rule",
     "doubt", "necessarily")
)  # fmt: skip
RAISING = frozenset(("seem", "appear"))


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
        if kind == "negation" and _epistemic(sentence, at):
            kind, reach = "speculation", "both"
        start = _subject(sentence, parse, at, lex) if reach == "clause" else at
        if reach == "both":
            start = _left(sentence.tags, at)
        yield Scope(kind, word, start, _right(sentence, at, reach))


def _epistemic(sentence: Words, at: int) -> bool:
    """Tell whether what is denied is knowledge: "is not known", "no evidence", "cannot exclude"."""
    here = at + 1
    while here < len(sentence.tags) and (sentence.tags[here] in "rXd" or here == at):
        here += 1
    return here < len(sentence.words) and sentence.words[here] in EPISTEMIC


def _pseudo(sentence: Words, at: int) -> bool:
    """Tell whether a cue denies nothing: "not only", "the failure of a function"."""
    following = sentence.words[at + 1] if at + 1 < len(sentence.words) else ""
    if sentence.words[at] == "failure":
        return following not in ("to", "of")
    return sentence.words[at] in ("not", "no") and following in (
        "only", "just", "merely", "doubt", "wonder",
    )  # fmt: skip


def _subject(sentence: Words, parse: Parse, at: int, lex: Lexicon) -> int:
    """Return where the scope of a denied verb starts: at its subject if it is passive."""
    for use in parse.uses:
        if use.at <= at < use.end:
            taken = _takes_subject(use, lex) or sentence.words[at] in SUBJECTIVE
            first = use.at == 0 or sentence.tags[use.at - 1] not in "&,BqR"
            return min(use.subject.start, at) if use.subject and taken and first else at
    if sentence.words[at] in SUBJECTIVE:
        return _left(sentence.tags, at)
    return at


def _takes_subject(use: Use, lex: Lexicon) -> bool:
    """Tell whether denying a verb denies its subject: a passive, or "does not seem to"."""
    if use.raised:
        return True
    return use.passive and use.lemma not in lex.adjectives


SUBJECTIVE = frozenset(("unable", "incapable", "impossible", "absent", "undetectable"))


def _left(tags: list[str], at: int) -> int:
    while at > 0 and tags[at - 1] not in ";BSWR,":
        at -= 1
    return at


def _right(sentence: Words, at: int, reach: str) -> int:
    """Return where a cue's reach ends: the end of its noun phrase or of its clause."""
    tags = sentence.tags
    phrase = reach in ("phrase", "item")
    here = at + 1
    while here < len(tags):
        tag = tags[here]
        if tag == ";" or (tag in STOPS and sentence.words[here] in CONTRASTS and here > at + 1):
            break
        if reach == "item" and tag == "," and here > at + 1:
            break
        if tag == ")" and "(" not in tags[at:here]:
            break
        if tag in ",&" and _ends_clause(sentence, here, phrase=phrase):
            break
        if phrase and (tag in FINITE or tag == "E"):
            break
        if sentence.words[here] in ("due_to", "because_of", "owing_to") and here > at + 1:
            break
        here += 1
    return here


def _ends_clause(sentence: Words, at: int, *, phrase: bool) -> bool:
    """Tell whether a comma or conjunction opens something new rather than the next of a list."""
    tags = sentence.tags
    alternative = sentence.words[at] in ("or", "nor")
    following = _skip(tags, at)
    if following >= len(tags):
        return True
    tag = tags[following]
    word = sentence.words[following]
    if tags[at] == "," and (tag in "RSWBG;QE" or word in ("as", "a", "an", "consistent")):
        return True
    if tag in FINITE or tag == "N":
        return not alternative
    if (tag in NOMINAL or tag in "HhU") and not (phrase and tags[at] == "&"):
        while following < len(tags) and (tags[following] in NOMINAL or tags[following] in "HhUroi"):
            following += 1
        return following < len(tags) and tags[following] in FINITE
    return False


def _skip(tags: list[str], at: int) -> int:
    """Step over commas, conjunctions and adverbs."""
    while at < len(tags) and tags[at] in ",&r":
        at += 1
    return at
