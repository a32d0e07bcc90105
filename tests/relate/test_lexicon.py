"""The word lists fit together: every class has predicates, every row can be read."""

import pytest

from pipeline.model import Mention
from pipeline.relate.lexicon import inflect, lexicon, rows
from pipeline.relate.words import _mention_word

PREDICATES = {
    "treats", "causes", "promotes", "inhibits", "participates_in", "differentiates_into",
    "characterised_by", "associated_with",
}  # fmt: skip


def classes() -> set[str]:
    lex = lexicon()
    kinds = {kind for frames in lex.verbs.values() for kind, _ in frames.values()}
    kinds |= {frame[2] for frames in lex.nouns.values() for frame in frames}
    kinds |= {kind.lstrip("<") for kind in lex.prepositions.values()} | set(lex.suffixes.values())
    return {kind.removeprefix("un") for kind in kinds}


def test_every_class_has_a_predicate():
    assert classes() <= {kind for kind, _, _ in lexicon().predicates}


def test_predicates_are_those_of_the_guidelines():
    readings = {"characterised_of", "participates_of", "promoted_by", "includes", "-"}
    assert set(lexicon().predicates.values()) <= PREDICATES | readings


@pytest.mark.parametrize("name", ["verbs", "nouns", "adjectives", "actions", "words", "cues"])
def test_no_row_is_given_twice(name):
    keys = [
        tuple(row[:1] if name in ("verbs", "nouns", "adjectives") else row)
        for row in rows(f"{name}.tsv")
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("inhibit", {"inhibit", "inhibits", "inhibited", "inhibiting"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("modify", {"modify", "modifies", "modified", "modifying"}),
        ("suppress", {"suppress", "suppresses", "suppressed", "suppressing"}),
        ("reduce", {"reduce", "reduces", "reduced", "reducing"}),
        ("destroy", {"destroy", "destroys", "destroyed", "destroying"}),
    ],
)
def test_inflect(lemma, forms):
    assert set(inflect(lemma)) == forms


@pytest.mark.parametrize(
    ("word", "tag"),
    [("causes", "v"), ("arisen", "E"), ("rapidly", "r"), ("xylophonic", "n"), ("rather_than", "q")],
)
def test_tags(word, tag):
    assert lexicon().tags[word] == tag


def test_a_guessed_word_changes_nothing_for_mentions_read_later():
    lex = lexicon()
    mention = Mention(0, 18, "blorping receptors", "Mechanism", "X:1", "", "")
    before = _mention_word(mention, mention.text, lex)
    assert lex.tags["blorping"] == "G"
    assert _mention_word(mention, mention.text, lex) == before == "M"
