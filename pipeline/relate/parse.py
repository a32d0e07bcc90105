"""A shallow parse of one sentence: which noun phrases stand to which verb, and as what.

One pass from left to right.  Words become phrases and verb groups; a small stack of clauses keeps
who the subject is across relative clauses, participles and coordination.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.model import Mention
from pipeline.relate.lexicon import Lexicon
from pipeline.relate.words import Words

NOMINAL = frozenset("d0nACDMTJ")
VERBAL = frozenset("XYZmNVFKgEGPQ")
FINITE = frozenset("XYZmVFP")
CHAINING = frozenset(("able", "unable", "likely", "unlikely", "ready", "free", "known", "shown"))
FAILING = frozenset(("fail", "unable", "refuse", "cease", "lack"))
DOUBTING = frozenset(
    ("seem", "appear", "think", "believe", "suggest", "propose", "hypothesize", "hypothesise",
     "postulate", "speculate", "suspect", "assume", "expect", "hope", "presume", "imply",
     "likely", "unlikely", "predict", "anticipate", "intend", "test", "study", "investigate",
     "explore", "attempt", "aim", "try", "examine", "evaluate", "assess", "ask")
)  # fmt: skip
CLAIMING = DOUBTING | frozenset(
    ("show", "find", "report", "demonstrate", "indicate", "reveal", "confirm", "conclude", "argue",
     "note", "observe", "know", "say", "mean", "state", "claim", "prove", "see", "establish",
     "support", "understand", "describe", "explain", "discuss", "determine", "think")
)  # fmt: skip
POINTING = frozenset(("these", "this", "such", "those"))
POINTED = frozenset(("cells", "cell", "process", "processes", "events", "lymphocytes"))
COPULAS = frozenset(("be", "remain", "become", "represent", "constitute"))
NAMERS = frozenset(("make", "render", "consider", "call", "name", "keep"))
GENERIC = frozenset(
    ("disease", "disorder", "condition", "syndrome", "illness", "process", "loop", "change")
)
ENABLING = frozenset(
    ("enable", "allow", "permit", "help", "lead", "cause", "drive", "stimulate", "induce", "force",
     "instruct", "prime", "license", "assist", "prompt", "trigger")
)  # fmt: skip
RESULTING = frozenset(("lead", "result", "cause", "give", "culminate", "trigger"))
UNSETTLED = frozenset(
    ("unclear", "unknown", "uncertain", "unresolved", "controversial", "elusive", "speculative",
     "hypothetical", "debated", "disputed")
)  # fmt: skip
OWNING = frozenset(
    ("ability", "capacity", "potential", "capability", "tendency", "propensity", "potency",
     "power", "competence", "failure", "inability", "way", "ways")
)  # fmt: skip
OPEN_ENDED = frozenset(("as", "after", "before", "until", "than"))


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase: its mentions, its head word where that is no mention, and what hangs on it.

    `also` are the phrases coordinated with it, `antecedent` what a pronoun stands for.
    """

    refs: list[int] = field(default_factory=list)
    head: str = ""
    kind: str = ""
    prep: str = ""
    pps: list["Phrase"] = field(default_factory=list)
    also: list["Phrase"] = field(default_factory=list)
    governor: "Phrase | None" = None
    leader: "Phrase | None" = None
    alias: "Phrase | None" = None
    parts: list["Use"] = field(default_factory=list)
    owns: list["Use"] = field(default_factory=list)
    antecedent: "Phrase | None" = None
    event: int = -1
    negated: str = ""
    speculative: str = ""
    determined: bool = False
    copular: bool = False
    own: bool = False
    topic: "Phrase | None" = None
    patients: "Phrase | None" = None
    suffix: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True, eq=False)
