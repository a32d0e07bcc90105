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
from typing import Generic, Never, TypeVar

from pipeline.engines import cores

DIE_WITH_PARENT = 1
"""Linux: prctl(PR_SET_PDEATHSIG), so that a copy does not go on after `kill -9`."""

T = TypeVar("T")


class Answer(Generic[T]):
    """What work returned: there once its block has ended."""

    __slots__ = ("value",)
    value: T


@contextmanager
def beside(work: Callable[[], T], *, worth: bool = True) -> Iterator[Answer[T]]:
    """Do work while the block runs; it is done when the block ends, and its answer is there.

    Where it is not worth a process, or on other systems than Linux, it is done before the block.
    What it returns has to be picklable.

    Raises:
        Exception: what the work raised; OSError if its process died.
    """
    answer = Answer[T]()
    if not (worth and sys.platform == "linux" and cores() > 1):
        answer.value = work()
        yield answer
        return
    inbox, outbox = os.pipe()
    copy = os.fork()
    if copy == 0:
        _do(work, outbox)
    os.close(outbox)
    try:
        with os.fdopen(inbox, "rb") as answers:
            yield answer
            told = answers.read()
    finally:
        os.kill(copy, signal.SIGKILL)
        os.waitpid(copy, 0)
    if not told:
        raise OSError("a process of the build died")
    error, value = pickle.loads(told)  # noqa: S301
    if error is not None:
        raise error
    answer.value = value


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
