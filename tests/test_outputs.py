"""What becomes of what was found: roll-up, is_a edges, more formats, news since the last build."""

import csv
import gc
import json
from dataclasses import replace

import pytest

from pipeline.batch import update, worker
from pipeline.built import BUILT, EXTRAS, FILES, is_volume
from pipeline.model import Concept, Mention
from pipeline.outputs import Clock, Outputs, standing
from pipeline.settings import Batch, Settings, Shape
from pipeline.store import open_store
from tests import fakes

ORPHAN = Concept("LOCAL:gout", "gout", "Disease", parents=("X:nobody-names-it",))
NERVES = Concept("MONDO:0005071", "nervous system disorder", "Disease")


class Vocabulary:
    """The four concepts of the fake recogniser; for once arthritis is a kind of sclerosis."""

    fingerprint = "fake"

    def concept(self, curie):
        known = {c.id: c for c in (*fakes.CONCEPTS.values(), NERVES)}
        parents = {"MONDO:0005301": (NERVES.id,), "MONDO:0005578": ("MONDO:0005301",)}
        concept = known.get(curie)
        return concept and replace(concept, parents=parents.get(curie, ()))


@pytest.fixture
def build(tmp_path):
    (tmp_path / "in").mkdir()

    def write(**options):
        articles, out = tmp_path / "in", tmp_path / options.pop("out", "out")
        make = options.pop("make", fakes.make)
        with open_store(out) as store, standing(out) as before:
            read = update(store, [articles], make, Batch("serial"), lambda _: None)
            outputs = Outputs(store, Vocabulary(), Settings(), "in", Shape(**options))
            outputs.write(out, before=before, read=read, watch=lambda _: None, clock=Clock())
        return out

    return write


def _edges(out):
    with (out / "edges.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["source_name"], row["predicate"], row["target_name"])
            for row in csv.DictReader(file)
        }


@pytest.fixture
def article(tmp_path, build):
    def write(name, text):
        (tmp_path / "in" / f"{name}.txt").write_text(text)

    write("one", "The microglia drives sclerosis. Here is inflammation with arthritis.")
    return write


@pytest.mark.parametrize("shape", [{"roll_up": (NERVES.id,)}, {"level": 0}])
def test_roll_up_merges_and_counts_anew(shape, article, build):
    article("two", "The microglia drives arthritis.")
    out = build(**shape)
    assert ("microglia", "causes", "nervous system disorder") in _edges(out)
    nodes = (out / "nodes.csv").read_text(encoding="utf-8")
    assert f"{NERVES.id},nervous system disorder,Disease,3,2," in nodes
    assert "multiple sclerosis" not in nodes
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["settings"]["level"] == (
        shape.get("level")
    )


def coining(article):
    """Find gout too, which is in no vocabulary: a nervous disorder, for once."""
    found, at = fakes.annotate(article), article.text.index("gout")
    gout = Concept("LOCAL:gout", "gout", "Disease", parents=(NERVES.id,))
    mention = Mention(at, at + 4, "gout", "Disease", gout.id, gout.name, "head")
    mentions = sorted((*found.mentions, mention), key=lambda m: m.start)
    return replace(found, mentions=tuple(mentions), concepts=(gout,))


def test_what_articles_coined_rolls_up_too(article, build):
    article("one", "The microglia and gout.")
    out = build(roll_up=(NERVES.id,), make=lambda: worker(coining))
    assert ("microglia", "", "nervous system disorder") in _edges(out)
    assert "LOCAL:gout" not in (out / "nodes.csv").read_text(encoding="utf-8")


def test_nothing_merges_into_what_has_no_name(article, build):
    def make():
        return worker(lambda a: replace(coining(a), concepts=(ORPHAN,)))

    article("one", "The microglia and gout.")
    out = build(level=0, make=make)
    assert "LOCAL:gout,gout" in (out / "nodes.csv").read_text(encoding="utf-8")


def test_is_a_edges_on_request(article, build):
    assert not any(predicate == "is_a" for _, predicate, _ in _edges(build()))
    assert ("arthritis", "is_a", "multiple sclerosis") in _edges(build(is_a=True))


def test_all_of_the_store_is_in_its_file_when_a_build_ends(article, build):
    gc.disable()  # which closed what was left open, but in its own time
    try:
        assert not list(build().glob("store.sqlite-*"))
    finally:
        gc.enable()


def test_rare_cooccurrence_is_left_out_assertions_stay(article, build):
    out = build(minimum_articles=2)
    assert _edges(out) == {("microglia", "causes", "multiple sclerosis")}


def test_more_formats_on_request(article, build):
    plain = build()
    assert not (plain / "graph.cx2").exists()
    out = build(formats=("cx2", "neo4j"))
    for name in ("graph.cx2", "neo4j-nodes.csv", "neo4j-edges.csv"):
        assert "MONDO:0005301" in (out / name).read_text(encoding="utf-8")
    assert not (build() / "graph.cx2").exists()  # it would show an older graph


def test_news_since_the_last_build_stand_apart(article, build):
    assert not (build() / "changes.md").exists()
    article("two", "The inflammation drives arthritis.")
    out = build()
    news = (out / "changes.md").read_text(encoding="utf-8")
    assert "- **inflammation** causes **arthritis** (1 article, 1 sentence, belief 0.65)" in news
    assert "multiple sclerosis" not in news
    fresh = build(out="fresh")
    for name in ("report.md", "edges.csv", "graph.json", "graph.graphml", "triads.csv"):
        assert (out / name).read_bytes() == (fresh / name).read_bytes()


def test_all_that_a_build_writes_is_known_by_name(article, build):
    build(formats=tuple(EXTRAS))
    article("two", "The inflammation drives arthritis.")
    names = {path.name for path in build(formats=tuple(EXTRAS)).iterdir()}
    assert names - BUILT == {"evidence.csv"} and is_volume("evidence.csv")
    assert {*FILES, "changes.md", "graph.cx2", "neo4j-nodes.csv", "run.json"} <= names


def test_a_build_without_news_keeps_those_of_the_last(article, build):
    build()
    article("two", "The inflammation drives arthritis.")
    news = (build() / "changes.md").read_bytes()
    article("three", "Nothing of the kind.")
    assert (build() / "changes.md").read_bytes() == news
