"""What verbs assert of their subjects, objects and complements."""

from collections.abc import Iterator

from pipeline.relate.entities import Entity
from pipeline.relate.ledger import REDUCED, SIGNED, Ledger, denial
from pipeline.relate.lexicon import Frames
from pipeline.relate.syntax import Phrase, Use

EFFECTIVE = frozenset(
    ("cause", "induce", "promote", "inhibit", "treat", "contribute", "relieve", "improve")
)
"""Classes whose means act on the object too: X drives Y through Z, so Z drives Y."""
THROUGH = frozenset(("mediate", "cause", "promote", "induce", "inhibit"))
"""Classes whose passive takes its agent behind "through" and "via" as well as "by"."""
MEANS = dict.fromkeys(("inhibit", "relieve", "treat"), "inhibit") | {
    "regulate": "-", "link": "-", "target": "-",
}  # fmt: skip
"""What Z does to a process that goes on by doing something to Z, where that is not to promote it."""
PART = {"C": "join", "M": "promote", "D": "cause"}
"""What the subject of a process worded as a verb does, by its type."""


def first_of_each(phrases: tuple[Phrase, ...]) -> Iterator[Phrase]:
    """Yield the first complement behind each preposition; later ones hang on something nearer."""
    seen: set[str] = set()
    for phrase in phrases:
        if phrase.prep not in seen:
            seen.add(phrase.prep)
            yield phrase


