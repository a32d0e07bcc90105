"""What there is to read: a file, a member of an archive, or standard input; and its bytes."""

import gzip
import hashlib
import io
import lzma
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO

from pipeline.errors import ReadError
from pipeline.read.limits import (
    MAX_DOCUMENT_BYTES,
    MAX_RATIO,
    MAX_STREAM_BYTES,
    RATIO_FLOOR,
)

STDIN = "-"
READERS_VERSION = 1
"""To be raised whenever a reader gives another text or other passages for the same bytes."""
BUFFER = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"
DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError)


@dataclass(frozen=True, slots=True)
class Source:
    """One input of one or many articles: small, and picklable for worker processes.

    Attributes:
        path: the file as the user named it, or as found in a folder; "-" is standard input.
        member: the path inside a zip archive, empty for plain files.
        id: the article's id where the format has none: the file's stem, made unique by its folder.
        size: bytes to read, for progress and for sharing out work.
        data: what standard input held, so that any worker on any machine can read it.
    """

    path: str
    member: str = ""
    id: str = ""
    size: int = 0
    data: bytes | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The source as messages and the store name it: printable, and unique in one build.

        >>> Source("a.zip", "b/c.txt").name
        'a.zip!b/c.txt'
        """
        name = f"{self.path}!{self.member}" if self.member else self.path
        return printable(name)


def printable(name: str) -> str:
    r"""Make a file name, or a message about one, safe to print and to write as UTF-8.

    What cannot be printed is escaped: control characters, marks that turn the direction of writing,
    and bytes of a name that are no UTF-8.

    >>> printable("caf\udce9\n.txt") == r"caf\xe9\n.txt"
    True
    """
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def digest(source: Source) -> str:
    """Return a hash (hexadecimal) that changes when the source would be read differently.

    It is the SHA-256 of the bytes as they are stored, unparsed, of the id that the source was given
    and of the version of the readers.

    Raises:
        ReadError: the file cannot be read.
    """
    found = hashlib.sha256(f"{READERS_VERSION}\0{source.id}\0".encode("utf-8", "surrogatepass"))
    with stored_bytes(source) as stream:
        while chunk := stream.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()


@contextmanager
def stored_bytes(source: Source) -> Iterator[IO[bytes]]:
    """Open what is on disk, compressed as it is; system errors become ReadErrors.

    Raises:
        ReadError: the file is gone, may not be read, is damaged or changed while it was open.
    """
    with readable(source.name):
        if source.data is not None:
            yield io.BytesIO(source.data)
        elif source.member:
            with _member(source) as member:
                yield member
        else:
            with Path(source.path).open("rb") as file:
                before = os.fstat(file.fileno())
                yield file
                _check_unchanged(before, source)


@contextmanager
def content(source: Source) -> Iterator[io.BufferedReader]:
    """Open a source's bytes, unpacked where they are compressed and bounded by the limits.

    Raises:
        ReadError: as `stored_bytes`, or the content unpacks to more than any article has.
    """
    with stored_bytes(source) as stored, readable(source.name):
        yield unpacked(stored, name=source.name)


def unpacked(stored: IO[bytes], *, name: str) -> io.BufferedReader:
    """Wrap a stream so that gzip is unpacked and no limit is passed."""
    stream: io.BufferedReader = io.BufferedReader(Bounded(stored, name=name), BUFFER)
    if not stream.peek(2).startswith(GZIP_MAGIC):
        return stream
    inner = Bounded(gzip.GzipFile(fileobj=stream), name=name, packed=stored.tell)  # type: ignore[arg-type]
    return io.BufferedReader(inner, BUFFER)


class Bounded(io.RawIOBase):
    """A stream that refuses to give more bytes than a limit, or than its compressed size warrants.

    Args:
        inner: the stream to read.
        name: what a ReadError names.
        packed: how many compressed bytes have been taken so far.
    """

    def __init__(
        self, inner: IO[bytes], *, name: str, packed: Callable[[], int] | None = None
    ) -> None:
        self._inner, self._name, self._packed, self._given = inner, name, packed, 0

    def readable(self) -> bool:
        """Say that it can be read, as io.BufferedReader asks."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the inner stream.

        Raises:
            ReadError: a limit is passed.
        """
        data = self._inner.read(len(buffer))
        self._given += len(data)
        check_unpacked(self._given, self._packed() if self._packed else 0, name=self._name)
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
    except DAMAGED as error:
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


def _check_unchanged(before: os.stat_result, source: Source) -> None:
    after = Path(source.path).stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ReadError(source.name, "it changed while it was read", "build again")


def _member(source: Source) -> IO[bytes]:
    stat = Path(source.path).stat()
    with unpacking(source.name):
        archive = _open_zip(source.path, stat.st_size, stat.st_mtime_ns)
    info = archive.NameToInfo.get(source.member)
    if info is None:
        raise ReadError(
            source.name, "the archive changed while it was read", "build again"
        ) from None
    check_unpacked(info.file_size, max(info.compress_size, 1), name=source.name)
    with unpacking(source.name):
        return archive.open(info)


@lru_cache(maxsize=2)
def _open_zip(path: str, size: int, modified: int) -> zipfile.ZipFile:  # noqa: ARG001
    """Keep an archive open: its directory is read once, not once a member."""
    return zipfile.ZipFile(path)
