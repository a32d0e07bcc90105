"""Work beside other work."""

import os
import pickle
import signal
import sys
import time

import pytest

from pipeline.beside import beside

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is done at once")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr("pipeline.beside.cores", lambda: 2)


@pytest.mark.parametrize("worth", [True, False])
def test_it_is_done_when_its_answer_is_asked_for(tmp_path, worth):
    with beside(lambda: (tmp_path / "done").touch(), worth=worth) as answer:
        assert answer.value is None
        assert (tmp_path / "done").exists()


@pytest.mark.parametrize("worth", [True, False])
def test_what_nobody_asks_for_is_given_up(tmp_path, worth):
    def late():
        time.sleep(60)
        (tmp_path / "done").touch()

    start = time.monotonic()
    with beside(late, worth=worth):
        pass
    assert time.monotonic() - start < 30
    assert not (tmp_path / "done").exists()


@pytest.mark.parametrize("worth", [True, False])
def test_what_it_returns_is_there_as_often_as_it_is_asked_for(worth):
    with beside(lambda: {"a": "b" * 1_000_000}, worth=worth) as answer:
        assert answer.value == answer.value == {"a": "b" * 1_000_000}


@linux
def test_it_is_done_by_another_process(tmp_path):
    with beside(lambda: (tmp_path / "pid").write_text(str(os.getpid()))) as answer:
        assert answer.value
    assert (tmp_path / "pid").read_text() != str(os.getpid())


@pytest.mark.parametrize("worth", [True, False])
def test_its_error_is_raised(worth):
    def full():
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(OSError, match="No space left on device"),
        beside(full, worth=worth) as answer,
    ):
        _ = answer.value


@linux
@pytest.mark.parametrize("told", [0, 100])
def test_what_a_copy_does_not_live_to_answer_is_worked_out_here(told, monkeypatch):
    here, dumps = os.getpid(), pickle.dumps
    monkeypatch.setattr("pipeline.beside.pickle.dumps", lambda *a, **o: dumps(*a, **o)[:told])
    with beside(lambda: (os.getpid(), "a" * 1000)) as answer:
        assert answer.value == (here, "a" * 1000)


@linux
def test_what_a_copy_that_is_killed_does_is_worked_out_here():
    here = os.getpid()

    def work():
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    with beside(work) as answer:
        assert answer.value == "done"


@linux
def test_it_ends_with_a_block_that_fails(tmp_path):
    def hang():
        (tmp_path / "pid").write_text(str(os.getpid()))
        while True:
            signal.pause()

    with pytest.raises(KeyboardInterrupt), beside(hang):
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            pass
        raise KeyboardInterrupt
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
