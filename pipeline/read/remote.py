"""Files on other machines: URLs of object stores and web servers, through fsspec, which is optional.

`file://` names a file of this machine and needs no fsspec.  Whatever a backend raises becomes a
ReadError, since every one has exceptions of its own.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from pipeline.errors import ReadError
from pipeline.read.limits import MAX_DOCUMENT_BYTES, MAX_FOLDERS
from pipeline.read.streams import printable, whole

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_WEB = ("http://", "https://")
INSTALL = "pip install 'etiograph[remote]'"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder on another machine: its URL, the last part of it, and the file's bytes."""

    url: str
    name: str
    is_folder: bool
    size: int = 0


def is_url(path: str) -> bool:
    r"""Tell whether a path is a URL; a drive letter is none.

    >>> is_url("s3://bucket/a.txt"), is_url("a/b.txt"), is_url(r"C:\a.txt"), is_url("C://a.txt")
    (True, False, False, False)
    """
    return _URL.match(path) is not None


def local_path(url: str) -> str:
    """Return the path that a `file://` URL stands for, and everything else as it is.

    >>> local_path("file:///tmp/a%20b.txt"), local_path("a.txt")
    ('/tmp/a b.txt', 'a.txt')
    """
    return url2pathname(urlsplit(url).path) if url.lower().startswith("file://") else url


def connect(url: str) -> tuple[Any, str]:
    """Return fsspec's file system for a URL, and the URL's path in it.

    Raises:
        ReadError: fsspec or what it needs is missing, or the URL is none that is read.
    """
    name = printable(url)
    if "::" in url:  # with it a file's name could lead fsspec on to another file system
        raise ReadError(name, "its address has :: in it", "rename or copy it")
    try:
        password = urlsplit(url).password
    except ValueError as error:
        raise ReadError(name, f"it is no address ({error})", "check it") from None
    if password:
        remedy = "give it by the environment or a configuration file of fsspec"
        raise ReadError(name.replace(password, "…"), "it has a password", remedy)
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise ReadError(name, "addresses need the package fsspec", INSTALL) from None
    try:
        with fetching(name):
            system, path = url_to_fs(url)
    except ImportError as error:
        reason = f"this kind of address needs another package ({printable(str(error))})"
        raise ReadError(name, reason, f"install it, or for http: {INSTALL}") from None
    return system, str(path)


@contextmanager
def fetching(name: str) -> Iterator[None]:
    """Turn whatever a backend raises into a ReadError; only around its calls, not around ours."""
    try:
        yield
    except (ReadError, ImportError):
        raise
    except Exception as error:
        raise _explained(error, name) from None


def _explained(error: BaseException, name: str) -> ReadError:
    cause = error.__cause__
    if isinstance(error, FileNotFoundError) and cause and getattr(cause, "status", 0) != 404:
        return _explained(cause, name)  # fsspec says "not found" of a server that is off, too
    if isinstance(error, FileNotFoundError):
        return ReadError(name, "there is no such file", "check the address")
    if isinstance(error, PermissionError):
        return ReadError(name, "it may not be read", "check your access")
    detail = printable(" ".join(f"{type(error).__name__}: {error}".split()))[:200]
    remedy = "check the address, the connection and your access"
    return ReadError(name, f"it cannot be fetched ({detail})", remedy)


def open_url(url: str, *, seekable: bool = False) -> io.BufferedReader:
    """Open a file on another machine.

    Args:
        url: where it is.
        seekable: it is to be read out of order, as a zip archive is.

    Raises:
        ReadError: it cannot be opened; reading raises the same.
    """
    system, path = connect(url)
    is_streamed = url.lower().startswith(_WEB) and not seekable  # many servers give no parts
    with fetching(printable(url)):
        file = system.open(path, "rb", **({"block_size": 0} if is_streamed else {}))
    return io.BufferedReader(_Fetched(file, printable(url)), 1 << 18)


def open_to_seek(url: str) -> IO[bytes]:
    """Open a file that is read out of order, as a zip archive is.

    From a web server it comes as a whole where it is small, since many give no parts of a file.
    """
    if url.lower().startswith(_WEB):
        system, path = connect(url)
        if 0 < _size(system, path) <= MAX_DOCUMENT_BYTES:
            with open_url(url) as file:
                return io.BytesIO(whole(file, name=printable(url)))
    return open_url(url, seekable=True)


class _Fetched(io.RawIOBase):
    """A backend's file whose errors name it."""

    def __init__(self, inner: IO[bytes], name: str) -> None:
        self._inner, self._name = inner, name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._inner.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with fetching(self._name):
            self._inner.seek(offset, whence)
        return self.tell()

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        with fetching(self._name):
            data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
        super().close()


def look(url: str) -> Entry:
    """Tell whether a URL is a file or a folder.  A web server's folders end in a slash.

    Raises:
        ReadError: there is nothing, or it cannot be reached.
    """
    system, path = connect(url)
    name = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    if url.lower().startswith(_WEB):
        return Entry(url, name, url.endswith("/"), _size(system, path))
    system.invalidate_cache()  # of what an earlier build of this process saw
    with fetching(printable(url)):
        info = system.info(path)
    return Entry(url, name, info["type"] == "directory", int(info.get("size") or 0))


def _size(system: Any, path: str) -> int:  # noqa: ANN401
    """Ask a web server for a file's size; what is wrong shows, in better words, in reading."""
    try:
        return int(system.info(path).get("size") or 0)
    except Exception:
        return 0


def entries(folder: str) -> list[Entry]:
    """List what lies directly in a folder, by name; on the web, what its page links below itself.

    Raises:
        ReadError: the folder cannot be listed.
    """
    system, path = connect(folder)
    with fetching(printable(folder)):
        found = system.ls(path, detail=True)
    inside = f"{path.rstrip('/')}/"
    is_web = folder.lower().startswith(_WEB)
    listed: dict[str, Entry] = {}
    for info in found:
        name = str(info["name"]).removeprefix(inside).rstrip("/")
        is_below = str(info["name"]).startswith(inside) and name not in ("", ".", "..")
        if not is_below or "/" in name or (is_web and re.search("[?#]", name)):
            continue
        url = f"{folder.rstrip('/')}/{name}"
        is_folder = info["type"] == "directory"
        listed[name] = Entry(f"{url}/" if is_folder else url, name, is_folder, info["size"] or 0)
    return [listed[name] for name in sorted(listed)]


def check_end(folders: int, url: str) -> None:
    """Refuse a server that makes up folder in folder without end.

    Raises:
        ReadError: `folders` are more than anyone has.
    """
    if folders > MAX_FOLDERS:
        reason = f"it has more than {MAX_FOLDERS:,} folders"
        raise ReadError(printable(url), reason, "name the folders that you want")
