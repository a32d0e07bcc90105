"""Many machines: Dask hands out shards, and on each of its workers our pool watches one process.

So an article that hangs or kills its process is lost alone, as on one machine, and Dask deals with
machines: a shard whose Dask worker died runs again elsewhere.  Sources have to stand under the same
path on all machines, such as a shared folder.
"""

import pickle
import queue
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from pipeline.engines.events import Event, Failure, Finished, Make
from pipeline.engines.processes import Pool
from pipeline.errors import InputError

SHARD_ITEMS = 32
SHARDS_A_THREAD = 3
CONNECT_SECONDS = 30

Shard = list[Any]


def run(
    make: Make, items: Iterable[Any], *, scheduler: str, timeout: float
) -> Generator[Event, None, None]:
    """Work on items on the workers of a Dask scheduler.

    Raises:
        InputError: Dask is not installed, the scheduler cannot be reached or has no workers.
    """
    try:
        import distributed
    except ImportError as error:
        raise InputError("Dask is missing: pip install 'etiograph[dask]'") from error
    try:
        client = distributed.Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        message = f"{scheduler}: no Dask scheduler answers; start one with `dask scheduler`"
        raise InputError(message) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError as error:
            message = f"{scheduler}: it has no workers; start one with `dask worker {scheduler}`"
            raise InputError(message) from error
        yield from _map(client, make, iter(items), timeout)


def _map(client: Any, make: Make, items: Iterator[Any], timeout: float) -> Iterator[Event]:  # noqa: ANN401
    """Keep a few shards with every worker and yield what comes back."""
    pending: dict[Any, Shard] = {}
    done: queue.SimpleQueue[Any] = queue.SimpleQueue()
    again: deque[Shard] = deque()
    while True:
        room = SHARDS_A_THREAD * max(1, sum(client.nthreads().values()))
        while len(pending) < room:
            shard = again.popleft() if again else list(islice(items, SHARD_ITEMS))
            if not shard:
                break
            future = client.submit(_serve, make, shard, timeout, pure=False)
            pending[future] = shard
            future.add_done_callback(done.put)
        if not pending:
            return
        future = done.get()
        yield from _events(future, pending.pop(future), again)


def _events(future: Any, shard: Shard, again: deque[Shard]) -> Iterator[Event]:  # noqa: ANN401
    """Yield a shard's events; items of one that killed its Dask workers are tried one by one."""
    from distributed import KilledWorker

    try:
        for number, event in future.result():
            yield replace(event, item=shard[number])
    except KilledWorker:
        if len(shard) > 1:
            again.extend([item] for item in shard)
            return
        yield Failure(shard[0], None, "every Dask worker that had it died")
        yield Finished(shard[0])


_local = threading.local()


def _serve(make: Make, shard: Shard, timeout: float) -> list[tuple[int, Event]]:
    """Run a shard in this thread's own worker process; here we are on a Dask worker."""
    places = {id(item): place for place, item in enumerate(shard)}
    pool = _pool(make, timeout)
    try:
        events = list(pool.map(shard))
    except BaseException:
        _forget()
        raise
    return [(places[id(event.item)], replace(event, item=None)) for event in events]


def _pool(make: Make, timeout: float) -> Pool:
    """Keep the pool of the last build: what it has loaded serves all its shards."""
    key = pickle.dumps((make, timeout))
    if getattr(_local, "key", None) != key:
        _forget()
        _local.pool = Pool(make, workers=1, timeout=timeout).__enter__()
        _local.key = key
    pool: Pool = _local.pool
    return pool


def _forget() -> None:
    if hasattr(_local, "pool"):
        _local.pool.__exit__()
        del _local.pool, _local.key
