"""What a person does with the page, in a real browser without a network."""

import inspect
import json
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from pipeline.assemble.triads import triads
from pipeline.model import ConceptGraph
from pipeline.render.page import render_page

NODE = "#n=MONDO:0005301"
LINK = '#e=["CL:0000084","GO:0006954"]&p=promotes'
PATH = '#path=["CL:0000129","MONDO:0005301"]'


@pytest.fixture(scope="session")
def html(graph, concepts):
    return render_page(graph, title="Brain and cells", concepts=concepts)


def heading(page) -> str:
    return page.locator("#detail h2").inner_text()


def counts(page) -> str:
    return page.locator("#counts").inner_text()


def shown(page) -> dict[str, int]:
    """Visible concepts and links, as the page counts them."""
    found = re.match(r"(\d+) of 6 concepts, (\d+) of 6 links", counts(page))
    return {"concepts": int(found[1]), "links": int(found[2])}


def drawn_at(page, name: str) -> dict[str, float]:
    """Where on the screen a concept is drawn, read from the map's own camera in the address."""
    page.wait_for_url(re.compile("c="))
    x, y, scale = map(float, re.search(r"c=([^&]*)", page.url)[1].replace("%2C", ",").split(","))
    box = page.locator("#map-canvas").bounding_box()
    place = {"T cell": (-120, -60), "multiple sclerosis": (-40, 140)}[name]
    return {
        "x": box["x"] + box["width"] / 2 + (place[0] - x) * scale,
        "y": box["y"] + box["height"] / 2 + (place[1] - y) * scale,
    }


def colour_at(page, name: str) -> str:
    """The colour in the middle of a concept's sign."""
    at, box = drawn_at(page, name), page.locator("#map-canvas canvas").bounding_box()
    read = """([x, y]) => [...document.querySelector("#map-canvas canvas").getContext("2d")
        .getImageData(x, y, 1, 1).data]"""
    red, green, blue, _ = page.evaluate(read, [at["x"] - box["x"], at["y"] - box["y"]])
    return f"#{red:02x}{green:02x}{blue:02x}"


# ---- find ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("disseminated scler", "multiple sclerosis"),  # a synonym that no article uses
        ("MS", "multiple sclerosis"),  # an abbreviation found in the articles
        ("mutliple slcerosis", "multiple sclerosis"),  # two typing errors
        ("MONDO:0004975", "Alzheimer disease"),
        ("cl:0000129", "microglial cell"),
    ],
)
def test_any_name_finds_the_concept_and_enter_selects_it(opened, html, typed, found):
    page = opened(html)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert page.locator("#suggestions [role=option]").first.inner_text().startswith(found)
    page.keyboard.press("Enter")
    assert heading(page) == found


@pytest.fixture(scope="session")
def alike(graph):
    """A page of concepts whose names are alike."""
    network = graph.graph.copy()
    for name, names, articles in [
        ("microglial activation", "microglia|activated microglia", 1),
        ("microglial cell of mice", "microglia|mouse microglia", 7),
        ("skin inflammation", "skin inflammation", 9),
        ("inflammation", "inflammation", 3),
        ("T cell survival", "survival of T cells", 8),
        ("immune cell crosstalk", "cell crosstalk", 9),
        ("inflammatory infiltration", "infiltration", 6),
        ("leukocyte arrival", "inflammatory arrival", 9),
        ("neuropathy", "neuropathy", 1),
        ("neuropathic pain", "pain in neuropathies of many kinds", 9),
    ]:
        values = {"type": "Mechanism", "mentions": 1, "community": 0, "x": 0.0, "y": 0.0}
        network.add_node(name, name=name, names=names, articles=articles, **values)
        network.add_edge(name, "CL:0000084", key="cooccurrence", kind="cooccurrence", predicate="")
    return render_page(ConceptGraph(network), title="Alike")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("microglia", ["microglial cell of mice", "microglial activation", "microglial cell"]),
        ("tcell", ["T cell", "T cell survival"]),
        ("T-cells", ["T cell", "T cell survival"]),
        ("inflamation", ["inflammatory response", "inflammation", "skin inflammation"]),
        ("inflammat", ["inflammatory infiltration", "inflammatory response", "inflammation"]),
        ("neuropathies", ["neuropathy"]),
    ],
)
def test_whole_names_come_first_then_beginnings_then_spellings(opened, alike, typed, found):
    page = opened(alike)
    page.fill("#search", typed)
    names = page.locator("#suggestions .name").all_inner_texts()
    assert names[: len(found)] == found
    page.get_by_role("button", name="Path", exact=True).click()
    page.get_by_role("combobox", name="From").fill(typed)
    assert page.locator(".picker .suggestions .name").all_inner_texts() == names


