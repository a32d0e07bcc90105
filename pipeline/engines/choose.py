"""The engines by name."""

import os
from collections.abc import Generator, Iterable
from typing import Any

from pipeline.engines import processes, serial
from pipeline.engines.events import Event, Make
from pipeline.errors import InputError

ENGINES = ("auto", "serial", "processes", "dask")


def run(
    engine: str,
    make: Make,
    items: Iterable[Any],
    *,
    workers: int = 1,
    timeout: float = 120.0,
    scheduler: str = "",
) -> Generator[Event, None, None]:
    """Map the function that `make` returns over items.

    Args:
        engine: one of ENGINES; auto means processes here.
        make: called once in each worker; has to be picklable but for the serial engine.
        items: taken as there is room for them; picklable.
        workers: processes on this machine.
        timeout: seconds that one part of an item may take.
        scheduler: address of the Dask scheduler (`tcp://host:8786`).

    Raises:
        InputError: there is no such engine, or Dask is not installed or cannot be reached.
    """
    check(engine, scheduler)
    if engine == "serial":
        return serial.run(make, items, timeout=timeout)
    if engine == "dask":
        from pipeline.engines.dask import run as run_dask  # the package is optional

        return run_dask(make, items, scheduler=scheduler, timeout=timeout)
    return processes.run(make, items, workers=workers, timeout=timeout)


def check(engine: str, scheduler: str) -> None:
    """Refuse what cannot run, before anything is done for it; the arguments are those of `run`.

    Raises:
        InputError: there is no such engine, or Dask's is to run without a scheduler.
    """
    if engine not in ENGINES:
        raise InputError(f"no engine {engine!r}: expected {', '.join(ENGINES)}")
    if engine == "dask" and not scheduler:
        raise InputError("the Dask engine needs --scheduler tcp://HOST:8786")


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
