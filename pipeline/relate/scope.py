"""Which mentions a sentence denies or hedges: from each cue to the end of its clause.

After NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009), with the scopes of the BioScope
corpus (Vincze et al. 2008): a cue reaches right to the end of its clause, a denied passive takes its
subject in, and "lack of" ends with its noun phrase.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.relate.groups import exclusive
from pipeline.relate.lexicon import Lexicon
from pipeline.relate.syntax import FINITE, NOMINAL, PRONOUNS, Parse
from pipeline.relate.words import Words

DENIED = 4
"""Words before a cue among which another denies it: "could not yet be ruled out"."""
ENDING = (*";,&B", "")
"""Tags of what follows a predicate that has no complement; "" where nothing does."""
PLACING = frozenset(
    {"in", "for", "after", "during", "at", "on", "among", "with", "before", "because"}
)
"""Words that may follow it too: "unlikely in this child"."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The words from `start` to `end` (exclusive) that a cue denies or hedges."""

    kind: str
    cue: str
    start: int
    end: int


def scopes(sentence: Words, parse: Parse, lex: Lexicon) -> Iterator[Scope]:
    """Yield the scope of every cue in a resolved and parsed sentence."""
    reader = _Scopes(sentence, parse, lex)
    for at, word in enumerate(sentence.words):
        if word in lex.cues and sentence.refs[at] < 0:
            scope = reader.scope(at, *lex.cues[word])
            if scope is not None:
                yield scope


class _Scopes:
    def __init__(self, sentence: Words, parse: Parse, lex: Lexicon) -> None:
        self.words, self.tags, self.parse = sentence.words, sentence.tags, parse
        self.lex, self.classes = lex, lex.classes

    def scope(self, at: int, kind: str, reach: str) -> Scope | None:
        """Return what the cue at a position reaches, or None if it denies nothing."""
        if self._pseudo(at):
            return None
        if kind == "negation" and self._epistemic(at):
            kind, reach = "speculation", "both"
        if self._predicative(at):
            return Scope(kind, self.words[at], self._left(at), at + 1)
        if reach == "phrase" and self.tags[at] == "K":  # "suspected to have asthma"
            reach = "right"
        start = self._subject(at) if reach == "clause" else at
        if reach == "both":
            start = self._left(at)
        return Scope(kind, self.words[at], start, self._right(at, reach))

    def _epistemic(self, at: int) -> bool:
        """Tell whether knowledge is denied: "is not known", "no evidence", "cannot exclude"."""
        here = self._behind(at, "rXd")
        return not self.classes["epistemic"].isdisjoint(self.words[at + 1 : here + 1])

    def _pseudo(self, at: int) -> bool:
        """Tell whether a cue denies nothing: "not only", "the failure of a function"."""
        if self.words[at] in self.classes["epistemic"]:  # "cannot be ruled out": of the first cue
            return any(
                self.lex.cues.get(self.words[before], ("", ""))[0] == "negation"
                and "&" not in self.tags[before:at]
                for before in range(max(0, at - DENIED), at)
            )
        word, following = self.words[at], "".join(self.words[at + 1 : at + 2])
        if word == "failure":
            return following not in ("to", "of")
        return word in ("not", "no") and exclusive(self.words, self.tags, at, self.lex)

    def _subject(self, at: int) -> int:
        """Return where the scope of a denied verb starts: at its subject if it is passive."""
        subjective = self.words[at] in self.classes["subjective"] or self._existing(at)
        for use in self.parse.uses:
            if use.at <= at < use.end:
                taken = subjective or use.raised
                taken = taken or (use.passive and use.lemma not in self.lex.adjectives)
                first = use.at == 0 or self.tags[use.at - 1] not in "&BqR"
                return min(use.subject.start, at) if use.subject and taken and first else at
        return self._left(at) if subjective else at

    def _existing(self, at: int) -> bool:
        """Tell whether it is denied that something is there: "was not present"."""
        here = self._behind(at, "rX")
        there = here < len(self.words) and self.words[here] in self.classes["existing"]
        return there and "X" in self.tags[max(at - 1, 0) : here]  # "is", not "do not present"

    def _predicative(self, at: int) -> bool:
        """Tell whether a hedge is said of what stands before it: "asthma is unlikely in this child"."""
        if self.words[at] not in self.classes["predicative"]:
            return False
        before = at - 1
        while before > 0 and self.tags[before] == "r":
            before -= 1
        word, tag = ("".join(own[at + 1 : at + 2]) for own in (self.words, self.tags))
        ended = word in PLACING or (tag in ENDING and word != "that")
        return self.tags[max(before, 0)] == "X" and ended

    def _behind(self, at: int, tags: str) -> int:
        """Return the place of the first word behind a cue that has none of some tags."""
        at += 1
        while at < len(self.tags) and self.tags[at] in tags:
            at += 1
        return at

    def _left(self, at: int) -> int:
        while at > 0 and self.tags[at - 1] not in ";BSWR,":
            at -= 1
        return at

    def _right(self, at: int, reach: str) -> int:
        """Return where a cue's reach ends: the end of its noun phrase or of its clause."""
        here = at + 1
        verbs = 0 if self.tags[at] in "0dn" else 1
        while here < len(self.tags) and not self._stops(at, here, reach):
            if self.tags[here] in FINITE and self.tags[here - 1] in NOMINAL:
                verbs += 1
                if verbs > 1 and not self._subordinated(at, here):
                    break
            here += 1
        return here

    def _subordinated(self, at: int, here: int) -> bool:
        """Tell whether a clause has opened since the cue, so that another verb is its own."""
        return any(tag in "RSWwBt" for tag in self.tags[at + 1 : here])

    def _stops(self, at: int, here: int, reach: str) -> bool:
        tag, word, apart = self.tags[here], self.words[here], here > at + 1
        phrase = reach in ("phrase", "item")
        if tag == ";" or (phrase and (tag in FINITE or tag == "E")):
            return True
        if tag == ")":
            return "(" not in self.tags[at:here]
        if tag in ",&":
            return (tag == "," and reach == "item" and apart) or self._opens(here, phrase=phrase)
        contrast = tag in "BSW" and (word in self.classes["contrast"] or self._condition(at, here))
        return apart and (contrast or word in self.classes["reason"])

    def _condition(self, at: int, here: int) -> bool:
        """Tell whether a condition opens: "don't drive if you feel sick", not "not known if"."""
        known = self.classes["epistemic"]
        return self.words[here] == "if" and known.isdisjoint(self.words[at:here])

    def _opens(self, at: int, *, phrase: bool) -> bool:
        """Tell whether a comma or conjunction opens something new, not the next of a list."""
        tags, comma, alternative = self.tags, self.tags[at] == ",", self.words[at] in ("or", "nor")
        while at < len(tags) and tags[at] in ",&r":
            at += 1
        if at >= len(tags):
            return True
        tag = tags[at]
        if comma and (tag in "RSWBG;QE" or self.words[at] in ("as", "a", "an", "consistent")):
            return True
        if tag in FINITE or tag in "NR":
            return not alternative
        if (tag in NOMINAL or tag in PRONOUNS) and (comma or not phrase):
            while at < len(tags) and (tags[at] in NOMINAL or tags[at] in "HhUroi"):
                at += 1
            return not alternative and at < len(tags) and tags[at] in FINITE
        return False
