"""In this process, one item after the other."""

import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.engines.events import Event, Function, Make
from pipeline.engines.work import Overdue, work

STOP = -1


def run(make: Make, items: Iterable[Any], *, timeout: float) -> Generator[Event, None, None]:
    """Work on the items in order.

    A part that takes longer than `timeout` seconds is lost, as soon as it comes back from any
    compiled code; only in the main thread, and not on Windows.  The processes engine knows no
    such limits.
    """
    function: Function | None = None
    with _alarm(timeout) as begin:
        for item in items:
            function = function or make()  # costly, and there may be nothing to do
            for event in work(function, item, frozenset(), begin):
                begin(STOP)
                yield event
                begin(None)
            begin(STOP)


@contextmanager
def _alarm(timeout: float) -> Iterator[Callable[[int | None], None]]:
    """Give a `begin` that sets a timer for each part, and for reading what comes before it."""
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield lambda _: None
        return

    def ring(*_: object) -> None:
        raise Overdue(f"it takes longer than {timeout:g} s")

    def begin(part: int | None) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0 if part == STOP else timeout)

    before = signal.signal(signal.SIGALRM, ring)
    try:
        yield begin
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
