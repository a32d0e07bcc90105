"""How results reach the disk: whole or not at all, and in UTF-8 wherever they were made."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def atomic(path: Path) -> Iterator[TextIO]:
    r"""Open a text file that takes its name only once it is complete.

    Lines end in "\n" on every system.  What UTF-8 cannot carry (half a surrogate pair, from a
    damaged article) becomes "?".
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
