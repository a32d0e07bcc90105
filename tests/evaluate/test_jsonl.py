"""Annotations from JSON lines: mentions sorted, relations follow them, broken lines named."""

import json

import pytest

from pipeline.errors import InputError, ReadError
from pipeline.evaluate.jsonl import read_jsonl

RECORD = {
    "id": "a", "title": "T", "text": "Gout hurts. Mast cells cause asthma.",
    "mentions": [
        {"start": 29, "end": 35, "type": "Disease", "concept": "MONDO:1"},
        {"start": 12, "end": 22, "type": "CellType", "concept": "CL:1"},
    ],
    "relations": [{"subject": 1, "predicate": "causes", "object": 0, "negated": True}],
}  # fmt: skip


def sentences(article):
    return [(0, 11), (12, len(article.text))]


def test_read_sorts_mentions_and_keeps_relations_on_them(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(RECORD) + "\n\n")
    (annotation,) = read_jsonl(path, sentences=sentences)
    assert [mention.text for mention in annotation.mentions] == ["Mast cells", "asthma"]
    (relation,) = annotation.relations
    assert (relation.subject, relation.object, relation.negated) == (0, 1, True)
    assert relation.sentence == (12, 36)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "a"}',
        '{"id": "a", "text": 1}',
        '{"id": "a", "text": "", "mentions": [[]]}',
        '{"id": "a", "text": "", "relations": [{}]}',
    ],
)
def test_a_broken_line_is_named(tmp_path, line):
    path = tmp_path / "gold.jsonl"
    path.write_text(line + "\n")
    with pytest.raises(ReadError, match=r"gold\.jsonl, line 1"):
        list(read_jsonl(path, sentences=sentences))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file"),
        (b"", "no article in it"),
        (b"\n \n", "no article in it"),
        (b'{"id": "a", "text": "na\xefve"}\n', "not UTF-8"),
    ],
)
def test_a_file_without_articles_is_named(tmp_path, content, message):
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=rf"gold\.jsonl: .*{message}"):
        list(read_jsonl(path, sentences=sentences))
