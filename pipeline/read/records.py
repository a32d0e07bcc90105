"""Records out of a stream: lines and XML elements of bounded size, one in memory at a time."""

import re
from collections.abc import Iterator
from io import BufferedReader

from pipeline.errors import ReadError
from pipeline.read.decoding import decode
from pipeline.read.limits import MAX_RECORD_BYTES
from pipeline.read.source import Source

_CHUNK = 1 << 18


def lines(stream: BufferedReader, source: Source) -> Iterator[bytes | ReadError]:
    """Yield each line with its end; a line over the limit gives a ReadError and is passed over."""
    number = 0
    while line := stream.readline(MAX_RECORD_BYTES):
        number += 1
        if len(line) < MAX_RECORD_BYTES or line.endswith(b"\n"):
            yield line
            continue
        reason = f"line {number} is longer than {MAX_RECORD_BYTES:,} bytes"
        yield ReadError(source.name, reason, "put each article on a line of its own")
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)


def text_lines(
    stream: BufferedReader, source: Source, *, like: re.Pattern[bytes] | None = None
) -> Iterator[str | ReadError]:
    """Yield each line as text, without its end; one that is no text gives a ReadError.

    Args:
        stream: the file.
        source: named in errors.
        like: what a line must begin with; others are passed over before they are decoded.
    """
    for number, line in enumerate(lines(stream, source), start=1):
        if isinstance(line, ReadError):
            yield line
            continue
        if like and not like.match(line):
            continue
        try:
            yield decode(line, name=f"{source.name} (line {number})").rstrip("\r\n")
        except ReadError as error:
            yield error


def elements(stream: BufferedReader, tags: str, source: Source) -> Iterator[bytes | ReadError]:
    """Cut the elements of some names out of XML, so that a broken one does not spoil the next.

    Args:
        stream: XML in an encoding that agrees with ASCII.
        tags: the names, as a regular expression; elements of these names do not nest.
        source: named in errors.

    Yields:
        The bytes of each element, or a ReadError for one that is cut off or too large.
    """
    start = re.compile(rb"<(?:%s)[\s>]" % tags.encode())
    end = re.compile(rb"</(?:%s)\s*>" % tags.encode())
    buffer, at_end, count = b"", False, 0
    while True:
        opened = start.search(buffer)
        closed = end.search(buffer, opened.end()) if opened else None
        if opened and closed:
            count += 1
            unclosed = start.search(buffer, opened.end(), closed.start())
            cut = unclosed.start() if unclosed else closed.end()
            yield buffer[opened.start() : cut]
            buffer = buffer[cut:]
            continue
        if at_end:
            break
        buffer = buffer[opened.start() :] if opened else buffer[-64:]
        if len(buffer) > MAX_RECORD_BYTES:
            yield _too_large(source, count + 1)
            buffer = b""
        chunk = stream.read(max(_CHUNK, len(buffer)))
        buffer, at_end = buffer + chunk, not chunk
    if opened:
        yield ReadError(source.name, f"record {count + 1} is cut off", "fetch the file again")


def _too_large(source: Source, number: int) -> ReadError:
    reason = f"record {number} is larger than {MAX_RECORD_BYTES:,} bytes"
    return ReadError(source.name, reason, "leave the record out")
