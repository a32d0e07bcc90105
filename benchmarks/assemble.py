"""Time from counts to graph and files, on a made-up tally: `python benchmarks/assemble.py EDGES`.

Prints seconds for each step and its share of the whole, and the peak memory of the process.  Pairs
are drawn with the skew of real corpora (a few concepts are in most sentences); one edge in five is
asserted, and every edge has up to five sentences as evidence.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx

from pipeline import render
from pipeline.assemble import assemble
from pipeline.assemble.centrality import centrality
from pipeline.assemble.communities import detect
from pipeline.assemble.layout import place
from pipeline.assemble.triads import triads
from pipeline.model import Article, Concept, EdgeTallies, EdgeTally, Evidence, NodeTally, Tally

TYPES = ("Disease", "CellType", "Mechanism")
PREDICATES = ("treats", "causes", "promotes", "inhibits", "participates_in", "associated_with")


def made_up(edges: int, seed: int = 7) -> Tally:
    """A tally with so many edges, a twentieth as many concepts and a tenth as many articles."""
    rng = random.Random(seed)
    articles = {f"a{n}": Article(f"a{n}", f"Title {n}", "") for n in range(max(edges // 10, 10))}
    nodes = max(edges // 20, 10)
    found: dict[tuple[str, str, str], EdgeTally] = {}
    while len(found) < edges:
        source, target = sorted({int(nodes * rng.random() ** 3) for _ in range(2)} | {nodes})[:2]
        predicate = rng.choice(PREDICATES) if rng.random() < 0.2 else ""
        key = (f"X:{source:07}", f"X:{target % nodes:07}", predicate)
        if key not in found and key[0] != key[1]:
            found[key] = edge(key, len(found), rng, len(articles))
    tallies = {f"X:{n:07}": node(n, edges) for n in range(nodes)}
    return Tally(edges * 20, articles, tallies, EdgeTallies.of(found.values()))


def node(number: int, edges: int) -> NodeTally:
    """A concept that is the more frequent the smaller its number."""
    concept = Concept(f"X:{number:07}", f"concept {number}", TYPES[number % 3])
    count = 1 + edges // (number + 1)
    return NodeTally(concept, count, count, 1 + count // 2, ((concept.name, count),))


def edge(key: tuple[str, str, str], number: int, rng: random.Random, articles: int) -> EdgeTally:
    """An edge with a few sentences, seldom many."""
    count = 1 + int(rng.paretovariate(1.5)) % 50
    evidence = tuple(
        Evidence(
            f"{number:016x}-{place}",
            f"a{rng.randrange(articles)}",
            "Results",
            0,
            60,
            f"A sentence of no meaning that names concept {number} and one more",
            (2, 10),
            (20, 30),
            key[0],
            key[1],
            key[2],
        )
        for place in range(min(count, 5))
    )
    return EdgeTally(*key, count, count, count if key[2] else 0, evidence=evidence)


def main(edges: int) -> None:
    """Time every step and print what it took."""
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> object:
        start = time.perf_counter()
        result = work()
        seconds[name] = time.perf_counter() - start
        return result

    tally = made_up(edges)
    print(f"tally: {edges:,} edges, {len(tally.nodes):,} concepts, peak {peak()} MB")
    concepts = timed("assemble, all", lambda: assemble(tally))
    graph = concepts.graph
    print(f"graph: peak {peak()} MB")
    communities = timed("- communities", lambda: detect(graph))
    timed("- layout", lambda: place(graph, communities=communities))
    timed("- centrality", lambda: centrality(graph))
    timed("- triads", lambda: triads(concepts))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        timed("nodes.csv", lambda: render.write_nodes_csv(concepts, out / "nodes.csv"))
        timed("edges.csv", lambda: render.write_edges_csv(concepts, out / "edges.csv"))
        sentences = concepts.evidence.values()
        table = out / "evidence.csv"
        timed("evidence.csv", lambda: render.write_evidence_csv(sentences, tally.articles, table))
        timed("triads.csv", lambda: render.write_triads_csv(concepts, out / "triads.csv"))
        timed("graph.json", lambda: render.write_graph_json(concepts, out / "graph.json"))
        timed("read graph.json", lambda: render.read_graph_json(out / "graph.json"))
        timed("report.md", lambda: render.write_report(concepts, out / "report.md"))
        timed("graph.graphml", lambda: render.write_graphml(concepts, out / "graph.graphml"))
        other = str(out / "other.graphml")
        timed("- by NetworkX", lambda: nx.write_graphml_lxml(graph, other))
    whole = seconds["assemble, all"]
    for name, each in seconds.items():
        print(f"{name:18} {each:8.2f} s {each / whole:6.2f} x assemble")
    print(f"peak {peak()} MB")


def peak() -> int:
    """Most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