class Verbs(Ledger):
    """Adds what the verbs of a sentence assert."""

    def use(self, use: Use) -> None:
        """Add what one verb asserts."""
        classes = self.lex.classes
        if use.mention >= 0:
            self._process(use)
            return
        if use.lemma in classes["light"] and self._light(use):
            return
        if use.lemma in classes["copula"]:
            self.copula(use)
            self._common(use)
            if use.lemma != "become":
                return
        frames = self.lex.verbs.get(use.lemma, {})
        if frames and use.pps:
            self._complements(use, frames)
        kind, swapped = frames.get("np", ("", False))
        if use.passive and kind and "be_by" not in frames:
            self._passive(use, kind, swapped)
        elif not use.passive:
            self._active(use, kind, swapped)

    def _subjects(self, use: Use) -> list[Entity]:
        """Return the subjects; who enables a thing that is no mention does it himself."""
        subjects = self.entities(use.subject)
        if use.enabler and not subjects:
            return self.entities(use.enabler.subject)
        return subjects

    def _active(self, use: Use, kind: str, swapped: bool) -> None:
        objects = self.entities(use.object) if use.object is not None else []
        if not objects or (use.object is not None and use.object.owns):
            return
        letting = use.infinitive is not None and use.lemma in self.lex.classes["enabling"]
        if kind and not letting:
            subjects = self._subjects(use)
            self.link(use, subjects, kind, objects, rule="active", swapped=swapped)
            self._means(use, kind, subjects, objects)
        self._observed(use, objects)
        if use.main and self._has_means(use.main) and use.means in self.lex.classes["means"]:
            target = [Entity(use.main.mention)]
            sign = MEANS.get(kind, "promote")
            self.link(use, self.of_kind("M", objects), sign, target, rule="means")

    def _means(self, use: Use, kind: str, subjects: list[Entity], objects: list[Entity]) -> None:
        """Read "X drives Y through Z": X takes part in Z, and Z drives Y."""
        if not subjects or kind not in EFFECTIVE:
            return
        for pp in (*use.pps, *use.fronted):
            if pp.prep in self.lex.classes["means"]:
                means = self.of_kind("M", self.entities(pp))
                self.link(use, means, kind, objects, rule="means")
                self.link(use, self.of_kind("C", subjects), "join", means, rule="means")

    def _observed(self, use: Use, objects: list[Entity]) -> None:
        """Read "in neurons, we see Z": the cells take part in Z."""
        if use.subject and use.subject.refs:
            return
        for pp in use.fronted:
            if pp.prep in ("in", "inside", "within"):
                cells = self.of_kind("C", self.entities(pp))
                self.link(use, cells, "join", self.of_kind("M", objects), rule="observed")

    def _complements(self, use: Use, frames: Frames) -> None:
        """Read "leads to X", "is associated with X"."""
        done = False
        for pp in first_of_each((*use.pps,)):
            slot = f"be_{pp.prep}" if use.passive and f"be_{pp.prep}" in frames else pp.prep
            agent = pp.prep == "by" and not use.passive
            if slot not in frames or agent or (done and pp.governor is not None):
                continue
            kind, swapped = frames[slot]
            done = True
            subjects, objects = self._subjects(use), self.entities(pp)
            self.link(use, subjects, kind, objects, rule="complement", swapped=swapped)
            self._means(use, kind, subjects, objects)

    def _passive(self, use: Use, kind: str, swapped: bool) -> None:
        """Read "X is caused by Y"; what "factors made by Y" are is no patient."""
        subject = use.subject
        making = use.lemma in self.lex.classes["making"]
        if making and subject is not None and not subject.refs and use in subject.parts:
            return
        patients = self.entities(subject)
        for pp in first_of_each((*use.pps,)):
            through = pp.prep in ("through", "via") and kind in THROUGH
            if pp.prep in self.lex.classes["denying"] and kind in SIGNED:
                self.link(use, self.plain(pp), SIGNED[kind], patients, rule="absence")
            elif pp.prep == "by" or through or (pp.prep == "with" and kind == "treat"):
                self.link(use, self.entities(pp), kind, patients, rule="passive", swapped=swapped)

    # ---------------------------------------------------------------- light verbs and copulas

    def _light(self, use: Use) -> bool:
        """Read "X plays a role in Y", "X is a cause of Y": the noun says what is asserted."""
        nominals = [use.object] if use.object else []
        nominals += [pp for pp in use.pps if pp.prep in ("as", "at")]
        done = False
        for phrase in nominals:
            for noun in (phrase, *phrase.also):
                done |= self.said_by(use, noun)
        if not done and use.subject is not None and use.lemma in self.lex.classes["listing"]:
            done = self._inverse(use, use.subject)
        return done

    def said_by(self, use: Use, noun: Phrase) -> bool:
        """Add what a noun says of the subject of a verb, and tell whether it said anything."""
        done = False
        for left, right, kind, swapped in self.lex.nouns.get(noun.head, ()):
            having = kind == "feature" and use.lemma not in self.lex.classes["copula"]
            if "is" not in (left, right) or having:
                continue
            if kind == "promote" and use.lemma == "have":
                kind = "link"
            own = self.entities(use.subject)
            subjects = own if left == "is" else self.behind(noun, left)
            objects = own if right == "is" else self.behind(noun, right)
            if noun.head in self.lex.classes["kind"] and not self._alike(subjects, objects):
                continue
            for entity in subjects:
                entity.negated = denial(entity.negated, noun.negated)
                entity.speculative = entity.speculative or noun.speculative
            rule = f"noun:{noun.head}"
            self.link(use, subjects, kind, objects, rule=rule, swapped=swapped)
            done |= bool(subjects and objects)
        return done

    def _alike(self, subjects: list[Entity], objects: list[Entity]) -> bool:
        return all(self.kind(a.ref) == self.kind(b.ref) for a in subjects for b in objects)

    def _inverse(self, use: Use, subject: Phrase) -> bool:
        """Read "A hallmark of X is Y", "symptoms of X include Y"."""
        done = False
        for left, right, kind, swapped in self.lex.nouns.get(subject.head, ()):
            if right == "is":
                objects, subjects = self.entities(use.object), self.behind(subject, left)
                rule = f"noun:{subject.head}"
                self.link(use, subjects, kind, objects, rule=rule, swapped=swapped)
                done |= bool(subjects and objects)
        return done

    def copula(self, use: Use) -> None:
        """Read "X is a Y", of one type."""
        whole = use.object or next((pp for pp in use.pps if pp.prep in ("among", "amongst")), None)
        if whole is None or not whole.refs or whole.head:
            return
        for target in self.own(whole):
            for subject in self.of_kind(self.kind(target.ref), self.entities(use.subject)):
                if subject.kind != "case":
                    self.add(
                        subject.ref, "link", target.ref, cue=use.words, rule="is-a",
                        negated=denial(use.negated, target.negated),
                        speculative=use.speculative,
                    )  # fmt: skip

    def _common(self, use: Use) -> None:
        """Read "in X, Y is common": Y is a feature of X."""
        if use.object is None or use.object.head not in self.lex.adjectives:
            return
        kind, _ = self.lex.verbs[use.object.head].get("in", ("", False))
        for pp in use.fronted:
            if kind == "occur" and pp.prep == "in":
                subjects = self.entities(use.subject)
                self.link(use, subjects, kind, self.entities(pp), rule="common")

    # ---------------------------------------------------------------- processes as verbs

    def _process(self, use: Use) -> None:
        """Read a process worded as a verb: its subject takes part, the cell in it is hit."""
        for subject in self.entities(use.subject):
            kind = self.kind(subject.ref)
            negated = denial(use.negated, subject.negated)
            doubt = use.speculative or subject.speculative
            cue = use.words.partition(" ")[0]
            if use.form != "gerund" or kind == "C":
                self.add(
                    subject.ref, PART.get(kind, "join"), use.mention, cue=cue, rule="process",
                    negated=negated, speculative=doubt,
                )  # fmt: skip
            effect = self._effect(use)
            if effect and (effect != "become" or kind == "C"):
                for inner in self.of_kind("C", [Entity(i) for i in self.nested[use.mention]]):
                    self.add(
                        subject.ref, effect, inner.ref, cue=cue, rule=f"inside:{effect}",
                        negated=negated, speculative=doubt,
                    )  # fmt: skip
        self._brought_about(use)
        self._process_complements(use)

    def _lemma(self, use: Use) -> str:
        first = use.words.partition(" ")[0]
        return self.lex.lemmas.get(first, first)

    def _has_means(self, use: Use) -> bool:
        """Tell whether "by" names the means of a process; what cells die by is how they die."""
        return use.mention >= 0 and self._lemma(use) not in self.lex.classes["dying"]

    def _effect(self, use: Use) -> str:
        """Return what a process does to the cell inside it: "kill neurons" inhibits neurons."""
        if use.mention not in self.nested:
            return ""
        lemma = self._lemma(use)
        kind = next(iter(self.lex.verbs.get(lemma, {}).values()), ("", False))[0]
        following = use.words.split()[1:3]
        turning = not self.lex.classes["into"].isdisjoint(following)
        if lemma == "become" or (turning and (kind == "become" or lemma in ("develop", "give"))):
            return "become"
        if following[:1] and following[0] in ("into", "to", "with", "on"):
            return ""
        return kind if kind in ("inhibit", "promote", "induce") else ""

    def _brought_about(self, use: Use) -> None:
        """Read "P and thereby Q", "P enables X to Q": P promotes Q."""
        causes: list[tuple[int, str]] = []
        if use.main and use.means == "thereby":
            causes.append((use.main.mention, "thereby"))
        if use.enabler:
            processes = self.of_kind("M", self.entities(use.enabler.subject))
            causes += [(entity.ref, use.enabler.words) for entity in processes]
        for ref, cue in causes:
            self.add(
                ref, "promote", use.mention, cue=cue, rule="brought-about",
                negated=use.negated, speculative=use.speculative,
            )  # fmt: skip

    def _process_complements(self, use: Use) -> None:
        protecting = self._lemma(use) in self.lex.classes["protecting"]
        flags = {"negated": use.negated, "speculative": use.speculative}
        for pp in (*use.pps, *use.fronted):
            if pp.prep in ("by", "through", "via") and self._has_means(use):
                for entity in self.of_kind("M", self.entities(pp)):
                    kind = "inhibit" if entity.kind in REDUCED else "promote"
                    self.add(entity.ref, kind, use.mention, cue=pp.prep, rule="means", **flags)
            elif protecting and pp.prep in ("against", "from"):
                for entity in self.entities(pp):
                    self.add(
                        use.mention, "inhibit", entity.ref, cue=pp.prep, rule="protect", **flags
                    )
