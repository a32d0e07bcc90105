"""From a parsed sentence to its relations: verbs first, then nouns, examples and appositions."""

from collections.abc import Mapping, Sequence

from pipeline.model import Mention, Relation
from pipeline.relate.lexicon import Lexicon
from pipeline.relate.nouns import Nouns
from pipeline.relate.syntax import Parse, Phrase, Use
from pipeline.relate.verbs import Verbs

WEAKEST = "associated_with"


class Assertions(Verbs, Nouns):
    """Everything a sentence asserts."""

    def read(self, parse: Parse) -> list[Relation]:
        """Return the relations of a parsed sentence, each pair and predicate once."""
        for use in parse.uses:
            self.use(use)
        for phrase in parse.phrases:
            if phrase.pps or phrase.topic is not None or len(phrase.refs) > 1:
                self.phrase(phrase)
        self.examples(parse)
        for phrase, apposed in parse.appositions:
            self._apposition(phrase, apposed)
        return self._strongest()

    def _strongest(self) -> list[Relation]:
        """Drop the mere association of two mentions of which the sentence says more."""
        related = {
            frozenset((relation.subject, relation.object))
            for relation in self.found.values()
            if relation.predicate != WEAKEST
        }
        return [
            relation
            for relation in self.found.values()
            if relation.predicate != WEAKEST
            or frozenset((relation.subject, relation.object)) not in related
        ]

    def _apposition(self, phrase: Phrase, apposed: Phrase) -> None:
        """Read "X, a cause of Y" and "X, the most common Y" like "X is"."""
        use = Use("be", "is", subject=phrase)
        self.said_by(use, apposed)
        if apposed.determined:
            use.object = apposed
            self.copula(use)


def assertions(
    parse: Parse,
    mentions: Sequence[Mention],
    span: tuple[int, int],
    nested: Mapping[int, Sequence[int]],
    lex: Lexicon,
) -> list[Relation]:
    """Return the relations of one parsed sentence.

    Args:
        parse: the parse of the sentence.
        mentions: all mentions of the article.
        span: the sentence's (start, end) in the article's text.
        nested: for each outermost mention the indexes of those inside it.
        lex: the compiled word lists.

    """
    return Assertions(mentions, nested, lex, span).read(parse)
