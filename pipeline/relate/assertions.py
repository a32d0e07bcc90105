"""From a parsed sentence to relations: which predicate each verb, noun and preposition asserts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model import Mention, Relation
from pipeline.relate.lexicon import Frames, Lexicon
from pipeline.relate.parse import ENABLING, Parse, Phrase, Use
from pipeline.relate.words import mention_tag

COPULAS = frozenset(("be", "remain", "represent", "constitute"))
LIGHT = frozenset(
    ("be", "have", "play", "exert", "show", "serve", "act", "represent", "remain", "become",
     "constitute", "provide", "offer", "hold", "form", "consider", "regard", "know", "perform",
     "fulfil", "fulfill", "function", "carry", "emerge", "make", "bear", "lie", "take", "work",
     "include", "comprise", "encompass", "exhibit", "display", "seem", "appear", "use",
     "recognize", "recognise", "propose", "pose")
)  # fmt: skip
KINDS = frozenset(
    ("type", "subtype", "form", "subset", "variant", "member", "kind", "example", "relative")
)
BECOMING = frozenset(("into", "to", "as", "toward", "towards", "down", "rise"))
CARRIED = {
    "case": frozenset(("with", "of", "from", "suffering", "in")),
    "therapy": frozenset(("of", "with", "from", "using")),
    "part": frozenset(("of", "from", "in", "by", "with")),
    "made": frozenset(("from", "by")),
    "less": frozenset(("of", "in")),
    "better": frozenset(("of", "in", "from")),
    "": frozenset(("of", "on")),
}
DETACHED = {
    "-mediated": "mediate", "-induced": "cause", "-driven": "induce", "-associated": "link",
    "-related": "link", "-dependent": "need", "-derived": "derived", "-triggered": "induce",
    "-promoting": "", "-specific": "", "-like": "", "-free": "",
}  # fmt: skip
MAKING = frozenset(
    ("produce", "secrete", "release", "derive", "generate", "express", "isolate", "obtain", "make",
     "synthesize", "synthesise", "shed", "deliver")
)  # fmt: skip
EFFECTIVE = frozenset(
    ("cause", "induce", "promote", "inhibit", "treat", "contribute", "relieve", "improve")
)
RECIPROCAL = frozenset(("each_other", "one_another"))
SIGNED = {
    "cause": "inhibit", "induce": "inhibit", "promote": "inhibit", "mediate": "inhibit",
    "inhibit": "promote", "contribute": "inhibit",
}  # fmt: skip
TYPE = {"C": "C", "D": "D", "M": "M", "T": "T"}


@dataclass(slots=True)
class Entity:
    """A mention in a role, with what its noun phrase says of it."""

    ref: int
    negated: str = ""
    speculative: str = ""
    kind: str = ""

    @property
    def case(self) -> bool:
        """Whether those who have the disease are meant, not the disease."""
        return self.kind == "case"


@dataclass(slots=True)
class Assertions:
    """Collects the relations of one sentence."""

    mentions: Sequence[Mention]
    span: tuple[int, int]
    lex: Lexicon
    nested: dict[int, list[int]] = field(default_factory=dict)
    found: dict[tuple[int, str, int], Relation] = field(default_factory=dict)

    def kind(self, ref: int) -> str:
        """Return the one-letter type of a mention."""
        return mention_tag(self.mentions[ref])

    def add(
        self, subject: int, kind: str, target: int, *, cue: str, rule: str,
        negated: str = "", speculative: str = "",
    ) -> None:  # fmt: skip
        """Record what a class of verb says of two mentions, if it says anything of their types."""
        if subject == target:
            return
        if kind.startswith("un"):
            kind, negated = kind[2:], "" if negated else kind
        predicate = self._predicate(kind, subject, target)
        if predicate == "characterised_of":
            subject, target, predicate = target, subject, "characterised_by"
        elif predicate == "participates_of":
            subject, target, predicate = target, subject, "participates_in"
        elif predicate == "promoted_by":
            subject, target, predicate = target, subject, "promotes"
        elif predicate == "includes":
            if self.kind(subject) != self.kind(target):
                return
            subject, target, predicate = target, subject, "associated_with"
        if predicate in ("", "-"):
            return
        key = (subject, predicate, target)
        if key not in self.found:
            self.found[key] = Relation(
                subject, predicate, target, bool(negated), bool(speculative), self.span,
                cue=cue, rule=rule,
            )  # fmt: skip

    def _predicate(self, kind: str, subject: int, target: int) -> str:
        left, right = self.kind(subject), self.kind(target)
        table = self.lex.predicates
        for key in ((kind, left, right), (kind, left, "*"), (kind, "*", right), (kind, "*", "*")):
            if key in table:
                return table[key]
        return ""

    # ---------------------------------------------------------------- entities

    def entities(self, phrase: Phrase | None, depth: int = 0) -> list[Entity]:
        """Return the mentions a phrase stands for, its coordinated phrases included."""
        if phrase is None or depth > 4:
            return []
        found = self._own(phrase, depth)
        for other in phrase.also:
            found += self._own(other, depth) if not other.also else self.entities(other, depth + 1)
        return found

    def _own(self, phrase: Phrase, depth: int) -> list[Entity]:
        if phrase.refs and not phrase.head:
            return [Entity(phrase.refs[-1], phrase.negated, phrase.speculative)]
        if not phrase.refs and phrase.kind in "HhU":
            if phrase.head in ("this", "that", "it") and phrase.event >= 0:
                return [Entity(phrase.event)]
            if phrase.kind == "U" or phrase.antecedent is phrase:
                return []
            return self._plain(phrase.antecedent, depth)
        if phrase.antecedent is not None:
            return self._plain(phrase.antecedent, depth)
        carrier = self.lex.carriers.get(phrase.head, "")
        if phrase.refs:
            if not carrier or carrier == "made":
                return []
            return [Entity(phrase.refs[-1], phrase.negated, phrase.speculative, carrier)]
        if phrase.owns:
            return [Entity(use.mention) for use in phrase.owns if use.mention >= 0]
        preps = CARRIED[carrier]
        for pp in phrase.pps:
            if pp.prep in preps:
                inner = self.entities(pp, depth + 1)
                for entity in inner:
                    entity.kind = carrier or entity.kind
                    entity.negated = entity.negated or phrase.negated
                    entity.speculative = entity.speculative or phrase.speculative
                if inner:
                    return inner
        for use in phrase.parts:
            for pp in use.pps[:1]:
                if pp.prep in ("by", "from") and use.lemma in MAKING:
                    return self.entities(pp, depth + 1)
        if phrase.patients is not None:
            return [
                Entity(entity.ref, kind="case")
                for entity in self.entities(phrase.patients, depth + 1)
            ]
        if phrase.alias is not None and phrase.alias is not phrase:
            return [
                Entity(entity.ref, phrase.negated, phrase.speculative, entity.kind)
                for entity in self.entities(phrase.alias, depth + 1)
            ]
        return []

    def _plain(self, phrase: Phrase | None, depth: int) -> list[Entity]:
        """Return what an antecedent stands for, without the denial or doubt of its own clause."""
        return [Entity(entity.ref, kind=entity.kind) for entity in self.entities(phrase, depth + 1)]

    # ---------------------------------------------------------------- verbs

    def use(self, use: Use) -> None:
        """Add what one verb asserts."""
        if use.mention >= 0:
            self._process(use)
            return
        if use.lemma in LIGHT and self._light(use):
            return
        if use.lemma in COPULAS:
            self._copula(use)
            self._common(use)
            if use.lemma != "become":
                return
        frames = self.lex.verbs.get(use.lemma)
        if not frames:
            self._observed(use, self.entities(use.object))
            return
        self._complements(use, frames)
        if "np" in frames:
            kind, swapped = frames["np"]
            if use.passive:
                self._passive(use, kind, swapped)
            else:
                self._active(use, kind, swapped)

    def _active(self, use: Use, kind: str, swapped: bool) -> None:
        subjects, objects = self.entities(use.subject), self.entities(use.object)
        if use.enabler and not subjects:
            subjects = self.entities(use.enabler.subject)
        if use.object is not None and use.object.owns:
            return
        if use.infinitive is None or use.lemma not in ENABLING:
            self._link(use, subjects, kind, objects, swapped, "active")
            self._means(use, kind)
        self._observed(use, objects)
        if use.main and use.main.mention >= 0 and use.means in ("by", "through", "via"):
            causes = [entity for entity in objects if self.kind(entity.ref) == "M"]
            self._link(use, causes, "promote", [Entity(use.main.mention)], False, "means")

    def _observed(self, use: Use, objects: list[Entity]) -> None:
        """Read "in neurons, we see Z": the cells take part in Z."""
        if use.subject and use.subject.refs:
            return
        for pp in use.fronted:
            cells = [e for e in self.entities(pp) if self.kind(e.ref) == "C"]
            if pp.prep in ("in", "inside", "within"):
                processes = [e for e in objects if self.kind(e.ref) == "M"]
                self._link(use, cells, "join", processes, False, "observed")

    def _link(
        self,
        use: Use,
        subjects: list[Entity],
        kind: str,
        objects: list[Entity],
        swapped: bool,
        rule: str,
    ) -> None:
        if use.object is not None and use.object.head in RECIPROCAL:
            objects = subjects
        if kind == "show":
            case = any(entity.case for entity in subjects)
            kind = "have" if case or use.lemma == "have" else kind
            if (
                any(self.kind(e.ref) == "D" for e in objects)
                and not self._finding(objects)
                and case
            ):
                kind = "link"
        for subject in subjects:
            for target in objects:
                negated = self._denial(use.negated, subject.negated, target.negated)
                doubt = use.speculative or subject.speculative or target.speculative
                left, right = (target, subject) if swapped else (subject, target)
                self.add(
                    left.ref, self._signed(kind, subject, target), right.ref,
                    cue=use.words, rule=f"{rule}:{use.lemma}",
                    negated=negated, speculative=doubt,
                )  # fmt: skip

    def _signed(self, kind: str, subject: Entity, target: Entity) -> str:
        """Turn the class round for "reduction of X", make it a treatment for "improvement in X"."""
        if target.kind == "better" and kind in SIGNED:
            return "treat"
        less = (subject.kind == "less") != (target.kind == "less")
        return SIGNED.get(kind, kind) if less else kind

    def _denial(self, *cues: str) -> str:
        """Two denials cancel out."""
        fired = [cue for cue in cues if cue]
        return fired[0] if len(fired) % 2 else ""

    def _finding(self, objects: list[Entity]) -> bool:
        return any(self.mentions[e.ref].concept.startswith("HP:") for e in objects)

    def _complements(self, use: Use, frames: Frames) -> bool:
        done = False
        subjects = self.entities(use.subject)
        if use.enabler and not subjects:
            subjects = self.entities(use.enabler.subject)
        seen: set[str] = set()
        for pp in use.pps:
            if pp.prep in seen:
                continue
            seen.add(pp.prep)
            slot = f"be_{pp.prep}" if use.passive and f"be_{pp.prep}" in frames else pp.prep
            if slot not in frames or (pp.prep == "by" and slot == "by" and not use.passive):
                continue
            if done and pp.governor is not None:
                continue
            kind, swapped = frames[slot]
            objects = self.entities(pp)
            self._link(use, subjects, kind, objects, swapped, "complement")
            done = True
        return done

    def _passive(self, use: Use, kind: str, swapped: bool) -> None:
        subject = use.subject
        bare = subject is not None and not subject.refs and use in subject.parts
        patients = [] if bare else self.entities(subject)
        agents = (
            ("by", "through", "via")
            if kind in ("mediate", "cause", "promote", "induce", "inhibit")
            else ("by",)
        )
        seen: set[str] = set()
        for pp in use.pps:
            if pp.prep in seen:
                continue
            seen.add(pp.prep)
            if pp.prep in agents:
                self._link(use, self.entities(pp), kind, patients, swapped, "passive")
            elif pp.prep == "for" and use.lemma == "use":
                self._link(use, patients, "treat", self.entities(pp), False, "passive")
            elif pp.prep == "with" and kind == "treat":
                self._link(use, self.entities(pp), kind, patients, swapped, "passive")

    def _means(self, use: Use, kind: str) -> None:
        """Read "X drives Y through Z": X takes part in Z, and Z drives Y."""
        subjects, objects = self.entities(use.subject), self.entities(use.object)
        for pp in (*use.pps, *use.fronted):
            if pp.prep in ("through", "via", "by", "by_means_of", "by_way_of"):
                means = [entity for entity in self.entities(pp) if self.kind(entity.ref) == "M"]
                if subjects and kind in EFFECTIVE:
                    self._link(use, means, kind, objects, False, "means")
                    cells = [entity for entity in subjects if self.kind(entity.ref) == "C"]
                    self._link(use, cells, "join", means, False, "means")

    def _light(self, use: Use) -> bool:
        """Read "X plays a role in Y", "X is a cause of Y": the noun says what is asserted."""
        nominals = [use.object] if use.object else []
        nominals += [pp for pp in use.pps if pp.prep in ("as", "at", "")]
        if use.lemma == "be" or use.passive:
            nominals += (
                [] if use.object or use.lemma == "be" else [pp for pp in use.pps if pp.prep == "as"]
            )
        done = False
        for phrase in nominals:
            for noun in (phrase, *phrase.also):
                for subject, target, kind, swapped in self.lex.nouns.get(noun.head, ()):
                    if kind == "feature" and use.lemma not in COPULAS:
                        continue
                    done |= self._noun_of(use, noun, subject, target, kind, swapped)
        if done:
            return True
        if use.subject is not None and use.lemma in (*COPULAS, "include", "comprise", "encompass"):
            return self._inverse(use, use.subject)
        return False

    def _noun_of(
        self, use: Use, noun: Phrase, left: str, right: str, kind: str, swapped: bool
    ) -> bool:
        own = self.entities(use.subject)
        doubt = noun.speculative
        subjects = own if left == "is" else self._by_prep(noun, left)
        objects = own if right == "is" else self._by_prep(noun, right)
        if left != "is" and right != "is":
            return False
        if noun.head in KINDS and any(
            self.kind(a.ref) != self.kind(b.ref) for a in subjects for b in objects
        ):
            return False
        for entity in subjects:
            entity.negated = self._denial(entity.negated, noun.negated)
            entity.speculative = entity.speculative or doubt
        self._link(use, subjects, kind, objects, swapped, f"noun:{noun.head}")
        return bool(subjects and objects)

    def _inverse(self, use: Use, subject: Phrase) -> bool:
        """Read "A hallmark of X is Y", "symptoms of X include Y"."""
        done = False
        for left, right, kind, swapped in self.lex.nouns.get(subject.head, ()):
            if right != "is":
                continue
            objects = self.entities(use.object)
            subjects = self._by_prep(subject, left)
            self._link(use, subjects, kind, objects, swapped, f"noun:{subject.head}")
            done |= bool(subjects and objects)
        return done

    def _by_prep(self, noun: Phrase, slot: str) -> list[Entity]:
        if slot == "pre":
            return [Entity(ref) for ref in noun.refs]
        found = []
        for pp in self._hanging(noun):
            if pp.prep == slot or PREPOSITION_OF.get(pp.prep) == slot:
                found += self.entities(pp)
                break
        return found

    def _hanging(self, noun: Phrase) -> Iterator[Phrase]:
        """Yield what hangs on a noun, nearest first, through its "of" complements."""
        for pp in noun.pps:
            yield pp
            yield from self._hanging(pp)

    def _copula(self, use: Use) -> None:
        """Read "X is a Y", of one type."""
        whole = use.object or next((pp for pp in use.pps if pp.prep in ("among", "amongst")), None)
        if whole is None or not whole.refs or whole.head:
            return
        for subject in self.entities(use.subject):
            for target in self._own(whole, 0):
                if self.kind(subject.ref) == self.kind(target.ref) and not subject.case:
                    self.add(
                        subject.ref, "link", target.ref, cue=use.words, rule="is-a",
                        negated=self._denial(use.negated, target.negated),
                        speculative=use.speculative,
                    )  # fmt: skip

    def _common(self, use: Use) -> None:
        """Read "in X, Y is common": Y is a feature of X."""
        if use.object is None or use.object.head not in self.lex.adjectives:
            return
        kind, _ = self.lex.verbs[use.object.head].get("in", ("", False))
        for pp in use.fronted:
            if kind == "occur" and pp.prep == "in":
                self._link(
                    use, self.entities(use.subject), kind, self.entities(pp), False, "common"
                )

    # ---------------------------------------------------------------- processes as verbs

    def _process(self, use: Use) -> None:
        """Read a process worded as a verb: its subject takes part, the cell in it is hit."""
        lemma = self._process_lemma(use)
        kind = next(iter(self.lex.verbs.get(lemma, {}).values()), ("", False))[0]
        for subject in self.entities(use.subject):
            negated = self._denial(use.negated, subject.negated)
            doubt = use.speculative or subject.speculative
            self._take_part(subject, use, negated, doubt)
            for inner in self.nested.get(use.mention, ()):
                if self.kind(inner) == "C":
                    effect = self._effect(lemma, kind, use)
                    if effect and (effect != "become" or self.kind(subject.ref) == "C"):
                        self.add(
                            subject.ref, effect, inner, cue=lemma, rule=f"inside:{lemma}",
                            negated=negated, speculative=doubt,
                        )  # fmt: skip
        if use.main and use.means == "thereby":
            self.add(
                use.main.mention, "promote", use.mention, cue="thereby", rule="thereby",
                negated=use.negated, speculative=use.speculative,
            )  # fmt: skip
        if use.enabler:
            for cause in self.entities(use.enabler.subject):
                if self.kind(cause.ref) == "M":
                    self.add(
                        cause.ref, "promote", use.mention, cue=use.enabler.words, rule="enable",
                        negated=use.negated, speculative=use.speculative,
                    )  # fmt: skip
        self._process_complements(use)

    def _process_lemma(self, use: Use) -> str:
        first = self.mentions[use.mention].text.lower().partition(" ")[0]
        return self.lex.lemmas.get(first, first)

    def _take_part(self, subject: Entity, use: Use, negated: str, doubt: str) -> None:
        kind = self.kind(subject.ref)
        verb = {"C": "join", "M": "promote", "D": "cause"}.get(kind, "join")
        if use.form == "gerund" and kind != "C":
            return
        self.add(
            subject.ref, verb, use.mention, cue=use.words.partition(" ")[0], rule="process",
            negated=negated, speculative=doubt,
        )  # fmt: skip

    def _effect(self, lemma: str, kind: str, use: Use) -> str:
        """Return what a process does to the cell inside it: "kill neurons" inhibits neurons."""
        following = self.mentions[use.mention].text.lower().split()[1:3]
        words = set(following)
        if kind == "become" or (lemma in ("develop", "give") and words & {"into", "as", "rise"}):
            return "become" if words & BECOMING or lemma == "become" else ""
        if following[:1] and following[0] in ("into", "to", "with", "on"):
            return ""
        return kind if kind in ("inhibit", "promote", "induce") else ""

    def _process_complements(self, use: Use) -> None:
        for pp in (*use.pps, *use.fronted):
            for entity in self.entities(pp):
                if pp.prep in ("by", "through", "via") and self.kind(entity.ref) == "M":
                    self.add(
                        entity.ref, "promote", use.mention, cue=pp.prep, rule="means",
                        negated=use.negated, speculative=use.speculative,
                    )  # fmt: skip
                elif pp.prep in ("against", "from") and self._process_lemma(use) in (
                    "protect",
                    "defend",
                    "guard",
                    "shield",
                ):
                    self.add(
                        use.mention, "inhibit", entity.ref, cue=pp.prep, rule="complement:protect",
                        negated=use.negated, speculative=use.speculative,
                    )  # fmt: skip

    # ---------------------------------------------------------------- nouns and prepositions

    def phrase(self, phrase: Phrase) -> None:
        """Add what a noun phrase asserts by its head noun and its prepositions."""
        if phrase.head in self.lex.nouns:
            self._nominal(phrase)
        if phrase.suffix and len(phrase.refs) > 1:
            self._hyphenated(phrase)
        if phrase.own and phrase.refs and not phrase.head and self.kind(phrase.refs[-1]) == "M":
            for owner in self._plain(phrase.topic, 0):
                if self.kind(owner.ref) == "C":
                    self.add(owner.ref, "join", phrase.refs[-1], cue="their", rule="possessive")
        self._prepositions(phrase)

    def _nominal(self, phrase: Phrase) -> None:
        for left, right, kind, swapped in self.lex.nouns[phrase.head]:
            if "is" in (left, right):
                continue
            if left == right:
                self._between(phrase, left, kind)
                continue
            for subject in self._by_prep(phrase, left):
                for target in self._by_prep(phrase, right):
                    a, b = (target, subject) if swapped else (subject, target)
                    self.add(
                        a.ref, kind, b.ref, cue=phrase.head, rule=f"noun:{phrase.head}",
                        negated=phrase.negated, speculative=phrase.speculative,
                    )  # fmt: skip

    def _between(self, phrase: Phrase, slot: str, kind: str) -> None:
        for pp in phrase.pps:
            if pp.prep == slot:
                sides = self.entities(pp)
                for side in sides[1:]:
                    self.add(
                        sides[0].ref, kind, side.ref, cue=phrase.head, rule=f"noun:{phrase.head}",
                        negated=phrase.negated, speculative=phrase.speculative,
                    )  # fmt: skip

    def _hyphenated(self, phrase: Phrase) -> None:
        kind = DETACHED.get(phrase.suffix, "")
        if kind and kind != "derived":
            self.add(
                phrase.refs[0],
                kind,
                phrase.refs[-1],
                cue=phrase.suffix,
                rule=f"suffix:{phrase.suffix}",
            )

    def _prepositions(self, phrase: Phrase) -> None:
        if not phrase.pps:
            return
        for pp in phrase.pps:
            for entity in self.entities(pp):
                for subject in self._heads(phrase, pp):
                    self._preposition(subject, pp, entity)

    def _heads(self, phrase: Phrase, pp: Phrase) -> list[Entity]:
        """Return what a complement hangs on: with "in", the whole list that the phrase ends."""
        if phrase.alias is not None and phrase.refs and pp.prep in ("for", "with"):
            return self.entities(phrase.alias)
        leader = phrase.leader
        if pp.prep in ("in", "during") and leader and leader.also[-1] is phrase:
            return [entity for part in (leader, *leader.also) for entity in self._whole(part)]
        return self._whole(phrase)

    def _whole(self, phrase: Phrase) -> list[Entity]:
        if not phrase.refs:
            return []
        carrier = self.lex.carriers.get(phrase.head, "")
        if phrase.head and carrier not in ("therapy", "part"):
            return []
        return [Entity(phrase.refs[-1], phrase.negated, phrase.speculative, carrier)]

    def _preposition(self, subject: Entity, pp: Phrase, target: Entity) -> None:
        left, right, prep = self.kind(subject.ref), self.kind(target.ref), pp.prep
        kind = self.lex.prepositions.get((left, PREPOSITION_OF.get(prep, prep), right))
        if subject.kind == "therapy":
            kind = "treat" if right == "D" and prep in ("for", "in", "against", "of") else None
        if left == right == "D" and kind == "occur" and not self._finding([subject]):
            kind = "link" if target.case else None
        if not kind:
            return
        swapped = kind.startswith("<")
        a, b = (target, subject) if swapped else (subject, target)
        self.add(
            a.ref, kind.lstrip("<"), b.ref, cue=prep.replace("_", " "), rule=f"preposition:{prep}",
            negated=self._denial(subject.negated, target.negated),
        )  # fmt: skip

    def pairs(self, parse: Parse) -> None:
        """Add examples ("X such as Y") and appositions ("X, the most common Y")."""
        for example, anchor in parse.examples:
            for whole in self._own(anchor, 0):
                for part in self.entities(example):
                    if self.kind(part.ref) == self.kind(whole.ref):
                        self.add(part.ref, "link", whole.ref, cue="such as", rule="example")
        for phrase, apposed in parse.appositions:
            self._apposition(phrase, apposed)

    def _apposition(self, phrase: Phrase, apposed: Phrase) -> None:
        use = Use("be", "is", subject=phrase)
        for left, right, kind, swapped in self.lex.nouns.get(apposed.head, ()):
            if left == "is" or right == "is":
                self._noun_of(use, apposed, left, right, kind, swapped)
        if apposed.determined and apposed.refs and not apposed.head:
            use.object = apposed
            self._copula(use)


PREPOSITION_OF = {
    "in_the_treatment_of": "for", "for_the_treatment_of": "for", "in_treatment_of": "for",
    "for_treatment_of": "for", "in_the_management_of": "for", "in_the_pathogenesis_of": "in",
    "in_the_development_of": "in", "in_the_context_of": "in", "in_the_setting_of": "in",
    "in_cases_of": "in",
}  # fmt: skip


def assertions(
    parse: Parse,
    mentions: Sequence[Mention],
    span: tuple[int, int],
    nested: dict[int, list[int]],
    lex: Lexicon,
) -> Iterator[Relation]:
    """Yield the relations of one parsed sentence, each pair and predicate once."""
    collected = Assertions(mentions, span, lex, nested)
    for use in parse.uses:
        collected.use(use)
    for phrase in parse.phrases:
        collected.phrase(phrase)
    collected.pairs(parse)
    yield from collected.found.values()
