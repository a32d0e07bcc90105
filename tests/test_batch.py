import json
import os
from functools import partial

import pytest

from pipeline.batch import update, worker
from pipeline.errors import InputError, ReadError
from pipeline.read import CHANGED, digest
from pipeline.settings import Batch
from pipeline.store import Choice, open_store
from tests import fakes
from tests.read.helpers import served

CHOICE = Choice({c.id: c for c in fakes.CONCEPTS.values()}.get)
SERIAL = Batch("serial", timeout=10)


def bring(out, paths, *, make=fakes.make, batch=SERIAL, steps=None):
    """Update the store of a folder; return what it holds and how many sources were read."""
    with open_store(out) as store:
        read = update(store, paths, make, batch, (steps if steps is not None else []).append)
        state = (store.tally(CHOICE), list(store.evidence(CHOICE)), store.skipped())
        return state, read


@pytest.fixture
def corpus(tmp_path):
    fakes.write_articles(tmp_path / "in", 12)
    return tmp_path / "in"


def test_only_what_is_new_or_changed_is_read_and_what_is_gone_is_subtracted(tmp_path, corpus):
    _, first = bring(tmp_path / "out", [corpus])
    _, again = bring(tmp_path / "out", [corpus])
    (corpus / "0003.txt").write_text("Now inflammation drives arthritis here.")
    (corpus / "0004.txt").unlink()
    (corpus / "new.txt").write_text("A new microglia drives inflammation.")
    state, changed = bring(tmp_path / "out", [corpus])
    fresh, _ = bring(tmp_path / "fresh", [corpus])
    assert (first, again, changed) == (12, 0, 2)
    assert state == fresh


@pytest.fixture
def hashed(monkeypatch):
    """The names of the sources that are hashed."""
    names = []

    def note(source):
        names.append(source.name)
        return digest(source)

    monkeypatch.setattr("pipeline.batch.digest", note)
    return names


@pytest.fixture
def settled(monkeypatch):
    """Take files for settled that were changed just now."""
    monkeypatch.setattr("pipeline.read.source.SETTLED_NS", 0)


posix = pytest.mark.skipif(os.name != "posix", reason="elsewhere files bear no trustworthy times")


@posix
def test_files_that_bear_their_marks_are_not_hashed_again(tmp_path, corpus, hashed, settled):
    bring(tmp_path / "out", [corpus])
    del hashed[:]
    assert bring(tmp_path / "out", [corpus])[1] == 0
    assert hashed == []
    (corpus / "0003.txt").touch()
    assert bring(tmp_path / "out", [corpus])[1] == 0
    assert bring(tmp_path / "out", [corpus])[1] == 0
    assert hashed == [str(corpus / "0003.txt")]  # the first time only


def test_files_changed_a_moment_ago_are_hashed_again(tmp_path, corpus, hashed):
    bring(tmp_path / "out", [corpus])
    del hashed[:]
    bring(tmp_path / "out", [corpus])
    assert len(hashed) == 12


@posix
@pytest.mark.parametrize("how", ["written", "replaced", "swapped"])
def test_a_change_is_seen_that_leaves_size_and_time_as_they_were(tmp_path, corpus, settled, how):
    one, two = corpus / "0003.txt", corpus / "0004.txt"
    one.write_text("The microglia drives sclerosis.")
    two.write_text("The microglia drives arthritis.")
    for path in (one, two):
        os.utime(path, ns=(0, 0))
    bring(tmp_path / "out", [corpus])
    if how == "written":
        one.write_text("The microglia drives blindness.")
        os.utime(one, ns=(0, 0))
    elif how == "replaced":
        (tmp_path / "other").write_text("The microglia drives blindness.")
        os.utime(tmp_path / "other", ns=(0, 0))
        (tmp_path / "other").replace(one)
    else:
        one.rename(tmp_path / "aside")
        two.rename(one)
        (tmp_path / "aside").rename(two)
    state, read = bring(tmp_path / "out", [corpus])
    fresh, _ = bring(tmp_path / "fresh", [corpus])
    assert read == (2 if how == "swapped" else 1)
    assert state == fresh


