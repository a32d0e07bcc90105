"""The process at the other end of a pool: reads shards from its input, writes events to its output.

Run by the pool with the path of the worker's cell as argument; not meant to be run by hand.
"""

import gc
import os
import pickle
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.engines.events import Event, Function
from pipeline.engines.progress import IDLE, READING, Cell
from pipeline.engines.work import work

FLUSH_EVENTS = 64
FLUSH_SECONDS = 0.2
ORPHAN_GRACE = 5
ALARM = getattr(signal, "alarm", None)  # not on Windows


def main() -> None:
    """Serve shards until the pool closes the input."""
    inbox, outbox = _streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the pool, which ends us
    cell = Cell(Path(sys.argv[1]))
    try:
        make, timeout = pickle.load(inbox)  # noqa: S301
        gc.disable()  # what is loaded stays: the collector need not look at it now or ever
        function = make()
        gc.freeze()
        gc.enable()
    except Exception as error:
        _send(outbox, ("broken", _portable(error)))
        return
    shards: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(inbox, shards), daemon=True).start()
    try:
        _send(outbox, ("idle", resident_bytes()))
        while shard := shards.get():
            _serve(shard, function, cell, outbox, timeout)
            _send(outbox, ("idle", resident_bytes()))
    except BrokenPipeError:
        pass  # the pool is gone: there is no one to tell
    os._exit(0)


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Take both streams for ourselves; what libraries print goes to standard error."""
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    inbox = os.fdopen(os.dup(0), "rb")
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)
    return inbox, outbox


def _receive(inbox: BinaryIO, shards: "queue.SimpleQueue[Any]") -> None:
    """Take shards as they come, so that the pool never waits for us; None is the end of them.

    Where the pool has died, nobody wants what we are at.
    """
    pool = os.getppid()
    with suppress(EOFError, OSError, pickle.UnpicklingError):
        while True:
            shards.put(pickle.load(inbox))  # noqa: S301
    if os.getppid() != pool:
        os._exit(0)
    shards.put(None)


def _serve(
    shard: list[tuple[int, Any, frozenset[int]]],
    function: Function,
    cell: Cell,
    outbox: BinaryIO,
    timeout: float,
) -> None:
    """Work on each (number, item, parts to skip) and send events a handful at a time."""
    events: list[tuple[int, Event]] = []
    sent = time.monotonic()
    for number, item, skip in shard:
        begin = _begin(cell, number, timeout)
        for event in work(function, item, skip, begin):
            events.append((number, replace(event, item=None)))
            if len(events) >= FLUSH_EVENTS or time.monotonic() - sent > FLUSH_SECONDS:
                _rest(cell)
                _send(outbox, ("events", events))
                events, sent = [], time.monotonic()
                begin(None)
    _rest(cell)
    _send(outbox, ("events", events))


def _begin(cell: Cell, number: int, timeout: float) -> Callable[[int | None], None]:
    """Note each step, and have the system end us if we hang after the pool itself has died."""

    def begin(part: int | None) -> None:
        cell.write(number, READING if part is None else part)
        if ALARM:
            ALARM(int(timeout) + ORPHAN_GRACE)

    return begin


def _rest(cell: Cell) -> None:
    """Say that we may wait for the pool as long as it takes."""
    cell.write(IDLE, READING)
    if ALARM:
        ALARM(0)


def _send(outbox: BinaryIO, message: tuple[str, Any]) -> None:
    pickle.dump(message, outbox, protocol=pickle.HIGHEST_PROTOCOL)
    outbox.flush()


def _portable(error: Exception) -> Exception:
    """Return the error, or its words where it cannot travel."""
    try:
        return pickle.loads(pickle.dumps(error))  # noqa: S301
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")


def resident_bytes(process: str = "self") -> int:
    """Return the memory a process holds, 0 where the system does not say.

    >>> resident_bytes("no such process")
    0
    """
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
