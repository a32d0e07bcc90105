"""Layout and page of made-up graphs in headless Chromium, against floors: `python benchmarks/page.py`.

    python benchmarks/page.py [layout] [page] [large]

Each line: what, measured, floor, and ok or SLOW.  Times are of the processor (the page's main
thread), wall time beside them: on a busy machine only the first says something.  Set CHROMIUM to a
browser where none is on the path.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from graphs import concept_graph
from playwright.sync_api import CDPSession, Page, sync_playwright
from scipy.spatial import cKDTree

from pipeline.assemble.communities import detect
from pipeline.assemble.layout import DRAWN, node_radius, place, swell
from pipeline.model import ConceptGraph
from pipeline.render.page import fitted_page
from pipeline.render.payload import ranked_nodes

failed: list[str] = []


def report(what: str, measured: float, floor: float, unit: str, *, least: bool = False) -> None:
    """Print one line; `least` where the floor is the least that will do."""
    good = measured >= floor if least else measured <= floor
    if not good:
        failed.append(what)
    sign = ">=" if least else "<="
    print(f"{what:46} {measured:9.3f} {unit:3} {sign} {floor:<6g} {'ok' if good else 'SLOW'}")


def placed(nodes: int, edges: int, sentences: int) -> tuple[ConceptGraph, float]:
    """A graph with positions, and the seconds that placing it took."""
    concepts = concept_graph(nodes, edges, sentences=sentences)
    graph = concepts.graph
    start = time.process_time()
    groups = detect(graph)
    positions = place(graph, communities=groups)
    seconds = time.process_time() - start
    for node, (x, y) in positions.items():
        graph.nodes[node].update(community=groups[node], x=x, y=y)
    return concepts, seconds


def layout() -> None:
    """Seconds, share of near neighbours in one community, share of nodes that overlap another."""
    for nodes, floor in ((5_000, 10), (20_000, 60)):
        concepts, seconds = placed(nodes, 4 * nodes, 0)
        data = [concepts.graph.nodes[node] for node in ranked_nodes(concepts.graph.nodes)]
        points = np.array([(values["x"], values["y"]) for values in data])
        groups = np.array([values["community"] for values in data])
        most = max(values["articles"] for values in data)
        radii = np.array([node_radius(values["articles"], most) for values in data])
        tree = cKDTree(points)
        nearest = tree.query(points, k=9)[1][:, 1:]
        points, radii = points[:DRAWN], radii[:DRAWN] * swell(nodes)
        pairs = cKDTree(points).query_pairs(2 * radii.max(), output_type="ndarray")
        gaps = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T) - radii[pairs].sum(axis=1)
        report(f"layout of {nodes:,} nodes", seconds, floor, "s")
        together = float((groups[nearest] == groups[:, None]).mean())
        report("  8 nearest in the same community", together, 0.75, "", least=True)
        report("  drawn nodes overlapping", len(np.unique(pairs[gaps < 0])) / DRAWN, 0.05, "")


@contextmanager
def opened(concepts: ConceptGraph) -> Iterator[tuple[Page, CDPSession, float]]:
    """The page in a browser, its main thread's clock, and the megabytes of its file."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "graph.html"
        file.write_text(fitted_page(concepts, title="Benchmark").html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        clock = page.context.new_cdp_session(page)
        clock.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(file.as_uri())
        page.wait_for_selector("body[data-ready]", timeout=120_000)
        yield page, clock, file.stat().st_size / 1e6
        browser.close()


def busy(clock: CDPSession) -> float:
    """Milliseconds of work that the page's main thread has done so far."""
    metrics = {m["name"]: m["value"] for m in clock.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["TaskDuration"])


def cost(page: Page, clock: CDPSession, act: Callable[[], Any]) -> float:
    """Milliseconds of work that an act causes, drawing included."""
    page.wait_for_timeout(400)
    before = busy(clock)
    act()
    page.wait_for_timeout(400)
    return busy(clock) - before


SET = """([selector, value]) => {
    const input = document.querySelector(selector);
    input.value = value;
    input.dispatchEvent(new Event("input"));
}"""


def panning(page: Page, clock: CDPSession) -> float:
    """Milliseconds of work a frame while the map is dragged."""
    box = page.locator("#map-canvas").bounding_box() or {"x": 0, "y": 0}
    x, y = box["x"] + 500, box["y"] + 60
    page.evaluate("""() => {
        window.frames_seen = 0;
        const tick = () => { window.frames_seen++; requestAnimationFrame(tick); };
        requestAnimationFrame(tick);
    }""")
    page.mouse.move(x, y)
    page.mouse.down()
    samples = []
    for part in range(8):
        before, frames = busy(clock), page.evaluate("window.frames_seen")
        for step in range(10):
            page.mouse.move(x + 30 * part + 3 * step, y + 2 * step)
        drawn = max(1, page.evaluate("window.frames_seen") - frames)
        samples.append((busy(clock) - before) / drawn)
    page.mouse.up()
    return median(samples)


def small() -> None:
    """1,000 nodes, 4,000 edges, three sentences an edge."""
    concepts, _ = placed(1_000, 4_000, 3)
    with opened(concepts) as (page, clock, size):
        mark = page.evaluate("performance.getEntriesByName('drawn')[0].startTime")
        report("file of 1,000 / 4,000 / 3", size, 5, "MB")
        report("first frame", busy(clock) / 1000, 1.0, "s")
        print(f"  (wall {mark / 1000:.2f} s)")
        page.wait_for_selector("body[data-ready=all]")
        report("frame while panning", panning(page, clock), 33, "ms")
        slider = "#filter-minLinkArticles"
        filters = [
            cost(page, clock, lambda value=value: page.evaluate(SET, [slider, value]))
            for value in ("3", "5", "2", "4", "1")
        ]
        report("filter, the median of five", median(filters), 100, "ms")
        words = "chronic sclerosis"
        typed = [
            cost(page, clock, lambda end=end: page.evaluate(SET, ["#search", words[:end]]))
            for end in range(1, len(words), 3)
        ]
        report("search keystroke, the median of six", median(typed), 50, "ms")


def large() -> None:
    """20,000 nodes, 200,000 edges."""
    concepts, _ = placed(20_000, 200_000, 1)
    with opened(concepts) as (page, clock, size):
        mark = page.evaluate("performance.getEntriesByName('drawn')[0].startTime")
        report("file of 20,000 / 200,000 / 1", size, 30, "MB")
        report("opens", busy(clock) / 1000, 3, "s")
        print(f"  (wall {mark / 1000:.2f} s)")


if __name__ == "__main__":
    parts = {"layout": layout, "page": small, "large": large}
    for name in sys.argv[1:] or parts:
        parts[name]()
    sys.exit(f"below the floor: {', '.join(failed)}" if failed else 0)