def test_a_file_that_changes_while_it_is_read_is_tried_again(tmp_path, corpus, monkeypatch):
    def changed(source):
        yield ReadError(source.name, f"it {CHANGED}", "build again")

    monkeypatch.setattr("pipeline.batch.read", changed)
    state, _ = bring(tmp_path / "out", [corpus])
    assert len(state[2]) == 12
    monkeypatch.undo()
    state, again = bring(tmp_path / "out", [corpus])
    fresh, _ = bring(tmp_path / "fresh", [corpus])
    assert again == 12
    assert state == fresh


def test_a_file_whose_id_changes_by_a_new_neighbour_is_read_again(tmp_path, corpus):
    bring(tmp_path / "out", [corpus])
    (corpus / "sub").mkdir()
    (corpus / "sub" / "0001.txt").write_text("Another microglia drives sclerosis.")
    state, read = bring(tmp_path / "out", [corpus])
    fresh, _ = bring(tmp_path / "fresh", [corpus])
    assert read == 2
    assert state == fresh


def test_the_engine_makes_no_difference(tmp_path, corpus):
    lines = [{"id": f"j{n}", "text": f"Line {n}: microglia drives arthritis."} for n in range(40)]
    (corpus / "many.jsonl").write_text("\n".join(map(json.dumps, lines)))
    serial, _ = bring(tmp_path / "serial", [corpus])
    two, _ = bring(tmp_path / "two", [corpus], batch=Batch("processes", workers=2))
    assert serial == two
    assert len(serial[0].articles) == 52


def test_a_large_source_is_shared_out_and_counts_as_one(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.batch.SPLIT_BYTES", 100)
    lines = [{"id": f"j{n}", "text": f"Line {n}: microglia drives arthritis."} for n in range(40)]
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, lines)))
    with open_store(tmp_path / "out") as store:
        shares = []
        watch = shares.append
        read = update(store, [tmp_path / "many.jsonl"], fakes.make, Batch("serial", 3), watch)
        assert read == 1
        assert len(store.known()) == 1
        assert len(store.tally(CHOICE).articles) == 40


def test_small_work_stays_in_this_process_and_large_work_does_not(tmp_path, monkeypatch):
    engines = []

    def note(engine, make, items, **_):
        engines.append(engine)
        yield from ()

    monkeypatch.setattr("pipeline.batch.run", note)
    fakes.write_articles(tmp_path / "few", 3)
    fakes.write_articles(tmp_path / "many", 70)
    bring(tmp_path / "a", [tmp_path / "few"], batch=Batch())
    bring(tmp_path / "b", [tmp_path / "many"], batch=Batch())
    assert engines == ["serial", "processes"]


def test_lost_articles_are_named_and_tried_again_by_the_next_build(tmp_path, corpus):
    (corpus / "bad.txt").write_text("RAISE microglia drives sclerosis.")
    make = partial(fakes.make_troubled, tmp_path)
    (_, _, skipped), read = bring(tmp_path / "out", [corpus], make=make)
    assert [(s.name, s.reason) for s in skipped] == [
        (str(corpus / "bad.txt"), "ValueError: as told")
    ]
    assert read == 13
    (tmp_path / "cured").touch()
    state, read = bring(tmp_path / "out", [corpus], make=make)
    assert read == 1
    assert state == bring(tmp_path / "fresh", [corpus], make=make)[0]


