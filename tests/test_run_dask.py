"""A build on Dask: a real scheduler, two real worker processes, one of them killed."""

import signal
from contextlib import ExitStack
from functools import partial

import pytest

pytest.importorskip("distributed")

from pipeline import run
from pipeline.settings import Batch
from tests import fakes
from tests.engines.test_dask import scheduler, worker
from tests.read.helpers import served
from tests.test_run_builds import Vocabulary, written

__all__ = ["scheduler"]


def test_the_outputs_are_the_same_to_the_byte_though_a_worker_is_killed(
    scheduler, tmp_path, monkeypatch
):
    monkeypatch.setattr("pipeline.engines.dask.SHARD_ITEMS", 4)
    monkeypatch.setattr(run, "load", lambda settings, report=None: Vocabulary())
    make = partial(fakes.make_troubled, tmp_path)
    monkeypatch.setattr(run, "Maker", lambda settings, vocabulary: make)
    corpus = tmp_path / "in"
    fakes.write_articles(corpus, 24, words="SLOW microglia drives sclerosis")
    with ExitStack() as stack:
        workers = [stack.enter_context(worker(scheduler)) for _ in range(2)]

        def kill(step):
            if step.articles >= 4 and workers[0].poll() is None:
                workers[0].send_signal(signal.SIGKILL)
                workers[0].wait()

        batch = Batch("dask", scheduler=scheduler)
        report = run.build([corpus], tmp_path / "dask", batch=batch, watch=kill)
        assert workers[0].returncode == -signal.SIGKILL
    run.build([corpus], tmp_path / "serial", batch=Batch("serial"))
    assert (report.read, report.skipped) == (24, ())
    assert written(tmp_path / "dask") == written(tmp_path / "serial")


def test_dask_workers_fetch_what_they_read(scheduler, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "load", lambda settings, report=None: Vocabulary())
    monkeypatch.setattr(run, "Maker", lambda settings, vocabulary: fakes.make)
    fakes.write_articles(tmp_path / "in", 5)
    with served(tmp_path / "in") as url, worker(scheduler):
        batch = Batch("dask", scheduler=scheduler)
        report = run.build([url], tmp_path / "dask", batch=batch)
        run.build([url], tmp_path / "serial", batch=Batch("serial"))
    assert (report.read, report.skipped) == (5, ())
    assert written(tmp_path / "dask") == written(tmp_path / "serial")
