"""An output folder that is a URL: built in a local folder, and brought there when it is complete.

SQLite needs a real disk, and an object store cannot lock.  So the store is fetched first, where the
URL has one; the build works on the copy; and at the end every file goes up, the store last, so that
a store at the URL never says more than the files beside it.  A build that is interrupted leaves its
copy in the cache folder of this user, and the next build into the same URL goes on with it.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any

import platformdirs

from pipeline.built import BUILT, is_volume
from pipeline.errors import NothingToRead, ReadError, StoreError
from pipeline.read.remote import connect, fetching, is_url, local_path
from pipeline.store.ledger import FILE
from pipeline.store.lock import hold

LOCAL = frozenset({"store.lock", f"{FILE}-shm", f"{FILE}-wal"})
"""What a build leaves in its folder for this machine only."""
RECORD = "run.json"
ASIDE = "changes.md"
"""Stays where it is when a build has nothing new to tell."""
FETCHED = ("graph.json", FILE)
"""What a build looks at of the one before it; the store last, since its presence says: all is here."""


@contextmanager
def delivered(out: Path | str) -> Iterator[Path]:
    """Give the folder to build in; where `out` is a URL, what is written there goes up afterwards.

    Raises:
        StoreError: the URL cannot be read or written, or another build of this machine is at it.
    """
    out = local_path(str(out))
    if not is_url(out):
        yield Path(out)
        return
    name = hashlib.sha256(out.rstrip("/").encode()).hexdigest()[:16]
    work = Path(platformdirs.user_cache_dir("etiograph")) / "builds" / name
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{work}: {error.strerror}; make it a folder you can write to") from None
    with hold(work):
        folder = work / "out"
        if not (folder / FILE).exists():
            _fetch(out, folder)
        try:
            yield folder
        except NothingToRead:
            if (folder / RECORD).exists():
                _put(folder, [RECORD], out)  # which says why
            raise
        names = {path.name for path in folder.iterdir() if path.is_file()} - LOCAL
        _put(folder, sorted(names, key=lambda name: (name == FILE, name)), out)
        _take_away({ASIDE, *names}, out)
        rmtree(folder)


def _fetch(url: str, folder: Path) -> None:
    """Fetch what the build before left at a URL; nothing where there was none."""
    folder.mkdir(exist_ok=True)
    with _reached():
        system, path = connect(url)
        system.invalidate_cache()
        for name in FETCHED:
            if _exists(system, f"{path}/{name}", url):
                with fetching(url):
                    system.get_file(f"{path}/{name}", str(folder / f"{name}.part"))
                (folder / f"{name}.part").replace(folder / name)


def _exists(system: Any, path: str, url: str) -> bool:  # noqa: ANN401
    with fetching(url):
        return bool(system.exists(path))


def _put(folder: Path, names: Sequence[str], url: str) -> None:
    """Bring files to a URL, in this order."""
    with _reached():
        system, path = connect(url)
        with fetching(url):
            system.makedirs(path, exist_ok=True)
            for name in names:
                system.put_file(str(folder / name), f"{path}/{name}")


def _take_away(kept: Collection[str], url: str) -> None:
    """Remove outputs of an earlier build that this one did not write."""
    with _reached():
        system, path = connect(url)
        with fetching(url):
            found = {name.rpartition("/")[2] for name in system.glob(f"{path}/evidence*.csv")}
        for name in sorted(BUILT.union(filter(is_volume, found)).difference(kept)):
            if _exists(system, f"{path}/{name}", url):
                with fetching(url):
                    system.rm_file(f"{path}/{name}")


@contextmanager
def _reached() -> Iterator[None]:
    """Name the output folder, and what to do, where the URL cannot be reached."""
    try:
        yield
    except ReadError as error:
        remedy = f"{error.remedy}; or name a folder of this machine with --out"
        raise StoreError(f"{error.source}: {error.reason}; {remedy}") from None
