"""Builds from URLs and into them."""

import json

import fsspec
import pytest

from pipeline import run
from pipeline.errors import NothingToRead, StoreError
from pipeline.settings import Batch, Shape
from pipeline.store.lock import hold
from tests import fakes
from tests.read.helpers import served
from tests.test_run_builds import OUTPUTS, Vocabulary, written

URL = "memory://results/map"


@pytest.fixture(autouse=True)
def quick(monkeypatch, tmp_path):
    """Build with the fakes' recogniser and vocabulary, and with a cache folder of our own."""
    monkeypatch.setattr(run, "load", lambda settings, report=None: Vocabulary())
    monkeypatch.setattr(run, "Maker", lambda settings, vocabulary: fakes.make)
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda name: str(tmp_path / "cache"))


@pytest.fixture
def memory():
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@pytest.fixture
def corpus(tmp_path):
    fakes.write_articles(tmp_path / "in", 6)
    return tmp_path / "in"


def build(source, out, **options):
    return run.build([source], out, **{"batch": Batch("serial")} | options)


def fetched(memory, folder):
    """What stands at the URL, as a folder."""
    folder.mkdir()
    for path in memory.ls("/results/map", detail=False):
        memory.get_file(path, str(folder / path.rpartition("/")[2]))
    return folder


def left(tmp_path):
    return [path.name for path in (tmp_path / "cache").rglob("*") if path.is_file()]


def test_a_build_into_a_url_is_the_build_into_a_folder(memory, tmp_path, corpus):
    report = build(corpus, URL)
    build(corpus, tmp_path / "out")
    assert (report.out, report.articles, len(report.graph.graph)) == (URL, 6, 4)
    assert written(fetched(memory, tmp_path / "copy")) == written(tmp_path / "out")
    assert left(tmp_path) == ["store.lock"]


def test_the_next_build_into_the_url_reads_only_what_is_new(memory, tmp_path, corpus):
    build(corpus, URL, shape=Shape(formats=("cx2",)))
    assert memory.exists("/results/map/graph.cx2")
    (corpus / "new.txt").write_text("A new microglia drives inflammation.")
    assert build(corpus, URL).read == 1
    build(corpus, tmp_path / "out")
    assert written(fetched(memory, tmp_path / "copy")) == written(tmp_path / "out")
    assert "inflammation" in memory.cat("/results/map/changes.md").decode()
    assert not memory.exists("/results/map/graph.cx2")
    assert build(corpus, URL).read == 0
    assert memory.exists("/results/map/changes.md")


def test_a_file_of_the_users_own_stays_at_the_url(memory, corpus):
    memory.pipe_file("/results/map/evidence-notes.csv", b"mine")
    memory.pipe_file("/results/map/evidence-07.csv", b"of a larger corpus")
    build(corpus, URL)
    assert memory.cat("/results/map/evidence-notes.csv") == b"mine"
    assert not memory.exists("/results/map/evidence-07.csv")


def test_the_store_goes_up_last_and_a_failed_delivery_is_made_good(
    memory, tmp_path, corpus, monkeypatch
):
    put, sent = memory.put_file, []

    def fail(path, *rest):
        if path.endswith("report.md"):
            raise OSError("the line is cut")
        put(path, *rest)

    monkeypatch.setattr(type(memory), "put_file", lambda _, *paths: fail(*paths))
    with pytest.raises(StoreError, match=r"results/map: .*the line is cut.*--out"):
        build(corpus, URL)
    assert not memory.exists("/results/map/store.sqlite")
    monkeypatch.setattr(type(memory), "put_file", lambda _, *p: (sent.append(p[0]), put(*p)))
    assert build(corpus, URL).read == 0
    assert sent[-1].endswith("store.sqlite") and len(sent) == len(OUTPUTS) + 2


def test_two_builds_into_one_url(memory, tmp_path, corpus):
    build(corpus, URL)
    (work,) = (tmp_path / "cache" / "builds").iterdir()
    with hold(work), pytest.raises(StoreError, match="held by another build"):
        build(corpus, URL)


def test_nothing_to_read_is_said_at_the_url_and_takes_nothing_away(memory, tmp_path, corpus):
    with pytest.raises(NothingToRead):
        build(tmp_path / "nothing", URL)
    (skipped,) = json.loads(memory.cat("/results/map/run.json"))["skipped"]
    assert skipped["source"].endswith("nothing")
    build(corpus, URL)
    before = memory.ls("/results/map", detail=False)
    with pytest.raises(NothingToRead):
        build(tmp_path / "nothing", URL)
    assert memory.ls("/results/map", detail=False) == before


def test_a_url_that_cannot_be_written_is_an_error_with_a_remedy(corpus):
    with pytest.raises(StoreError, match=r"s3fs.*--out"):
        build(corpus, "s3://bucket/out")


def test_worker_processes_fetch_what_they_read(tmp_path, corpus):
    with served(corpus) as url:
        first = build(url, tmp_path / "two", batch=Batch("processes", workers=2))
        (corpus / "0003.txt").write_text("Now inflammation drives arthritis here.")
        (corpus / "0004.txt").unlink()
        (corpus / "bad.json").write_text("{")
        again = build(url, tmp_path / "two", batch=Batch("processes", workers=2))
        fresh = build(url, tmp_path / "fresh")
    assert (first.read, again.read, fresh.articles, first.skipped) == (6, 2, 5, ())
    assert written(tmp_path / "two") == written(tmp_path / "fresh")
    (skipped,) = json.loads((tmp_path / "two" / "run.json").read_text())["skipped"]
    assert skipped["source"] == f"{url}bad.json"
