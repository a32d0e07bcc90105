import signal

import pytest

from pipeline.engines import Failure, Finished, Result, run
from pipeline.errors import InputError
from tests.engines import functions


def collect(items, timeout=20.0):
    return list(run("serial", functions.make, items, timeout=timeout))


def test_parts_come_in_order():
    assert collect([["a", "b"], ["c"]]) == [
        Result(["a", "b"], 0, "A"),
        Result(["a", "b"], 1, "B"),
        Finished(["a", "b"]),
        Result(["c"], 0, "C"),
        Finished(["c"]),
    ]


def test_one_bad_part_is_lost_and_nothing_else():
    item = ["a", "raise", "b"]
    assert collect([item]) == [
        Result(item, 0, "A"),
        Failure(item, 1, "ValueError: as told"),
        Result(item, 2, "B"),
        Finished(item),
    ]


def test_what_cannot_be_read_on_loses_the_rest():
    events = collect([["a", "unreadable", "b"], ["c"]])
    assert [type(e) for e in events] == [Result, Failure, Finished, Result, Finished]
    assert events[1].part is None


def test_a_part_that_takes_too_long_is_lost_and_the_alarm_is_put_back():
    before = signal.getsignal(signal.SIGALRM)
    events = collect([["a", "hang", "b"]], timeout=0.2)
    assert [getattr(e, "value", None) or getattr(e, "reason", None) for e in events] == [
        "A",
        "it takes longer than 0.2 s",
        "B",
        None,
    ]
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_time_the_caller_takes_does_not_count():
    for _ in run("serial", functions.make, [["a", "b"]], timeout=0.05):
        functions.time.sleep(0.1)


def test_unknown_engines_are_named():
    with pytest.raises(InputError, match="no engine 'ray': expected auto, serial, processes, dask"):
        run("ray", functions.make, [])
