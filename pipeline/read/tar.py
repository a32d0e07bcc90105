"""Tar archives, read in one pass: members stream by, and nothing is unpacked to disk."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.errors import ReadError
from pipeline.read.finding import is_article_member, leads_out
from pipeline.read.formats import EXPECTED, suffix
from pipeline.read.limits import MAX_MEMBERS
from pipeline.read.source import Source
from pipeline.read.streams import printable, unpacked, unpacking

Member = tuple[Source, io.BufferedReader]


def members(stream: io.BufferedReader, source: Source) -> Iterator[Member | ReadError]:
    """Yield each member that may hold articles, to be read before the next one is asked for.

    Ids of members are made of the archive's id and their path, which nothing else in a build has.

    Raises:
        ReadError: the archive is damaged, or there are no articles in it.
    """
    found = False
    with unpacking(source.name), tarfile.open(fileobj=stream, mode="r|") as archive:
        for number, info in enumerate(archive):
            if number >= MAX_MEMBERS:
                raise ReadError(
                    source.name, f"it has more than {MAX_MEMBERS:,} members", "split it"
                )
            member = Source(source.path, info.name, _member_id(source, info.name), info.size)
            if leads_out(info.name):
                yield ReadError(member.name, "its path leads out of the archive", "leave it out")
            elif info.isfile() and is_article_member(info.name):
                found = True
                file = archive.extractfile(info)
                if file is not None:
                    yield member, unpacked(file, name=member.name)
    if not found:
        raise ReadError(source.name, "there are no articles in it", f"expected {EXPECTED}")


def _member_id(source: Source, path: str) -> str:
    stem = PurePosixPath(printable(path).removesuffix(".gz"))
    ending = suffix(stem.name)
    return f"{source.id}/{str(stem).removesuffix(ending) or stem}"
