"""Whatever articles and vocabularies hold reaches the screen as text, never as markup or script."""

from dataclasses import replace

import networkx as nx
import pytest

from pipeline.model import Concept, ConceptGraph
from pipeline.render.page import render_page

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
CLOSING = "</script><script>alert(1)</script><!--"
LINK = '<a href="javascript:alert(1)">href</a>'
HEBREW = "\u202eטרשת נפוצה 🧠🧬"
TEXTS = [
    SCRIPT,
    IMAGE,
    CLOSING,
    LINK,
    HEBREW,
    "{{ 7*7 }}{% raw %}",
    "' onclick=alert(1) x='",
    "__proto__",
]


def hostile(graph: ConceptGraph, text: str) -> ConceptGraph:
    """The small graph with a text in every place that comes from outside."""
    ids = (
        {"LOCAL:immune-reset": f"LOCAL:{text}"}
        if text != "__proto__"
        else {"LOCAL:immune-reset": text}
    )
    changed = nx.relabel_nodes(graph.graph.copy(), ids)
    changed.add_edge(
        next(iter(ids.values())), "CL:0000084", key=text, kind="asserted", predicate=text,
        sentences=1, articles=1, npmi=0.1, belief=0.5, negated=0.0, speculative=0.0,
        first_year=2001, last_year=2002, contradicted=True, evidence="",
    )  # fmt: skip
    for node in changed:
        changed.nodes[node].update(name=f"{text} {node}", names=f"{text}|b")
    changed.nodes["CL:0000129"]["type"] = text
    evidence = {
        id_: e._replace(
            sentence=text + e.sentence, section=text, cue=text, rule=text, end=e.end + len(text),
            subject=tuple(n + len(text) for n in e.subject),
            object=tuple(n + len(text) for n in e.object),
        )
        for id_, e in graph.evidence.items()
    }  # fmt: skip
    articles = {
        id_: replace(a, title=text, source=text, journal=text, doi="javascript:alert(1)", pmid=text)
        for id_, a in graph.articles.items()
    }
    return ConceptGraph(changed, evidence, articles, graph.triads)


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_stays_text_everywhere(opened, graph, text):
    concepts = {"CL:0000084": Concept("CL:0000084", text, text, (text, "t lymphocyte"))}
    page = opened(render_page(hostile(graph, text), title=text, concepts=concepts))
    assert page.title() == text
    detail = page.locator("#detail")
    page.fill("#search", "t lymphocyte")
    page.keyboard.press("Enter")
    assert detail.locator("h2").inner_text() == f"{text} CL:0000084".strip()
    page.keyboard.press("Escape")
    page.locator("#search").blur()
    page.keyboard.press("t")
    page.get_by_role("group", name="Table of").get_by_role("button", name="Links").click()
    page.keyboard.press("c")
    page.goto(page.url.split("#")[0] + '#e=["CL:0000084","GO:0006954"]&p=promotes')
    sentence = page.locator(".sentence").first
    sentence.wait_for()
    assert sentence.locator("p").inner_text().startswith(text)
    assert sentence.locator("mark").all_inner_texts() == ["T cells", "nflammation"]
    assert page.locator("a[href^=javascript]").count() == 0
    assert page.locator("img, iframe, object, embed, [onerror], [onclick]").count() == 0
    assert page.locator("script").count() == len(page.locator("script[id]").all()) + 3


def test_a_hostile_title_cannot_leave_its_element(graph):
    html = render_page(hostile(graph, CLOSING), title=CLOSING)
    assert "<script>alert" not in html
    assert "<img" not in html
