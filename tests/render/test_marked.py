from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Annotation, Article, Mention, Passage, Relation
from pipeline.render.annotations import lines
from pipeline.render.marked import marked


class Text(HTMLParser):
    """The text of a page and its open marks at each character; fails on marks that cross."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.open, self.titles, self.tags = "", [], [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "mark":
            self.open.append(dict(attrs).get("title", ""))

    def handle_endtag(self, tag):
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data):
        self.text += data
        self.titles += [tuple(self.open)] * len(data)


def mention(start: int, end: int, kind: str = "Disease", **more) -> Mention:
    return Mention(start, end, "?", kind, f"X:{start}", f"name {start}", "name", **more)


def page(annotation: Annotation) -> str:
    return "\n".join(lines([annotation], "html"))


spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 9), st.sampled_from(["Disease", "Other"])),
    max_size=6,
)


@given(spans)
def test_each_character_stands_in_the_marks_of_its_mentions(found):
    text = "a<b&c>d\"e' " * 3
    mentions = tuple(
        sorted({mention(s, s + n, kind) for s, n, kind in found}, key=lambda m: (m.start, -m.end))
    )
    read = Text(marked(text, mentions, Passage("", 0, len(text))))
    assert read.text == text
    for at, titles in enumerate(read.titles):
        assert len(titles) == sum(m.start <= at < m.end for m in mentions)


def test_text_of_an_article_is_never_markup():
    bad = "<script>x</script>"
    article = Article(
        "</title>", bad, f"{bad} spread", passages=(Passage(bad, 0, 25),), journal=bad
    )
    named = Mention(0, 6, bad, bad, '"><b>', bad, bad, negated=True, cue=bad)
    html = page(
        Annotation(
            article, ((0, 25),), (named,), (Relation(0, bad, 0, False, False, (0, 25), "", ""),)
        )
    )
    assert {"script", "b"} & set(Text(html).tags) == {"b"}  # the names of a relation are bold
    assert "<script" not in html


def test_a_page_shows_title_sections_concepts_and_relations():
    text = "Mast cells in asthma\n\nResults\n\nMast cells did not cause asthma."
    passages = (Passage("", 0, 20), Passage("Results", 22, 29), Passage("Results", 31, len(text)))
    mentions = (
        Mention(31, 41, "Mast cells", "CellType", "CL:0000097", "mast cell", "name"),
        Mention(
            56, 62, "asthma", "Disease", "MONDO:0004979", "asthma", "name", negated=True, cue="not"
        ),
    )
    relation = Relation(0, "causes", 1, True, False, (31, len(text)), "cause", "verb")
    article = Article("7", "Mast cells in asthma", text, passages=passages, year=2020)
    html = page(Annotation(article, ((31, len(text)),), mentions, (relation,)))
    assert html.count("Mast cells in asthma") == 1 and "<h3>Results</h3>" in html
    assert "<p>Results</p>" not in html
    assert (
        'class="type-0 denied" title="disease: asthma (MONDO:0004979); rule: name; denied by “not”"'
        in html
    )
    assert "1 relation" in html and "not: causes" in html and "CL:0000097" in html


@pytest.mark.parametrize("number", [0, 2])
def test_a_page_holds_any_number_of_articles(number):
    html = "\n".join(lines([Annotation(Article("1", "", "Text"))] * number, "html"))
    assert html.count("<article>") == number and html.endswith("</html>")
    assert "default-src 'none'" in html
