"""Relations are matched by mentions and predicate; flags are scored on matched pairs."""

from dataclasses import replace

from pipeline.evaluate.relations import score_relations
from pipeline.model import Annotation, Article, Mention, Relation

TEXT = "Mast cells cause asthma and eczema."


def mention(text: str, kind: str, *, cut: int = 0) -> Mention:
    start = TEXT.index(text)
    return Mention(start + cut, start + len(text), text[cut:], kind, "", "", "")


def relation(subject: int, predicate: str, target: int, **flags: bool) -> Relation:
    negated, speculative = flags.get("negated", False), flags.get("speculative", False)
    return Relation(subject, predicate, target, negated, speculative, (0, len(TEXT)), "cue", "rule")


MENTIONS = (
    mention("Mast cells", "CellType"),
    mention("asthma", "Disease"),
    mention("eczema", "Disease"),
)


def annotated(*relations: Relation, mentions: tuple[Mention, ...] = MENTIONS) -> Annotation:
    return Annotation(Article("a", "", TEXT), ((0, len(TEXT)),), mentions, relations)


def test_strict_needs_the_predicate_loose_does_not():
    gold = annotated(relation(0, "causes", 1), relation(0, "causes", 2))
    scores = score_relations(
        [gold], [annotated(relation(0, "causes", 1), relation(0, "treats", 2))]
    )
    assert (scores.strict.right, scores.loose.right) == (1, 2)
    assert scores.strict.f1 == 0.5
    assert [miss[2:] for miss in scores.misses] == [("Mast cells", "causes", "eczema")]
    assert [extra[2:] for extra in scores.extras] == [("Mast cells", "treats", "eczema")]


def test_direction_counts_except_in_undirected():
    gold, turned = annotated(relation(1, "associated_with", 2)), relation(2, "associated_with", 1)
    scores = score_relations([gold], [annotated(turned)])
    assert (scores.strict.right, scores.loose.right, scores.undirected.right) == (0, 0, 1)


def test_own_mentions_match_by_overlap_and_type():
    gold = annotated(relation(0, "causes", 1))
    shorter = (mention("Mast cells", "CellType", cut=5), *MENTIONS[1:])
    other = (replace(MENTIONS[0], type="Mechanism"), *MENTIONS[1:])
    found = [annotated(relation(0, "causes", 1), mentions=spans) for spans in (shorter, other)]
    assert [score_relations([gold], [one]).strict.right for one in found] == [1, 0]


def test_a_relation_is_matched_once():
    gold = annotated(relation(0, "causes", 1))
    twice = annotated(relation(0, "causes", 1), relation(0, "causes", 1))
    scores = score_relations([gold], [twice])
    assert (scores.strict.right, scores.strict.predicted) == (1, 2)


def test_flags_are_scored_on_matched_relations():
    gold = annotated(relation(0, "causes", 1, negated=True), relation(0, "causes", 2))
    found = annotated(
        relation(0, "causes", 1, negated=True), relation(0, "causes", 2, speculative=True)
    )
    scores = score_relations([gold], [found])
    assert (scores.negated.precision, scores.negated.recall) == (1.0, 1.0)
    assert (scores.speculative.right, scores.speculative.predicted) == (0, 1)


def test_an_article_that_was_not_predicted_counts_as_empty():
    scores = score_relations([annotated(relation(0, "causes", 1))], [])
    assert (scores.strict.gold, scores.strict.predicted, scores.strict.f1) == (1, 0, 0.0)
