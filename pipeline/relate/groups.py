"""Verb groups: auxiliaries, adverbs and chained verbs read as one verb in use."""

from pipeline.relate.lexicon import Lexicon
from pipeline.relate.syntax import Use
from pipeline.relate.words import Words

_AUXILIARIES = {"X": "be", "Y": "have", "Z": "do"}
_MAIN = frozenset("VFKgEGPQ")


def infinitive(tags: list[str], at: int) -> bool:
    """Tell whether the "to" at a position opens an infinitive."""
    at += 1
    while at < len(tags) and tags[at] in "rN":
        at += 1
    return at < len(tags) and tags[at] in "VPXYZ"


def exclusive(words: list[str], tags: list[str], at: int, lex: Lexicon) -> bool:
    """Tell whether a "not" denies only that something is alone: "not just", "do not die alone"."""
    at += 1
    if words[at + 1 : at + 2] == ["alone"]:
        return True
    while at < len(tags) and tags[at] == "d":
        at += 1
    return at < len(words) and words[at] in lex.classes["pseudo"]


def read_group(sentence: Words, lex: Lexicon, at: int) -> tuple[Use, int]:
    """Read the verb group at a position; return it and where it ends.

    The lemma is empty where only a modal or a "not" was read.
    """
    reader = _Group(sentence, lex, at)
    end = reader.read()
    return reader.use, end


class _Group:
    def __init__(self, sentence: Words, lex: Lexicon, at: int) -> None:
        self.words, self.tags, self.refs = sentence.words, sentence.tags, sentence.refs
        self.lex, self.use = lex, Use("", "", at)
        self.fired: list[str] = []
        self.auxiliary = ""

    def read(self) -> int:
        at = self.use.at
        while at < len(self.tags):
            tag, word = self.tags[at], self.words[at]
            if not self._take(tag, word, at):
                break
            self._colour(tag, word, at)
            at += 1
            if tag in "PQ" or (tag in _MAIN and not self._chained(at)):
                break
            if tag in _MAIN or tag == "n":
                self._chain()
        self.use.words, self.use.end = " ".join(self.fired), at
        return at

    def _take(self, tag: str, word: str, at: int) -> bool:
        """Take one word into the group, or tell that the group has ended."""
        use = self.use
        if tag in _AUXILIARIES:
            if use.lemma and tag != "X":
                return False
            self.auxiliary, use.lemma, use.passive = tag, _AUXILIARIES[tag], False
            self.fired = [word]
        elif tag == "m":
            use.modal, self.auxiliary, self.fired = True, "", []
        elif tag == "t":
            if use.form == "finite" and not use.lemma:
                use.form, use.modal = "infinitive", True
            self.auxiliary = ""
        elif tag in _MAIN:
            self._main(tag, word, at)
        elif tag == "n":
            chaining = word in self.lex.classes["chaining"]
            if not (chaining and self.tags[at + 1 : at + 2] == ["t"]):
                return False
            if not infinitive(self.tags, at + 1):
                return False
            use.lemma = word
        else:
            return tag in "rN"
        return True

    def _main(self, tag: str, word: str, at: int) -> None:
        use = self.use
        use.passive = tag == "E" or (tag == "K" and self.auxiliary in ("X", ""))
        if tag in "EG" and not self.auxiliary and use.form == "finite" and at == use.at:
            use.form = "participle"
        self.fired = [*self.fired, word] if tag == "K" and self.auxiliary == "X" else [word]
        first = word
        if tag == "P" and self.auxiliary == "X" and self.lex.listed.get(word) == "E":
            use.passive = True
        elif tag in "PQ":
            use.mention = self.refs[at]
            first = word.partition(" ")[0]
        use.lemma = self.lex.lemmas.get(first, first)

    def _colour(self, tag: str, word: str, at: int) -> None:
        kind, _ = self.lex.cues.get(word, ("", ""))
        if kind == "speculation" and tag in "mrN":
            self.use.speculative = word
        elif tag == "N" and exclusive(self.words, self.tags, at, self.lex):
            return
        elif tag == "N" or (kind == "negation" and tag in "mZXY"):
            self.use.negated = word

    def _chained(self, at: int) -> bool:
        """Tell whether another verb hangs on the one just read: "fail to V", "help V"."""
        tags = self.tags
        while at < len(tags) and tags[at] == "r":
            at += 1
        if at >= len(tags):
            return False
        if tags[at] == "t":
            return infinitive(tags, at)
        return self.use.lemma == "help" and tags[at] in "VP"

    def _chain(self) -> None:
        """Let the verb before "to" colour the one behind it and give way to it."""
        use, classes = self.use, self.lex.classes
        if use.lemma in classes["failing"]:
            use.negated = "" if use.negated else use.lemma
        elif use.lemma in classes["doubting"]:
            use.raised = use.lemma in classes["raising"]
            use.speculative = use.speculative or use.lemma
        use.passive = False
        use.modal = True
