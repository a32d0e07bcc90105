import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from pipeline.engines import Failure, Finished, Result, processes, run
from pipeline.errors import EtiographError
from tests.engines import functions


def collect(items, *, workers=2, timeout=20.0, make=functions.make):
    return list(run("processes", make, items, workers=workers, timeout=timeout))


def results(events):
    return sorted((tuple(e.item), e.part, e.value) for e in events if isinstance(e, Result))


def failures(events):
    return [(e.item, e.part, e.reason) for e in events if isinstance(e, Failure)]


def test_every_part_of_every_item_comes_back():
    items = [[f"item {n}", "b"] for n in range(200)]
    events = collect(items)
    assert results(events) == sorted(
        row for i in items for row in ((tuple(i), 0, i[0].upper()), (tuple(i), 1, "B"))
    )
    assert sorted(e.item for e in events if isinstance(e, Finished)) == sorted(items)
    assert failures(events) == []


def test_finished_comes_after_all_parts():
    seen = {}
    for event in collect([["a", "b", "c"], ["d"]]):
        key = tuple(event.item)
        assert seen.get(key) != "finished"
        seen[key] = "finished" if isinstance(event, Finished) else "result"
    assert set(seen.values()) == {"finished"}


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("raise", "ValueError: as told"),
        ("die", "its worker died twice (signal 9)"),
        ("exit", "its worker died twice (exit code 3)"),
    ],
)
def test_one_bad_part_is_lost_and_nothing_else(order, reason):
    items = [["a", order, "b"], ["c"], ["d"]]
    events = collect(items)
    assert failures(events) == [(items[0], 1, reason)]
    assert [value for _, _, value in results(events)] == ["A", "B", "C", "D"]
    assert len([e for e in events if isinstance(e, Finished)]) == 3


def test_several_bad_parts_in_a_row_are_each_lost_alone():
    events = collect([["die", "raise", "die", "a"], ["b"]], workers=1)
    assert sorted(part for _, part, _ in failures(events)) == [0, 1, 2]
    assert {value for _, _, value in results(events)} == {"A", "B"}


@pytest.mark.parametrize("order", ["hang", "brackets"])
def test_a_part_that_takes_too_long_is_lost_and_nothing_else(order):
    items = [["a", order, "b"], ["c"]]
    events = collect(items, workers=1, timeout=1.0)
    assert failures(events) == [(items[0], 1, "it takes longer than 1 s")]
    assert {value for _, _, value in results(events)} == {"A", "B", "C"}


@pytest.mark.parametrize("order", ["unreadable", "dies while reading"])
def test_what_cannot_be_read_on_loses_the_rest_of_the_item_only(order):
    items = [["a", order, "b"], ["c"]]
    events = collect(items)
    ((item, part, _),) = failures(events)
    assert (item, part) == (items[0], None)
    assert {"C"} <= {value for _, _, value in results(events)} <= {"A", "C"}


def test_a_worker_that_dies_by_chance_loses_nothing(tmp_path):
    make = partial(functions.make, tmp_path)
    events = collect([["a", "die once", "b"], ["c"]], make=make)
    assert failures(events) == []
    assert {value for _, _, value in results(events)} == {"A", "DIE ONCE", "B", "C"}


def test_what_a_function_prints_does_not_disturb_the_pool(capfd):
    events = collect([["print"]])
    assert results(events) == [(("print",), 0, "PRINT")]
    assert "to the wrong stream" in capfd.readouterr().err


def test_the_error_of_make_is_raised_here():
    with pytest.raises(ValueError, match="no vocabulary"):
        collect([["a"]], make=functions.refuse)


def test_workers_that_cannot_start_are_an_error():
    with pytest.raises(EtiographError, match=r"worker processes die \(exit code 1\)"):
        collect([["a"]], make=functions.crash)


def test_a_worker_that_grows_is_replaced_once_it_has_done_what_it_has(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "RECYCLE_BYTES", 30 << 20)
    monkeypatch.setattr(processes, "SHARD_ITEMS", 1)
    monkeypatch.setattr(processes, "AHEAD", 2)
    make = partial(functions.make, tmp_path)
    events = collect([["pid", "grow"]] * 6, workers=1, make=make)
    assert failures(events) == []
    assert len(list(tmp_path.glob("pid-*"))) == 3


def test_a_part_that_takes_too_much_memory_is_lost(monkeypatch):
    monkeypatch.setattr(processes, "MAX_BYTES", 100 << 20)
    events = collect([["a", "swell"], ["b"]], workers=1)
    ((_, _, reason),) = failures(events)[:1]
    assert "of memory" in reason
    assert {"A", "B"} <= {value for _, _, value in results(events)}


def test_no_more_workers_start_than_there_is_work(tmp_path):
    make = partial(functions.make, tmp_path)
    collect([["pid"]] * 3, workers=8, make=make)
    assert len(list(tmp_path.glob("pid-*"))) == 1


def test_a_pool_serves_several_calls_with_the_same_workers(tmp_path):
    make = partial(functions.make, tmp_path)
    with processes.Pool(make, workers=1, timeout=20) as pool:
        for _ in range(3):
            assert len(results(pool.map([["pid"]]))) == 1
    assert len(list(tmp_path.glob("pid-*"))) == 1


def test_leaving_early_ends_the_workers(tmp_path):
    make = partial(functions.make, tmp_path)
    events = run("processes", make, [["pid", *["slow"] * 20, "hang"]], workers=1, timeout=60)
    next(events)
    (worker,) = [int(path.name.split("-")[1]) for path in tmp_path.glob("pid-*")]
    events.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_workers_end_when_their_pool_is_killed(tmp_path):
    code = (
        "import sys; from functools import partial; from pipeline.engines import run\n"
        "from tests.engines import functions\n"
        "make = partial(functions.make, sys.argv[1])\n"
        "for e in run('processes', make, [['pid'] + ['slow'] * 1000], workers=1): print(flush=True)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        parent.stdout.readline()
        parent.kill()
    (worker,) = [path.name.split("-")[1] for path in tmp_path.glob("pid-*")]
    deadline = time.monotonic() + 5
    while Path(f"/proc/{worker}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()


def test_a_worker_starts_while_further_items_are_looked_for(tmp_path):
    make = partial(functions.make, tmp_path)

    def items():
        yield ["pid"]
        assert len(pool._children) == 1
        yield ["pid"]

    with processes.Pool(make, workers=2, timeout=60) as pool:
        assert failures(list(pool.map(items()))) == []
        assert len(pool._children) == 1  # for one shard
