"""What nouns and prepositions assert by themselves, without a verb."""

from pipeline.relate.entities import Entity
from pipeline.relate.ledger import Ledger, denial
from pipeline.relate.syntax import Parse, Phrase


class Nouns(Ledger):
    """Adds what the noun phrases of a sentence assert."""

    def phrase(self, phrase: Phrase) -> None:
        """Add what a noun phrase asserts by its head noun, its owner and its prepositions."""
        if phrase.head in self.lex.nouns:
            self._nominal(phrase)
        if phrase.suffix and len(phrase.refs) > 1:
            self._hyphenated(phrase)
        if phrase.topic is not None and phrase.type == "M":
            for owner in self.of_kind("C", self.plain(phrase.topic)):
                self.add(owner.ref, "join", phrase.refs[-1], cue="their", rule="possessive")
        if len(phrase.refs) > 1:
            self._adjacent(phrase)
        whole = phrase.alias is not None or self._whole(phrase)
        for pp in phrase.pps if whole else ():
            means = phrase.verb is not None and pp.prep in self.lex.classes["means"]
            for entity in self.entities(pp):
                if means and self.kind(entity.ref) == "M":
                    continue
                for subject in self._heads(phrase, pp):
                    self._preposition(subject, pp.prep, entity)

    def _nominal(self, phrase: Phrase) -> None:
        """Read "suppression of X by Y", "the role of X in Y"."""
        for left, right, kind, swapped in self.lex.nouns[phrase.head]:
            if "is" in (left, right):
                continue
            subjects, objects = self.behind(phrase, left), self.behind(phrase, right)
            if left == right:
                subjects, objects = subjects[:1], subjects[1:]
            for subject in subjects:
                for target in objects:
                    a, b = (target, subject) if swapped else (subject, target)
                    self.add(
                        a.ref, kind, b.ref, cue=phrase.head, rule=f"noun:{phrase.head}",
                        negated=phrase.negated, speculative=phrase.speculative,
                    )  # fmt: skip

    def _hyphenated(self, phrase: Phrase) -> None:
        """Read "[astrocyte]-mediated [neuroinflammation]"."""
        kind = self.lex.suffixes.get(phrase.suffix)
        if kind:
            first, last = phrase.refs[0], phrase.refs[-1]
            self.add(first, kind, last, cue=phrase.suffix, rule=f"suffix:{phrase.suffix}")

    def _adjacent(self, phrase: Phrase) -> None:
        """Read "[microglial] [phagocytosis]", "[cystic fibrosis] [inflammation]"."""
        first, last = phrase.refs[-2:]
        gap = self.mentions[last].start - self.mentions[first].end
        kind = {"C": "join", "D": "feature"}.get(self.kind(first))
        if kind and gap == 1 and self.kind(last) == "M" and not phrase.head:
            self.add(first, kind, last, cue=self.mentions[first].text, rule="adjacent")

    def _heads(self, phrase: Phrase, pp: Phrase) -> list[Entity]:
        """Return what a complement hangs on: with "in", the whole list that the phrase ends."""
        if phrase.alias is not None and phrase.refs and pp.prep in ("for", "with"):
            return self.entities(phrase.alias)
        leader = phrase.leader
        if pp.prep in ("in", "during") and leader and leader.also[-1] is phrase:
            return [entity for part in (leader, *leader.also) for entity in self._whole(part)]
        return self._whole(phrase)

    def _whole(self, phrase: Phrase) -> list[Entity]:
        """Return the mention of a phrase that is one, or is a therapy, share or aspect of one."""
        if not phrase.refs:
            return []
        carrier = self.lex.carriers.get(phrase.head, "")
        if phrase.head and carrier not in ("therapy", "part", "risk"):
            return []
        return [Entity(phrase.refs[-1], phrase.negated, phrase.speculative, carrier)]

    def _preposition(self, subject: Entity, prep: str, target: Entity) -> None:
        """Read "X in Y" by the types of both; a therapy for a disease treats it."""
        left, right = self.kind(subject.ref), self.kind(target.ref)
        slot = self.lex.synonyms.get(prep, prep)
        kind = self.lex.prepositions.get((left, slot, right), "")
        if subject.kind == "therapy":
            kind = "treat" if right == "D" and slot in ("for", "in", "against", "of") else ""
        elif left == right == "D" and kind == "occur" and not self.finding([subject]):
            kind = "link" if target.kind == "case" else ""
        a, b = (target, subject) if kind.startswith("<") else (subject, target)
        if kind:
            self.add(
                a.ref, kind.lstrip("<"), b.ref, cue=prep, rule=f"preposition:{slot}",
                negated=denial(subject.negated, target.negated),
                speculative=subject.speculative or target.speculative,
            )  # fmt: skip

    def examples(self, parse: Parse) -> None:
        """Add "X such as Y" and "Y and other X", of one type."""
        for example, anchor in parse.examples:
            for whole in self.own(anchor):
                for part in self.of_kind(self.kind(whole.ref), self.entities(example)):
                    self.add(part.ref, "link", whole.ref, cue="such as", rule="example")