def test_a_name_that_is_nowhere_says_so(opened, html):
    page = opened(html)
    page.fill("#search", "zzzzqqq")
    assert "No concept of that name" in page.locator("#suggestions").inner_text()


def test_arrow_keys_walk_the_suggestions(opened, html):
    page = opened(html)
    page.fill("#search", "cell")
    names = page.locator("#suggestions .name").all_inner_texts()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert len(names) >= 2
    assert heading(page) == names[1]


# ---- see -----------------------------------------------------------------------------------------


def test_the_map_draws_what_pyvis_wrote_with_type_by_colour_and_shape(opened, html):
    page = opened(html)
    assert colour_at(page, "multiple sclerosis") == "#d1540a"
    assert colour_at(page, "T cell") == "#1668ad"
    written = json.loads(page.locator("#vis-nodes").text_content())
    assert {node["group"]: node["shape"] for node in written} == {
        "Disease": "dot",
        "CellType": "hexagon",
        "Mechanism": "diamond",
    }


def test_concepts_without_links_are_said_to_be_hidden(opened, html):
    page = opened(html)
    assert "1 without links is hidden" in counts(page)
    page.get_by_label("Show concepts without links").check()
    assert shown(page)["concepts"] == 6 and "hidden" not in counts(page)


def test_what_is_drawn_of_a_large_graph_is_counted_by_kind(opened):
    network = nx.path_graph(1002, nx.MultiDiGraph())
    nx.set_node_attributes(network, {"articles": 1, "type": "Disease", "x": 0.0, "y": 0.0})
    network = nx.relabel_nodes(network, str)
    page = opened(render_page(ConceptGraph(network), title="Large"))
    assert "; the strongest 1,000 concepts and 9" in counts(page)


def test_the_legend_filters_by_type(opened, html):
    page = opened(html)
    assert shown(page) == {"concepts": 5, "links": 6}
    page.get_by_role("switch", name="Disease").click()
    assert shown(page) == {"concepts": 3, "links": 3}
    assert page.get_by_role("switch", name="Disease").get_attribute("aria-checked") == "false"


def test_communities_are_outlined_on_demand(opened, html):
    page = opened(html)
    before = page.locator("#map-canvas canvas").screenshot()
    page.get_by_label("Outline communities").check()
    page.wait_for_timeout(100)
    assert page.locator("#map-canvas canvas").screenshot() != before


def test_the_overview_counts_articles_and_sentences_as_the_report_does(opened, graph):
    network = graph.graph.copy()
    network.graph.update(articles=3, sentences=40)
    read = ConceptGraph(network, graph.evidence, graph.articles)
    page = opened(render_page(read, title="T"))
    facts = page.locator("#detail .facts").first.inner_text()
    assert "3\narticles" in facts and "40\nsentences" in facts


# ---- read ----------------------------------------------------------------------------------------


def test_a_click_on_a_sign_shows_the_concept(opened, html):
    page = opened(html)
    at = drawn_at(page, "T cell")
    page.mouse.click(at["x"], at["y"])
    page.wait_for_selector("#detail h2:text('T cell')")
    assert "ols4/ontologies/cl/" in page.get_by_role("link", name="Definition").get_attribute(
        "href"
    )
    assert "9\nmentions" in page.locator("#detail .facts").first.inner_text()


def test_a_concept_shows_names_neighbours_by_type_and_sentences(opened, html):
    page = opened(html, NODE)
    detail = page.locator("#detail")
    assert detail.locator(".chip").all_inner_texts()[:2] == ["multiple sclerosis", "MS"]
    assert detail.get_by_role("button", name="← causes inflammatory response").is_visible()
    assert detail.locator(".sentence").count() == 2


def test_a_link_shows_its_sentences_with_both_mentions_marked(opened, html):
    page = opened(html, LINK)
    first = page.locator(".sentence").first
    assert first.locator("mark").all_inner_texts() == ["T cells", "nflammation"]
    assert first.locator("p").inner_text() == "T cells promote inflammation at once."
    assert "Article 0" in first.inner_text()
    assert "J Test · 2000 · Results" in first.inner_text()
    assert first.get_by_role("link").get_attribute("href") == "https://doi.org/10.1000/x.0"
    assert "Contradicted" in page.locator("#detail").inner_text()


