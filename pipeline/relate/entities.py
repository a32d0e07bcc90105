"""Which mentions a noun phrase stands for: its own, a carried one, or those it points back to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Mention
from pipeline.relate.lexicon import Lexicon
from pipeline.relate.syntax import PRONOUNS, Phrase
from pipeline.relate.words import mention_tag

DEEPEST = 4
"""Complements of complements that are followed; deeper ones are no longer about the phrase."""


@dataclass(slots=True)
class Entity:
    """A mention in a role, with what its noun phrase says of it.

    `kind` is the kind of carrier around it (see `data/carriers.tsv`): case, therapy, less, …;
    low is less by an adjective, which denies no sign of a disease.
    """

    ref: int
    negated: str = ""
    speculative: str = ""
    kind: str = ""


class Entities:
    """Resolves the phrases of one sentence to mentions."""

    def __init__(
        self, mentions: Sequence[Mention], nested: Mapping[int, Sequence[int]], lex: Lexicon
    ) -> None:
        self.mentions, self.nested, self.lex = mentions, nested, lex

    def kind(self, ref: int) -> str:
        """Return the one-letter type of a mention."""
        return mention_tag(self.mentions[ref])

    def of_kind(self, kind: str, entities: Sequence[Entity]) -> list[Entity]:
        """Return those of one type."""
        return [entity for entity in entities if self.kind(entity.ref) == kind]

    def entities(self, phrase: Phrase | None, depth: int = 0) -> list[Entity]:
        """Return the mentions a phrase stands for, its coordinated phrases included."""
        if phrase is None or depth > DEEPEST:
            return []
        found = self.own(phrase, depth)
        if not phrase.also:
            return found
        for other in phrase.also:
            found += self.entities(other, depth + 1) if other.also else self.own(other, depth)
        return found

    def own(self, phrase: Phrase, depth: int = 0) -> list[Entity]:
        """Return the mentions a phrase stands for by itself."""
        if phrase.refs:
            return self._headed(phrase)
        if phrase.kind in PRONOUNS:
            return self._pronoun(phrase, depth)
        if phrase.antecedent is not None:
            return self.plain(phrase.antecedent, depth)
        if phrase.owns:
            return [Entity(use.mention) for use in phrase.owns if use.mention >= 0]
        return self._carried(phrase, depth) or self._made(phrase, depth) or self._aka(phrase, depth)

    def plain(self, phrase: Phrase | None, depth: int = 0) -> list[Entity]:
        """Return what an antecedent stands for, without the denial or doubt of its own clause."""
        return [Entity(entity.ref, kind=entity.kind) for entity in self.entities(phrase, depth + 1)]

    def _headed(self, phrase: Phrase) -> list[Entity]:
        """Read a mention, or a noun behind one that lends it its role: "stem cell therapy"."""
        carrier = self.lex.carriers.get(phrase.head, "") if phrase.head else ""
        if phrase.head and carrier in ("", "made"):
            return []
        if phrase.negated in self.lex.classes["reducing"]:
            return [Entity(phrase.refs[-1], "", phrase.speculative, "less")]
        kind = "low" if phrase.lowered and carrier in ("", "part") else carrier
        return [Entity(phrase.refs[-1], phrase.negated, phrase.speculative, kind)]

    def _pronoun(self, phrase: Phrase, depth: int) -> list[Entity]:
        if phrase.kind == "U" or phrase.antecedent is phrase:
            return []
        if phrase.event >= 0 and phrase.head in ("this", "that", "it"):
            return [Entity(phrase.event)]
        return self.plain(phrase.antecedent, depth)

    def _carried(self, phrase: Phrase, depth: int) -> list[Entity]:
        """Read "patients with X", "number of X": the complement in the role of the phrase."""
        carrier = self.lex.carriers.get(phrase.head, "")
        preps = self.lex.carried[carrier or "-"]
        for pp in phrase.pps:
            inner = self.entities(pp, depth + 1) if pp.prep in preps else []
            for entity in inner:
                entity.kind = carrier or entity.kind
                if phrase.lowered and carrier in ("", "part"):
                    entity.kind = "low"
                entity.negated = entity.negated or phrase.negated
                entity.speculative = entity.speculative or phrase.speculative
            if inner:
                return inner
        return []

    def _made(self, phrase: Phrase, depth: int) -> list[Entity]:
        """Read "factors released by X"."""
        for use in phrase.parts:
            first = use.pps[0] if use.pps else None
            if first and first.prep in ("by", "from") and use.lemma in self.lex.classes["making"]:
                return self.entities(first, depth + 1)
        return []

    def _aka(self, phrase: Phrase, depth: int) -> list[Entity]:
        """Read "patients" in an article on X, "an approach" that X is said to be."""
        if phrase.patients is not None:
            return [Entity(e.ref, kind="case") for e in self.entities(phrase.patients, depth + 1)]
        if phrase.alias is None or phrase.alias is phrase:
            return []
        return [
            Entity(entity.ref, phrase.negated, phrase.speculative, entity.kind)
            for entity in self.entities(phrase.alias, depth + 1)
        ]

    def behind(self, noun: Phrase, slot: str) -> list[Entity]:
        """Return what stands behind a preposition of a noun; "pre" is what stands before it."""
        if slot == "pre":
            return [Entity(ref) for ref in noun.refs]
        for pp in self._hanging(noun):
            if pp.prep == slot or self.lex.synonyms.get(pp.prep) == slot:
                return self.entities(pp)
        return []

    def _hanging(self, noun: Phrase) -> Iterator[Phrase]:
        """Yield what hangs on a noun, nearest first, and what hangs on that."""
        for pp in noun.pps:
            yield pp
            yield from self._hanging(pp)
