"""From a parsed sentence to its relations: verbs first, then nouns, examples and appositions."""

from collections.abc import Mapping, Sequence

from pipeline.model import Mention, Relation
from pipeline.relate.lexicon import Lexicon
from pipeline.relate.nouns import Nouns
from pipeline.relate.syntax import Parse, Phrase, Use
from pipeline.relate.verbs import Verbs


class Assertions(Verbs, Nouns):
    """Everything a sentence asserts."""

    def read(self, parse: Parse) -> list[Relation]:
        """Return the relations of a parsed sentence, each pair and predicate once."""
        for use in parse.uses:
            self.use(use)
        for phrase in parse.phrases:
            if phrase.pps or phrase.suffix or phrase.topic is not None:
                self.phrase(phrase)
        self.examples(parse)
        for phrase, apposed in parse.appositions:
            self._apposition(phrase, apposed)
        return list(self.found.values())

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
