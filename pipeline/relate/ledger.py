"""The relations of one sentence as they are found: predicate by types, denial, doubt, sign."""

from collections.abc import Mapping, Sequence

from pipeline.model import Mention, Relation
from pipeline.relate.entities import Entities, Entity
from pipeline.relate.lexicon import Lexicon
from pipeline.relate.syntax import Use

REVERSED = {
    "characterised_of": "characterised_by",
    "participates_of": "participates_in",
    "promoted_by": "promotes",
    "includes": "associated_with",
}
"""Predicates of the table that are read from the object's side."""
SIGNED = {
    "cause": "inhibit", "induce": "inhibit", "promote": "inhibit", "mediate": "inhibit",
    "inhibit": "promote", "contribute": "inhibit", "treat": "-", "improve": "-", "relieve": "-",
    "feature": "-", "occur": "-",
}  # fmt: skip
"""What a class becomes when it is said of a reduction."""
REDUCED = frozenset(("less", "low"))
"""Kinds of entity that there is less of."""
PRESENT = frozenset(("feature", "occur"))
"""Classes that low numbers do not deny: reduced X in Y is still X in Y."""


def denial(*cues: str) -> str:
    """Return the cue that denies, or nothing where two denials cancel out.

    >>> denial("not", ""), denial("not", "fail")
    ('not', '')
    """
    fired = [cue for cue in cues if cue]
    return fired[0] if len(fired) % 2 else ""


class Ledger(Entities):
    """Collects relations; the first finding of a pair and predicate stays."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        nested: Mapping[int, Sequence[int]],
        lex: Lexicon,
        span: tuple[int, int],
    ) -> None:
        super().__init__(mentions, nested, lex)
        self.span = span
        self.found: dict[tuple[int, str, int], Relation] = {}

    def add(
        self, subject: int, kind: str, target: int, *, cue: str, rule: str,
        negated: str = "", speculative: str = "",
    ) -> None:  # fmt: skip
        """Record what a class of verb says of two mentions, if it says anything of their types."""
        if subject == target:
            return
        if kind == "trial":
            speculative = speculative or cue
        if kind.startswith("un"):
            kind, negated = kind[2:], "" if negated else kind
        predicate = self._predicate(kind, subject, target)
        if predicate == "includes" and self.kind(subject) != self.kind(target):
            return
        if predicate in REVERSED:
            subject, target, predicate = target, subject, REVERSED[predicate]
        if predicate in ("", "-"):
            return
        self.found.setdefault(
            (subject, predicate, target),
            Relation(
                subject, predicate, target, bool(negated), bool(speculative), self.span,
                cue=cue.replace("_", " "), rule=rule,
            ),
        )  # fmt: skip

    def _predicate(self, kind: str, subject: int, target: int) -> str:
        left, right = self.kind(subject), self.kind(target)
        table = self.lex.predicates
        for key in ((kind, left, right), (kind, left, "*"), (kind, "*", right), (kind, "*", "*")):
            if key in table:
                return table[key]
        return ""

    def link(
        self,
        use: Use,
        subjects: Sequence[Entity],
        kind: str,
        objects: Sequence[Entity],
        *,
        rule: str,
        swapped: bool = False,
    ) -> None:
        """Record what a verb says of every pair of its subjects and objects."""
        if use.object is not None and use.object.head in self.lex.classes["reciprocal"]:
            objects = subjects
        if kind == "show":
            kind = self._having(use, subjects, objects)
        for subject in subjects:
            for target in objects:
                left, right = (target, subject) if swapped else (subject, target)
                self.add(
                    left.ref, self._signed(kind, subject, target), right.ref,
                    cue=use.words, rule=f"{rule}:{use.lemma}" if use.lemma else rule,
                    negated=denial(use.negated, subject.negated, target.negated),
                    speculative=use.speculative or subject.speculative or target.speculative,
                )  # fmt: skip

    def _having(self, use: Use, subjects: Sequence[Entity], objects: Sequence[Entity]) -> str:
        """Return the class of "have" and "show": a patient has signs, but also other diseases."""
        case = any(entity.kind == "case" for entity in subjects)
        if case and self.of_kind("D", objects) and not self.finding(objects):
            return "link"
        return "have" if case or use.lemma == "have" else "show"

    def finding(self, objects: Sequence[Entity]) -> bool:
        """Tell whether any of the mentions is a sign or symptom, not a disease of its own."""
        return any(self.mentions[entity.ref].concept.startswith("HP:") for entity in objects)

    def _signed(self, kind: str, subject: Entity, target: Entity) -> str:
        """Turn the class round for "reduction of X", make it a treatment for "improvement in X".

        What is said of a risk is an association.
        """
        if target.kind == "better" and kind in SIGNED:
            return "treat"
        if "risk" in (subject.kind, target.kind) and kind in SIGNED:
            return "link"
        less = (subject.kind in REDUCED) != (target.kind in REDUCED)
        if less and kind in PRESENT and "less" not in (subject.kind, target.kind):
            return kind
        return SIGNED.get(kind, kind) if less else kind