@pytest.mark.parametrize(("last", "said"), [(2001, "2001\nyear\n"), (2010, "2001–2010\nyears\n")])
def test_one_year_is_no_years(opened, graph, last, said):
    network = graph.graph.copy()
    for _, _, data in network.edges(data=True):
        data.update(first_year=2001, last_year=last)
    html = render_page(ConceptGraph(network), title="T")
    for address in (NODE, LINK):
        facts = opened(html, address).locator("#detail .facts").first.inner_text()
        assert said in f"{facts}\n"


def test_more_loads_the_rest_of_the_sentences(opened, html):
    page = opened(html, LINK)
    assert page.locator(".sentence").count() == 5
    page.get_by_role("button", name="+7 more sentences").click()
    assert page.locator(".sentence").count() == 12


def test_denied_and_supposed_statements_say_so(opened, html):
    page = opened(html, LINK)
    page.locator(".kind", has_text="inhibits").click()
    assert page.locator(".sentence .badge.denied").inner_text() == "denied"
    page.goto(page.url.split("#")[0] + '#e=["CL:0000129","MONDO:0004975"]')
    assert "supposed" in page.locator(".sentence .badge.supposed").inner_text()


def test_the_citation_is_copied(opened, html, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(html, LINK)
    page.get_by_role("button", name="Copy citation").first.click()
    page.wait_for_selector("#toast:not([hidden])")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“T cells promote inflammation at once.” Article 0. J Test, 2000."
        " https://doi.org/10.1000/x.0"
    )


# ---- narrow --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "left"),
    [
        ("what a text states", {"concepts": 5, "links": 4}),
        ("what is not denied", {"concepts": 5, "links": 5}),
        ("what is not merely supposed", {"concepts": 4, "links": 5}),
        ("Show concepts without links", {"concepts": 6, "links": 6}),
    ],
)
def test_switches_narrow_at_once(opened, html, label, left):
    page = opened(html)
    page.get_by_label(label).click()
    assert shown(page) == left


def slide(page, control: str, value: str) -> str:
    """Move a slider; return where it stands then and what it says."""
    page.locator(f"#filter-{control}").evaluate(
        "(input, value) => { input.value = value; input.dispatchEvent(new Event('input')); }",
        value,
    )
    said = page.locator(f"output[for=filter-{control}]").inner_text()
    assert float(page.locator(f"#filter-{control}").input_value()) == float(said)
    return said


@pytest.mark.parametrize(
    ("control", "value", "left"),
    [
        ("minArticles", "4", {"concepts": 3, "links": 4}),
        ("minLinkArticles", "2", {"concepts": 2, "links": 1}),
        ("minNpmi", "0.3", {"concepts": 5, "links": 5}),
        ("minBelief", "0.7", {"concepts": 4, "links": 4}),
        ("minDegree", "3", {"concepts": 2, "links": 2}),
        ("from", "2015", {"concepts": 2, "links": 1}),
        ("to", "2015", {"concepts": 4, "links": 5}),
    ],
)
def test_sliders_narrow_at_once(opened, html, control, value, left):
    page = opened(html)
    slide(page, control, value)
    assert shown(page) == left
    page.get_by_role("button", name="Reset", exact=True).click()
    assert shown(page) == {"concepts": 5, "links": 6}


def test_years_do_not_cross(opened, html):
    page = opened(html)
    assert slide(page, "from", "2015") == "2015"
    assert slide(page, "to", "2010") == "2015"
    assert slide(page, "from", "2018") == "2015"
    assert slide(page, "to", "2022") == "2022"
    assert slide(page, "from", "2018") == "2018"
    page = opened(html, "#from=2015&to=2010")
    assert page.locator("output[for=filter-from]").inner_text() == "2015"
    assert page.locator("output[for=filter-to]").inner_text() == "2022"


def test_predicates_narrow_and_an_empty_map_offers_the_way_back(opened, html):
    page = opened(html)
    page.get_by_role("switch", name="co-occurs with").click()
    assert shown(page)["links"] == 4
    for name in ("promotes", "inhibits", "causes", "associated with"):
        page.get_by_role("switch", name=name).click()
    assert shown(page) == {"concepts": 0, "links": 0}
    page.locator("#nothing button").click()
    assert shown(page) == {"concepts": 5, "links": 6}


def without(graph, *, nodes: bool) -> str:
    """A page of a graph that has no links, or no concepts either."""
    network = graph.graph.copy()
    network.remove_nodes_from(list(graph.graph) if nodes else [])
    network.remove_edges_from(list(network.edges))
    return render_page(ConceptGraph(network), title="Empty")


