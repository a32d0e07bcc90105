"""From a source to its articles: format found by content, errors as values, no id twice."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BufferedReader

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read.bioc import read_bioc
from pipeline.read.decoding import is_binary
from pipeline.read.docx import read_docx
from pipeline.read.formats import EXPECTED, HEAD, Format, detect
from pipeline.read.html import read_html
from pipeline.read.jats import read_jats
from pipeline.read.json_articles import read_json, read_jsonl
from pipeline.read.language import foreign_language
from pipeline.read.markdown import read_markdown
from pipeline.read.medline import read_medline
from pipeline.read.pdf import read_pdf
from pipeline.read.pubmed import read_pubmed
from pipeline.read.pubtator import read_pubtator
from pipeline.read.source import Source, content
from pipeline.read.streams import printable, readable, whole
from pipeline.read.tar import members
from pipeline.read.text import read_text

Result = Article | ReadError
DocumentReader = Callable[[bytes, Source], Iterator[Article]]
StreamReader = Callable[[BufferedReader, Source], Iterator[Result]]

_DOCUMENTS: dict[Format, DocumentReader] = {
    Format.TEXT: read_text,
    Format.MARKDOWN: read_markdown,
    Format.HTML: read_html,
    Format.DOCX: read_docx,
    Format.PDF: read_pdf,
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
        that cannot be read: the other records come all the same.  Ids do not repeat in a source,
        and errors are single lines that can be printed.
    """
    yield from _distinct(_english(_guarded(_opened(source), source.name)), source)


def _opened(source: Source) -> Iterator[Result]:
    with content(source) as stream:
        yield from _parsed(stream, source)


def _guarded(results: Iterator[Result], name: str) -> Iterator[Result]:
    """Turn whatever a reader raises into a value: a file from strangers must not end the batch."""
    try:
        with readable(name):
            yield from results
    except ReadError as error:
        yield error
    except RecursionError:
        yield ReadError(name, "it is nested too deep", "leave it out")
    except MemoryError:
        yield ReadError(name, "it needs more memory than there is", "split it")
    except Exception as error:
        reason = f"its reader failed ({type(error).__name__}: {str(error)[:200]})"
        yield ReadError(name, reason, "please report it with the file")


def _parsed(stream: BufferedReader, source: Source) -> Iterator[Result]:
    """Hand the stream to the reader of its format.

    Raises:
        ReadError: it is empty, or in no format that is read.
    """
    head = stream.peek(HEAD)[:HEAD]
    if not head:
        raise ReadError(source.name, "the file is empty", "fill it or leave it out")
    form = detect(head, source.member or source.path)
    if form in _DOCUMENTS:
        yield from _DOCUMENTS[form](whole(stream, name=source.name), source)
    elif form in _STREAMS:
        yield from _some(_STREAMS[form](stream, source), source)
    elif form is Format.TAR and not source.member:
        for item in members(stream, source):
            if isinstance(item, ReadError):
                yield item
            else:
                yield from _guarded(_parsed(item[1], item[0]), item[0].name)
    elif form is Format.ZIP and source.data is not None:
        raise ReadError(source.name, "a zip archive is read from its end", "save it as a file")
    elif form in (Format.TAR, Format.ZIP):
        raise ReadError(source.name, "it is an archive in another file", "unpack it")
    elif is_binary(head):
        raise ReadError(source.name, "it holds binary data, not text", f"expected {EXPECTED}")
    else:
        raise ReadError(source.name, "it is in no format that is read", f"expected {EXPECTED}")


def _some(results: Iterator[Result], source: Source) -> Iterator[Result]:
    """Pass the records on.

    Raises:
        ReadError: there are none at all.
    """
    first = next(results, None)
    if first is None:
        raise ReadError(source.name, "there are no articles in it", "check its format")
    yield first
    yield from results


def _english(results: Iterator[Result]) -> Iterator[Result]:
    """Turn away articles in other languages, which the rules would misread."""
    for result in results:
        language = foreign_language(result.text) if isinstance(result, Article) else ""
        if isinstance(result, Article) and language:
            name = f"{result.source} ({result.id})"
            yield ReadError(
                name, f"it is not in English ({language})", "translate it or leave it out"
            )
        else:
            yield result


def _distinct(results: Iterator[Result], source: Source) -> Iterator[Result]:
    """Keep ids unique: an article again is an error, another one of the same id gets a new id."""
    seen: dict[str, set[int]] = {}  # the texts of each id, as hashes
    for result in results:
        if isinstance(result, ReadError):
            yield ReadError(printable(result.source), printable(result.reason), result.remedy)
            continue
        given, content_hash = result.id or source.id, hash((result.title, result.text))
        known = seen.get(given, set())
        if content_hash in known:
            reason = f"article {given} comes twice with the same text"
            yield ReadError(source.name, reason, "leave one of them out")
            continue
        key, number = given, len(known) + 1
        while key in seen:
            key, number = f"{given}#{number}", number + 1
        seen[key] = {content_hash}
        seen[given].add(content_hash)
        if key != given:
            reason = f"another article has the id {given}: this one is kept as {key}"
            yield ReadError(source.name, printable(reason), "give each article an id of its own")
        yield result if key == result.id else replace(result, id=key)
