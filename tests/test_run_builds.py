"""Builds one after the other: unchanged, changed, interrupted, at once."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from pipeline import render, run
from pipeline.batch import worker
from pipeline.built import EXTRAS
from pipeline.errors import InputError, StoreError
from pipeline.settings import Batch, Settings, Shape
from pipeline.store import open_store
from tests import fakes

OUTPUTS = ("nodes.csv", "edges.csv", "evidence.csv", "triads.csv", "graph.graphml", "graph.json")
OUTPUTS += ("graph.html", "report.md")


class Vocabulary:
    """The four concepts of the fakes."""

    fingerprint = "fakes"

    def __init__(self):
        self.concepts = {concept.id: concept for concept in fakes.CONCEPTS.values()}

    def concept(self, curie):
        return self.concepts.get(curie)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Build with the fakes' recogniser and vocabulary."""
    monkeypatch.setattr(run, "load", lambda settings, report=None: Vocabulary())
    monkeypatch.setattr(run, "Maker", lambda settings, vocabulary: fakes.make)


@pytest.fixture
def corpus(tmp_path):
    fakes.write_articles(tmp_path / "in", 10)
    return tmp_path / "in"


def build(corpus, out, **options):
    return run.build([corpus], out, batch=Batch("serial"), **options)


def written(out):
    """All outputs as bytes, and `run.json` without what may differ."""
    record = json.loads((out / "run.json").read_text())
    record.pop("this run")
    return {name: (out / name).read_bytes() for name in OUTPUTS} | {"run.json": record}


def test_builds_on_top_are_byte_identical_to_a_build_from_nothing(tmp_path, corpus):
    build(corpus, tmp_path / "out")
    (corpus / "0001.txt").write_text("Now arthritis drives inflammation. And microglia too.")
    (corpus / "0002.txt").unlink()
    (corpus / "copy.txt").write_bytes((corpus / "0003.txt").read_bytes())
    (corpus / "bad.json").write_text("{")
    report = build(corpus, tmp_path / "out")
    fresh = build(corpus, tmp_path / "fresh")
    assert (report.read, fresh.read) == (3, 11)
    assert written(tmp_path / "out") == written(tmp_path / "fresh")