@pytest.mark.parametrize("address", ["", "#view=table"])
def test_a_map_without_concepts_says_so(opened, graph, address):
    page = opened(without(graph, nodes=True), address)
    assert "No known concept was found in these articles" in page.locator("#detail").inner_text()
    shown = page.locator(".stage").inner_text()
    assert "No known concept was found in these articles" in shown
    assert "passes" not in page.locator("body").inner_text()


def test_a_map_without_links_offers_its_concepts(opened, graph):
    page = opened(without(graph, nodes=False))
    assert "passes" not in page.locator("body").inner_text()
    page.locator("#nothing").get_by_role("button", name="Show them without links").click()
    assert "6 of 6 concepts" in counts(page)
    assert page.get_by_label("Show concepts without links").is_checked()


# ---- follow --------------------------------------------------------------------------------------


def test_focus_deepens_and_back_returns(opened, html):
    page = opened(html, NODE)
    page.get_by_title("Show only what is within 1 link").click()
    bar = page.locator("#focus-bar")
    assert "1 step: 3 concepts" in bar.inner_text()
    page.get_by_title("Show only what is within 2 links").click()
    assert "2 steps: 4 concepts" in bar.inner_text()
    page.get_by_title("Show only what is within 3 links").click()
    assert "3 steps: 5 concepts" in bar.inner_text()
    bar.get_by_role("button", name="Back").click()
    page.wait_for_selector("#focus-bar:has-text('2 steps')")
    page.go_back()
    page.go_back()
    assert bar.is_hidden()


def test_expanding_adds_what_is_not_on_the_map(opened, html):
    page = opened(html, "#n=MONDO:0005301&focus=MONDO:0005301&d=1")
    page.locator("#detail").get_by_role("button", name="inflammatory response").click()
    page.locator(".ends").get_by_role("button", name="inflammatory response").click()
    page.get_by_role("button", name="Expand").click()
    assert "4 concepts" in page.locator("#focus-bar").inner_text()
    assert "1 concept added" in page.locator("#toast").inner_text()


def test_paths_are_found_with_the_best_sentence_of_each_step(opened, html):
    page = opened(html)
    page.get_by_role("button", name="Path", exact=True).click()
    page.get_by_role("combobox", name="From").fill("microglial")
    page.keyboard.press("Enter")
    page.keyboard.type("MS")  # the cursor stands in the other field already
    page.keyboard.press("Enter")
    choices = page.locator(".choice").all_inner_texts()
    assert choices[0].startswith("via inflammatory response")
    assert any("T cell" in choice for choice in choices[1:])
    hops = page.locator(".hop")
    assert hops.count() == 2
    assert hops.nth(1).locator(".sentence p").inner_text() == "Inflammation causes MS."


def test_two_concepts_that_nothing_joins_are_told_so(opened, html):
    page = opened(html, '#path=["LOCAL:immune-reset","MONDO:0005301"]')
    assert "No path" in page.locator("#detail").inner_text()


def test_a_chain_of_the_table_drives_the_graph(opened, html):
    page = opened(html)
    page.get_by_role("button", name="Chains").click()
    most = inspect.signature(triads).parameters["limit"].default
    assert f"1 row; the best {most:,} chains are kept" in page.locator(".table-head").inner_text()
    row = page.locator("#table-view tbody tr")
    assert row.count() == 1
    row.get_by_role("button", name="T cell").click()
    assert page.locator(".hop").count() == 2
    assert "Inflammation causes MS." in page.locator("#detail").inner_text()
    assert "chain=0" in page.url


# ---- keep ----------------------------------------------------------------------------------------


def test_the_address_restores_the_whole_view(opened, html, context):
    page = opened(html, LINK)
    page.get_by_label("what a text states").check()
    page.get_by_label("Colour by").select_option("community")
    page.locator("#zoom-in").click()
    page.wait_for_timeout(800)
    again = context.new_page()
    again.goto(page.url)
    again.wait_for_selector("body[data-ready=all]")
    again.wait_for_timeout(300)
    assert heading(again) == heading(page)
    assert counts(again) == counts(page)
    assert again.get_by_label("Colour by").input_value() == "community"
    assert again.url == page.url
    assert colour_at(again, "T cell") == colour_at(page, "T cell") == "#1668ad"