class Use:
    """One verb in use.  `mention` is the process mention that is itself the verb, or -1."""

    lemma: str
    words: str
    passive: bool = False
    mention: int = -1
    form: str = "finite"
    subject: Phrase | None = None
    object: Phrase | None = None
    pps: list[Phrase] = field(default_factory=list)
    means: str = ""
    negated: str = ""
    speculative: str = ""
    modal: bool = False
    raised: bool = False
    at: int = 0
    end: int = 0
    main: "Use | None" = None
    enabler: "Use | None" = None
    infinitive: "Use | None" = None
    fronted: list[Phrase] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Clause:
    """The clause being read: its subject, its latest verb, and the clause it stands in."""

    kind: str = "main"
    subject: Phrase | None = None
    verb: Use | None = None
    parent: "Clause | None" = None
    speculative: str = ""
    negated: str = ""
    closable: bool = False
    waiting: list[Use] = field(default_factory=list)
    fronted: list[Phrase] = field(default_factory=list)


@dataclass(slots=True)
class Parse:
    """What was found: verbs in use, all phrases, and pairs of phrases (examples, appositions)."""

    uses: list[Use] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    examples: list[tuple[Phrase, Phrase]] = field(default_factory=list)
    appositions: list[tuple[Phrase, Phrase]] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)


