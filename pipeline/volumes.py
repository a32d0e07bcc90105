"""Writing the volumes of evidence: beside the rest of a build, in other processes, where many are new.

A volume depends on its articles and the rules alone, so that those that stand already stay as they
are.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline import render
from pipeline.engines import Failure, cores, run
from pipeline.store import Shelf, Statements

FEW = 4
"""A corpus of so many volumes is counted before another process has started."""
TIMEOUT = 3600.0


@dataclass(frozen=True, slots=True)
class Scribe:
    """Makes what writes a volume, given its number, into a folder; it travels to other processes."""

    shelf: Shelf
    folder: Path

    def __call__(
        self,
    ) -> Callable[[int, frozenset[int], Callable[[int], None]], Iterator[tuple[int, int]]]:
        """Return the function that engines map over numbers of volumes."""
        statements = self.shelf.open()  # until the process ends

        def function(
            volume: int, done: frozenset[int], begin: Callable[[int], None]
        ) -> Iterator[tuple[int, int]]:
            if not done:
                begin(0)
                self.write(statements, volume)
                yield 0, volume

        return function

    def write(self, statements: Statements, volume: int) -> None:
        """Write a volume."""
        path = self.folder / render.evidence_name(volume, self.shelf.volumes)
        render.write_statements_csv(statements(volume), path)


@contextmanager
def written(shelf: Shelf, volumes: Sequence[int], folder: Path) -> Iterator[None]:
    """Write volumes while the block runs; they are complete when it ends.

    Raises:
        OSError: one cannot be written.
    """
    scribe = Scribe(shelf, folder)
    if not volumes:
        yield
        return
    if shelf.volumes <= FEW:
        with closing(shelf.open()) as statements:
            for volume in volumes:
                scribe.write(statements, volume)
        yield
        return
    with ThreadPoolExecutor(1) as beside:
        future: Future[None] = beside.submit(_write, scribe, volumes)
        yield
        future.result()


def _write(scribe: Scribe, volumes: Sequence[int]) -> None:
    workers = max(1, cores() - 1)  # one core for what goes on beside
    for event in run("processes", scribe, volumes, workers=workers, timeout=TIMEOUT):
        if isinstance(event, Failure):
            raise OSError(event.reason)
