"""What there is to read: a file, a member of an archive, or standard input; and its bytes."""

import hashlib
import io
import os
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO

from pipeline.errors import ReadError
from pipeline.read.remote import is_url, open_to_seek, open_url
from pipeline.read.streams import check_unpacked, printable, readable, unpacked, unpacking

STDIN = "-"
CHANGED = "changed while it was read"
"""Ends the reason of what the next build tries again."""
SETTLED_NS = 3_000_000_000
"""Nanoseconds: longer than a tick of any file system's clock (2 seconds on FAT)."""
CHUNK = 1 << 16
"""Bytes hashed at a time; room for a megabyte takes longer to make than a small file to hash."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input of one or many articles: small, and picklable for worker processes.

    Attributes:
        path: the file as the user named it, or as found in a folder; it may be a URL, and "-" is
            standard input.
        member: the path inside a zip archive, empty for plain files.
        id: the article's id where the format has none: the file's stem, made unique by its folder.
        size: bytes to read, for progress and for sharing out work.
        data: what standard input held, so that any worker on any machine can read it.
        state: changes whenever the file (that holds it) does, without a look inside; see `state_of`.
    """

    path: str
    member: str = ""
    id: str = ""
    size: int = 0
    data: bytes | None = field(default=None, repr=False)
    state: str = field(default="", compare=False, repr=False)

    @property
    def name(self) -> str:
        """The source as messages and the store name it: printable, and unique in one build.

        >>> Source("a.zip", "b/c.txt").name
        'a.zip!b/c.txt'
        """
        name = f"{self.path}!{self.member}" if self.member else self.path
        return printable(name)

    def named(self, id_: str) -> "Source":
        """Return it under an id."""
        return Source(self.path, self.member, id_, self.size, self.data, self.state)


def state_of(status: os.stat_result) -> str:
    """Return what changes whenever a file does, "" where that cannot be told.

    As git has it: size, times, number and device.  The time of the last change of any kind is no
    program's to set, but FAT and some network file systems keep none.  A file just changed may change
    again within the tick of the clock.
    """
    latest = max(status.st_mtime_ns, status.st_ctime_ns)
    if os.name != "posix" or latest > time.time_ns() - SETTLED_NS:
        return ""
    times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
    return f"{status.st_size} {times} {status.st_ino} {status.st_dev}"


def mark(source: Source) -> str:
    """Return what stays as it is only where `digest` does too, "" where there is nothing so quick."""
    return f"{source.id} {source.state}" if source.state else ""


def digest(source: Source) -> str:
    """Return a hash (hexadecimal) that changes when the source would be read differently.

    It is the SHA-256 of the bytes as they are stored, unparsed, and of the id that the source was
    given.  That the readers are the same is for the store to know (`pipeline.versions`).

    Raises:
        ReadError: the file cannot be read.
    """
    found = hashlib.sha256(f"{source.id}\0".encode("utf-8", "surrogatepass"))
    with stored_bytes(source, buffering=0) as stream:
        while chunk := stream.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


@contextmanager
def stored_bytes(source: Source, *, buffering: int = -1) -> Iterator[IO[bytes]]:
    """Open what is on disk, compressed as it is; system errors become ReadErrors.

    A file on this machine may do without buffering, where it is read as a whole.

    Raises:
        ReadError: the file is gone, may not be read, is damaged or changed while it was open.
    """
    with readable(source.name):
        if source.data is not None:
            yield io.BytesIO(source.data)
        elif source.member:
            with _member(source) as member:
                yield member
        elif is_url(source.path):
            with open_url(source.path) as file:
                yield file
        else:
            with open(source.path, "rb", buffering) as opened:  # noqa: PTH123  (for a million small files)
                before = os.fstat(opened.fileno())
                yield opened
                _check_unchanged(before, source)


@contextmanager
def content(source: Source) -> Iterator[io.BufferedReader]:
    """Open a source's bytes, unpacked where they are compressed and bounded by the limits.

    Raises:
        ReadError: as `stored_bytes`, or the content unpacks to more than any article has.
    """
    with stored_bytes(source) as stored, readable(source.name):
        yield unpacked(stored, name=source.name)


def _check_unchanged(before: os.stat_result, source: Source) -> None:
    after = os.stat(source.path)  # noqa: PTH116
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ReadError(source.name, f"it {CHANGED}", "build again")


def open_archive(path: str) -> zipfile.ZipFile:
    """Open a zip archive, on this machine or another.

    Raises:
        ReadError: it is damaged or cannot be fetched.
    """
    with unpacking(printable(path)):
        if is_url(path):
            return zipfile.ZipFile(open_to_seek(path))
        return zipfile.ZipFile(path)


def _member(source: Source) -> IO[bytes]:
    if is_url(source.path):
        archive = _kept_open(source.path, 0, 0)
    else:
        stat = Path(source.path).stat()
        archive = _kept_open(source.path, stat.st_size, stat.st_mtime_ns)
    info = archive.NameToInfo.get(source.member)
    if info is None:
        raise ReadError(source.name, f"the archive {CHANGED}", "build again") from None
    check_unpacked(info.file_size, max(info.compress_size, 1), name=source.name)
    with unpacking(source.name):
        return archive.open(info)


@lru_cache(maxsize=2)
def _kept_open(path: str, size: int, modified: int) -> zipfile.ZipFile:  # noqa: ARG001
    """Keep an archive open: its directory is read once, not once a member."""
    return open_archive(path)
