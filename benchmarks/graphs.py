"""Concept graphs of any size that look like real ones, for the benchmarks of layout and page."""

import math
import random

import networkx as nx

from pipeline.model import Article, ConceptGraph, Evidence

TYPES = ("Disease", "CellType", "Mechanism")
PREFIX = {"Disease": "MONDO", "CellType": "CL", "Mechanism": "GO"}
WORDS = {
    "Disease": ("sclerosis", "arthritis", "fibrosis", "lymphoma", "colitis", "anaemia", "asthma"),
    "CellType": ("T cell", "B cell", "macrophage", "neuron", "stem cell", "fibroblast", "monocyte"),
    "Mechanism": ("activation", "inflammation", "apoptosis", "signalling", "repair", "migration"),
}
QUALIFIERS = (
    "chronic", "regulatory", "pulmonary", "juvenile", "memory", "hepatic", "systemic", "cortical",
    "early", "renal", "mucosal", "adult", "cardiac", "progressive", "peripheral", "naive",
)  # fmt: skip
PREDICATES = ("promotes", "inhibits", "causes", "associated_with", "participates_in", "treats")
FILLER = (
    "in", "a", "cohort", "of", "patients", "the", "measured", "effect", "was", "consistent",
    "across", "centres", "after", "adjustment", "for", "age", "sex", "and", "earlier", "treatment",
)  # fmt: skip


def concept_graph(
    nodes: int, edges: int, *, sentences: int = 3, communities: int = 0, seed: int = 1
) -> ConceptGraph:
    """Build a graph with planted communities, Zipf-like degrees, `sentences` sentences per edge."""
    rng = random.Random(seed)
    graph = nx.MultiDiGraph()
    groups = communities or max(3, int(math.sqrt(nodes) / 2))
    for number in range(nodes):
        kind = TYPES[number % 3]
        graph.add_node(f"{PREFIX[kind]}:{number:07d}", **_node(number, kind, groups))
    names = list(graph)
    members = [[n for i, n in enumerate(names) if i % groups == group] for group in range(groups)]
    articles = {f"article-{i}": _article(i) for i in range(max(10, nodes // 4))}
    evidence: dict[str, Evidence] = {}
    seen: set[tuple[str, str, str]] = set()
    while len(seen) < edges:
        home = members[rng.randrange(groups)]
        source = home[int(len(home) * rng.random() ** 2.5)]
        pool = home if rng.random() < 0.8 else members[rng.randrange(groups)]
        target = pool[int(len(pool) * rng.random() ** 2.5)]
        predicate = rng.choice(PREDICATES) if rng.random() < 0.4 else ""
        if not predicate and source > target:
            source, target = target, source
        if source == target or (source, target, predicate) in seen:
            continue
        seen.add((source, target, predicate))
        ids = _sentences(
            rng, graph, evidence, (source, target, predicate), sentences, len(articles)
        )
        graph.add_edge(
            source, target, key=predicate or "cooccurrence", **_edge(rng, predicate, ids)
        )
    for node in graph:
        graph.nodes[node]["articles"] = 1 + graph.degree(node) * 2
        graph.nodes[node]["mentions"] = 3 * graph.nodes[node]["articles"]
    return ConceptGraph(graph, evidence, articles)


def _node(number: int, kind: str, groups: int) -> dict[str, object]:
    words = WORDS[kind]
    name = f"{QUALIFIERS[(number // 3) % 16]} {QUALIFIERS[(number // 48) % 16]} "
    name += f"{words[(number // 7) % len(words)]} {number}"
    return {
        "name": name, "type": kind, "mentions": 0, "articles": 0,
        "names": f"{name}|{name.upper()}", "community": number % groups, "centrality": 0.1,
        "x": 0.0, "y": 0.0,
    }  # fmt: skip


def _article(number: int) -> Article:
    title = f"Findings of study {number} on cells and disease"
    return Article(
        f"article-{number}", title, "", f"corpus/{number}.txt", 2000 + number % 26,
        f"10.1000/demo.{number}" if number % 2 else "", str(1000000 + number), "Journal",
    )  # fmt: skip


def _sentences(
    rng: random.Random,
    graph: nx.MultiDiGraph,
    evidence: dict[str, Evidence],
    edge: tuple[str, str, str],
    count: int,
    articles: int,
) -> list[str]:
    source, target, predicate = edge
    first, second = graph.nodes[source]["name"], graph.nodes[target]["name"]
    ids = []
    for _ in range(count):
        verb = predicate.replace("_", " ") or "was seen with"
        tail = " ".join(rng.choices(FILLER, k=18))
        text = f"We report that {first} {verb} {second} {tail}."
        start = rng.randrange(20000)
        second_at = start + text.index(second, 15 + len(first))
        id_ = f"e{len(evidence)}"
        evidence[id_] = Evidence(
            id_, f"article-{rng.randrange(articles)}", "Results", start, start + len(text), text,
            (start + 15, start + 15 + len(first)), (second_at, second_at + len(second)),
            source, target, predicate, verb if predicate else "", "verb" if predicate else "",
            rng.random() < 0.1, rng.random() < 0.2,
        )  # fmt: skip
        ids.append(id_)
    return ids


def _edge(rng: random.Random, predicate: str, ids: list[str]) -> dict[str, object]:
    articles = 1 + int(rng.paretovariate(1.3)) % 60
    year = rng.randrange(1995, 2020)
    return {
        "kind": "asserted" if predicate else "cooccurrence", "predicate": predicate,
        "sentences": articles + rng.randrange(5), "articles": articles,
        "npmi": round(rng.uniform(-0.2, 0.9), 3), "llr": round(rng.uniform(0, 90), 2),
        "fdr": round(rng.random() ** 3, 4), "belief": round(rng.uniform(0.3, 1), 3),
        "negated": round(rng.random() ** 4, 2), "speculative": round(rng.random() ** 2, 2),
        "contradicted": bool(predicate) and rng.random() < 0.05, "first_year": year,
        "last_year": min(2026, year + rng.randrange(12)), "evidence": "|".join(ids),
    }  # fmt: skip
