"""The program on a gold standard: mentions and relations, on our own mentions or the gold ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.evaluate.gold import GoldArticle, Span, is_bioc, read_bioc, read_pubtator
from pipeline.evaluate.jsonl import read_jsonl
from pipeline.evaluate.mentions import MentionScores, score_mentions, types_of
from pipeline.evaluate.relations import RelationScores, score_relations
from pipeline.model import Annotation, Article
from pipeline.recognise.sentences import sentences
from pipeline.relate import relate
from pipeline.run import Annotator, articles


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of one gold standard; `relations` is None where it has none."""

    mentions: tuple[MentionScores, ...]
    relations: RelationScores | None = None


def score(
    path: Path, annotator: Annotator, *, types: Sequence[str] = (), gold_mentions: bool = False
) -> Evaluation:
    """Score an annotator on a gold standard.

    Args:
        path: PubTator or BioC, XML or JSON (mentions), or .jsonl as `annotate --to jsonl` writes it
            (relations too).
        annotator: what is scored.
        types: the types scored; none means all that the standard annotates.
        gold_mentions: relate the gold mentions, to isolate relating from recognising.

    Raises:
        InputError: the file cannot be read, or holds no annotated article.
        ReadError: a line of a .jsonl file is none.
    """
    if path.suffix == ".jsonl":
        return _evaluate_annotations(path, annotator, types, gold_mentions=gold_mentions)
    if is_bioc(path):
        standard = list(read_bioc(path))
        own = [
            annotator(Article(gold.id, "", gold.text, passages=gold.passages)) for gold in standard
        ]
        return Evaluation(_score(standard, own, types))
    standard = list(read_pubtator(path))
    predicted = annotated(path, standard, annotator)
    return Evaluation(_score(standard, predicted, types))


def annotated(
    path: Path, standard: Iterable[GoldArticle], annotator: Annotator
) -> list[Annotation]:
    """Our annotations of a gold standard's own articles, read as `annotate` reads them."""
    wanted = {article.id for article in standard}
    read = (article for article in articles([path]) if isinstance(article, Article))
    return [annotator(article) for article in read if article.id in wanted]


def _evaluate_annotations(
    path: Path, annotator: Annotator, types: Sequence[str], *, gold_mentions: bool
) -> Evaluation:
    gold = list(read_jsonl(path, sentences=_sentences))
    own = [annotator(annotation.article) for annotation in gold]
    related = [relate(replace(each, relations=())) for each in gold] if gold_mentions else own
    standard = [GoldArticle(a.article.id, a.article.text, frozenset(_spans(a))) for a in gold]
    return Evaluation(_score(standard, own, types), score_relations(gold, related))


def _sentences(article: Article) -> list[tuple[int, int]]:
    return list(sentences(article.text, 0, len(article.text)))


def _score(
    standard: Sequence[GoldArticle], predicted: Iterable[Annotation], types: Sequence[str]
) -> tuple[MentionScores, ...]:
    found = {annotation.article.id: _spans(annotation) for annotation in predicted}
    return tuple(score_mentions(standard, found, kind) for kind in types or types_of(standard))


def _spans(annotation: Annotation) -> list[Span]:
    return [Span(m.start, m.end, m.type, m.concept) for m in annotation.mentions]
