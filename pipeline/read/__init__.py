"""From files to articles: one module a format.

`find_sources` walks files, folders and archives; `read` yields the articles of one source; `digest`
tells whether a source has changed, `is_url` whether it lies on another machine.  What cannot be read is
yielded as a `ReadError`, never raised, so that a batch goes on:

    for source in find_sources(["corpus"]):
        results = [source] if isinstance(source, ReadError) else read(source)
"""

from pipeline.read.finding import find_sources
from pipeline.read.reading import read
from pipeline.read.remote import is_url
from pipeline.read.source import CHANGED, STDIN, Source, digest, mark

__all__ = ["CHANGED", "STDIN", "Source", "digest", "find_sources", "is_url", "mark", "read"]
