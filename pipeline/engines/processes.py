"""Worker processes on this machine, watched: one that dies or hangs loses one part of one item.

Own, because a worker's death breaks concurrent.futures' pool and multiprocessing's hangs on it.
Workers are plain subprocesses, so that neither a script without a `__main__` guard nor a daemonic
parent (a Dask worker) stands in the way.
"""

import queue
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.engines.child import Child
from pipeline.engines.events import Event, Failure, Finished, Make, Result
from pipeline.engines.progress import READING
from pipeline.errors import EtiographError

SHARD_ITEMS = 16
AHEAD = 4
"""Shards that a worker has: the one it is at, and some to go on with while we write to a disk."""
TICK = 0.25
MAX_BYTES = 2 << 30
"""Memory at which a worker is ended; what it was working on is lost."""
RECYCLE_BYTES = 256 << 20
"""Growth at which a worker is replaced once it has finished its shard."""
QUEUED = 64
MAX_IDLE_DEATHS = 3
DEATHS = 2
"""How often a part may find its worker dead: once can be chance, such as a full memory."""


@dataclass(slots=True)
class _Task:
    """An item on its way: what of it is done or lost, and how often it found its worker dead."""

    number: int
    item: Any
    done: set[int] = field(default_factory=set)
    deaths: dict[int, int] = field(default_factory=dict)


def run(
    make: Make, items: Iterable[Any], *, workers: int, timeout: float
) -> Generator[Event, None, None]:
    """Work on items in `workers` processes.

    Raises:
        EtiographError: workers cannot start; or the error that `make` raised.
    """
    with Pool(make, workers=workers, timeout=timeout) as pool:
        yield from pool.map(items)


class Pool:
    """Worker processes that stay for several calls of `map`; use as a context."""

    def __init__(self, make: Make, *, workers: int, timeout: float) -> None:
        self._make, self._size, self._timeout = make, workers, timeout
        self._messages: queue.Queue[tuple[Child, Any]] = queue.Queue(QUEUED)
        self._children: list[Child] = []
        self._closed = False
        self._started = self._idle_deaths = 0
        self._tasks: dict[int, _Task] = {}
        self._waiting: deque[list[_Task]] = deque()
        self._items: Iterator[tuple[int, Any]] = iter(())

    def __enter__(self) -> "Pool":
        self._folder = TemporaryDirectory(prefix="etiograph-", ignore_cleanup_errors=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        for child in self._children:
            child.close()
        self._folder.cleanup()

    def map(self, items: Iterable[Any]) -> Iterator[Event]:
        """Work on items; the pool takes them as it has room for them."""
        self._items = enumerate(items)
        self._fill()
        while self._tasks or self._stock(1):
            try:
                child, (kind, content) = self._messages.get(timeout=TICK)
                yield from self._heard(child, kind, content)
            except queue.Empty:
                pass
            self._watch()
            self._fill()

    def _hear(self, child: Child, message: Any) -> None:  # noqa: ANN401
        """Queue a message (in the child's thread), unless nobody listens any more."""
        while not self._closed:
            with suppress(queue.Full):
                self._messages.put((child, message), timeout=TICK)
                break

    def _fill(self) -> None:
        """Give workers shards, idle ones first, and start workers while there are shards left."""
        for few in range(AHEAD):
            for child in self._children:
                if child.ready and child.shards == few and self._stock(1):
                    self._give(child, self._waiting.popleft())
        if not self._children:
            self._stock(1)  # starts one
        while len(self._children) < self._size and self._stock(self._starting() + 1):
            self._start()

    def _starting(self) -> int:
        return sum(not child.started for child in self._children)

    def _stock(self, shards: int) -> bool:
        """Have as many shards waiting, and say whether there are."""
        while len(self._waiting) < shards and (shard := self._draw()):
            self._waiting.append(shard)
        return len(self._waiting) >= shards

    def _start(self) -> None:
        self._started += 1
        path = Path(self._folder.name) / f"{self._started}"
        self._children.append(Child(self._make, path, self._timeout, self._hear))

    def _draw(self) -> list[_Task]:
        """Take the next few items; a worker starts with the first, since more may be long to find."""
        shard: list[_Task] = []
        for number, item in islice(self._items, SHARD_ITEMS):
            shard.append(_Task(number, item))
            if not self._children:
                self._start()
        self._tasks.update((task.number, task) for task in shard)
        return shard

    def _give(self, child: Child, shard: list[_Task]) -> None:
        child.shards += 1
        child.given |= {task.number for task in shard}
        child.send([(task.number, task.item, frozenset(task.done)) for task in shard])

    def _heard(self, child: Child, kind: str, content: Any) -> Iterator[Event]:  # noqa: ANN401
        if kind == "broken":
            raise content
        if kind == "events":
            self._idle_deaths = 0
            for number, event in content:
                yield self._event(child, number, event)
        elif kind == "idle":
            self._idle(child, content)
        elif kind == "gone":
            yield from self._gone(child)

    def _event(self, child: Child, number: int, event: Event) -> Event:
        task = self._tasks[number]
        if isinstance(event, Finished):
            child.given.discard(number)
            del self._tasks[number]
        elif isinstance(event, Result | Failure) and event.part is not None:
            task.done.add(event.part)
        return replace(event, item=task.item)

    def _idle(self, child: Child, memory: int) -> None:
        """Note that a worker is through with a shard, or let one end that has grown."""
        if not child.started:
            child.started, child.first_bytes = True, memory
        else:
            child.shards -= 1
        if child.retired:
            return
        child.ready = memory - child.first_bytes <= RECYCLE_BYTES
        if not child.ready:
            child.retire()

    def _gone(self, child: Child) -> Iterator[Event]:
        """Put back what a dead worker had, without the part it was at if that is to blame."""
        self._children.remove(child)
        child.close()
        self._idle_deaths += 1
        if not child.started or self._idle_deaths > MAX_IDLE_DEATHS:
            raise EtiographError(f"worker processes die ({child.how()}); use --engine serial")
        tasks = [self._tasks[number] for number in sorted(child.given)]
        _, number, part = child.cell.read()
        suspect = next((task for task in tasks if task.number == number), None)
        if suspect:
            self._idle_deaths = 0
            tasks.remove(suspect)
            yield from self._blame(suspect, part, child)
        if tasks:
            self._waiting.append(tasks)

    def _blame(self, task: _Task, part: int, child: Child) -> Iterator[Event]:
        task.deaths[part] = task.deaths.get(part, 0) + 1
        if child.verdict or task.deaths[part] >= DEATHS:
            lost = None if part == READING else part
            yield Failure(task.item, lost, child.reason())
            if lost is None:
                del self._tasks[task.number]
                yield Finished(task.item)
                return
            task.done.add(lost)
        self._waiting.append([task])

    def _watch(self) -> None:
        """End workers that take too long or too much memory."""
        for child in self._children:
            if child.waited() > self._timeout:
                child.end(f"it takes longer than {self._timeout:g} s")
            elif child.memory() > MAX_BYTES:
                child.end(f"it needs more than {MAX_BYTES >> 30} GB of memory")
