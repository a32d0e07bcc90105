"""Score negation on sentences with gold scopes, such as the BioScope corpus in JSON lines.

A mention is denied in gold if it lies in a scope; what counts is how many mentions are flagged
right, whoever found the mentions.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.evaluate.scores import Score
from pipeline.model import Annotation


@dataclass(frozen=True, slots=True)
class ScopedSentence:
    """A sentence and the (start, end) of what it denies, in characters."""

    text: str
    scopes: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class NegationScores:
    """Denied mentions found; `misses` and `extras` are (mention, sentence), `mentions` all seen."""

    negated: Score = field(default_factory=Score)
    mentions: int = 0
    misses: list[tuple[str, str]] = field(default_factory=list)
    extras: list[tuple[str, str]] = field(default_factory=list)


def read_scopes(path: Path) -> Iterator[ScopedSentence]:
    """Yield the sentences of a file with one JSON object a line: sentence and negations.

    Raises:
        ReadError: a line is no such object.

    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
                scopes = [
                    (scope[0], scope[1])
                    for negation in record["negations"]
                    for scope in negation["scopes"]
                ]
                yield ScopedSentence(record["sentence"], tuple(scopes))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise ReadError(
                    f"{path}, line {number}", f"not a sentence with scopes ({error!r})",
                    "write one JSON object a line with sentence and negations",
                ) from error  # fmt: skip


def score_negation(
    sentences: Iterable[ScopedSentence], annotate: Callable[[str], Annotation]
) -> NegationScores:
    """Annotate each sentence and compare its mentions' `negated` with the gold scopes."""
    scores = NegationScores()
    for sentence in sentences:
        for mention in annotate(sentence.text).mentions:
            gold = any(start <= mention.start < end for start, end in sentence.scopes)
            scores.mentions += 1
            scores.negated += Score.matched(gold, mention.negated, gold and mention.negated)
            if gold and not mention.negated:
                scores.misses.append((mention.text, sentence.text))
            elif mention.negated and not gold:
                scores.extras.append((mention.text, sentence.text))
    return scores
