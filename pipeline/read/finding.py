"""The walk over files, folders and archives: what is there to read, in sorted order."""

import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pipeline.built import BUILT, STORES, is_volume
from pipeline.errors import ReadError
from pipeline.read.formats import EXPECTED, HEAD, SUFFIXES, Format, detect, is_structured, suffix
from pipeline.read.limits import MAX_MEMBERS
from pipeline.read.remote import Entry, check_end, is_url, local_path, look
from pipeline.read.remote import entries as remote_entries
from pipeline.read.source import STDIN, Source, content, open_archive, state_of
from pipeline.read.streams import printable, readable, whole

Found = Source | ReadError
Item = TypeVar("Item", os.DirEntry[str], Entry)

_ABOUT = ("readme", "license", "licence", "copying", "changelog", "contributing", "makefile")
"""Files that speak of their folder, by the start of their names: passed over in a folder, read
where they are named themselves."""


def find_sources(paths: Sequence[str | Path]) -> Iterator[Found]:
    """Find what there is to read in files, folders, archives, URLs and standard input ("-").

    Folders are walked in sorted order.  Hidden files and files about the folder (README, LICENSE)
    are passed over; what cannot be read is yielded as a ReadError, never raised.  A file named
    twice comes once; of two whose names look the same the second is an error.

    Yields:
        A Source with a unique id, or a ReadError that names file and remedy.
    """
    found = list(_apart(_once(item for path in paths for item in _named(str(path)))))
    ids = _unique_ids([item for item in found if isinstance(item, Source)])
    for item in found:
        yield item.named(ids[item.name]) if isinstance(item, Source) and not item.id else item


def _once(found: Iterator[Found]) -> Iterator[Found]:
    """Drop a file that comes a second time, by another path or a link."""
    seen: set[tuple[str, str]] = set()
    for item in found:
        if isinstance(item, Source) and item.data is None:
            key = (item.path if is_url(item.path) else _real(item.path), item.member)
            if key in seen:
                continue
            seen.add(key)
        yield item


def _apart(found: Iterator[Found]) -> Iterator[Found]:
    """Refuse sources whose names are printed as that of another: nothing could tell them apart."""
    names: Counter[str] = Counter()
    for item in found:
        if isinstance(item, Source):
            names[item.name] += 1
            if names[item.name] > 1:
                yield ReadError(
                    f"{item.name} ({names[item.name]})",
                    "its name looks like another's",
                    "rename it",
                )
                continue
        yield item


def _real(path: str) -> str:
    """Resolve links; folders are resolved once, because a million files lie in few of them."""
    if os.path.islink(path):  # noqa: PTH114
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    return os.path.join(_real_folder(folder), name)  # noqa: PTH118


@lru_cache(maxsize=1024)
def _real_folder(path: str) -> str:
    return os.path.realpath(path)


def _named(path: str) -> Iterator[Found]:
    """Find what one path of the user holds."""
    path = local_path(path)
    if path == STDIN:
        yield from _stdin()
    elif is_url(path):
        yield from _remote(path)
    elif not os.path.lexists(path):
        yield ReadError(printable(path), "there is no such file or folder", "check the path")
    elif Path(path).is_dir():
        yield from _folder(path)
    else:
        yield from _file(path, walked=False)


def _stdin() -> Iterator[Found]:
    try:
        data = whole(sys.stdin.buffer, name="standard input")
    except ReadError as error:
        yield error
    else:
        yield Source(STDIN, id="stdin", size=len(data), data=data)


def _folder(path: str) -> Iterator[Found]:
    found = False
    for item in _walk(path, os.path.realpath(path)):
        found = True
        yield item
    if not found:
        yield ReadError(printable(path), "there are no articles in it", f"expected {EXPECTED}")


def _walk(folder: str, root: str) -> Iterator[Found]:
    """Walk one folder; a stack, not recursion, because folders nest deeper than Python may."""
    pending = [*_entries(folder)]
    while pending:
        item = pending.pop()
        if isinstance(item, ReadError):
            yield item
        elif item.is_dir(follow_symlinks=False):
            pending.extend(_entries(item.path))
        elif item.is_symlink() and (refused := _link(item.path, root)):
            yield refused
        elif not item.name.lower().startswith(_ABOUT):
            yield from _file(item.path, walked=True)


def _entries(folder: str) -> list[os.DirEntry[str] | ReadError]:
    """List what is to be read in a folder, the first name last, or why it cannot be listed."""
    try:
        with readable(printable(folder)), os.scandir(folder) as entries:
            return [*reversed(_shown(entries))]
    except ReadError as error:
        return [error]


def _shown(entries: Iterable[Item]) -> list[Item]:
    """Sort by name, and leave out what is hidden and, beside a store, what a build wrote."""
    seen = {each.name: each for each in entries if not each.name.startswith(".")}
    beside = not STORES.isdisjoint(seen)
    return [seen[name] for name in sorted(seen) if not (beside and _is_built(name))]


def _remote(url: str) -> Iterator[Found]:
    """Find what a URL holds: one file, or all below a folder, by the same rules as on a disk."""
    found = False
    try:
        entry = look(url)
        for each in _below(entry) if entry.is_folder else [entry]:
            found = True
            yield from _fetchable(each, walked=entry.is_folder)
    except ReadError as error:
        yield error
    else:
        if not found:
            yield ReadError(printable(url), "there are no articles in it", f"expected {EXPECTED}")


