"""Which part a worker is at: a few bytes that both processes map, so they outlive a crash."""

import mmap
import struct
from pathlib import Path

CELL = struct.Struct("<qqq")
IDLE = -1
READING = -1


class Cell:
    """The item and part under way, and a counter that grows with every step.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     cell = Cell(Path(folder) / "cell")
    ...     cell.write(3, 7)
    ...     cell.read(), Cell(Path(folder) / "cell").read()
    ((1, 3, 7), (1, 3, 7))
    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(CELL.pack(0, IDLE, READING))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), CELL.size)
        self._step = self.read()[0]

    def write(self, item: int, part: int) -> None:
        """Say what is under way: an item's number, or IDLE; its part, or READING."""
        self._step += 1
        CELL.pack_into(self._map, 0, self._step, item, part)

    def read(self) -> tuple[int, int, int]:
        """Return (step, item, part)."""
        step, item, part = CELL.unpack_from(self._map)
        return step, item, part
