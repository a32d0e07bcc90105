"""JATS, the XML of PubMed Central: title, abstract, body and captions; no references or tables.

Format: https://jats.nlm.nih.gov/archiving/ (and the older NLM DTDs with the same elements).
"""

from collections.abc import Iterable, Iterator
from io import BufferedReader

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read.citations import cited, raised, without_citations
from pipeline.read.composing import ABSTRACT, Block, Details, compose, find_year, plain
from pipeline.read.records import elements
from pipeline.read.sections import is_unread
from pipeline.read.source import Source
from pipeline.read.streams import whole
from pipeline.read.xml import Element, all_text, local, parse, utf8_stream

_LEFT_OUT = {
    "ack", "alternatives", "app-group", "award-group", "bio", "chem-struct-wrap", "code",
    "disp-formula", "disp-formula-group", "email", "ext-link-group", "floats-wrap", "fn",
    "fn-group", "glossary", "graphic", "inline-formula", "inline-graphic", "kwd-group", "label",
    "math", "media", "notes", "object-id", "preformat", "ref-list", "related-article",
    "related-object", "response", "sec-meta", "sub-article", "supplementary-material", "table",
    "table-wrap-foot", "tex-math", "tfoot", "x", "alt-text", "long-desc", "attrib", "permissions",
    "processing-meta", "private-char", "inline-supplementary-material", "citation-alternatives",
}  # fmt: skip
_PROSE = {"p", "title", "subtitle", "term", "verse-line", "speaker", "speech", "disp-quote"}
_CONTAINERS = {
    "abstract", "app", "array", "boxed-text", "caption", "def", "def-item", "def-list",
    "disp-quote", "fig", "fig-group", "floats-group", "list", "list-item", "sec", "speech",
    "statement", "table-wrap", "table-wrap-group", "trans-abstract", "verse-group", "p",
}  # fmt: skip
_CAPTIONS = {"fig": "Figure", "table-wrap": "Table", "boxed-text": "Box"}
_HIDDEN_ABSTRACTS = {"graphical", "teaser", "toc", "web-summary", "precis"}
_UNREAD_TYPES = {"supplementary-material", "COI-statement", "data-availability", "ethics"}


def read_jats(stream: BufferedReader, source: Source) -> Iterator[Article | ReadError]:
    """Read one article, or each article of a pmc-articleset.

    Yields:
        Articles, and a ReadError for each record of a set that cannot be read.

    Raises:
        ReadError: the only article cannot be read.
    """
    stream = utf8_stream(stream, name=source.name)
    if b"<pmc-articleset" not in stream.peek(4096) and b"<OAI-PMH" not in stream.peek(4096):
        root = parse(whole(stream, name=source.name), name=source.name)
        yield _article(root, source, given=source.id)
        return
    for number, record in enumerate(elements(stream, "article", source), start=1):
        if isinstance(record, ReadError):
            yield record
            continue
        try:
            yield _article(
                parse(record, name=f"{source.name} (article {number})"), source, given=""
            )
        except ReadError as error:
            yield error


def _article(root: Element, source: Source, *, given: str) -> Article:
    front = _child(root, "front")
    meta = _child(front, "article-meta")
    ids = {e.get("pub-id-type"): plain(all_text(e)) for e in _children(meta, "article-id")}
    pmc = ids.get("pmcid") or ids.get("pmc") or ""
    pmc = f"PMC{pmc}" if pmc.isdigit() else pmc
    known = given or pmc or ids.get("pmid") or ids.get("doi") or source.id
    details = Details(
        id=known,
        title=prose(_child(_child(meta, "title-group"), "article-title")),
        year=_year(meta),
        doi=ids.get("doi", ""),
        pmid=ids.get("pmid", ""),
        journal=_journal(front),
    )
    return compose(_blocks(root, meta), details, source=source.name)


def _blocks(root: Element, meta: Element | None) -> Iterator[Block]:
    """Yield abstract, body, appendices and the floats at the end, in that order."""
    for abstract in _children(meta, "abstract"):
        if abstract.get("abstract-type") not in _HIDDEN_ABSTRACTS:
            yield from _inside(abstract, ABSTRACT)
    yield from _inside(_child(root, "body"), "")
    for sec in _children(_child(root, "back"), "sec"):
        yield from _section(sec, "")
    yield from _inside(_child(root, "floats-group"), "")


def _inside(element: Iterable[Element] | None, section: str) -> Iterator[Block]:
    """Yield the blocks among an element's children; text between them goes with its paragraph."""
    for child in element if element is not None else ():
        name = local(child)
        if name in _LEFT_OUT or not name:
            continue
        if name == "sec":
            yield from _section(child, section)
        elif name in _CAPTIONS:
            yield from _inside(child, _CAPTIONS[name])
        elif name in _PROSE:
            yield Block(prose(child), section)
            yield from _nested(child, section)
        elif name in _CONTAINERS or len(child):
            yield from _inside(child, section)


def _nested(paragraph: Element, section: str) -> Iterator[Block]:
    """Yield the figures, lists and quotes that stand inside a paragraph."""
    for child in paragraph:
        name = local(child)
        if name in _CONTAINERS:
            yield from _inside(child, _CAPTIONS.get(name, section))


def _section(sec: Element, section: str) -> Iterator[Block]:
    """Yield a section's blocks under its outermost title, unless it is one that is not read."""
    title = prose(_child(sec, "title"))
    if is_unread(title) or sec.get("sec-type") in _UNREAD_TYPES:
        return
    if section == ABSTRACT and title:
        body = (child for child in sec if local(child) != "title")
        yield from _inside(body, f"{ABSTRACT}: {title.strip(' :.')}")
        return
    yield from _inside(sec, section or title)


def prose(element: Element | None) -> str:
    """Return an element's sentences: no formulae, no labels, no citation marks, no blocks in it."""
    if element is None:
        return ""
    return plain(without_citations(plain("".join(_pieces(element)))))


def _pieces(element: Element) -> Iterator[str]:
    before = element.text or ""
    yield before
    for child in element:
        name = local(child)
        if name == "xref" and child.get("ref-type") == "bibr":
            yield cited("".join(_pieces(child)))
        elif name == "sup":
            yield raised("".join(_pieces(child)), before)
        elif name in ("break", "list"):
            yield " "
        elif name and name not in _LEFT_OUT and name not in _CONTAINERS:
            yield from _pieces(child)
        before = child.tail or all_text(child)
        yield child.tail or ""


def _child(element: Element | None, name: str) -> Element | None:
    return next(_children(element, name), None)


def _children(element: Element | None, name: str) -> Iterator[Element]:
    return (child for child in (element if element is not None else ()) if local(child) == name)


def _year(meta: Element | None) -> int:
    """Return the earliest year of publication."""
    dates = (_child(date, "year") for date in _children(meta, "pub-date"))
    years = [find_year(all_text(year)) for year in dates]
    return min((year for year in years if year), default=0)


def _journal(front: Element | None) -> str:
    meta = _child(front, "journal-meta")
    group = _child(meta, "journal-title-group")
    title = _child(group if group is not None else meta, "journal-title")
    return plain(all_text(title))
