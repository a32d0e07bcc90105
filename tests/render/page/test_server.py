"""`etiograph serve`: the same explorer, what the file does not hold on demand, to this machine only."""

import http.client
import json
import threading
from urllib.parse import quote

import pytest

from pipeline.errors import InputError
from pipeline.render import server as serving
from pipeline.render import write_evidence_csv, write_graph_json

LINK = "source=CL:0000084&target=GO:0006954&predicate=promotes"


@pytest.fixture
def out(graph, tmp_path):
    """What a build leaves in its folder, as far as the server reads it."""
    write_graph_json(graph, tmp_path / "graph.json")
    evidence = sorted(graph.evidence.values(), key=lambda e: e.id)
    write_evidence_csv(evidence, graph.articles, tmp_path / "evidence.csv")
    (tmp_path / "secret.txt").write_text("what nobody may read")
    return tmp_path


@pytest.fixture
def port(out, monkeypatch):
    monkeypatch.setattr(serving, "HELD_EDGES", 2)
    with serving.server(out) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def get(port: int, path: str, host: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_all_links_of_a_concept_and_all_sentences_of_a_link_are_answered(port):
    status, body = get(port, "/neighbours?node=CL:0000084")
    assert status == 200
    assert len(json.loads(body)["source"]) == 3
    status, body = get(port, f"/sentences?{LINK}")
    found = json.loads(body)
    assert (len(found["sentences"]), found["left_out"]) == (12, 0)
    first = found["sentences"][0]
    assert [first["text"][a:b] for a, b in (first["spans"][:2], first["spans"][2:])] == [
        "T cells",
        "nflammation",
    ]


def test_an_answer_says_how_much_it_leaves_out(port, monkeypatch):
    monkeypatch.setattr(serving, "MOST_ANSWERED", 2)
    links = json.loads(get(port, "/neighbours?node=CL:0000084")[1])
    assert (len(links["source"]), links["left_out"]) == (2, 1)
    found = json.loads(get(port, f"/sentences?{LINK}")[1])
    assert (len(found["sentences"]), found["left_out"]) == (2, 10)


@pytest.mark.parametrize(
    "path",
    [
        "/secret.txt", "/../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/graph.json",
        "/neighbours", "/neighbours?node=../secret.txt", "/sentences?source=a",
    ],
)  # fmt: skip
def test_no_path_leads_to_a_file(port, path):
    status, body = get(port, path)
    assert status == 404
    assert "nobody" not in body


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "[::1]:80"])
def test_another_name_for_this_machine_is_refused(port, host):
    assert get(port, "/", host)[0] == 403


def test_unknown_links_have_no_sentences(port):
    asked = quote("<b>")
    status, body = get(port, f"/sentences?source={asked}&target={asked}")
    assert (status, json.loads(body)) == (200, {"sentences": [], "left_out": 0})


def test_the_served_page_fetches_what_it_lacks(port, browser):
    page = browser.new_context().new_page()
    problems, asked = [], []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: m.type == "error" and problems.append(m.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"http://127.0.0.1:{port}/")
    page.wait_for_selector("body[data-ready=all]")
    assert "of 2 links" in page.locator("#counts").inner_text()
    page.fill("#search", "T cell")
    page.keyboard.press("Enter")
    page.locator("#counts", has_text="of 4 links").wait_for()
    page.locator("#detail").get_by_role("button", name="co-occurs with multiple").click()
    page.locator(".sentence", has_text="T cells were counted in early MS.").wait_for()
    assert {url.split("?")[0].rsplit("/")[-1] for url in asked} == {"", "neighbours", "sentences"}
    assert problems == []


def test_the_served_page_tells_what_an_answer_leaves_out(port, browser, monkeypatch):
    monkeypatch.setattr(serving, "MOST_ANSWERED", 2)
    page = browser.new_context().new_page()
    page.goto(f"http://127.0.0.1:{port}/")
    page.wait_for_selector("body[data-ready=all]")
    page.fill("#search", "T cell")
    page.keyboard.press("Enter")
    panel = page.locator("#detail")
    panel.get_by_text(
        "1 weaker link of this concept is left out; edges.csv has them all."
    ).wait_for()
    panel.get_by_role("button", name="promotes inflammatory").click()
    panel.get_by_text("2 of 12 sentences are kept in this page").wait_for()


def test_a_folder_without_a_build_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="run `etiograph build` first"):
        serving.server(tmp_path)


def test_a_port_that_is_taken_says_what_to_do(out, port):
    with pytest.raises(InputError, match="choose another with --port"):
        serving.server(out, port=port)
