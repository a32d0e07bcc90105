import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.gold import read_pubtator
from pipeline.model import Annotation, Article, Mention, Passage, Relation
from pipeline.read import Source, read
from pipeline.render.annotations import lines, parts, pubtator

TEXT = "Title\n\nT cells\tdo not treat asthma."
MENTIONS = (
    Mention(7, 14, "T cells", "CellType", "CL:0000084", "T cell", "name"),
    Mention(28, 34, "asthma", "Disease", "MONDO:0004979", "asthma", "name"),
)
ANNOTATION = Annotation(
    Article("a", "Title", TEXT, passages=(Passage("", 0, 5), Passage("", 7, len(TEXT)))),
    ((0, 5), (7, len(TEXT))),
    MENTIONS,
    (Relation(0, "treats", 1, True, False, (7, len(TEXT)), "treat", "verb"),),
)


def test_json_lines_carry_text_mentions_and_relations():
    record = json.loads(next(lines([ANNOTATION], "jsonl")))
    assert record["text"] == TEXT
    assert [record["text"][m["start"] : m["end"]] for m in record["mentions"]] == [
        "T cells",
        "asthma",
    ]
    relation = record["relations"][0]
    assert (relation["subject"], relation["predicate"], relation["object"]) == (0, "treats", 1)
    assert relation["negated"] is True


def test_pubtator_offsets_index_title_space_text(tmp_path):
    path = tmp_path / "p.pubtator"
    path.write_text(pubtator(ANNOTATION))
    (article,) = read_pubtator(path)
    assert len(article.text) == len(TEXT)
    assert {article.text[s.start : s.end] for s in article.spans} == {"T cells", "asthma"}


@pytest.mark.parametrize("name", ["a|b", "a|t|b", "a\tb"])
def test_an_id_that_pubtator_cannot_hold_is_written_as_one_it_can(name, tmp_path):
    path = tmp_path / "p.pubtator"
    path.write_text(pubtator(replace(ANNOTATION, article=replace(ANNOTATION.article, id=name))))
    (article,) = read_pubtator(path)
    assert {article.text[s.start : s.end] for s in article.spans} == {"T cells", "asthma"}
    (again,) = read(Source(str(path)))
    assert (again.id, again.text) == (article.id, article.text)


def test_bioc_is_one_document_a_article():
    data = json.loads("\n".join(lines([ANNOTATION, ANNOTATION], "bioc")))
    assert len(data["documents"]) == 2
    passage = data["documents"][0]["passages"][1]
    location = passage["annotations"][0]["locations"][0]
    start = location["offset"] - passage["offset"]
    assert passage["text"][start : start + location["length"]] == "T cells"


@pytest.mark.parametrize("title", ["", "Title", "Not in the text"])
@given(text=st.text())
def test_parts_put_together_have_the_length_of_the_text(title, text):
    whole = f"{title}\n{text}" if title == "Title" else text
    first, rest = parts(Article("1", title, whole))
    assert len(f"{first} {rest}") in (len(whole), len(whole) + 1)
    assert whole.startswith(first)
