"""A small graph by hand, and a real browser to look at its page."""

import os
import shutil

import networkx as nx
import pytest

from pipeline.model import Article, Concept, ConceptGraph, Evidence, Leg, Triad

LOUD = ("error", "warning")
OURS = "willReadFrequently"  # Chromium minds that the tests read pixels
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium: the system's, or Playwright's own; tests skip where there is neither."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_api.sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except sync_api.Error:
            if os.environ.get("ETIOGRAPH_BROWSER") == "required":
                raise
            pytest.skip("no browser: install Chromium, or name one in CHROMIUM")
        yield browser
        browser.close()


NODES = {
    "CL:0000084": ("T cell", "CellType", 5, 9, 0, (-120.0, -60.0)),
    "CL:0000129": ("microglial cell", "CellType", 2, 3, 1, (160.0, 120.0)),
    "GO:0006954": ("inflammatory response", "Mechanism", 4, 8, 0, (20.0, 10.0)),
    "LOCAL:immune-reset": ("immune reset", "Mechanism", 1, 1, 1, (220.0, 40.0)),
    "MONDO:0005301": ("multiple sclerosis", "Disease", 4, 7, 0, (-40.0, 140.0)),
    "MONDO:0004975": ("Alzheimer disease", "Disease", 2, 2, 1, (260.0, 180.0)),
}
NAMES = {"MONDO:0005301": "multiple sclerosis|MS", "GO:0006954": "inflammation"}

STATED = {"belief": 0.9, "contradicted": True}
EDGES = [
    ("CL:0000084", "promotes", "GO:0006954", STATED, "T cells {} inflammation at once.", "promote"),
    ("CL:0000084", "inhibits", "GO:0006954", {"belief": 0.5, "negated": 1.0},
     "T cells did not {} inflammation.", "inhibit"),
    ("GO:0006954", "causes", "MONDO:0005301", {"belief": 0.8}, "Inflammation {} MS.", "causes"),
    ("CL:0000084", "", "MONDO:0005301", {"npmi": 0.4}, "T cells were counted in {} MS.", "early"),
    ("CL:0000129", "", "GO:0006954", {"npmi": 0.2}, "Microglial cells and {} inflammation.", "no"),
    ("CL:0000129", "associated_with", "MONDO:0004975", {"belief": 0.4, "speculative": 1.0},
     "Microglial cells may be {} to Alzheimer disease.", "linked"),
]  # fmt: skip
WORDS = {
    "CL:0000084": "T cells", "CL:0000129": "Microglial cells", "GO:0006954": "nflammation",
    "MONDO:0005301": "MS", "MONDO:0004975": "Alzheimer disease",
}  # fmt: skip


def small_graph(**changes) -> ConceptGraph:
    """Six concepts, six links; each link has one sentence, the first has twelve."""
    graph = nx.MultiDiGraph()
    for id_, (name, type_, articles, mentions, community, (x, y)) in NODES.items():
        graph.add_node(
            id_, name=name, type=type_, articles=articles, mentions=mentions, community=community,
            names=NAMES.get(id_, name), centrality=0.5, x=x, y=y,
        )  # fmt: skip
    evidence = {}
    for number, (source, predicate, target, values, pattern, cue) in enumerate(EDGES):
        count = 12 if predicate == "promotes" else 1
        ids = [f"{predicate or 'cooccurrence'}-{source}-{i}" for i in range(count)]
        for i, id_ in enumerate(ids):
            place = 1000 * number, i
            evidence[id_] = _evidence(id_, place, (source, target), predicate, pattern, cue, values)
        attributes = {
            "npmi": 0.1, "belief": 0.0, "llr": 3.0, "fdr": 0.01, "negated": 0.0,
            "speculative": 0.0, "contradicted": False, "first_year": 2001, "last_year": 2010,
        } | values  # fmt: skip
        graph.add_edge(
            source, target, key=predicate or "cooccurrence",
            kind="asserted" if predicate else "cooccurrence", predicate=predicate,
            sentences=count, articles=min(count, 3), evidence="|".join(ids), **attributes,
        )  # fmt: skip
    graph.edges["CL:0000129", "MONDO:0004975", "associated_with"].update(
        first_year=2020, last_year=2022
    )
    articles = {
        f"a{i}": Article(f"a{i}", f"Article {i}", "", f"a{i}.txt", 2000 + i, f"10.1000/x.{i}", "",
                         "J Test") for i in range(3)
    }  # fmt: skip
    first = Leg("CL:0000084", "GO:0006954", "promotes", False, False)
    second = Leg("GO:0006954", "MONDO:0005301", "causes", False, False)
    triad = Triad("CL:0000084", "GO:0006954", "MONDO:0005301", first, second, 0.72, True)
    return ConceptGraph(graph, evidence, articles, (triad,))


def _evidence(id_, place, pair, predicate, pattern, cue, values) -> Evidence:
    offset, number = place
    text = pattern.format(cue) if not number else f"{pattern.format(cue)[:-1]}, case {number}."
    start = offset + 50 * number
    spans = [(start + text.index(WORDS[node]), start + text.index(WORDS[node]) + len(WORDS[node]))
             for node in pair]  # fmt: skip
    return Evidence(
        id_, f"a{number % 3}", "Results", start, start + len(text), text, spans[0], spans[1],
        *pair, predicate, cue if predicate else "", "verb",
        bool(values.get("negated")), bool(values.get("speculative")),
    )  # fmt: skip


@pytest.fixture(scope="session")
def graph() -> ConceptGraph:
    return small_graph()


@pytest.fixture(scope="session")
def concepts() -> dict[str, Concept]:
    name = "multiple sclerosis"
    return {"MONDO:0005301": Concept("MONDO:0005301", name, "Disease", ("disseminated sclerosis",))}


@pytest.fixture
def context(browser):
    """A fresh window without a network."""
    context = browser.new_context(viewport={"width": 1280, "height": 820}, reduced_motion="reduce")
    context.set_offline(True)
    yield context
    context.close()


@pytest.fixture
def opened(context, tmp_path):
    """Write a page, open it without a network, wait until it can be searched."""
    pages = []

    def opened(html: str, address: str = ""):
        path = tmp_path / "graph.html"
        path.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.set_default_timeout(8000)
        page.problems, page.asked = [], []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "console",
            lambda m: m.type in LOUD and OURS not in m.text and page.problems.append(m.text),
        )
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("dialog", lambda dialog: page.problems.append(dialog.message) or dialog.dismiss())
        page.goto(path.as_uri() + address)
        page.wait_for_selector("body[data-ready=all]")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        assert page.problems == []
        assert len(page.asked) == 1