@pytest.mark.parametrize(
    "address", ["#n=nowhere", "#e=[1", "#path=7&d=x&c=1,2", "#chain=99&from=%3Cb%3E", "#view=zzz"]
)
def test_an_address_that_does_not_fit_shows_the_overview(opened, html, address):
    page = opened(html, address)
    assert page.locator("#detail .kicker").first.inner_text().startswith(("Overview", "Path"))


def saved(page, label: str):
    page.locator(".menu summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
    return download.value


def test_the_view_is_saved_in_every_format(opened, html):
    page = opened(html)
    page.get_by_label("what a text states").check()
    png = saved(page, "PNG")
    assert png.suggested_filename == "brain-and-cells.png"
    assert png.path().read_bytes().startswith(b"\x89PNG")
    drawing = ET.fromstring(saved(page, "SVG").path().read_text("utf-8"))
    space = "{http://www.w3.org/2000/svg}"
    assert len(drawing.findall(f"{space}line")) == 4
    assert "T cell" in [text.text for text in drawing.iter(f"{space}text")]
    links = saved(page, "Links (CSV)").path().read_text("utf-8").splitlines()
    assert len(links) == 5
    assert links[0].startswith("source,source_name,predicate")
    concepts = saved(page, "Concepts (CSV)").path().read_text("utf-8").splitlines()
    assert len(concepts) == 6
    graphml = ET.fromstring(saved(page, "GraphML").path().read_text("utf-8"))
    assert len(graphml.findall(".//{http://graphml.graphdrawing.org/xmlns}edge")) == 4


def test_a_year_that_is_not_known_is_saved_as_an_empty_cell(opened, graph):
    network = graph.graph.copy()
    for _, _, data in network.edges(data=True):
        data.update(first_year=0, last_year=0)
    page = opened(render_page(ConceptGraph(network), title="T"))
    links = saved(page, "Links (CSV)").path().read_text("utf-8").splitlines()
    assert all(line.endswith(",,") for line in links[1:])


def test_printing_leaves_out_the_controls(opened, html):
    page = opened(html, LINK)
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.locator(".sentence").first.is_visible()


# ---- everyone ------------------------------------------------------------------------------------


def test_the_keyboard_alone_reaches_concept_link_and_sentence(opened, html):
    page = opened(html)
    page.keyboard.press("t")
    page.locator("#table-view").get_by_role("button", name="T cell", exact=True).focus()
    page.keyboard.press("Enter")
    assert heading(page) == "T cell"
    assert page.locator("tr.chosen").count() == 1
    page.locator("#detail").get_by_role("button", name="promotes inflammatory").focus()
    page.keyboard.press("Enter")
    assert page.locator(".sentence").first.is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#detail .kicker").first.inner_text() == "Overview"


def active(page) -> str:
    """What the keyboard stands on: its id, or else its words."""
    return page.evaluate("""() => {
        const { id, textContent, labels, tagName } = document.activeElement;
        return tagName === "BODY" ? "lost" : id || (labels?.[0]?.textContent ?? textContent).trim();
    }""")


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("switch", "Disease"),
        ("switch", "promotes"),
        ("checkbox", "what a text states"),
        ("checkbox", "Outline communities"),
    ],
)
def test_the_keyboard_stays_on_a_filter_that_it_turned(opened, html, role, name):
    page = opened(html)
    control = page.get_by_role(role, name=name)
    control.focus()
    words = active(page)
    page.keyboard.press("Space")
    assert page.locator("#reset").is_visible() or name == "Outline communities"
    assert active(page) == words
    page.keyboard.press("Space")
    assert active(page) == words


@pytest.mark.parametrize(
    ("address", "press", "stands"),
    [
        ("", ["/", *"alz", "Enter"], "detail"),
        (NODE, ["p", *"T cell", "Enter"], "detail"),
        ("#un=1", ["#reset", "Enter"], "filters"),
        ("#a=9", ["#nothing button", "Enter"], "map-canvas"),
        (f"{NODE}&focus=MONDO:0005301", ["#focus-bar .quiet >> nth=1", "Enter"], "map-canvas"),
        (NODE, [".actions .group button >> nth=1", "Enter"], "2"),
        (NODE, [".kicker .close", "Enter"], "detail"),
        (LINK, [".kind >> nth=1", "Enter"], "T cell inhibits inflammatory response 1"),
        (LINK, [".more", "Enter"], "Article 2"),
        ("#view=table", ["tbody button >> nth=2", "Enter"], "multiple sclerosis"),
        ("", [".legend-row >> nth=1", "f"], "filters-toggle"),
    ],
)
def test_the_keyboard_is_never_lost(opened, html, address, press, stands):
    page = opened(html, address)
    for key in press:
        if len(key) > 1 and key[0] in "#.t":
            page.locator(key).focus()
        else:
            page.keyboard.press(key)
    page.wait_for_timeout(50)  # a browser lets go of what is hidden in the next frame
    assert active(page) == stands


