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
from typing import Never

from pipeline.engines import cores

DIE_WITH_PARENT = 1
"""Linux: prctl(PR_SET_PDEATHSIG), so that a copy does not go on after `kill -9`."""


@contextmanager
def beside(work: Callable[[], None], *, worth: bool = True) -> Iterator[None]:
    """Do work while the block runs; it is done when the block ends.

    Where it is not worth a process, or on other systems than Linux, it is done before the block.

    Raises:
        Exception: what the work raised; OSError if its process died.
    """
    if not (worth and sys.platform == "linux" and cores() > 1):
        work()
        yield
        return
    inbox, outbox = os.pipe()
    copy = os.fork()
    if copy == 0:
        _do(work, outbox)
    os.close(outbox)
    try:
        with os.fdopen(inbox, "rb") as answers:
            yield
            answer = answers.read()
    finally:
        os.kill(copy, signal.SIGKILL)
        os.waitpid(copy, 0)
    error = pickle.loads(answer) if answer else OSError("a process of the build died")  # noqa: S301
    if error is not None:
        raise error


def _do(work: Callable[[], None], outbox: int) -> Never:
    """Work in the copy, which ends here whatever happens."""
    error: BaseException | None = None
    try:
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        work()
    except BaseException as raised:
        error = raised
    try:
        answer = pickle.dumps(error)
    except Exception:
        answer = pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    with os.fdopen(outbox, "wb") as answers:
        answers.write(answer)
    os._exit(0)