def test_nothing_changed_reads_and_writes_nothing(tmp_path, corpus):
    first = build(corpus, tmp_path / "out")
    before = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in OUTPUTS}
    again = build(corpus, tmp_path / "out")
    after = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in OUTPUTS}
    assert (first.read, again.read) == (10, 0)
    assert before == after
    assert set(again.graph.graph) == set(first.graph.graph)
    assert again.articles == 10


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"batch": Batch("proceses")},
            "no engine 'proceses': expected auto, serial, processes, dask",
        ),
        ({"batch": Batch("dask")}, "needs --scheduler"),
        ({"shape": Shape(formats=("cx",))}, "no format 'cx': expected cx2, neo4j"),
        ({"shape": Shape(roll_up=("MONDO:x",))}, "no concept 'MONDO:x' to roll up into"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is(tmp_path, corpus, options, message):
    with pytest.raises(InputError, match=message):
        run.build([corpus / "0001.txt"], tmp_path / "new", **options)
    assert not (tmp_path / "new").exists()
    build(corpus, tmp_path / "out")
    with pytest.raises(InputError, match=message):
        run.build([corpus / "0001.txt"], tmp_path / "out", **options)
    assert build(corpus, tmp_path / "out").read == 0


def test_a_large_graph_is_written_by_two_processes_to_the_same_bytes(tmp_path, corpus, monkeypatch):
    build(corpus, tmp_path / "one")
    monkeypatch.setattr("pipeline.outputs.LARGE", 0)
    monkeypatch.setattr("pipeline.beside.cores", lambda: 2)
    build(corpus, tmp_path / "two")
    assert written(tmp_path / "one") == written(tmp_path / "two")


def test_an_output_that_was_lost_or_touched_is_written_again(tmp_path, corpus):
    build(corpus, tmp_path / "out")
    before = written(tmp_path / "out")
    (tmp_path / "out" / "nodes.csv").write_text("mine")
    (tmp_path / "out" / "graph.html").unlink()
    report = build(corpus, tmp_path / "out")
    assert report.read == 0
    assert written(tmp_path / "out") == before


def test_a_format_on_request_that_was_lost_is_written_again(tmp_path, corpus):
    shape = Shape(formats=("cx2", "neo4j"))
    build(corpus, tmp_path / "out", shape=shape)
    lost = [tmp_path / "out" / name for names in EXTRAS.values() for name in names]
    before = [path.read_bytes() for path in lost]
    for path in lost:
        path.unlink()
        build(corpus, tmp_path / "out", shape=shape)
    assert [path.read_bytes() for path in lost] == before


def test_other_rules_read_everything_again(tmp_path, corpus, monkeypatch):
    build(corpus, tmp_path / "out")
    monkeypatch.setattr(run, "rules", lambda vocabulary: "new rules")
    assert build(corpus, tmp_path / "out").read == 10


def test_another_shape_is_written_without_reading(tmp_path, corpus):
    build(corpus, tmp_path / "out")
    report = build(corpus, tmp_path / "out", shape=Shape(minimum_articles=99))
    assert report.read == 0
    assert {key for *_, key in report.graph.graph.edges(keys=True)} == {"causes"}


def test_the_same_content_under_two_names_counts_once_and_is_said(tmp_path, corpus):
    (corpus / "copy.txt").write_bytes((corpus / "0003.txt").read_bytes())
    report = build(corpus, tmp_path / "out")
    assert report.articles == 10
    assert report.duplicates == ((str(corpus / "copy.txt"), str(corpus / "0003.txt")),)
    record = json.loads((tmp_path / "out" / "run.json").read_text())
    assert record["duplicates"] == [
        {"source": str(corpus / "copy.txt"), "counts as": str(corpus / "0003.txt")}
    ]


def test_what_is_skipped_is_recorded_with_its_remedy(tmp_path, corpus):
    (corpus / "bad.json").write_text("{")
    build(corpus, tmp_path / "out")
    (skipped,) = json.loads((tmp_path / "out" / "run.json").read_text())["skipped"]
    assert skipped["source"] == str(corpus / "bad.json")
    assert skipped["reason"] and skipped["remedy"]


def test_ctrl_c_at_any_article_loses_nothing(tmp_path, corpus, monkeypatch):
    fresh = tmp_path / "fresh"
    build(corpus, fresh)
    for stop in (1, 4, 9):
        out = tmp_path / f"out-{stop}"
        seen = []

        def annotate(article, seen=seen, stop=stop):
            seen.append(article)
            if len(seen) == stop:
                raise KeyboardInterrupt
            return fakes.annotate(article)

        monkeypatch.setattr(run, "Maker", lambda *_, f=annotate: partial(worker, f))
        with pytest.raises(KeyboardInterrupt):
            build(corpus, out)
        build(corpus, out)
        assert written(out) == written(fresh)


@pytest.mark.parametrize("large", [0, 1000])
@pytest.mark.parametrize("step", ["write_statements_csv", "write_graphml", "write_page"])
def test_a_full_disk_leaves_the_last_outputs_whole(tmp_path, corpus, monkeypatch, step, large):
    monkeypatch.setattr("pipeline.outputs.LARGE", large)
    out = tmp_path / "out"
    build(corpus, out)
    before = written(out)
    (corpus / "new.txt").write_text("A new microglia drives arthritis.")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(render, step, full)
        with pytest.raises(StoreError, match="No space left on device; make room"):
            build(corpus, out)
    assert written(out) == before
    assert not (out / ".unfinished").exists()
    report = build(corpus, out)
    build(corpus, tmp_path / "fresh")
    assert report.read == 0
    assert written(out) == written(tmp_path / "fresh")


CHILD = """
import sys
from pathlib import Path
from tests.test_run_builds import Vocabulary, fakes, run
from functools import partial
run.load = lambda settings, report=None: Vocabulary()
run.Maker = lambda *_: partial(fakes.make_troubled, Path(sys.argv[2]))
run.build([sys.argv[1]], Path(sys.argv[2]), batch=run.Batch(sys.argv[3], workers=2))
"""


def start(corpus, out, engine="serial"):
    return subprocess.Popen([sys.executable, "-c", CHILD, str(corpus), str(out), engine])


def wait_for_store(out, process):
    """Wait until a build has committed something."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if (out / "store.sqlite-wal").exists() and (out / "store.sqlite-wal").stat().st_size > 1e5:
            return
        time.sleep(0.01)


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_kill_9_loses_nothing(tmp_path, engine):
    corpus, out = tmp_path / "in", tmp_path / "out"
    fakes.write_articles(corpus, 80, words="SLOW microglia drives sclerosis")
    with start(corpus, out, engine) as process:
        wait_for_store(out, process)
        time.sleep(1.2)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    report = build(corpus, out)
    build(corpus, tmp_path / "fresh")
    assert 0 < report.read < 80
    assert written(out) == written(tmp_path / "fresh")


def test_a_second_build_into_a_folder_is_told_who_holds_it(tmp_path, corpus):
    out = tmp_path / "out"
    with open_store(out), pytest.raises(StoreError, match=f"held by another build .*{os.getpid()}"):
        build(corpus, out)


def test_the_settings_make_a_difference_to_the_stamp(tmp_path, corpus):
    build(corpus, tmp_path / "out")
    before = (tmp_path / "out" / "nodes.csv").stat().st_mtime_ns
    build(corpus, tmp_path / "out", settings=Settings(keep_generic=True))
    assert (tmp_path / "out" / "nodes.csv").stat().st_mtime_ns > before


@pytest.fixture
def volumes(monkeypatch):
    """Volumes of two articles, as if these were many."""
    monkeypatch.setattr("pipeline.store.labels.VOLUME_ARTICLES", 2)


def evidence(out):
    return {path.name: path.read_bytes() for path in sorted(out.glob("evidence*.csv"))}


def test_one_changed_article_rewrites_its_volumes_of_evidence_only(tmp_path, corpus, volumes):
    out = tmp_path / "out"
    build(corpus, out)
    before = {path: path.stat().st_mtime_ns for path in out.glob("evidence*.csv")}
    (corpus / "0001.txt").write_text("Now arthritis drives inflammation. And microglia too.")
    build(corpus, out)
    build(corpus, tmp_path / "fresh")
    same = [path for path, time in before.items() if path.stat().st_mtime_ns == time]
    assert len(before) == 8
    assert 6 <= len(same) < 8
    assert evidence(out) == evidence(tmp_path / "fresh")


def test_a_volume_that_was_touched_is_written_again(tmp_path, corpus, volumes):
    out = tmp_path / "out"
    build(corpus, out)
    before = evidence(out)
    (out / "evidence-3.csv").write_text("mine")
    (out / "evidence-5.csv").unlink()
    build(corpus, out)
    assert evidence(out) == before


def test_a_corpus_that_shrinks_leaves_no_old_volume(tmp_path, corpus, volumes):
    out = tmp_path / "out"
    build(corpus, out)
    for path in sorted(corpus.iterdir())[2:]:
        path.unlink()
    build(corpus, out)
    assert list(evidence(out)) == ["evidence.csv"]


def test_a_file_of_the_users_own_is_no_volume(tmp_path, corpus, volumes):
    out = tmp_path / "out"
    out.mkdir()
    for name in ("evidence-notes.csv", "evidence2.csv"):
        (out / name).write_text("mine")
    build(corpus, out)
    (corpus / "new.txt").write_text("A new microglia drives arthritis.")
    build(corpus, out)
    assert (out / "evidence-notes.csv").read_text() == (out / "evidence2.csv").read_text() == "mine"
