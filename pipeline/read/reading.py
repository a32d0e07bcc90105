"""From a source to its articles: format found by content, errors as values, no id twice."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BufferedReader

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read.bioc import read_bioc
from pipeline.read.formats import EXPECTED, HEAD, Format, detect
from pipeline.read.html import read_html
from pipeline.read.jats import read_jats
from pipeline.read.json_articles import read_json, read_jsonl
from pipeline.read.markdown import read_markdown
from pipeline.read.medline import read_medline
from pipeline.read.pubmed import read_pubmed
from pipeline.read.pubtator import read_pubtator
from pipeline.read.source import Source, content, whole
from pipeline.read.text import read_text

Result = Article | ReadError
DocumentReader = Callable[[bytes, Source], Iterator[Article]]
StreamReader = Callable[[BufferedReader, Source], Iterator[Result]]

_DOCUMENTS: dict[Format, DocumentReader] = {
    Format.TEXT: read_text,
    Format.MARKDOWN: read_markdown,
    Format.HTML: read_html,
}
_STREAMS: dict[Format, StreamReader] = {
    Format.JATS: read_jats,
    Format.PUBMED: read_pubmed,
    Format.BIOC: read_bioc,
    Format.JSON: read_json,
    Format.JSONL: read_jsonl,
    Format.PUBTATOR: read_pubtator,
    Format.MEDLINE: read_medline,
}


def read(source: Source) -> Iterator[Result]:
    """Read the articles of one source; what cannot be read is yielded, never raised.

    Yields:
        Articles in the order of the source, and a ReadError for the source or for each record
        that cannot be read: the other records come all the same.
    """
    try:
        with content(source) as stream:
            yield from _distinct(_parsed(stream, source), source)
    except ReadError as error:
        yield error
    except RecursionError:
        yield ReadError(source.name, "it is nested too deep", "leave it out")
    except MemoryError:
        yield ReadError(source.name, "it needs more memory than there is", "split it")
    except Exception as error:  # (a reader's bug must not end the batch)
        reason = f"its reader failed ({type(error).__name__}: {error})"
        yield ReadError(source.name, reason.replace("\n", " "), "please report it with the file")


def _parsed(stream: BufferedReader, source: Source) -> Iterator[Result]:
    head = stream.peek(HEAD)
    if not head:
        raise ReadError(source.name, "the file is empty", "fill it or leave it out")
    form = detect(head[:HEAD], source.member or source.path)
    if form in _DOCUMENTS:
        yield from _DOCUMENTS[form](whole(stream, name=source.name), source)
    elif form in _STREAMS:
        yield from _records(_STREAMS[form](stream, source), source)
    else:
        raise ReadError(source.name, "it is not in a format that is read", f"expected {EXPECTED}")


def _records(results: Iterator[Result], source: Source) -> Iterator[Result]:
    """Pass the records on, and say so where there are none at all."""
    found = False
    for result in results:
        found = True
        yield result
    if not found:
        raise ReadError(source.name, "there are no articles in it", "check its format")


def _distinct(results: Iterator[Result], source: Source) -> Iterator[Result]:
    """Keep ids unique in a source: an article again is an error, another one gets a new id."""
    seen: dict[str, int] = {}
    for result in results:
        if isinstance(result, ReadError):
            yield result
            continue
        content_hash = hash((result.title, result.text))
        if seen.get(result.id) == content_hash:
            reason = f"article {result.id} comes twice with the same text"
            yield ReadError(source.name, reason, "leave one of them out")
            continue
        key, number = result.id or source.id, 2
        while key in seen:
            key, number = f"{result.id}#{number}", number + 1
        seen[key] = content_hash
        yield result if key == result.id else replace(result, id=key)
