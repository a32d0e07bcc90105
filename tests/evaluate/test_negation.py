"""Denied mentions against gold scopes."""

import json

import pytest

from pipeline.errors import ReadError
from pipeline.evaluate.negation import ScopedSentence, read_scopes, score_negation
from pipeline.model import Annotation, Article, Mention


def annotate(denied: set[str], *names: str):
    def found(text: str) -> Annotation:
        mentions = tuple(
            Mention(text.index(name), text.index(name) + len(name), name, "Disease", "", "", "",
                    negated=name in denied)
            for name in names
        )  # fmt: skip
        return Annotation(Article("s", "", text), ((0, len(text)),), mentions)

    return found


def test_mentions_are_counted_by_scope_and_flag():
    sentence = ScopedSentence("Gout without pain or fever, and rash.", ((5, 26),))
    scores = score_negation([sentence], annotate({"pain", "rash"}, "Gout", "pain", "fever", "rash"))
    assert (scores.negated.right, scores.negated.gold, scores.negated.predicted) == (1, 2, 2)
    assert scores.mentions == 4
    assert [miss[0] for miss in scores.misses] == ["fever"]
    assert [extra[0] for extra in scores.extras] == ["rash"]


def test_read_scopes(tmp_path):
    record = {"sentence": "No pain.", "negations": [{"scopes": [[0, 7, "No pain"]]}]}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(record) + "\n")
    assert list(read_scopes(path)) == [ScopedSentence("No pain.", ((0, 7),))]


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"sentence": "x"}\n')
    with pytest.raises(ReadError, match=r"gold\.jsonl, line 1"):
        list(read_scopes(path))
