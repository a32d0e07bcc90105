import pickle
from dataclasses import replace

import pytest

from pipeline.model import Relation
from pipeline.store import content_digest, pack
from tests.store.samples import annotate, mention


def test_only_sentences_with_mentions_are_kept():
    packed = pack(annotate("None here.\n{MS|MONDO:1} there."))
    assert packed.read == 2
    assert packed.sentences == ((1, 11, 20, "abstract", "MS there."),)


def test_packed_rows_travel():
    packed = pack(annotate("{MS|MONDO:1} there."))
    assert pickle.loads(pickle.dumps(packed)) == packed


def test_a_mention_past_its_sentence_stretches_it():
    annotation = annotate("MS of\nthe cord.")
    packed = pack(replace(annotation, mentions=(mention(0, "MS of\nthe cord", "MONDO:1"),)))
    assert packed.sentences[0][4] == "MS of\nthe cord"


def test_a_mention_outside_every_sentence_is_refused():
    annotation = annotate("MS.\nB.")
    with pytest.raises(ValueError, match="no sentence holds offset 3"):
        pack(replace(annotation, mentions=(mention(3, "\n", "MONDO:1"),)))


def test_a_relation_across_sentences_is_refused():
    annotation = annotate("{MS|MONDO:1}.\n{T|CL:1}.")
    across = Relation(0, "causes", 1, False, False, (0, 3), "", "")
    with pytest.raises(ValueError, match="leaves its sentence"):
        pack(replace(annotation, relations=(across,)))


@pytest.mark.parametrize("change", [{"title": "B"}, {"text": "x"}, {"year": 3}, {"passages": ()}])
def test_the_digest_covers_content(change):
    article = annotate("text").article
    assert content_digest(article) != content_digest(replace(article, **change))
