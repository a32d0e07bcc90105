"""The accuracy below which no change may fall, on the gold standard in tests/gold."""

from pathlib import Path

import pytest

from pipeline import Annotator, score

GOLD = Path(__file__).parent / "gold"
FLOORS = dict(
    line.split("\t")
    for line in (GOLD / "floors.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
)


@pytest.fixture(scope="module")
def scores():
    annotator = Annotator()
    own = score(GOLD / "articles.jsonl", annotator)
    gold = score(GOLD / "articles.jsonl", annotator, gold_mentions=True)
    found = {
        "relations on own mentions": own.relations.strict.f1,
        "relations on gold mentions": gold.relations.strict.f1,
    }
    for each in own.mentions:
        right, compared = each.concepts
        found[f"{each.type} strict"] = each.strict.f1
        found[f"{each.type} overlap"] = each.overlap.f1
        found[f"{each.type} concepts"] = right / compared
    return found


def test_every_score_has_a_floor(scores):
    assert scores.keys() == FLOORS.keys()


@pytest.mark.parametrize("measure", FLOORS)
def test_no_score_is_below_its_floor(scores, measure):
    assert scores[measure] >= float(FLOORS[measure])


def test_both_forms_of_the_standard_agree(scores):
    annotator = Annotator()
    for each in score(GOLD / "articles.pubtator", annotator).mentions:
        assert each.strict.f1 == pytest.approx(scores[f"{each.type} strict"], abs=0.03)
