"""Score relations against gold: with the predicate, without it, and their negation and speculation.

A predicted relation matches a gold one if subjects and objects match and the predicates are equal.
Mentions match if they have the same type and overlap; of several candidates the pair with the most
overlap is taken first, and each relation is matched once.  With the gold mentions themselves this
is equality of indexes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model import Annotation, Mention, Relation


@dataclass(slots=True)
class Tallied:
    """Counts of matched, gold and predicted items, and what follows from them.

    >>> score = Tallied(matched=6, gold=8, predicted=12)
    >>> round(score.precision, 2), round(score.recall, 2), round(score.f1, 2)
    (0.5, 0.75, 0.6)
    """

    matched: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing was predicted."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.gold + self.predicted
        return 2 * self.matched / total if total else 0.0


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

    strict: Tallied = field(default_factory=Tallied)
    loose: Tallied = field(default_factory=Tallied)
    undirected: Tallied = field(default_factory=Tallied)
    negated: Tallied = field(default_factory=Tallied)
    speculative: Tallied = field(default_factory=Tallied)
    predicates: dict[str, Tallied] = field(default_factory=dict)
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
    for tally, matched in (
        (scores.strict, strict),
        (scores.loose, loose),
        (scores.undirected, _match(gold, predicted, predicate=False, directed=False)),
    ):
        tally.matched += len(matched)
        tally.gold += len(gold.relations)
        tally.predicted += len(predicted.relations)
    for flag in ("negated", "speculative"):
        _score_flag(getattr(scores, flag), flag, gold, predicted, loose)
    _score_predicates(scores, gold, predicted, strict)
    scores.misses += _listed(gold, set(range(len(gold.relations))) - set(strict))
    scores.extras += _listed(predicted, set(range(len(predicted.relations))) - set(strict.values()))


def _score_flag(
    tally: Tallied, flag: str, gold: Annotation, predicted: Annotation, matched: dict[int, int]
) -> None:
    tally.gold += sum(getattr(relation, flag) for relation in gold.relations)
    tally.predicted += sum(getattr(relation, flag) for relation in predicted.relations)
    tally.matched += sum(
        getattr(gold.relations[g], flag) and getattr(predicted.relations[p], flag)
        for g, p in matched.items()
    )


def _score_predicates(
    scores: RelationScores, gold: Annotation, predicted: Annotation, matched: dict[int, int]
) -> None:
    counts = (
        ("gold", Counter(relation.predicate for relation in gold.relations)),
        ("predicted", Counter(relation.predicate for relation in predicted.relations)),
        ("matched", Counter(gold.relations[g].predicate for g in matched)),
    )
    for name, counter in counts:
        for predicate, count in sorted(counter.items()):
            tally = scores.predicates.setdefault(predicate, Tallied())
            setattr(tally, name, getattr(tally, name) + count)


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
