import json

import pytest

from pipeline import Annotator
from pipeline.errors import InputError
from pipeline.evaluate.gold import Span, read_bioc
from pipeline.render.annotations import lines
from pipeline.scoring import score

XML = """<?xml version="1.0"?><collection><source>x</source><document><id>7</id>
<passage><offset>0</offset><text>Asthma.</text><annotation id="a"><infon key="type">Disease</infon>
<infon key="identifier">MONDO:0004979</infon><location offset="0" length="6"/></annotation></passage>
<passage><offset>8</offset><sentence><offset>8</offset><text>T cells act.</text><annotation id="b">
<infon key="type">CellType</infon><location length="7" offset="8"/></annotation></sentence></passage>
</document></collection>"""
SPANS = {Span(0, 6, "Disease", "MONDO:0004979"), Span(8, 15, "CellType")}


def document(**changes) -> str:
    part = {"offset": 0, "text": "Asthma.", "annotations": []}
    return json.dumps({"documents": [{"id": "7", "passages": [part | changes]}]})


def test_a_bioc_file_gives_text_and_spans(tmp_path):
    path = tmp_path / "gold.xml"
    path.write_text(XML)
    (article,) = read_bioc(path)
    assert (article.id, article.text, article.spans) == ("7", "Asthma. T cells act.", SPANS)
    assert [(p.start, p.end) for p in article.passages] == [(0, 7), (8, 20)]


def test_what_annotate_writes_as_bioc_is_gold(tmp_path):
    annotator = Annotator()
    path = tmp_path / "gold.bioc"
    text = "Mast cells promote inflammation in asthma."
    path.write_text("\n".join(lines([annotator(text)], "bioc")))
    scores = {each.type: each.strict for each in score(path, annotator).mentions}
    assert {kind: (s.gold, s.f1) for kind, s in scores.items()} == dict.fromkeys(scores, (1, 1.0))
    assert set(scores) == {"CellType", "Disease", "Mechanism"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "no BioC"),
        ("<collection>", "no BioC"),
        ("[]", "no document"),
        (document(offset="x"), "document 1 is not BioC"),
        (document(annotations=[{"locations": [{"offset": 0, "length": 2}]}]), "'type'"),
    ],
)
def test_what_is_no_bioc_is_named(tmp_path, content, reason):
    path = tmp_path / "gold.json"
    path.write_text(content)
    with pytest.raises(InputError, match=reason):
        list(read_bioc(path))


def test_a_mention_in_several_pieces_has_no_span(tmp_path):
    places = [{"offset": 0, "length": 2}, {"offset": 4, "length": 2}]
    path = tmp_path / "gold.json"
    path.write_text(document(annotations=[{"infons": {"type": "Disease"}, "locations": places}]))
    assert [article.spans for article in read_bioc(path)] == [frozenset()]


def test_entities_of_a_file_are_not_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    path = tmp_path / "gold.xml"
    doctype = f'<!DOCTYPE c [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    path.write_text(XML.replace("<collection>", doctype + "<collection>").replace("Asthma.", "&e;"))
    assert all("secret" not in article.text for article in read_bioc(path))
