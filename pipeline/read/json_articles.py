"""JSON and JSON lines: BioC collections, or one article an object, as `annotate` writes them."""

import json
from collections.abc import Iterator, Mapping
from io import BufferedReader

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read import bioc
from pipeline.read.bioc import Json
from pipeline.read.composing import ABSTRACT, Block, Details, compose, find_year
from pipeline.read.decoding import decode, tidy
from pipeline.read.records import lines
from pipeline.read.source import Source
from pipeline.read.streams import whole
from pipeline.read.text import article_of_text

_SHAPE = 'give each article as {"id": …, "title": …, "text": …}'


def read_json(stream: BufferedReader, source: Source) -> Iterator[Article | ReadError]:
    """Read a BioC collection, an article, or a list of either.

    Yields:
        Articles in file order, and a ReadError for each that cannot be read.

    Raises:
        ReadError: it is no JSON.
    """
    text = decode(whole(stream, name=source.name), name=source.name)
    try:
        data = _loads(text, source.name)
    except ReadError:
        if "\n{" not in text.strip():
            raise
        yield from _lines(text.encode().splitlines(keepends=True), source)
    else:
        yield from _each(data, source)


def read_jsonl(stream: BufferedReader, source: Source) -> Iterator[Article | ReadError]:
    """Read one article or BioC collection a line.

    Yields:
        Articles in file order, and a ReadError for each line that cannot be read.
    """
    yield from _lines(lines(stream, source), source)


def _lines(
    records: Iterator[bytes | ReadError] | list[bytes], source: Source
) -> Iterator[Article | ReadError]:
    for number, line in enumerate(records, start=1):
        if isinstance(line, ReadError):
            yield line
        elif line.strip():
            name = f"{source.name} (line {number})"
            try:
                yield from _each(_loads(decode(line, name=name), name), source, number)
            except ReadError as error:
                yield error


def _loads(text: str, name: str) -> Json:
    try:
        return json.loads(text, parse_constant=str)
    except RecursionError:
        raise ReadError(name, "its JSON is nested too deep", "leave it out") from None
    except ValueError as error:
        reason = f"its JSON is broken ({str(error)[:100]})"
        raise ReadError(name, reason, "fetch the file again or mend it") from None


def _each(data: Json, source: Source, line: int = 0) -> Iterator[Article | ReadError]:
    """Yield the articles of a JSON value, whatever of the known shapes it has."""
    items = data if isinstance(data, list) else [data]
    for number, item in enumerate(items, start=1):
        place = f" (line {line})" if line else f" (item {number})" if len(items) > 1 else ""
        try:
            yield from _item(item, source, number=line or number, many=bool(place))
        except ReadError as error:
            yield ReadError(f"{source.name}{place}", error.reason, error.remedy)


def _item(item: Json, source: Source, *, number: int, many: bool) -> Iterator[Article | ReadError]:
    if not isinstance(item, dict):
        raise ReadError(source.name, "it holds no article", _SHAPE)
    documents = item.get("documents", item.get("PubTator3"))  # PubTator's own name for them
    if isinstance(documents, list):
        yield from bioc.collection({**item, "documents": documents}, source)
    elif isinstance(item.get("passages"), list):
        yield bioc.document(item, {}, source)
    else:
        yield _article(item, source, fallback=f"{source.id}#{number}" if many else source.id)


def _article(item: Mapping[str, Json], source: Source, *, fallback: str) -> Article:
    """Make an article of an object; a text that begins with the title is kept as it is."""
    title, text, abstract = (_string(item, key) for key in ("title", "text", "abstract"))
    details = Details(
        id=_string(item, "id") or _string(item, "pmid") or fallback,
        title=title,
        year=find_year(_string(item, "year") or _string(item, "date")),
        doi=_string(item, "doi"),
        pmid=_string(item, "pmid"),
        journal=_string(item, "journal"),
    )
    body = text or _string(item, "body") or _string(item, "full_text")
    if not (title or body or abstract):
        raise ReadError(source.name, "the object has no title and no text", _SHAPE)
    if text and text.startswith(title):
        return article_of_text(text, details, source=source.name)
    blocks = [Block(abstract, ABSTRACT), *(Block(part) for part in body.split("\n\n"))]
    return compose(blocks, details, source=source.name)


def _string(item: Mapping[str, Json], key: str) -> str:
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return tidy(str(value))
