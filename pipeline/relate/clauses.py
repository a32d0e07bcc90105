"""Clauses: which subject a verb has, across relative clauses, participles and coordination.

The reader keeps one clause open at a time; a clause knows the one it stands in, so that a verb
behind a relative clause or a participle finds its way back to the subject before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model import Mention
from pipeline.relate.groups import infinitive
from pipeline.relate.lexicon import Lexicon
from pipeline.relate.syntax import FINITE, NOMINAL, Clause, Parse, Phrase, Use
from pipeline.relate.words import Words


class Clauses:
    """The state of the reading and the placing of verbs.

    `prep` and `gap` are the preposition and the commas and conjunctions since the last phrase or
    verb; `previous` tells which of the two it was (N, V, R for a relative pronoun, or nothing).
    `last` is the last phrase, `topic` the last subject, `cells` the last cell type, `event` the
    last process worded as a verb, `doubt` a hedging adverb not yet used up, `held` an auxiliary
    that stands before its subject ("could X cure Y?", "nor did they").
    """

    def __init__(
        self,
        sentence: Words,
        lex: Lexicon,
        mentions: Sequence[Mention] = (),
        nested: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        self.mentions, self.nested = mentions, nested or {}
        self.sentence, self.lex, self.classes = sentence, lex, lex.classes
        self.words, self.tags, self.refs = sentence.words, sentence.tags, sentence.refs
        self.line = "".join(sentence.tags)
        self.found = Parse()
        self.clause = Clause("main")
        self.prep = self.gap = self.previous = self.doubt = ""
        self.opener = False
        self.last: Phrase | None = None
        self.topic: Phrase | None = None
        self.cells: Phrase | None = None
        self.event = -1
        self.held: Use | None = None

    # ---------------------------------------------------------------- opening clauses

    def open(self, kind: str, subject: Phrase | None = None) -> Clause:
        """Open a clause inside the current one, whose doubt it shares; a main clause stands alone."""
        if kind == "main":
            self.clause = Clause(kind, subject)
        else:
            self.clause = Clause(kind, subject, self.clause, speculative=self.clause.speculative)
        return self.clause

    def restart(self, word: str) -> None:
        """Begin anew behind a semicolon, colon or dash; behind the last two, a phrase lives on."""
        self.open("main")
        self.prep = self.gap = self.previous = self.doubt = ""
        self.last = self.last if word in "—–:" else None

    def subordinate(self, doubt: str = "") -> None:
        """Open a clause behind "because", "when", "whether"."""
        self.open("sub")
        self.clause.speculative = doubt or self.clause.speculative
        self.prep = self.gap = self.previous = ""

    def relative(self, at: int) -> None:
        """Open a relative clause at "which", "who", "that", or a reported one at "that"."""
        that = self.words[at] == "that"
        if that and (self.previous == "V" or not self._finite_follows(at + 1)):
            self._reported()
            return
        antecedent = self.antecedent(self.last, climb="," in self.gap and self.words[at] != "who")
        if antecedent and antecedent.leader and "," in self.gap:
            antecedent = antecedent.leader
        outer = self.clause.subject
        comma = "," in self.gap
        if antecedent is None and self.event >= 0 and self.previous == "V":
            antecedent = self.process(self.event)
        self.open("rel", antecedent)
        if comma and self._singular(at + 1):
            if self.event >= 0 and self._plural(antecedent):
                self.clause.subject = self.process(self.event)
            elif antecedent and antecedent.prep and outer and outer.kind == "M":
                self.clause.subject = outer
        self.prep, self.gap, self.previous = "", "", "R"

    def _reported(self) -> None:
        """Open what a verb or noun reports, with the doubt and denial of the report."""
        verb, last, classes = self.clause.verb, self.last, self.classes
        doubt = denial = ""
        if self.previous == "V" and verb and verb.lemma in classes["claiming"]:
            denial = verb.negated
        for noun in (last, verb.subject if verb else None):
            if noun and noun.head in classes["evidence"]:
                denial = denial or noun.negated
        if verb and (verb.lemma in classes["doubting"] or verb.speculative):
            doubt = verb.words
        elif last:
            doubt = last.head if last.head in classes["hypothesis"] else last.speculative
        self.subordinate(doubt)
        self.clause.negated = denial

    # ---------------------------------------------------------------- looking around

    def antecedent(self, phrase: Phrase | None, *, climb: bool) -> Phrase | None:
        """Return what a relative or participle describes.

        That is the phrase before it, or what that one is said to be, or, with `climb`, the nearest
        phrase with a mention that it hangs on.
        """
        climbed = phrase
        while climb and climbed and not climbed.refs and climbed.governor:
            climbed = climbed.governor
        found = climbed if climbed and climbed.refs else phrase
        if found and found.alias and found.refs and found.copular:
            return found.alias
        return found

    def _outermost(self, phrase: Phrase | None) -> Phrase | None:
        while phrase and phrase.governor:
            phrase = phrase.governor
        return phrase

    def process(self, ref: int) -> Phrase:
        """Return a process mention as a phrase, to be pointed back to."""
        return Phrase(0, 0, "M", refs=(ref,))

    def _singular(self, at: int) -> bool:
        word = self.words[at] if at < len(self.words) else ""
        finite = self.tags[at : at + 1] == ["V"] and word.endswith("s")
        return finite or word in ("is", "was", "has", "does")

    def _plural(self, phrase: Phrase | None) -> bool:
        return phrase is None or not phrase.refs or self.words[phrase.end - 1].endswith("s")

    def _finite_follows(self, at: int) -> bool:
        while at < len(self.tags) and self.tags[at] == "r":
            at += 1
        return at < len(self.tags) and self.tags[at] in "XYZmNVFP"

    def finite_at(self, at: int) -> bool:
        """Tell whether a finite verb comes next, past complements, asides and adverbs."""
        tags = self.tags
        while at < len(tags):
            tag = tags[at]
            if tag in FINITE or tag == "N":
                return True
            if tag in "iob":
                at += 1
                while at < len(tags) and tags[at] in NOMINAL:
                    at += 1
            elif tag == "(":
                at = self.parenthesis(at)
            elif tag == "r":
                at += 1
            else:
                return False
        return False

    def parenthesis(self, at: int) -> int:
        """Step over a parenthesis: abbreviations and asides take no part in the clause."""
        depth = 0
        while at < len(self.tags):
            depth += {"(": 1, ")": -1}.get(self.tags[at], 0)
            at += 1
            if depth <= 0:
                break
        return at

    # ---------------------------------------------------------------- placing verbs

    def place(self, use: Use) -> None:
        """Find the subject of a verb and the clause it belongs to."""
        if use.form == "participle":
            self._place_participle(use)
        elif use.form == "infinitive":
            self._place_infinitive(use)
        else:
            self._place_finite(use)
        if not (use.form == "participle" and self.clause.speculative == "whether"):
            use.speculative = use.speculative or self.clause.speculative
        use.speculative = use.speculative or self.doubt
        if self.held is not None:
            use.speculative = use.speculative or self.held.speculative
            use.negated = use.negated or self.held.negated
            self.held = None
        if self.clause.negated:
            use.negated = "" if use.negated else self.clause.negated
        self.doubt = ""

    def _place_participle(self, use: Use) -> None:
        clause = self.clause
        use.means, use.main = self.prep, clause.verb
        passive = self.tags[use.at] == "E"
        before = clause.verb
        if "&" in self.gap and before and (clause.kind == "part" or (passive and before.passive)):
            use.subject = before.subject
            use.speculative = use.speculative or before.speculative
            return
        use.subject = self._described(use) if passive else self._agent(use)
        if before and use.means in self.classes["means"]:
            use.speculative = use.speculative or before.speculative
        if use.subject is None and not before:
            clause.waiting.append(use)
        elif passive and use.subject is not None:
            use.subject.parts = (*use.subject.parts, use)
        self.open("part", use.subject)

    def _described(self, use: Use) -> Phrase | None:
        """Return what a past participle describes: the noun before it, or the subject."""
        if self.previous != "N":
            return self.clause.subject
        frames = self.lex.verbs.get(use.lemma, {})
        return self.antecedent(self.last, climb=frames.get("by", ("",))[0] == "feature")

    def _agent(self, use: Use) -> Phrase | None:
        """Return who does what a participle in -ing says."""
        clause = self.clause
        event = clause.verb.mention if clause.verb else -1
        resulting = use.lemma in self.classes["resulting"]
        if self.prep in ("for", "in", "of", "at") and self.previous == "N":
            return self.last
        if event >= 0 and resulting and not self.prep:
            return self.process(event)
        if resulting and "," in self.gap and clause.verb and clause.verb.negated:
            return None
        if resulting and not self.gap and self.previous == "N":
            return self._outermost(self.last)
        if not (self.prep or "," in self.gap) and self.previous == "N":
            return self.antecedent(self.last, climb=False)
        while clause.parent and (clause.kind == "part" or not (clause.subject or clause.verb)):
            clause = clause.parent
        return clause.subject

    def _place_infinitive(self, use: Use) -> None:
        verb = self.clause.verb
        if "&" in self.gap and verb and (verb.form == "infinitive" or verb.modal):
            use.subject = verb.subject
            use.negated = use.negated or (verb.negated if self._alternative(use.at) else "")
            use.speculative = use.speculative or verb.speculative
            return
        owner = self.last if self.previous == "N" else None
        while owner and owner.prep == "of" and owner.governor:
            owner = owner.governor
        if owner and owner.head in self.classes["owning"]:
            self._own(use, owner)
        elif verb and verb.object and not verb.passive:
            self._let(use, verb, verb.object)
        else:
            use.subject = self.clause.subject
            use.speculative = use.speculative or (verb.speculative if verb else "")
        self.open("part", use.subject)

    def _own(self, use: Use, owner: Phrase) -> None:
        """Give "to V" behind "the ability of X" or "their ability" its subject."""
        verb = self.clause.verb
        owner.owns = (*owner.owns, use)
        inner = next((pp for pp in owner.pps if pp.prep == "of"), None)
        pronoun = Phrase(0, 0, "H", head="they", antecedent=self.topic)
        use.subject = inner or (owner if owner.refs else pronoun)
        if owner.head in self.classes["owning denied"]:
            use.negated = owner.head
        if verb and verb.object is owner:
            lacking = verb.words if verb.lemma in self.classes["lacking"] else ""
            use.negated = use.negated or lacking or verb.negated
            use.speculative = use.speculative or verb.speculative
        potential = owner.head if owner.head == "potential" else ""
        use.speculative = use.speculative or owner.speculative or potential

    def _let(self, use: Use, verb: Use, actor: Phrase) -> None:
        """Give "to V" behind "enables X" its subject X, and remember who enables it."""
        use.subject = actor
        use.enabler = verb if verb.lemma in self.classes["enabling"] else None
        verb.infinitive = use
        use.speculative = use.speculative or verb.speculative
        use.negated = use.negated or verb.negated

    def _place_finite(self, use: Use) -> None:
        clause = self.clause
        if clause.verb is None and (clause.subject is not None or clause.kind == "rel"):
            use.subject = clause.subject
        elif self.gap == "," and clause.verb and clause.kind == "sub" and self._resume(use):
            return
        elif self.gap and clause.verb is not None:
            self._join(use, clause.verb)
        elif not self._return(use):
            self._report(use)

    def _resume(self, use: Use) -> bool:
        """Take up a main clause whose subject was cut off: "X, when Y is Z, causes"."""
        outer: Clause | None = self.clause
        while outer and outer.verb is not None:
            outer = outer.parent
        if outer is None or outer.subject is None:
            return False
        self.clause = outer
        use.subject = outer.subject
        return True

    def _join(self, use: Use, before: Use) -> None:
        """Coordinate a verb with the one before it, or go on behind a closed relative clause."""
        clause = self.clause
        shared = before.form == "infinitive" and self._bare(use.at)
        while clause.kind == "part" and clause.parent and clause.parent.verb and not shared:
            clause = clause.parent
        joined = "&" in self.gap or "B" in self.gap
        closed = clause.kind in ("rel", "part") and clause.closable
        if closed and clause.parent and (not joined or clause.parent.verb):
            clause = clause.parent
        self.clause = clause
        use.subject = clause.subject
        if joined and clause.verb:
            self._inherit(use, clause.verb)
            self._share(use, clause.verb)

    def _return(self, use: Use) -> bool:
        """Go back to the nearest clause around that still waits for its verb."""
        clause = self.clause
        while clause.parent and clause.verb is not None and clause.kind != "main":
            clause = clause.parent
        if clause.verb is not None:
            return False
        self.clause = clause
        if clause.subject is None:
            clause.subject = next((self._acted(w) for w in clause.waiting if w.object), None)
            self.topic = clause.subject or self.topic
        use.subject = clause.subject
        return True

    def _acted(self, use: Use) -> Phrase | None:
        """Return the object of a fronted gerund as a subject: "blocking X" is less of X."""
        kind = self.lex.verbs.get(use.lemma, {}).get("np", ("", False))[0]
        less = kind == "inhibit" or use.lemma in self.classes["lacking"]
        return replace(use.object, lowered=True) if use.object and less else use.object

    def _report(self, use: Use) -> None:
        """Open a clause nothing announces: "we believe microglia cause pain"."""
        verb, last = self.clause.verb, self.last
        if verb and last and verb.object is last and verb.lemma in self.classes["claiming"]:
            self.open("sub", last)
            if verb.lemma in self.classes["doubting"] or verb.speculative:
                self.clause.speculative = verb.words
            verb.object = None
        elif verb and last and verb.object is last and self.tags[verb.at] == "G":
            verb.subject = None
            self.open("main", self._acted(verb))
        else:
            self.open("main", last if self.previous == "N" else self.clause.subject)
        use.subject = self.clause.subject

    def _bare(self, at: int) -> bool:
        return self.tags[at] in "VP" and not self.words[at].endswith("s")

    def _alternative(self, at: int) -> bool:
        return at > 0 and self.words[at - 1] in ("or", "nor")

    def _inherit(self, use: Use, before: Use) -> None:
        """Give a verb without an auxiliary of its own the modal of the one before it."""
        if not (before.modal and self._bare(use.at)):
            return
        use.modal = True
        use.speculative = use.speculative or before.speculative
        if before.negated and "B" not in self.gap and self._alternative(use.at):
            use.negated = use.negated or before.negated

    def _share(self, use: Use, before: Use) -> None:
        """Add a second process to an ability, or note what a first one brings about."""
        owner = next((phrase for phrase in self.found.phrases if before in phrase.owns), None)
        if owner and use.mention >= 0:
            owner.owns = (*owner.owns, use)
        if self.words[use.at - 1] == "thereby" and before.mention >= 0:
            use.main, use.means = before, "thereby"

    def infinitive_at(self, at: int) -> bool:
        """Tell whether a "to" opens an infinitive."""
        return infinitive(self.tags, at)
