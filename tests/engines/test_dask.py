"""Dask with a real scheduler and real worker processes on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from functools import partial

import pytest

from pipeline.engines import Failure, Finished, Result, run
from pipeline.errors import InputError
from tests.engines import functions

pytest.importorskip("distributed")


@contextmanager
def dask(*arguments):
    """Run a `dask` command as a user does, until the block ends."""
    places = os.pathsep.join(filter(None, sys.path))
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        env=os.environ | {"PYTHONPATH": places},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    file = tmp_path_factory.mktemp("dask") / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter"]
    with dask("scheduler", *options, "--scheduler-file", str(file)):
        deadline = time.monotonic() + 30
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"]


def worker(address):
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    return dask("worker", address, *options)


def test_same_results_as_in_this_process_though_a_worker_is_killed(
    scheduler, tmp_path, monkeypatch
):
    monkeypatch.setattr("pipeline.engines.dask.SHARD_ITEMS", 8)
    make = partial(functions.make, tmp_path)
    items = [[f"{n}", "slow", "pid", "b"] for n in range(60)] + [["c", "raise", "d"]]
    plain = list(run("serial", make, items))
    for path in tmp_path.iterdir():
        path.unlink()
    with ExitStack() as stack:
        workers = [stack.enter_context(worker(scheduler)) for _ in range(2)]
        events = []
        for event in run("dask", make, items, scheduler=scheduler, timeout=30):
            events.append(event)
            served = {path.name for path in tmp_path.glob("pid-*")}
            if len(served) == 2 and workers[0].poll() is None:
                workers[0].send_signal(signal.SIGKILL)
                workers[0].wait()
        assert workers[0].returncode == -signal.SIGKILL
    assert sorted(map(repr, events)) == sorted(map(repr, plain))


def test_a_part_that_hangs_or_kills_is_lost_alone(scheduler):
    items = [["a", "hang", "b"], ["c", "die", "d"], ["e"]]
    with worker(scheduler):
        events = list(run("dask", functions.make, items, scheduler=scheduler, timeout=1))
    lost = sorted((e.item, e.part, e.reason) for e in events if isinstance(e, Failure))
    assert lost == [
        (items[0], 1, "it takes longer than 1 s"),
        (items[1], 1, "its worker died twice (signal 9)"),
    ]
    assert {e.value for e in events if isinstance(e, Result)} == set("ABCDE")
    assert len([e for e in events if isinstance(e, Finished)]) == 3


def test_the_error_of_make_is_raised_here(scheduler):
    with worker(scheduler), pytest.raises(ValueError, match="no vocabulary"):
        list(run("dask", functions.refuse, [["a"]], scheduler=scheduler))


def test_without_a_scheduler_the_error_names_the_remedy():
    with pytest.raises(InputError, match="--scheduler tcp"):
        list(run("dask", functions.make, [["a"]]))


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    monkeypatch.setattr("pipeline.engines.dask.CONNECT_SECONDS", 1)
    with pytest.raises(InputError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers"):
        list(run("dask", functions.make, [["a"]], scheduler="tcp://127.0.0.1:9"))