def test_the_map_is_one_stop_of_the_keyboard_and_has_a_name(opened, html):
    page = opened(html)
    stops = page.locator("#map-canvas, #map-canvas *").evaluate_all(
        "all => all.filter((each) => each.tabIndex >= 0).map((each) => each.ariaLabel)"
    )
    assert len(stops) == 1
    assert stops[0].startswith("Map of concepts")


def test_table_and_filters_agree_and_columns_sort(opened, html):
    page = opened(html)
    page.get_by_role("switch", name="Disease").click()
    page.keyboard.press("t")
    rows = page.locator("#table-view tbody tr")
    assert rows.count() == 3
    page.get_by_role("button", name="Concept", exact=True).click()
    names = page.locator("#table-view tbody th").all_inner_texts()
    assert names == sorted(names, key=str.lower)
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Concept")
    page.get_by_role("group", name="Table of").get_by_role("button", name="Links").click()
    assert rows.count() == 3


def test_changes_are_announced(opened, html):
    page = opened(html)
    page.get_by_label("what a text states").check()
    page.locator("#live", has_text="4 of 6 links").wait_for(state="attached")


def test_arrow_keys_move_the_map_and_zero_fits_it(opened, html):
    page = opened(html)
    page.wait_for_url(re.compile("c="))
    fitted = page.url
    page.locator("#map-canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    page.wait_for_url(lambda url: url != fitted)
    page.keyboard.press("0")
    page.wait_for_url(fitted)


def test_the_theme_is_switched_and_remembered(opened, html):
    page = opened(html)
    page.locator("#theme").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    page.wait_for_selector("body[data-ready=all]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.asked.pop()


def test_a_telephone_shows_map_and_details_without_sideways_scrolling(opened, html):
    page = opened(html, NODE)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for place in ("#map-canvas", "#detail h2", "#search", "#view-chains", "#filters-toggle"):
        box = page.locator(place).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    before = page.locator("#detail").bounding_box()["height"]
    page.locator("#sheet-grip").click()
    assert page.locator("#detail").bounding_box()["height"] > before
    page.locator("#filters-toggle").click()
    if not page.locator("#filters").is_visible():
        page.locator("#filters-toggle").click()
    assert page.get_by_label("what a text states").is_visible()


@pytest.mark.parametrize(
    ("press", "opens"),
    [
        ("#view-map", "#map-canvas"),
        ("#view-table", "#table-view"),
        ("#view-chains", "#table-view"),
        ("#filters-toggle", "#filters"),
    ],
)
def test_a_raised_sheet_makes_way_for_what_is_opened(opened, html, press, opens):
    page = opened(html, NODE)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#filters-close").click()
    low = page.locator("#detail").bounding_box()["y"]
    page.locator("#sheet-grip").click()
    assert page.locator("#counts").is_hidden()  # else it lies on the little that is left of the map
    page.locator(press).click()
    assert page.locator("#detail").bounding_box()["y"] == low
    assert page.locator("#sheet-grip").get_attribute("aria-expanded") == "false"
    assert page.locator(opens).is_visible()


def test_a_telephone_shows_an_id_on_one_line(opened, html):
    page = opened(html, "#view=table")
    page.set_viewport_size({"width": 390, "height": 844})
    for id_ in page.locator("tbody code", has_text="MONDO").all():
        assert id_.bounding_box()["height"] < 30


def test_a_finger_selects_a_sign(browser, html, tmp_path):
    path = tmp_path / "graph.html"
    path.write_text(html, encoding="utf-8")
    telephone = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce"
    )
    page = telephone.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready=all]")
    at = drawn_at(page, "multiple sclerosis")
    page.touchscreen.tap(at["x"], at["y"])
    page.wait_for_selector("#detail h2:text('multiple sclerosis')")
    telephone.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", ["", NODE, LINK, PATH, "#view=table", "#view=chains", "#chain=0&focus=GO:0006954"]
)
def test_axe_finds_nothing_serious(opened, html, theme, address):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = opened(html, address)
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.wait_for_timeout(100)
    # the policy of the page forbids foreign script, axe included: run it from the test's side
    found = axe.Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert len(found.response["passes"]) > 10
    grave = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
    assert grave == []
