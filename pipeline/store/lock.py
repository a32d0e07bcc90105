"""One build at a time in a folder: a lock that the system lets go when its process ends."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.errors import StoreError

NAME = "store.lock"


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; the lock vanishes with it, even after `kill -9`.

    Raises:
        StoreError: another build holds the folder, naming its process and host.

    """
    with (folder / NAME).open("a+", encoding="utf-8") as file:
        if not _lock(file):
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise StoreError(
                f"{folder}: held by another build ({holder}); wait for it or choose another folder"
            )
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()}\n")
        file.flush()
        yield


def _lock(file: IO[str]) -> bool:
    """Take the lock without waiting; False where someone else has it."""
    try:
        if os.name == "nt":  # pragma: no cover
            import msvcrt

            file.seek(1 << 20)  # beyond the text, so that others can read who holds it
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