def test_an_article_that_hangs_loses_itself_only(tmp_path, corpus):
    lines = [{"id": f"j{n}", "text": f"{n} microglia drives sclerosis."} for n in range(6)]
    lines[2]["text"] = "HANG for ever."
    (corpus / "many.jsonl").write_text("\n".join(map(json.dumps, lines)))
    batch = Batch("processes", workers=1, timeout=2)
    make = partial(fakes.make_troubled, tmp_path)
    (tally, _, skipped), _ = bring(tmp_path / "out", [corpus], make=make, batch=batch)
    assert {f"j{n}" for n in (0, 1, 3, 4, 5)} <= set(tally.articles)
    assert len(tally.articles) == 17
    name = str(corpus / "many.jsonl")
    assert [(s.name, s.reason) for s in skipped] == [
        (f"{name} (article 3)", "it takes longer than 2 s"),
    ]


def test_an_interrupted_source_goes_on_behind_what_is_done(tmp_path):
    lines = [{"id": f"j{n}", "text": f"{n} microglia drives sclerosis."} for n in range(30)]
    source = tmp_path / "many.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)))
    done = []

    def annotate(article):
        done.append(article.id)
        if len(done) == 20:
            raise KeyboardInterrupt
        return fakes.annotate(article)

    def make():
        return worker(annotate)

    with pytest.raises(KeyboardInterrupt), open_store(tmp_path / "out") as store:
        store.commit, commit = (lambda: None), store.commit
        try:
            update(store, [source], make, SERIAL, lambda _: None)
        finally:
            commit()
    before, done = len(done), []
    state, _ = bring(tmp_path / "out", [source], make=make)
    assert before == 20
    assert len(done) == 11
    assert state == bring(tmp_path / "fresh", [source])[0]


def test_what_cannot_be_read_is_listed_and_read_once_it_can(tmp_path, corpus):
    (corpus / "bad.json").write_text('{"id": "x", "text": ')
    (_, _, skipped), _ = bring(tmp_path / "out", [corpus])
    assert [s.name for s in skipped] == [str(corpus / "bad.json")]
    (corpus / "bad.json").write_text('{"id": "x", "text": "A microglia drives sclerosis."}')
    (tally, _, skipped), read = bring(tmp_path / "out", [corpus])
    assert (read, skipped) == (1, [])
    assert "x" in tally.articles


def test_nothing_to_read_is_an_error_and_the_store_stays(tmp_path, corpus):
    bring(tmp_path / "out", [corpus])
    with pytest.raises(InputError, match="there is no such file"):
        bring(tmp_path / "out", [tmp_path / "corpsu"])
    with open_store(tmp_path / "out") as store:
        assert len(store.known()) == 12


def test_other_files_that_cannot_be_read_take_nothing_away(tmp_path, corpus):
    bad = tmp_path / "empty.txt"
    bad.touch()
    before, _ = bring(tmp_path / "out", [corpus])
    with pytest.raises(InputError, match="empty"):
        bring(tmp_path / "out", [bad])
    after, read = bring(tmp_path / "out", [corpus])
    assert (after, read) == (before, 0)
    (*_, skipped), _ = bring(tmp_path / "out", [corpus, bad])
    assert [each.name for each in skipped] == [str(bad)]


def test_a_network_that_is_down_takes_nothing_away(tmp_path, corpus):
    with served(corpus) as address:
        urls = [f"{address}0001.txt", f"{address}0002.txt"]
        before, _ = bring(tmp_path / "out", urls)
    with pytest.raises(InputError, match="0001"):
        bring(tmp_path / "out", urls)
    with open_store(tmp_path / "out") as store:
        assert store.tally(CHOICE) == before[0]


def test_progress_counts_what_is_new(tmp_path, corpus):
    steps = []
    bring(tmp_path / "out", [corpus], steps=steps)
    last = steps[-1]
    assert (last.phase, last.articles, last.skipped) == ("reading", 12, 0)
    assert last.done == last.size == sum(p.stat().st_size for p in corpus.iterdir())
    steps.clear()
    bring(tmp_path / "out", [corpus], steps=steps)
    assert (steps[-1].articles, steps[-1].size) == (0, 0)
