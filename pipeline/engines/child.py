"""A worker process as its pool sees it: start, give, hear, and end it."""

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.engines.events import Make
from pipeline.engines.progress import IDLE, Cell
from pipeline.engines.worker import resident_bytes

MAIN = "from pipeline.engines.worker import main; main()"
LONGEST_TICK = 1.0
"""Seconds that one look may add to a wait: a laptop that slept is no worker that hung."""


class Child:
    """One worker process; `hear` is called in a thread with each message, last ("gone", None).

    `given` holds the numbers of the items it has not finished, `shards` counts the shards that it is
    not through with; it is `ready` to be given more once it has started, until it is `retired`.
    """

    def __init__(
        self, make: Make, path: Path, timeout: float, hear: Callable[["Child", Any], None]
    ) -> None:
        self.given: set[int] = set()
        self.started = self.ready = self.retired = False
        self.shards = 0
        self.first_bytes = 0
        self.verdict = ""
        self.cell = Cell(path)
        self._step, self._waited, self._looked = 0, 0.0, time.monotonic()
        # the worker finds modules where we do, also under a test runner
        places = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", MAIN, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | places,
            start_new_session=True,  # Ctrl-C is for the pool
        )
        self._thread = threading.Thread(target=self._listen, args=(hear,), daemon=True)
        self._thread.start()
        self.send((make, timeout))

    def send(self, message: Any) -> None:  # noqa: ANN401
        """Send to the worker; one that has died says so itself."""
        assert self._process.stdin is not None  # noqa: S101
        with suppress(OSError):
            pickle.dump(message, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def _listen(self, hear: Callable[["Child", Any], None]) -> None:
        assert self._process.stdout is not None  # noqa: S101
        try:
            while True:
                hear(self, pickle.load(self._process.stdout))  # noqa: S301
        except (EOFError, pickle.UnpicklingError, ValueError, OSError):
            self._process.wait()
            hear(self, ("gone", None))

    def waited(self) -> float:
        """Return for how many seconds the step under way has been going on."""
        step, item, _ = self.cell.read()
        now = time.monotonic()
        if step == self._step and item != IDLE:
            self._waited += min(now - self._looked, LONGEST_TICK)
        else:
            self._waited = 0.0
        self._step, self._looked = step, now
        return self._waited

    def memory(self) -> int:
        """Return the bytes it holds, 0 where the system does not say."""
        return resident_bytes(str(self._process.pid))

    def end(self, verdict: str = "") -> None:
        """Kill it; `verdict` says why, for what it was working on."""
        self.verdict = verdict
        self._process.kill()

    def retire(self) -> None:
        """Let it end by itself, once it has done what it was given."""
        self.retired = True
        assert self._process.stdin is not None  # noqa: S101
        self._process.stdin.close()

    def how(self) -> str:
        """Say how it ended, once it has."""
        code = self._process.returncode
        return f"signal {-code}" if code < 0 else f"exit code {code}"

    def reason(self) -> str:
        """Say why what it was working on is lost, once it has ended."""
        return self.verdict or f"its worker died twice ({self.how()})"

    def close(self) -> None:
        """Kill it and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None  # noqa: S101
            with suppress(OSError):  # what it did not read any more
                stream.close()
