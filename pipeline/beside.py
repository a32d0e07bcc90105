"""Two things at once: a copy of this process does one of them, where the system makes cheap copies.

A copy shares the memory of what it was copied from, so that a large graph need not travel.
"""

import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import IO, Generic, Never, TypeVar

from pipeline.engines import cores

DIE_WITH_PARENT = 1
"""Linux: prctl(PR_SET_PDEATHSIG), so that a copy does not go on after `kill -9`."""

T = TypeVar("T")


class Answer(Generic[T]):
    """What work returns."""

    def __init__(self, wait: Callable[[], T]) -> None:
        self._wait = wait

    @cached_property
    def value(self) -> T:
        """What it returned, once it is done; to be asked for before the block ends.

        Raises:
            Exception: what the work raised.
        """
        return self._wait()


@contextmanager
def beside(work: Callable[[], T], *, worth: bool = True) -> Iterator[Answer[T]]:
    """Do work while the block runs, until its answer is asked for; if it is not, work is given up.

    Where it is not worth a process, on other systems than Linux, and where its process died, it is
    done when it is asked for.  What it returns has to be picklable.
    """
    if not (worth and sys.platform == "linux" and cores() > 1):
        yield Answer(work)
        return
    inbox, outbox = os.pipe()
    # Ctrl-C has to wait until there is a copy that it can end.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    copy = os.fork()
    if copy == 0:
        os.close(inbox)
        _do(work, outbox)
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        os.close(outbox)
        with os.fdopen(inbox, "rb") as answers:
            yield Answer(lambda: _received(answers, work))
    finally:
        os.kill(copy, signal.SIGKILL)
        os.waitpid(copy, 0)


def _received(answers: IO[bytes], work: Callable[[], T]) -> T:
    """Return what a copy answers; what it did not live to answer is worked out here."""
    try:
        error, value = pickle.loads(answers.read())  # noqa: S301
    except (EOFError, pickle.UnpicklingError):
        return work()
    if error is not None:
        raise error
    return value


def _do(work: Callable[[], T], outbox: int) -> Never:
    """Work in the copy, which ends here whatever happens."""
    try:
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        told = pickle.dumps((None, work()), protocol=pickle.HIGHEST_PROTOCOL)
    except BaseException as raised:
        told = _pickled(raised)
    with os.fdopen(outbox, "wb") as answers:
        answers.write(told)
    os._exit(0)


def _pickled(error: BaseException) -> bytes:
    """Return an error, or its words where it cannot travel."""
    try:
        return pickle.dumps((error, None))
    except Exception:
        return pickle.dumps((RuntimeError(f"{type(error).__name__}: {error}"), None))