class Parser:
    """Reads one resolved sentence; `parse` gives the result."""

    def __init__(
        self,
        sentence: Words,
        lex: Lexicon,
        mentions: Sequence[Mention] = (),
        nested: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        self.mentions, self.nested = mentions, nested or {}
        self.words, self.tags, self.refs = sentence.words, sentence.tags, sentence.refs
        self.lex = lex
        self.found = Parse()
        self.clause = self._open("main")
        self.prep = ""
        self.gap = ""
        self.opener = False
        self.previous = ""
        self.last: Phrase | None = None
        self.topic: Phrase | None = None
        self.cells: Phrase | None = None
        self.event = -1
        self.doubt = ""

    def parse(self) -> Parse:
        """Read the whole sentence."""
        at, size = 0, len(self.tags)
        while at < size:
            tag = self.tags[at]
            if tag in NOMINAL or tag in "HhU":
                at = self._phrase(at)
            elif tag in VERBAL or (tag == "t" and self._infinitive(at)):
                at = self._verb(at)
            elif tag == "(":
                at = self._parenthesis(at)
            else:
                self._mark(tag, at)
                at += 1
        return self.found

    # ---------------------------------------------------------------- marks between phrases

    def _mark(self, tag: str, at: int) -> None:
        word = self.words[at]
        if tag in "iobt":
            self.prep = word
        elif tag in ",&q":
            self.gap += tag
            self.prep = ""
            if tag == "," and self.clause.kind in ("rel", "part") and self.clause.verb:
                self.clause.closable = True
        elif tag == "L":
            self.opener, self.prep = True, ""
        elif tag == "R":
            self._relative(at)
        elif tag == "W":
            self._subordinate("", None)
        elif tag == "w":
            self._subordinate(word, None)
        elif tag == "S":
            self._subordinate("", None)
        elif tag == "B":
            self.gap += "B"
            self.prep = ""
        elif tag == ";":
            self._restart(word)
        elif tag == "r" and self.lex.cues.get(word, ("",))[0] == "speculation":
            self.doubt = word

    def _restart(self, word: str) -> None:
        self.clause = self._open("main")
        self.prep = self.gap = self.previous = self.doubt = ""
        self.last = self.last if word in "—–:" else None

    def _open(self, kind: str, subject: Phrase | None = None) -> Clause:
        parent = self.clause if kind != "main" else None
        clause = Clause(kind, subject, parent=parent)
        if parent:
            clause.speculative = parent.speculative
        self.found.clauses.append(clause)
        return clause

    def _subordinate(self, doubt: str, subject: Phrase | None) -> None:
        self.clause = self._open("sub", subject)
        self.clause.speculative = doubt or self.clause.speculative
        self.prep = self.gap = self.previous = ""

    def _relative(self, at: int) -> None:
        """Open a relative clause at "which", "who", "that", or a reported one at "that"."""
        that = self.words[at] == "that"
        verb = self.clause.verb
        reported = self.previous == "V" or not self._finite_follows(at + 1)
        if that and reported:
            doubt, denial = "", ""
            if self.previous == "V" and verb and verb.lemma in CLAIMING:
                denial = verb.negated
            for noun in (self.last, verb.subject if verb else None):
                if noun and noun.head in ("evidence", "proof", "indication"):
                    denial = denial or noun.negated
            if verb and (verb.lemma in DOUBTING or verb.speculative):
                doubt = verb.words
            elif self.last and self.last.head in ("hypothesis", "possibility", "idea", "notion"):
                doubt = self.last.head
            elif self.last and self.last.speculative:
                doubt = self.last.speculative
            self._subordinate(doubt, None)
            self.clause.negated = denial
            return
        antecedent = self.last
        if self.words[at] != "who":
            antecedent = self._antecedent(antecedent)
        if antecedent and antecedent.leader and "," in self.gap:
            antecedent = antecedent.leader
        speculative = self.clause.speculative
        comma = "," in self.gap
        self.clause = self._open("rel", antecedent)
        self.clause.speculative = speculative
        if comma and self._singular(at + 1):
            subject = self.clause.parent.subject if self.clause.parent else None
            if self.event >= 0 and self._plural(antecedent):
                self.clause.subject = Phrase(refs=[self.event], kind="M")
            elif antecedent and antecedent.prep and subject and subject.kind == "M":
                self.clause.subject = subject
        self.prep = self.gap = ""
        self.previous = "R"

    def _antecedent(self, phrase: Phrase | None) -> Phrase | None:
        """Return the nearest phrase with a mention that the given one hangs on, or itself."""
        climbed = phrase
        while climbed and not climbed.refs and climbed.governor:
            climbed = climbed.governor
        found = climbed if climbed and climbed.refs else phrase
        if found and found.alias and found.refs and found.copular:
            return found.alias
        return found

    def _outermost(self, phrase: Phrase | None) -> Phrase | None:
        """Return the phrase that the given one finally hangs on."""
        while phrase and phrase.governor:
            phrase = phrase.governor
        return phrase

    def _singular(self, at: int) -> bool:
        word = self.words[at] if at < len(self.words) else ""
        return word in ("is", "was", "has", "does") or (
            self.tags[at : at + 1] == ["V"] and word.endswith("s")
        )

    def _plural(self, phrase: Phrase | None) -> bool:
        if phrase is None:
            return True
        return not phrase.refs or self.words[phrase.end - 1].endswith("s")

    def _finite_follows(self, at: int) -> bool:
        while at < len(self.tags) and self.tags[at] == "r":
            at += 1
        return at < len(self.tags) and self.tags[at] in "XYZmNVFP"

    def _parenthesis(self, at: int) -> int:
        """Step over a parenthesis: abbreviations and asides take no part in the clause."""
        depth = 0
        while at < len(self.tags):
            depth += {"(": 1, ")": -1}.get(self.tags[at], 0)
            at += 1
            if depth <= 0:
                break
        return at

    # ---------------------------------------------------------------- phrases

    def _phrase(self, at: int) -> int:
        phrase, end = self._chunk(at)
        self.found.phrases.append(phrase)
        self._attach(phrase, end)
        self.prep, self.gap, self.opener, self.previous = "", "", False, "N"
        self.last = phrase
        return end

    def _chunk(self, at: int) -> tuple[Phrase, int]:
        """Read one noun phrase without its complements."""
        tags, words = self.tags, self.words
        phrase = Phrase(start=at, end=at + 1, kind=tags[at])
        if tags[at] in "HhU":
            phrase.head = words[at]
            phrase.antecedent = self.topic
            phrase.event = self.event
            return phrase, at + 1
        begun = False
        while at < len(tags) and tags[at] in NOMINAL:
            tag, word = tags[at], words[at]
            if tag in "d0" and begun and tags[at - 1] not in "d0":
                break
            begun = True
            if self.refs[at] >= 0:
                phrase.refs.append(self.refs[at])
                phrase.head = ""
            elif tag == "0":
                phrase.negated = word
            elif tag == "d":
                phrase.determined = True
            else:
                cue = self.lex.cues.get(word)
                if cue and cue[0] == "speculation":
                    phrase.speculative = word
                if word.startswith("-"):
                    phrase.suffix = word
                phrase.head = word
            at += 1
        phrase.end = at
        if phrase.refs and not phrase.head:
            phrase.kind = tags[at - 1]
        self._point(phrase)
        return phrase, at

    def _point(self, phrase: Phrase) -> None:
        """Give "these cells", "this process" and the patients of a disease their antecedent."""
        first = self.words[phrase.start]
        if phrase.refs:
            phrase.own = first in ("its", "their")
            phrase.topic = self.topic if phrase.own else None
            self.cells = phrase if phrase.kind == "C" else self.cells
        elif first in POINTING and phrase.head in ("cells", "lymphocytes"):
            phrase.antecedent = self.cells
        elif first in POINTING and phrase.head in POINTED:
            phrase.antecedent = self.topic
        elif phrase.head == "patients" and self.topic and self.topic.kind == "D":
            phrase.patients = self.topic

    def _attach(self, phrase: Phrase, end: int) -> None:
        clause = self.clause
        phrase.speculative = phrase.speculative or self.doubt
        self.doubt = ""
        if self.opener and self.last:
            self._example(phrase, self.last)
        elif self.prep:
            self._complement(phrase, end)
        elif self._fronted() and self._heads_clause(end):
            self._as_subject(phrase)
        elif self.gap and self.previous == "N" and self.last and self._coordinated(end):
            self._conjoin(phrase, self.last)
        elif clause.verb and (self.previous != "V" or self.gap) and self._heads_clause(end):
            self._new_clause(phrase)
        elif self.gap == "," and self.previous == "N" and self.last and clause.subject:
            self.found.appositions.append((self.last, phrase))
            if phrase.determined or phrase.head in self.lex.nouns:
                phrase.alias = self.last
        elif self.previous == "V" and clause.verb and clause.verb.object is None:
            clause.verb.object = phrase
            phrase.copular = clause.verb.lemma in COPULAS
            if phrase.head in UNSETTLED and clause.subject:
                clause.subject.speculative = phrase.head
            if phrase.copular or (not phrase.refs and phrase.head in GENERIC):
                phrase.alias = clause.verb.subject
        elif clause.verb and clause.verb.lemma in NAMERS and clause.verb.object is self.last:
            phrase.alias = self.last
        elif clause.verb is None:
            self._as_subject(phrase)
        if self.clause.subject is phrase and phrase.kind not in "HhU":
            self.topic = phrase

    def _fronted(self) -> bool:
        """Tell whether only a complement stands before: "In late disease, tremor is common"."""
        clause = self.clause
        waiting = clause.subject is None and clause.verb is None
        return waiting and self.gap == "," and bool(self.last and self.last.prep)

    def _as_subject(self, phrase: Phrase) -> None:
        self.clause.subject = phrase
        for use in self.clause.waiting:
            use.subject = use.subject or phrase
        self.clause.waiting = []

    def _example(self, phrase: Phrase, anchor: Phrase) -> None:
        """Note "X such as Y"; a whole that is no mention stands for its examples."""
        self.found.examples.append((phrase, anchor))
        phrase.governor = anchor
        phrase.prep = anchor.prep
        if not anchor.refs or self._kind(anchor) == "C":
            anchor.also.append(phrase)
            phrase.leader = anchor

    def _complement(self, phrase: Phrase, end: int) -> None:
        """Hang a phrase behind a preposition on the noun before it, on the verb, or in front."""
        if self.prep in OPEN_ENDED and self._finite_at(end) and "," not in self.gap:
            self._subordinate("", None)
            self._as_subject(phrase)
            return
        phrase.prep = self.prep
        clause, last = self.clause, self.last
        if self.gap:
            twin = last
            while twin and twin.prep != phrase.prep and not self._same_role(twin, phrase):
                twin = twin.governor
            if twin and twin.prep and ("," not in self.gap or twin.prep == phrase.prep):
                phrase.negated = phrase.negated or ("not" if "q" in self.gap else "")
                twin.also.append(phrase)
                phrase.governor = twin.governor
                return
        if self.prep == "as" and clause.verb:
            phrase.alias = clause.verb.object or clause.verb.subject
        if self.previous == "N" and last and ("," not in self.gap or self.prep == "with"):
            last.pps.append(phrase)
            phrase.governor = last
        if clause.verb:
            clause.verb.pps.append(phrase)
        elif not phrase.governor:
            clause.fronted.append(phrase)

    def _same_role(self, twin: Phrase, phrase: Phrase) -> bool:
        return bool(twin.prep and {twin.prep, phrase.prep} <= {"by", "from", "through", "via"})

    def _finite_at(self, at: int) -> bool:
        """Tell whether a finite verb comes next, past complements, asides and adverbs."""
        tags = self.tags
        while at < len(tags):
            tag = tags[at]
            if tag in "XYZmVFP" or tag == "N":
                return True
            if tag in "iob":
                at += 1
                while at < len(tags) and tags[at] in NOMINAL:
                    at += 1
            elif tag == "(":
                at = self._parenthesis(at)
            elif tag == "r":
                at += 1
            else:
                return False
        return False

    def _heads_clause(self, end: int) -> bool:
        at = end
        while at < len(self.tags) and self.tags[at] in "&,dnACDMTJ(":
            if self.tags[at] == "(":
                at = self._parenthesis(at)
            else:
                if self.tags[at] == "," and "&" not in self.tags[at : at + 8]:
                    return False
                at += 1
        return self._finite_at(at)

    def _coordinated(self, end: int) -> bool:
        """Tell whether the coming phrase continues a list rather than opening a clause."""
        outer = self.clause
        while outer.kind == "part" and outer.parent:
            outer = outer.parent
        if outer.verb and self._finite_at(end):
            return False
        if "&" in self.gap or "q" in self.gap or "B" in self.gap:
            return True
        at = end
        while at < len(self.tags):
            tag = self.tags[at]
            if tag in "&q":
                return True
            if tag == "(":
                at = self._parenthesis(at)
            elif tag in NOMINAL or tag in ",iobr":
                at += 1
            else:
                return False
        return False

    def _conjoin(self, phrase: Phrase, last: Phrase) -> None:
        """Put a phrase beside the one it is coordinated with: the nearest of its kind."""
        kind = self._kind(phrase)
        candidate: Phrase | None = last
        while candidate and self._kind(candidate) != kind:
            candidate = candidate.governor
        chosen = candidate or last
        if "q" in self.gap or "B" in self.gap:
            phrase.negated = phrase.negated or "not" * ("q" in self.gap)
        while chosen.leader:
            chosen = chosen.leader
        chosen.also.append(phrase)
        phrase.governor, phrase.leader = chosen.governor, chosen
        phrase.prep = chosen.prep
        if self.words[phrase.start] == "other":
            self.found.examples += [(other, phrase) for other in (chosen, *chosen.also[:-1])]

    def _kind(self, phrase: Phrase) -> str:
        return self.tags[phrase.end - 1] if phrase.refs and not phrase.head else ""

    def _new_clause(self, phrase: Phrase) -> None:
        outer = self.clause
        while outer.kind in ("rel", "part") and outer.parent:
            outer = outer.parent
        if outer.verb is None and outer.subject is None:
            self.clause = outer
        else:
            speculative = outer.speculative if "&" in self.gap else ""
            self.clause = outer
            self.clause = self._open("main" if outer.kind == "main" else "sub")
            self.clause.parent = outer.parent
            self.clause.speculative = speculative
        self._as_subject(phrase)

    # ---------------------------------------------------------------- verbs

    def _infinitive(self, at: int) -> bool:
        at += 1
        while at < len(self.tags) and self.tags[at] in "rN":
            at += 1
        return at < len(self.tags) and self.tags[at] in "VPXYZ"

    def _verb(self, at: int) -> int:
        use, end = self._group(at)
        if use is None:
            self.previous = "V" if self.previous == "V" else self.previous
            return end
        if use.mention >= 0 and self.tags[end - 1] == "Q" and not self._participial():
            return self._gerund_phrase(end)
        self._place(use, at)
        if not (use.form == "participle" and self.clause.speculative == "whether"):
            use.speculative = use.speculative or self.clause.speculative
        use.speculative = use.speculative or self.doubt
        if self.clause.negated:
            use.negated = "" if use.negated else self.clause.negated
        self.doubt = ""
        if use.mention >= 0:
            self.event = use.mention
        use.fronted, self.clause.fronted = self.clause.fronted, []
        self.clause.verb = use
        self.found.uses.append(use)
        self.prep, self.gap, self.opener, self.previous = "", "", False, "V"
        if use.mention >= 0:
            inner = self._inner(use.mention)
            self.last = (
                Phrase(refs=[inner], kind="C", start=end - 1, end=end) if inner >= 0 else None
            )
        return end

    def _inner(self, ref: int) -> int:
        """Return the mention that a process ends in, or -1: cells in "recruit monocytes"."""
        inside = self.nested.get(ref, ())
        return next((i for i in inside if self.mentions[i].end == self.mentions[ref].end), -1)

    def _participial(self) -> bool:
        if self.prep or (self.gap == "" and self.previous in ("", "V")):
            return False
        if "," in self.gap and "&" in self.gap and self.previous == "N":
            return False
        return self.clause.subject is not None

    def _gerund_phrase(self, end: int) -> int:
        """Take a process in -ing as a noun: "by secreting CXCL12", "reprogramming CAFs could"."""
        phrase = Phrase(refs=[self.refs[end - 1]], start=end - 1, end=end, kind="M")
        self.found.phrases.append(phrase)
        if self.prep in ("by", "through", "via", "while", "after", "when", "in", "of"):
            use = Use("", self.words[end - 1], mention=phrase.refs[0], form="gerund")
            use.subject = self.clause.subject
            use.means = self.prep
            use.main = self.clause.verb
            if use.subject is None:
                self.clause.waiting.append(use)
            self.found.uses.append(use)
        self._attach(phrase, end)
        self.prep, self.gap, self.opener, self.previous = "", "", False, "N"
        self.last = phrase
        return end

    def _group(self, at: int) -> tuple[Use | None, int]:
        """Read a verb group: auxiliaries, adverbs, and verbs chained by "to"."""
        use = Use("", "", at=at)
        fired: list[str] = []
        auxiliary = ""
        size = len(self.tags)
        while at < size:
            tag, word = self.tags[at], self.words[at]
            if tag in "XYZ":
                if use.lemma and tag != "X":
                    break
                auxiliary = tag
                use.lemma, use.passive = {"X": "be", "Y": "have", "Z": "do"}[tag], False
                fired = [word]
            elif tag == "m":
                use.modal = True
                auxiliary = ""
                fired = []
            elif tag == "t":
                if use.form == "finite" and not use.lemma:
                    use.form, use.modal = "infinitive", True
                auxiliary = ""
            elif tag in "VFKgEGPQ":
                use.lemma = self.lex.lemmas.get(word, word)
                use.passive = tag == "E" or (tag == "K" and auxiliary in ("X", ""))
                if tag in "EG" and not auxiliary and use.form == "finite" and at == use.at:
                    use.form = "participle"
                fired = [*fired, word] if tag == "K" and auxiliary == "X" else [word]
                if tag in "PQ":
                    use.mention = self.refs[at]
                    fired = [word]
                    use.lemma = self._first_lemma(word)
            elif tag == "n" and word in CHAINING and self._infinitive_at(at + 1):
                use.lemma = word
            elif tag not in "rN":
                break
            self._colour(use, tag, word)
            at += 1
            if tag in "PQ" or (tag in "VFKgEG" and not self._chained(at, use)):
                break
            if tag in "VFKgEGn":
                self._chain(use)
        if not use.lemma:
            return None, at
        use.words, use.end = " ".join(fired), at
        return use, at

    def _first_lemma(self, words: str) -> str:
        first = words.partition(" ")[0]
        return self.lex.lemmas.get(first, first)

    def _colour(self, use: Use, tag: str, word: str) -> None:
        cue = self.lex.cues.get(word)
        if tag == "N" or (cue and cue[0] == "negation" and tag in "mZXY"):
            use.negated = word
        elif cue and cue[0] == "speculation" and tag in "mr":
            use.speculative = word

    def _chained(self, at: int, use: Use) -> bool:
        tags = self.tags
        while at < len(tags) and tags[at] == "r":
            at += 1
        if at >= len(tags):
            return False
        if tags[at] == "t":
            return self._infinitive(at)
        return use.lemma == "help" and tags[at] in "VP"

    def _infinitive_at(self, at: int) -> bool:
        return at < len(self.tags) and self.tags[at] == "t" and self._infinitive(at)

    def _chain(self, use: Use) -> None:
        """Let the verb before "to" colour the one behind it and give way to it."""
        if use.lemma in FAILING:
            use.negated = "" if use.negated else use.lemma
        elif use.lemma in DOUBTING:
            use.raised = use.lemma in ("seem", "appear")
            use.speculative = use.speculative or use.lemma
        use.passive = False
        use.modal = True

    def _place(self, use: Use, at: int) -> None:
        """Find the subject of a verb and the clause it belongs to."""
        if use.form == "participle":
            self._place_participle(use, at)
        elif use.form == "infinitive":
            self._place_infinitive(use)
        else:
            self._place_finite(use, at)

    def _place_participle(self, use: Use, at: int) -> None:
        clause = self.clause
        gerund = self.tags[at] in "GQ"
        use.means = self.prep
        use.main = clause.verb
        if self.gap and "&" in self.gap and clause.kind == "part" and clause.verb:
            use.subject = clause.subject
            use.passive = self.tags[at] == "E"
            return
        event = clause.verb.mention if clause.verb else -1
        if not gerund:
            subject = self._antecedent(self.last) if self.previous == "N" else clause.subject
        elif self.prep in ("for", "in", "of", "at") and self.previous == "N":
            subject = self.last
        elif event >= 0 and use.lemma in RESULTING and not self.prep:
            subject = Phrase(refs=[event], kind="M")
        elif use.lemma in RESULTING and not self.gap and self.previous == "N":
            subject = self._outermost(self.last)
        elif self.prep or "," in self.gap or self.previous != "N":
            outer = clause
            while outer.parent and (outer.kind == "part" or not (outer.subject or outer.verb)):
                outer = outer.parent
            subject = outer.subject
        else:
            subject = self._antecedent(self.last)
        use.subject = subject
        if subject is None:
            clause.waiting.append(use)
        elif not gerund:
            subject.parts.append(use)
        part = self._open("part", subject)
        self.clause = part

    def _place_infinitive(self, use: Use) -> None:
        clause = self.clause
        verb = clause.verb
        if "&" in self.gap and verb and (verb.form == "infinitive" or verb.modal):
            use.subject = verb.subject
            use.negated = use.negated or (verb.negated if self._or_before(use.at) else "")
            use.speculative = use.speculative or verb.speculative
            return
        owner = self.last if self.previous == "N" else None
        while owner and owner.prep == "of" and owner.governor:
            owner = owner.governor
        if owner and owner.head in OWNING:
            owner.owns.append(use)
            inner = next((p for p in owner.pps if p.prep == "of" and p.refs), None)
            pronoun = Phrase(kind="H", head="they", antecedent=self.topic)
            use.subject = inner or (owner if owner.refs else pronoun)
            if owner.head in ("failure", "inability"):
                use.negated = owner.head
            if verb and verb.object is owner:
                lacking = verb.words if verb.lemma in ("lack", "lose", "miss") else ""
                use.negated = use.negated or lacking or verb.negated
                use.speculative = use.speculative or verb.speculative
            potential = owner.head if owner.head == "potential" else ""
            use.speculative = use.speculative or owner.speculative or potential
        elif verb and verb.object and not verb.passive:
            use.subject = verb.object
            use.enabler = verb if verb.lemma in ENABLING else None
            verb.infinitive = use
            use.speculative, use.negated = (
                use.speculative or verb.speculative,
                use.negated or verb.negated,
            )
        else:
            use.subject = clause.subject
            if verb:
                use.speculative = use.speculative or verb.speculative
        self.clause = self._open("part", use.subject)

    def _or_before(self, at: int) -> bool:
        return at > 0 and self.words[at - 1] in ("or", "nor")

    def _place_finite(self, use: Use, at: int) -> None:
        clause = self.clause
        before = clause.verb
        if before is None and (clause.subject is not None or clause.kind == "rel"):
            use.subject = clause.subject
            return
        if self.gap == "," and before is not None and clause.kind == "sub" and clause.parent:
            outer: Clause | None = clause
            while outer and outer.verb is not None:
                outer = outer.parent
            if outer and outer.subject is not None:
                self.clause = outer
                use.subject = outer.subject
                return
        if self.gap and before is not None:
            while (
                clause.kind == "part"
                and clause.parent
                and clause.parent.verb
                and not (before.form == "infinitive" and self._bare(at))
            ):
                clause = clause.parent
            joined = "&" in self.gap or "B" in self.gap
            if (
                clause.kind in ("rel", "part")
                and clause.closable
                and clause.parent
                and (not joined or clause.parent.verb)
            ):
                clause = clause.parent
            self.clause = clause
            use.subject = clause.subject
            if joined and clause.verb and clause.verb is not use:
                self._inherit(use, clause.verb, at)
                self._share(use, clause.verb)
            return
        while clause.parent and clause.verb is not None and clause.kind in ("rel", "part", "sub"):
            clause = clause.parent
            if clause.verb is None:
                break
        if clause.verb is None:
            self.clause = clause
            if clause.subject is None:
                clause.subject = next((w.object for w in clause.waiting if w.object), None)
            use.subject = clause.subject
            return
        verb = self.clause.verb
        if verb and verb.lemma in CLAIMING and verb.object is self.last and self.last is not None:
            self.clause = self._open("sub", verb.object)
            if verb.lemma in DOUBTING or verb.speculative:
                self.clause.speculative = verb.words
            verb.object = None
            use.subject = self.clause.subject
            return
        use.subject = self.last if self.previous == "N" else self.clause.subject
        self.clause = self._open("main", use.subject)

    def _share(self, use: Use, before: Use) -> None:
        """Add a second process to an ability, or note what a first one brings about."""
        owner = next((p for p in self.found.phrases if before in p.owns), None)
        if owner and use.mention >= 0:
            owner.owns.append(use)
        if self.words[use.at - 1] in ("thereby", "and_thereby") and before.mention >= 0:
            use.main, use.means = before, "thereby"

    def _bare(self, at: int) -> bool:
        return self.tags[at] in "VP" and not self.words[at].endswith("s")

    def _inherit(self, use: Use, before: Use, at: int) -> None:
        """Give a verb without an auxiliary of its own the modal of the one before it."""
        if not (before.modal and self._bare(at)):
            return
        use.modal = True
        use.speculative = use.speculative or before.speculative
        if before.negated and "B" not in self.gap and self._or_before(at):
            use.negated = use.negated or before.negated
