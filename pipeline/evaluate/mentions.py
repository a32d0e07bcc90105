"""Precision, recall and F1 of mentions, strict and overlapping, by type, and the errors by class.

Strict: same article, start, end and type.  Overlap: a mention counts when one of its type on the
other side overlaps it.  Mentions are compared as sets, so the same span twice counts once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluate.gold import GoldArticle, Span
from pipeline.evaluate.scores import Score
from pipeline.vocabulary.words import key_of


@dataclass(frozen=True, slots=True)
class MentionScores:
    """The scores of one type; `concepts` is (right, compared) over strict hits with a gold CURIE."""

    type: str
    strict: Score
    overlap: Score
    concepts: tuple[int, int]
    errors: Mapping[str, Counter[str]]
    """Error class → what the text says, counted."""


def score_mentions(
    gold: Iterable[GoldArticle], predicted: Mapping[str, Iterable[Span]], kind: str
) -> MentionScores:
    """Score one type; only the articles of the gold standard count, a missing one as empty."""
    strict, overlap, right, compared = Score(), Score(), 0, 0
    errors: dict[str, Counter[str]] = {}
    for article in gold:
        wanted = {(s.start, s.end): s.concept for s in article.spans if s.type == kind}
        everything = list(predicted.get(article.id, ()))
        got = {(s.start, s.end): s.concept for s in everything if s.type == kind}
        both = wanted.keys() & got.keys()
        strict += Score.matched(len(wanted), len(got), len(both))
        overlap += Score(
            len(wanted), len(got), _count_overlapping(wanted, got), _count_overlapping(got, wanted)
        )
        same_scheme = [s for s in both if _prefix(wanted[s]) == _prefix(got[s])]
        compared += len(same_scheme)
        right += sum(got[s] in wanted[s].split("|") for s in same_scheme)
        for name, text in _errors(article, kind, everything):
            errors.setdefault(name, Counter())[text] += 1
    return MentionScores(kind, strict, overlap, (right, compared), errors)


def types_of(gold: Sequence[GoldArticle]) -> list[str]:
    """The types that a gold standard annotates, sorted."""
    return sorted({span.type for article in gold for span in article.spans})


def _prefix(curie: str) -> str:
    return curie.partition(":")[0]


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _count_overlapping(spans: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> int:
    others = list(others)
    return sum(_overlaps(span, others) for span in spans)


def _errors(article: GoldArticle, kind: str, predicted: list[Span]) -> Iterable[tuple[str, str]]:
    """The class and text of each error: misses first, then false alarms."""
    wanted = {(s.start, s.end) for s in article.spans if s.type == kind}
    other_gold = {(s.start, s.end) for s in article.spans if s.type != kind}
    got = {(s.start, s.end) for s in predicted if s.type == kind}
    other_got = {(s.start, s.end) for s in predicted if s.type != kind}
    for span in sorted(wanted - got):
        yield "missed: " + _class_of(article.text, span, got, other_got), _shown(article.text, span)
    for span in sorted(got - wanted):
        if not _overlaps(span, wanted):  # a wrong boundary was counted with the misses
            name = (
                "type" if span in other_gold else _kind_of_name(article.text, span, "not annotated")
            )
            yield f"false alarm: {name}", _shown(article.text, span)


def _class_of(
    text: str, span: tuple[int, int], got: set[tuple[int, int]], other: set[tuple[int, int]]
) -> str:
    if _overlaps(span, got):
        return "boundary"
    if span in other:
        return "type"
    return _kind_of_name(text, span, "unseen name")


def _kind_of_name(text: str, span: tuple[int, int], otherwise: str) -> str:
    name = text[span[0] : span[1]]
    around = text[max(0, span[0] - 5) : span[0]], text[span[1] : span[1] + 5]
    if len(name) <= 8 and sum(char.isupper() for char in name) >= 2 and " " not in name:
        return "abbreviation"
    if around[0].rstrip().endswith((" and", " or", "/")) or around[1].lstrip().startswith(
        ("and ", "or ", "/")
    ):
        return "coordination"
    if key_of(name) in GENERIC:
        return "generic"
    return otherwise


def _shown(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[span[0] : span[1]].lower().split())


GENERIC = frozenset(map(key_of, (
    "disease", "disorder", "condition", "syndrome", "illness", "cell", "process", "expression",
    "function", "development", "activity", "response", "growth", "death", "lesion",
)))  # fmt: skip
