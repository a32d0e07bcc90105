"""Which part a word plays in its sentence: noun or verb, finite or not, adjective or predicate.

After `resolve` an E is a participle behind its noun, F a finite past form, K a participle after
"be" or "have", g a progressive, G a gerund or participle with its complement, A an adjective.
"""

from pipeline.relate.lexicon import Lexicon
from pipeline.relate.words import Words

NOUNS = frozenset("nACDMTHhU)")
"""Tags a subject can end in."""
STARTS = frozenset("dn0CDMTHhUJ")
"""Tags an object can start with."""


def resolve(sentence: Words, lex: Lexicon) -> None:
    """Settle, left to right, every tag that depends on its neighbours."""
    Resolver(sentence, lex).run()


class Resolver:
    """One pass over a sentence; `before` and `after` are the neighbours' tags, adverbs skipped.

    `finite` is the tag of the clause's latest finite verb, which tells whether a form behind "and"
    can be a second verb.
    """

    def __init__(self, sentence: Words, lex: Lexicon) -> None:
        self.words, self.tags, self.lex = sentence.words, sentence.tags, lex
        self.at, self.before, self.after = 0, "", ""
        self.finite = self.ending = ""
        self.pending = False

    def run(self) -> None:
        """Settle the tags in place."""
        tags = self.tags
        for at, tag in enumerate(tags):
            if tag in _RULES:
                self.at, self.before, self.after = at, self._before(at), self._after(at)
                tag = tags[at] = _RULES[tag](self)
            if tag in "VFPXYZm":
                self.finite = tag
                self.ending = self.words[at][-1:] if tag == "V" else ""
            elif tag in ";BRSWw":
                self.pending = tag == "R" and not self.finite
                self.finite = ""

    def _before(self, at: int) -> str:
        at -= 1
        while at >= 0 and self.tags[at] == "r":
            at -= 1
        return self.tags[at] if at >= 0 else "^"

    def _next(self, at: int) -> int:
        at += 1
        while at < len(self.tags) and self.tags[at] == "r":
            at += 1
        return at

    def _after(self, at: int) -> str:
        at = self._next(at)
        return self.tags[at] if at < len(self.tags) else "$"

    def _framed(self) -> bool:
        """Tell whether a preposition of the word's own frames comes next."""
        frames = self.lex.verbs.get(self.lex.lemmas.get(self.words[self.at], ""), {})
        at = self._next(self.at)
        word = self.words[at] if at < len(self.tags) else ""
        return word in frames or f"be_{word}" in frames

    def _directed(self) -> bool:
        """Tell whether the "to" before is a direction ("leads to damage"), not an infinitive's."""
        at = self.at - 1
        while at >= 0 and self.tags[at] != "t":
            at -= 1
        if at < 1:
            return False
        governor = self.lex.verbs.get(self.lex.lemmas.get(self.words[at - 1], ""), {})
        return "to" in governor or "be_to" in governor

    def either(self) -> str:
        """Settle a base or -s form that may be a noun: "release", "results"."""
        before, after = self.before, self.after
        if before == "t":
            return "n" if self._directed() else "V"
        if before in "mNZRHU":
            return "V"
        if before in "d0iobXYAeGW^(;" or (before in "VF" and not self._helped()):
            return "n"
        if before in "&,q":
            if before == "&" and self.ending == "s" and self.words[self.at].endswith("s"):
                return "V" if after != "o" else "n"
            closing = before == "," and not self.finite and after in "dCDMT"
            listed = self.finite and (after in "d0CDMTH" or self._framed())
            return "V" if listed or closing else "n"
        if before in NOUNS and self.tags[self.at - 1] == "r" and after != "o":
            return "V"
        if before in "nCDMT" and self.tags[self.at - 1] == before and not self._agrees():
            return "n"
        if after in "oVmXYZFP" or (
            before == "n" and self.finite and after not in "dR" and not self._framed()
        ):
            return "n"
        if after == "t" and before in NOUNS and self._before_infinitive():
            return "V"
        plural = before == "n" and self.words[self.at - 1].endswith("s")
        if (before in "CDMT" or plural) and (after in "vG" or self._only_verb()):
            return "V"
        return "V" if after in "d0CDMTHhJQRSnE" or self._framed() else "n"

    def _only_verb(self) -> bool:
        """Tell whether the clause has no other verb: "phagocytosis declines with age"."""
        if self.finite:
            return False
        for tag in self.tags[self.at + 1 :]:
            if tag in ";RSWwB&":
                break
            if tag in "XYZmVvEP":
                return False
        return True

    def _helped(self) -> bool:
        return self.lex.lemmas.get(self.words[self.at - 1]) == "help"

    def _before_infinitive(self) -> bool:
        at = self._next(self._next(self.at))
        return at < len(self.tags) and self.tags[at] in "VvXYZPp"

    def _agrees(self) -> bool:
        """Tell whether the form can agree in number with a noun right before it.

        Inside a mention the head stands before "of": "loss of T cells causes".
        """
        noun = self.words[self.at - 1].partition(" of ")[0]
        plural = noun in self.lex.classes["plural"] or (
            noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
        )
        if plural != self.words[self.at].endswith("s"):
            return True
        at = self.at - 1
        while at >= 0 and self.tags[at] in "dnACDMT":
            at -= 1
        return at >= 0 and (self.tags[at] in "&iobtR)0" or (at == 0 and self.tags[at] == "G"))

    def verb(self) -> str:
        """Settle a base or -s form that is hardly ever a noun."""
        noun = self.before in "d0ob" or (self.before == "i" and self.after not in "dCDM")
        return "n" if noun else "V"

    def past(self) -> str:
        """Settle a past form: finite, after "be", behind its noun, or adjective."""
        before, after = self.before, self.after
        if before == "Y" and self.words[self.at] in self.lex.classes["measured"]:
            return "A" if after in "CDMn" else "K"
        if before in "XYKN":
            adjective = before == "X" and self.after == "n" and self.tags[self.at - 1] == "X"
            return (
                "A" if adjective and self.words[self.at] not in self.lex.classes["called"] else "K"
            )
        if before in "RH" or (before in NOUNS and self._of_class("intransitive")):
            return "F"
        if before in "d0iobAVFt" and not (before in "VF" and after == "b"):
            return "A" if after in STARTS else "E"
        if self._framed() or after == "b":
            return "E" if before in NOUNS or before in "&,q" or after not in STARTS else "A"
        if before == "," and self.pending and after in STARTS | {"A", "E"}:
            self.pending = False
            return "F"
        if before in "&,q":
            return "F" if self.finite in ("F", "P") and after in "dCDMTHn0PQ" else "A"
        if before in NOUNS:
            return "F" if after in STARTS or after in "AEGJvQ;,$&St" else "E"
        return "A" if after in STARTS else "E"

    def _of_class(self, name: str) -> bool:
        return self.lex.lemmas.get(self.words[self.at], "") in self.lex.classes[name]

    def ing(self) -> str:
        """Settle a form in -ing: progressive, participle or gerund with its complement, or noun."""
        if self.before == "X":
            return "g"
        if self.before in "dA0":
            return "n"
        if self.after in "dCDMTH0hR" or self._framed():
            return "G"
        if self.before in "CDM" and self.after in "$;,&":
            return "r"
        return "G" if self.after in "nAEJ" and self.before in "i,b^tSCDM;VF&o" else "n"

    def adjective(self) -> str:
        """Settle an adjective that takes a complement: a predicate if the complement follows."""
        if not self._framed():
            return "n"
        return "K" if self.before in "XV" else "E"

    def process(self) -> str:
        """Settle a process mention that starts with a verb form."""
        before = self.before
        if self.tags[self.at] == "Q":
            return "M" if before in "d0" else "Q"
        if before in "d0ob" or (before in "VF" and self.lex.listed.get(self.words[self.at]) == "E"):
            return "M"
        if self.tags[self.at] == "P" or self.tags[self.at - 1] == "r":
            return "P"
        if " " in self.words[self.at] and (before in NOUNS or (before in "&," and self.finite)):
            return "P"
        if before in "&," and self._lists_verbs():
            return "P"
        if before in NOUNS and self.after in NOUNS:
            return "M"
        return "M" if self.either() == "n" else "P"

    def _lists_verbs(self) -> bool:
        at = self.at - 1
        while at >= 0 and self.tags[at] in "&,r":
            at -= 1
        return at >= 0 and self.tags[at] == "P"

    def opener(self) -> str:
        """Settle an opener of examples; adverbs of emphasis are one only behind a comma."""
        word = self.words[self.at]
        if word in ("especially", "particularly", "notably"):
            return "L" if self.before == "," and self.after in STARTS else "r"
        return "i" if word == "like" and self.before not in "nCDM" else "L"

    def demonstrative(self) -> str:
        """Settle "this", alone or before its noun; "that" is a relative."""
        if self.words[self.at] == "that":
            return "R"
        if self.after in "vV":
            plural = self.words[self._next(self.at)].endswith("s")
            return "d" if plural == (self.words[self.at] in ("these", "those")) else "h"
        return "d" if self.after in "nACDMTEJGQp" else "h"


_RULES = {
    "v": Resolver.either, "V": Resolver.verb, "E": Resolver.past, "G": Resolver.ing,
    "J": Resolver.adjective, "P": Resolver.process, "Q": Resolver.process, "p": Resolver.process,
    "L": Resolver.opener, "h": Resolver.demonstrative,
}  # fmt: skip
