"""Score relations against gold: with the predicate, without it, and their negation and speculation.

A predicted relation matches a gold one if subjects and objects match and the predicates are equal.
Mentions match if they have the same type and overlap; of several candidates the pair with the most
overlap is taken first, and each relation is matched once.  With the gold mentions themselves this
is equality of indexes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.evaluate.scores import Score
from pipeline.model import Annotation, Mention, Relation


@dataclass(slots=True)
class RelationScores:
    """Scores of relations over a set of articles.

    Attributes:
        strict: subject, predicate and object right.
        loose: subject and object right, in this order, whatever the predicate.
        undirected: the two mentions right, whatever predicate and direction.
        negated: among relations with `loose` match, those flagged negated.
        speculative: the same for speculation.
        predicates: `strict` by predicate.
        misses, extras: (article id, sentence, subject text, predicate, object text) of gold not
            found and of predictions without gold.

    """

    strict: Score = field(default_factory=Score)
    loose: Score = field(default_factory=Score)
    undirected: Score = field(default_factory=Score)
    negated: Score = field(default_factory=Score)
    speculative: Score = field(default_factory=Score)
    predicates: dict[str, Score] = field(default_factory=dict)
    misses: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    extras: list[tuple[str, str, str, str, str]] = field(default_factory=list)


def score_relations(gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> RelationScores:
    """Compare relations article by article; an article that was not predicted counts as empty.

    Args:
        gold: annotated articles.
        predicted: annotations of the same articles by id, on any mentions.

    """
    found = {annotation.article.id: annotation for annotation in predicted}
    scores = RelationScores()
    for annotation in gold:
        other = found.get(annotation.article.id, Annotation(annotation.article))
        _score_article(scores, annotation, other)
    return scores


def _score_article(scores: RelationScores, gold: Annotation, predicted: Annotation) -> None:
    strict = _match(gold, predicted, predicate=True)
    loose = _match(gold, predicted, predicate=False)
    undirected = _match(gold, predicted, predicate=False, directed=False)
    wanted, got = len(gold.relations), len(predicted.relations)
    scores.strict += Score.matched(wanted, got, len(strict))
    scores.loose += Score.matched(wanted, got, len(loose))
    scores.undirected += Score.matched(wanted, got, len(undirected))
    scores.negated += _score_flag("negated", gold, predicted, loose)
    scores.speculative += _score_flag("speculative", gold, predicted, loose)
    _score_predicates(scores, gold, predicted, strict)
    scores.misses += _listed(gold, set(range(wanted)) - set(strict))
    scores.extras += _listed(predicted, set(range(got)) - set(strict.values()))


def _score_flag(
    flag: str, gold: Annotation, predicted: Annotation, matched: dict[int, int]
) -> Score:
    wanted = [getattr(relation, flag) for relation in gold.relations]
    got = [getattr(relation, flag) for relation in predicted.relations]
    return Score.matched(
        sum(wanted), sum(got), sum(wanted[g] and got[p] for g, p in matched.items())
    )


def _score_predicates(
    scores: RelationScores, gold: Annotation, predicted: Annotation, matched: dict[int, int]
) -> None:
    wanted = Counter(relation.predicate for relation in gold.relations)
    got = Counter(relation.predicate for relation in predicted.relations)
    both = Counter(gold.relations[g].predicate for g in matched)
    for each in wanted | got:
        score = Score.matched(wanted[each], got[each], both[each])
        scores.predicates[each] = scores.predicates.get(each, Score()) + score


def _match(
    gold: Annotation, predicted: Annotation, *, predicate: bool, directed: bool = True
) -> dict[int, int]:
    """Map gold relations to predicted ones, each used once, most overlap first."""
    candidates = []
    for p, theirs in enumerate(predicted.relations):
        for g, ours in enumerate(gold.relations):
            if predicate and ours.predicate != theirs.predicate:
                continue
            overlap = _overlap(gold, ours, predicted, theirs)
            if not overlap and not directed:
                overlap = _overlap(gold, _turned(ours), predicted, theirs)
            if overlap:
                candidates.append((-overlap, ours.predicate != theirs.predicate, g, p))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, g, p in sorted(candidates):
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return pairs


def _turned(relation: Relation) -> Relation:
    return Relation(
        relation.object, relation.predicate, relation.subject, relation.negated,
        relation.speculative, relation.sentence, relation.cue, relation.rule,
    )  # fmt: skip


def _overlap(gold: Annotation, ours: Relation, predicted: Annotation, theirs: Relation) -> float:
    """Return how well two relations' mentions coincide, 0 if either end does not."""
    subject = _shared(gold.mentions[ours.subject], predicted.mentions[theirs.subject])
    target = _shared(gold.mentions[ours.object], predicted.mentions[theirs.object])
    return subject * target


def _shared(a: Mention, b: Mention) -> float:
    if a.type != b.type:
        return 0.0
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def _listed(annotation: Annotation, indexes: set[int]) -> Iterator[tuple[str, str, str, str, str]]:
    for index in sorted(indexes):
        relation = annotation.relations[index]
        start, end = relation.sentence
        yield (
            annotation.article.id,
            annotation.article.text[start:end],
            annotation.mentions[relation.subject].text,
            relation.predicate,
            annotation.mentions[relation.object].text,
        )