def _below(folder: Entry) -> Iterator[Entry | ReadError]:
    """Walk a folder of another machine.

    Raises:
        ReadError: there are too many folders in it.
    """
    pending: list[Entry] = [folder]
    folders = 0
    while pending:
        item = pending.pop()
        if item.is_folder:
            folders += 1
            check_end(folders, folder.url)
            try:
                pending.extend(reversed(_shown(remote_entries(item.url))))
            except ReadError as error:
                yield error
        elif not item.name.lower().startswith(_ABOUT):
            yield item


def _fetchable(entry: Entry | ReadError, *, walked: bool) -> Iterator[Found]:
    try:
        if isinstance(entry, ReadError):
            raise entry
        source = Source(entry.url, size=entry.size)
        form = _format(source, walked=walked)
        yield from _zip_members(entry.url) if form is Format.ZIP else [source]
    except ReadError as error:
        yield error


def _is_built(name: str) -> bool:
    return name in BUILT or is_volume(name)


def _link(path: str, root: str) -> ReadError | None:
    """Say why a link in a folder is not followed; None if it leads to a file in the same folder."""
    if Path(path).is_dir():
        return ReadError(printable(path), "it is a link to a folder", "name that folder itself")
    if os.path.commonpath([os.path.realpath(path), root]) != root:
        remedy = "name the file itself or copy it"
        return ReadError(printable(path), "it links out of the folder", remedy)
    return None


def _file(path: str, *, walked: bool) -> Iterator[Found]:
    try:
        status = _status(path)
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(printable(path), "it is not a regular file", "leave it out")
        source = Source(path, size=status.st_size, state=state_of(status))
        form = _format(source, walked=walked)
        if form is Format.ZIP:
            yield from _zip_members(path, source.state)
        else:
            yield source
    except ReadError as error:
        yield error


def _status(path: str) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116
    except OSError:
        with readable(printable(path)):  # here, since a million times it would take a second
            raise


def _format(source: Source, *, walked: bool) -> Format | None:
    """Tell a file's format, opening it only where the suffix does not tell.

    Raises:
        ReadError: it is nothing that can be read.
    """
    ending = suffix(source.path)
    if ending in SUFFIXES:
        return SUFFIXES[ending]
    with content(source) as stream:
        form = detect(stream.read(HEAD), source.path)
    if form is None or (walked and not is_structured(form)):
        raise ReadError(source.name, "its format is not known", f"expected {EXPECTED}")
    return form


def _zip_members(path: str, state: str = "") -> Iterator[Found]:
    """List a zip archive from its directory; no member is unpacked to disk at any time."""
    name = printable(path)
    with open_archive(path) as archive:
        members = sorted(archive.infolist(), key=lambda info: info.filename)
    if len(members) > MAX_MEMBERS:
        raise ReadError(name, f"it has more than {MAX_MEMBERS:,} members", "split it")
    readable_members = [info for info in members if is_article_member(info.filename)]
    if not readable_members:
        raise ReadError(name, "there are no articles in it", f"expected {EXPECTED}")
    for info in readable_members:
        member = Source(path, info.filename, size=info.file_size, state=state)
        if leads_out(info.filename):
            yield ReadError(member.name, "its path leads out of the archive", "leave it out")
        else:
            yield member


def is_article_member(name: str) -> bool:
    """Tell whether an archive's member is a file to read, by its name.

    >>> [is_article_member(n) for n in ("a/b.txt", "a/", "__MACOSX/._b.txt", "f.png", "README.md")]
    [True, False, False, False, False]
    """
    parts = PurePosixPath(name).parts
    if name.endswith("/") or any(map(_is_hidden, parts)):
        return False
    return suffix(name) in SUFFIXES and not parts[-1].lower().startswith(_ABOUT)


def leads_out(name: str) -> bool:
    """Tell whether a member's path points outside its archive, as only an attacker's does.

    >>> leads_out("../../etc/passwd"), leads_out("a/b.txt")
    (True, False)
    """
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name)


def _is_hidden(part: str) -> bool:
    return part.startswith("__MACOSX") or (part.startswith(".") and part.strip(".") != "")


def _unique_ids(sources: Sequence[Source]) -> dict[str, str]:
    """Give every source its stem; those that share it get their suffix or folders with it.

    The ids of two sources do not depend on the order in which they were found.
    """
    places = {source.name: _place(source.name) for source in sources}
    alike = Counter((folder, stem) for folder, stem, _ in places.values())
    ids = {
        name: file if alike[folder, stem] > 1 else stem
        for name, (folder, stem, file) in places.items()
    }
    own = dict(ids)
    depth = 1
    while repeated := [name for name in _repeated(ids) if ids[name] != name]:
        for name in repeated:
            folders = _folders(places[name][0])
            ids[name] = "/".join((*folders[-depth:], own[name])) if depth <= len(folders) else name
        depth += 1
    return ids


def _repeated(ids: dict[str, str]) -> list[str]:
    counts = Counter(ids.values())
    return [name for name, given in ids.items() if counts[given] > 1]


def _place(name: str) -> tuple[str, str, str]:
    """Return the folder of a source, its stem and its file name."""
    folder, _, file = name.replace("!", "/").replace(os.sep, "/").rpartition("/")
    ending = len(suffix(file)) + 3 * file.lower().endswith(".gz")
    return folder, file[: len(file) - ending] or file, file


def _folders(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".", "..")]
