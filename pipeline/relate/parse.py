"""A shallow parse of one sentence: which noun phrases stand to which verb, and as what.

One pass from left to right: words become phrases and verb groups, phrases hang on what stands
before them, verbs are placed in their clauses.
"""

import re

from pipeline.relate.clauses import Clauses
from pipeline.relate.groups import read_group
from pipeline.relate.syntax import NOMINAL, PRONOUNS, VERBAL, Clause, Parse, Phrase, Use

OPEN_ENDED = frozenset(("as", "after", "before", "until", "than"))
"""Prepositions that are conjunctions where a clause follows."""


AHEAD = 60
"""Words looked ahead for the end of a list, so that long lists cost no more than they must."""
_CHUNK = re.compile(r"([d0]*)[nACDMTJ]*")
"""A noun phrase in the line of tags: determiners, then adjectives, nouns and mentions."""

_ORDINAL = re.compile(r"r[nACDMT]")
"""An adverb between a determiner and its noun: "the first cells"."""


class Parser(Clauses):
    """Reads one resolved sentence; `parse` gives the result."""

    def parse(self) -> Parse:
        """Read the whole sentence."""
        at, tags = 0, self.tags
        size = len(tags)
        while at < size:
            tag = tags[at]
            if tag in NOMINAL:
                at = self._phrase(at)
            elif tag in VERBAL or (tag == "t" and self.infinitive_at(at)):
                at = self._verb(at)
            elif tag in PRONOUNS:
                at = self._pronoun(at)
            elif tag == "(":
                at = self.parenthesis(at)
            else:
                self._mark(tag, self.words[at], at)
                at += 1
        return self.found

    def _mark(self, tag: str, word: str, at: int) -> None:
        """Note what stands between phrases and verbs."""
        if tag in "iobt":
            self.prep, self.opener = word, False
        elif tag in ",&qB":
            self.gap += tag
            self.prep = ""
            if tag == "," and self.clause.verb and self.clause.kind in ("rel", "part"):
                self.clause.closable = True
        elif tag == "L":
            self.opener, self.prep = True, ""
        elif tag == "R":
            self.relative(at)
        elif tag in "WSw":
            self.subordinate(word if word in self.classes["supposing"] else "")
        elif tag == ";":
            self.restart(word)
        elif tag == "r" and self.lex.cues.get(word, ("",))[0] == "speculation":
            self.doubt = word

    # ---------------------------------------------------------------- phrases

    def _pronoun(self, at: int) -> int:
        phrase = Phrase(at, at + 1, self.tags[at], head=self.words[at])
        phrase.antecedent, phrase.event = self.topic, self.event
        if phrase.head == "it":
            self._it(phrase)
        return self._add(phrase)

    def _it(self, phrase: Phrase) -> None:
        """Keep "it" from pointing back past another verb to a process, or to several cells."""
        latest = self.found.uses[-1].mention if self.found.uses else -1
        phrase.event = self.event if latest == self.event else -1
        topic = phrase.antecedent
        if topic and topic.type == "C" and self._plural(topic):
            phrase.antecedent = None

    def _phrase(self, at: int) -> int:
        """Read one noun phrase without its complements."""
        chunk = _CHUNK.match(self.line, at)
        if chunk is None:
            return at + 1
        end, begin = chunk.end(), chunk.end(1)
        if begin == end and _ORDINAL.match(self.line, end):
            return end
        phrase = Phrase(at, end, self.tags[end - 1])
        if begin > at:
            phrase.determined = "d" in chunk[1]
            phrase.negated = self.words[self.line.index("0", at)] if "0" in chunk[1] else ""
        if end - begin == 1:
            self._word(phrase, begin)
        else:
            for here in range(begin, end):
                self._word(phrase, here)
        self._point(phrase)
        return self._add(phrase)

    def _word(self, phrase: Phrase, at: int) -> None:
        """Take one word into a phrase: a mention, its head so far, a hedge, a suffix."""
        ref, word = self.refs[at], self.words[at]
        if ref >= 0:
            phrase.refs = (*phrase.refs, ref)
            phrase.head = ""
            return
        phrase.head = word
        if word in self.lex.cues and self.lex.cues[word][0] == "speculation":
            phrase.speculative = word
        elif word[0] == "-":
            phrase.suffix = word
        elif word in self.classes["lowered"]:
            phrase.lowered = True

    def _point(self, phrase: Phrase) -> None:
        """Note what a phrase points back to: "their", "these cells", "patients"."""
        if phrase.refs:
            if phrase.determined and self.words[phrase.start] in self.classes["own"]:
                phrase.topic = self.topic
            self.cells = phrase if phrase.kind == "C" else self.cells
        elif phrase.head == "patients":
            phrase.patients = self.topic if self.topic and self.topic.kind == "D" else None
            if self.topic and self.topic.also and self.topic is self.clause.subject:
                phrase.patients = None
        elif phrase.head in self.classes["pointed"] and self._this(phrase):
            cells = phrase.head in self.classes["pointed cells"]
            phrase.antecedent = self.cells if cells else self.topic

    def _this(self, phrase: Phrase) -> bool:
        return self.words[phrase.start] in self.classes["pointing"]

    def _add(self, phrase: Phrase) -> int:
        self.found.phrases.append(phrase)
        self._attach(phrase)
        self.prep, self.gap, self.opener, self.previous = "", "", False, "N"
        self.last = phrase
        return phrase.end

    def _attach(self, phrase: Phrase) -> None:
        """Find out what a phrase is: example, complement, conjunct, subject, object, apposition."""
        clause, end = self.clause, phrase.end
        phrase.speculative = phrase.speculative or self.doubt
        self.doubt = ""
        behind = self.gap and self.previous == "N" and self.last
        if self.opener and self.last:
            self._example(phrase, self.last)
        elif self.prep:
            self._complement(phrase)
        elif self._fronted() and self._heads_clause(end):
            self._as_subject(phrase)
        elif behind and self.last and self._coordinated(end):
            self._conjoin(phrase, self.last)
        elif clause.verb and (self.previous != "V" or self.gap) and self._heads_clause(end):
            self._new_clause(phrase)
        elif behind and self.last and self.gap == "," and clause.subject:
            self._appose(phrase, self.last)
        elif self.gap == "," and self.event >= 0 and phrase.head in self.classes["generic"]:
            phrase.antecedent = self.process(self.event)
        elif self.previous == "V" and clause.verb and clause.verb.object is None:
            self._as_object(phrase, clause.verb)
        elif clause.verb is None:
            self._as_subject(phrase)
        elif clause.verb.lemma in self.classes["naming"] and clause.verb.object is self.last:
            phrase.alias = self.last
        self._suppose(phrase)
        if self.clause.subject is phrase and phrase.kind not in PRONOUNS:
            self.topic = phrase

    def _suppose(self, phrase: Phrase) -> None:
        """Doubt what the verb of "whether" and "if" says; what stands before it is presupposed."""
        clause = self.clause
        if clause.kind == "sub" and clause.verb and clause.speculative in self.classes["supposing"]:
            phrase.speculative = phrase.speculative or clause.speculative

    def _fronted(self) -> bool:
        """Tell whether only a complement stands before: "In late disease, tremor is common"."""
        clause = self.clause
        waiting = clause.subject is None and clause.verb is None
        return waiting and self.gap == "," and bool(self.last and self.last.prep)

    def _as_subject(self, phrase: Phrase) -> None:
        self.clause.subject = phrase
        if "," in self.gap and self.clause.speculative in self.classes["supposing"]:
            self.clause.speculative = ""
        for use in self.clause.waiting:
            use.subject = use.subject or phrase
        self.clause.waiting = []

    def _as_object(self, phrase: Phrase, verb: Use) -> None:
        verb.object, phrase.verb = phrase, verb
        phrase.copular = verb.lemma in self.classes["copula"]
        if phrase.head in self.classes["unsettled"] and self.clause.subject:
            self.clause.subject.speculative = phrase.head
        if phrase.copular or (not phrase.refs and phrase.head in self.classes["generic"]):
            phrase.alias = verb.subject

    def _appose(self, phrase: Phrase, last: Phrase) -> None:
        self.found.appositions.append((last, phrase))
        if phrase.determined or phrase.head in self.lex.nouns:
            phrase.alias = last

    def _example(self, phrase: Phrase, anchor: Phrase) -> None:
        """Note "X such as Y"; cells and a whole that is no mention take their examples in."""
        self.found.examples.append((phrase, anchor))
        phrase.governor, phrase.prep = anchor, anchor.prep
        if not anchor.refs or anchor.type == "C":
            anchor.also.append(phrase)
            phrase.leader = anchor

    def _complement(self, phrase: Phrase) -> None:
        """Hang a phrase behind a preposition on the noun before it, on the verb, or in front."""
        if self.prep in OPEN_ENDED and self.finite_at(phrase.end) and "," not in self.gap:
            self.subordinate()
            self._as_subject(phrase)
            return
        phrase.prep = self.prep
        if self.prep in self.classes["denying"]:
            phrase.negated = phrase.negated or self.prep
        clause, last = self.clause, self.last
        if self.gap and self._parallel(phrase):
            return
        if self.prep == "as" and clause.verb:
            phrase.alias = clause.verb.object or clause.verb.subject
        if self.previous == "N" and last and ("," not in self.gap or self.prep == "with"):
            last.pps = (*last.pps, phrase)
            phrase.governor = last
        if clause.verb:
            clause.verb.pps = (*clause.verb.pps, phrase)
        elif not phrase.governor:
            clause.fronted.append(phrase)

    def _parallel(self, phrase: Phrase) -> bool:
        """Put "and by X" beside the "by Y" before it."""
        twin = self.last
        while twin and not self._same_role(twin.prep, phrase.prep):
            twin = twin.governor
        if twin is None or ("," in self.gap and twin.prep != phrase.prep):
            return False
        phrase.negated = phrase.negated or ("not" if "q" in self.gap else "")
        twin.also.append(phrase)
        phrase.governor = twin.governor
        return True

    def _same_role(self, one: str, other: str) -> bool:
        agents = ("by", "from", "through", "via")
        return one == other or (one in agents and other in agents)

    def _heads_clause(self, at: int) -> bool:
        """Tell whether a finite verb follows the phrase or the list it opens."""
        tags, size = self.tags, min(len(self.tags), at + AHEAD)
        while at < size and tags[at] in "&,dnACDMTJ(":
            if tags[at] == "," and "&" not in tags[at : at + 8]:
                return False
            at = self.parenthesis(at) if tags[at] == "(" else at + 1
        return self.finite_at(at)

    def _coordinated(self, at: int) -> bool:
        """Tell whether the coming phrase continues a list rather than opening a clause."""
        outer, tags = self.clause, self.tags
        while outer.kind == "part" and outer.parent:
            outer = outer.parent
        begun = outer.verb or (self.gap == "," and outer.subject is None)
        if begun and self.finite_at(at):
            return False
        if "&" in self.gap or "q" in self.gap or "B" in self.gap:
            return True
        size = min(len(tags), at + AHEAD)
        while at < size:
            if tags[at] in "&q":
                return True
            if tags[at] == "(":
                at = self.parenthesis(at)
            elif tags[at] in NOMINAL or tags[at] in ",iobr":
                at += 1
            else:
                return False
        return False

    def _conjoin(self, phrase: Phrase, last: Phrase) -> None:
        """Put a phrase beside the one it is coordinated with: the nearest of its type."""
        candidate: Phrase | None = last
        while candidate and candidate.type != phrase.type:
            candidate = candidate.governor
        chosen = candidate or last
        while chosen.leader:
            chosen = chosen.leader
        if "q" in self.gap:
            phrase.negated = phrase.negated or "not"
        if self.words[phrase.start] == "other":
            whole = (chosen, *chosen.also)
            self.found.examples += [(part, phrase) for part in whole]
        chosen.also.append(phrase)
        phrase.governor, phrase.leader, phrase.prep = chosen.governor, chosen, chosen.prep

    def _new_clause(self, phrase: Phrase) -> None:
        outer = self.clause
        while outer.kind in ("rel", "part") and outer.parent:
            outer = outer.parent
        self.clause = outer
        if outer.verb is not None or outer.subject is not None:
            doubt = outer.speculative if "&" in self.gap else ""
            kind = "main" if outer.kind == "main" else "sub"
            self.clause = Clause(kind, parent=outer.parent, speculative=doubt)
        self._as_subject(phrase)

    # ---------------------------------------------------------------- verbs

    def _verb(self, at: int) -> int:
        use, end = read_group(self.sentence, self.lex, at)
        if not use.lemma or (use.lemma == "do" and end < len(self.tags)):
            self.held = use
            use.negated = use.negated or ("nor" if "q" in self.gap else "")
            return end
        if use.mention >= 0 and self.tags[end - 1] == "Q" and not self._participial():
            return self._gerund(end)
        self.place(use)
        use.fronted, self.clause.fronted = self.clause.fronted, []
        self.clause.verb = use
        self.found.uses.append(use)
        self.prep, self.gap, self.opener, self.previous = "", "", False, "V"
        if use.mention >= 0:
            self.event = use.mention
            self.last = self._inner(use)
        return end

    def _inner(self, use: Use) -> Phrase | None:
        """Return the mention that a process ends in as a phrase: cells in "recruit monocytes"."""
        end = self.mentions[use.mention].end
        for inner in self.nested.get(use.mention, ()):
            if self.mentions[inner].end == end:
                return Phrase(use.end - 1, use.end, "C", refs=(inner,))
        return None

    def _participial(self) -> bool:
        """Tell whether a process in -ing is a participle, not a noun."""
        if self.prep or (not self.gap and self.previous in ("", "V")):
            return False
        if "," in self.gap and "&" in self.gap and self.previous == "N":
            return False
        return self.clause.subject is not None

    def _gerund(self, end: int) -> int:
        """Take a process in -ing as a noun: "by secreting CXCL12", "reprogramming CAFs could"."""
        phrase = Phrase(end - 1, end, "M", refs=(self.refs[end - 1],))
        if self.prep in ("by", "through", "via", "while", "after", "when", "in", "of"):
            use = Use("", self.words[end - 1], mention=phrase.refs[0], form="gerund")
            use.subject, use.means, use.main = self.clause.subject, self.prep, self.clause.verb
            if use.subject is None:
                self.clause.waiting.append(use)
            self.found.uses.append(use)
        return self._add(phrase)
