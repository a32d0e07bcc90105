"""Bytes from strangers: streams that unpack, never give too much, and fail with a remedy."""

import gzip
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from pipeline.errors import ReadError
from pipeline.read.limits import (
    MAX_DOCUMENT_BYTES,
    MAX_RATIO,
    MAX_STREAM_BYTES,
    RATIO_FLOOR,
)

BUFFER = 1 << 16
_GZIP = b"\x1f\x8b"
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError)
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Surrogates that stand for no byte of a file's name."""


def printable(name: str) -> str:
    r"""Make a file name, or a message about one, safe to print and to write as UTF-8.

    What cannot be printed is escaped: control characters, marks that turn the direction of writing,
    and bytes of a name that are no UTF-8.

    >>> printable("caf\udce9\n.txt") == r"caf\xe9\n.txt"
    True
    """
    if name.isprintable():
        return name
    name = (
        _LONE.sub("\ufffd", name)
        .encode("utf-8", "surrogateescape")
        .decode("utf-8", "backslashreplace")
    )
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def unpacked(stored: IO[bytes], *, name: str) -> io.BufferedReader:
    """Wrap a stream so that gzip is unpacked and no limit is passed."""
    bounded = Bounded(stored, name=name)
    stream: io.BufferedReader = io.BufferedReader(bounded, BUFFER)
    if not stream.peek(2).startswith(_GZIP):
        return stream
    inner = Bounded(gzip.GzipFile(fileobj=stream), name=name, packed=lambda: bounded.given)  # type: ignore[arg-type]
    return io.BufferedReader(inner, BUFFER)


class Bounded(io.RawIOBase):
    """A stream that refuses to give more bytes than a limit, or than its compressed size warrants.

    Args:
        inner: the stream to read.
        name: what a ReadError names.
        packed: how many compressed bytes have been taken so far.

    Attributes:
        given: how many bytes it has given so far.
    """

    def __init__(
        self, inner: IO[bytes], *, name: str, packed: Callable[[], int] | None = None
    ) -> None:
        self._inner, self._name, self._packed, self.given = inner, name, packed, 0

    def readable(self) -> bool:
        """Say that it can be read, as io.BufferedReader asks."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the inner stream.

        Raises:
            ReadError: a limit is passed.
        """
        data = self._inner.read(len(buffer))
        self.given += len(data)
        check_unpacked(self.given, self._packed() if self._packed else 0, name=self._name)
        buffer[: len(data)] = data
        return len(data)


def check_unpacked(given: int, packed: int, *, name: str) -> None:
    """Refuse what unpacks to more than an article warrants; `packed` is 0 for plain files.

    Raises:
        ReadError: `given` bytes are too many, altogether or for `packed` compressed bytes.
    """
    if given > MAX_STREAM_BYTES:
        raise ReadError(name, f"it holds more than {MAX_STREAM_BYTES:,} bytes", "split it")
    if packed and given > RATIO_FLOOR and given > MAX_RATIO * packed:
        reason = f"it unpacks to more than {MAX_RATIO} times its size, as no article does"
        raise ReadError(name, reason, "unpack it yourself if you trust it")


def whole(stream: IO[bytes], *, name: str, limit: int = MAX_DOCUMENT_BYTES) -> bytes:
    """Read all of a stream that has to be held in memory.

    Raises:
        ReadError: it is empty or larger than `limit` bytes.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadError(name, f"it is larger than {limit:,} bytes", "split it into articles")
    if not data.strip():
        raise ReadError(name, "the file is empty", "fill it or leave it out")
    return data


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn the system's and the unpackers' errors into one that names file and remedy."""
    try:
        yield
    except FileNotFoundError:
        raise ReadError(name, "there is no such file", "check the path") from None
    except PermissionError:
        raise ReadError(name, "it may not be read", "grant yourself permission") from None
    except _DAMAGED as error:
        raise _damaged(name, error) from None
    except OSError as error:
        reason = f"the system cannot read it ({error.strerror or error})"
        raise ReadError(name, printable(reason), "check the disk and the path") from None


@contextmanager
def unpacking(name: str) -> Iterator[None]:
    """Turn into a ReadError whatever zipfile and tarfile raise over a damaged or locked archive."""
    try:
        with readable(name):
            yield
    except (RuntimeError, NotImplementedError) as error:
        if isinstance(error, RecursionError):
            raise
        raise ReadError(
            name, f"it is locked ({printable(str(error))})", "unpack it yourself"
        ) from None
    except (ValueError, LookupError, OverflowError, struct.error) as error:
        raise _damaged(name, error) from None


def _damaged(name: str, error: Exception) -> ReadError:
    detail = printable(str(error)) or "unexpected end"
    return ReadError(name, f"it is damaged or cut off ({detail})", "fetch it again")
