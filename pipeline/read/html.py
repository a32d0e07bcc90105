"""HTML: the prose of the page's article; no scripts, navigation, tables or reference lists."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read.citations import CLOSE, OPEN, without_citations
from pipeline.read.composing import Block, Details, compose, find_year, plain
from pipeline.read.decoding import decode
from pipeline.read.limits import MAX_DEPTH
from pipeline.read.sections import is_declaration, is_unread
from pipeline.read.source import Source

_LEFT_OUT = {
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select",
    "textarea", "table", "math", "svg", "canvas", "iframe", "object", "embed", "audio", "video",
    "head", "dialog", "menu", "code", "pre", "input", "label",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul",
    "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "address", "body", "td",
    "caption", "hr", "details", "summary", "center", "hgroup",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LEFT_OUT_MARKS = re.compile(
    r"nav|navbar|navigation|breadcrumbs?|sidebar|menu|banner|usa-banner|social|share|skip-link|footer"
    r"|toc|fm-sec|contrib-group|authors?|affiliations?|permissions|copyright|license|disp-formula"
    r"|mw-editsection|hatnote|infobox|navbox|metadata|catlinks|visually-hidden|sr-only|hidden"
    r"|references?|(?!has-).*(?:ref-list|reflist|reference-list|-references|bibliography|disclaimer"
    r"|breadcrumbs?)"
    r"|(?:cookie|advert).*"
)
"""Classes, ids and roles, each as a whole, of what is no part of the article: a page whose body is
"overflow-hidden" or "with-sidebar" is read all the same."""
_NESTING = re.compile(
    r"<(/?)(?:a|article|b|big|blockquote|center|code|div|dl|em|font|i|main|nobr|ol|s|section|small|span"
    r"|strike|strong|sub|sup|table|tt|u|ul)\b",
    re.IGNORECASE,
)
"""Elements whose end tag may not be left out, so that they can be counted."""
_ROOTS = ("article", "main", "[role=main]", "#content", "body")
_CITATION = re.compile(r"#(?:cite_note|ref|bib|cr|b|r|cit|en)[\w.:-]*\d", re.IGNORECASE)
MAX_ROOTS = 50
"""Candidates for the part of the page that holds the article; a list of teasers has many."""
MIN_ROOT_CHARS = 400
"""An <article> shorter than this is a teaser, not the page's article."""


def read_html(data: bytes, source: Source) -> Iterator[Article]:
    """Read a web page as one article.

    Yields:
        The article, with what metadata the page's meta elements carry.

    Raises:
        ReadError: there is no prose in it.
    """
    text = decode(data, name=source.name)
    _check_depth(text, source)
    tree = LexborHTMLParser(text)
    meta = dict(_meta(tree))
    title = meta.get("citation_title") or meta.get("dc.title") or _heading(tree)
    details = Details(
        id=source.id,
        title=title,
        year=find_year(
            meta.get("citation_publication_date") or meta.get("citation_date")
            or meta.get("citation_online_date") or meta.get("dc.date") or ""
        ),
        doi=meta.get("citation_doi") or meta.get("dc.identifier") or "",
        pmid=meta.get("citation_pmid", ""),
        journal=meta.get("citation_journal_title", ""),
    )  # fmt: skip
    blocks = (block for block in _blocks(tree) if plain(block.text) != plain(title))
    yield compose(blocks, details, source=source.name)


def _check_depth(text: str, source: Source) -> None:
    """Refuse a page that opens element in element without end: parsing it takes quadratic time.

    Raises:
        ReadError: more elements are open at once than on any page that is read by people.
    """
    depth = 0
    for tag in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            raise ReadError(source.name, "it is nested too deep", "leave it out")


def _meta(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield the page's metadata, the first of a name last so that it wins."""
    for node in reversed(tree.css("meta[name]")):
        yield (node.attributes.get("name") or "").lower(), node.attributes.get("content") or ""


def _heading(tree: LexborHTMLParser) -> str:
    for selector in ("article h1", "main h1", "h1", "title"):
        if (node := tree.css_first(selector)) and plain(node.text()):
            return plain(node.text())
    return ""


def _root(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the smallest part of the page that holds its article."""
    for selector in _ROOTS:
        found = tree.css(selector)
        if found:
            root = max(found[:MAX_ROOTS], key=lambda node: len(node.text()))
            if selector == "body" or len(root.text()) >= MIN_ROOT_CHARS:
                return root
    return tree.root


def _blocks(tree: LexborHTMLParser) -> Iterator[Block]:
    """Yield the page's blocks; a heading opens a section, and an unread one hides all below it."""
    section, levels, hidden = "", 9, 9
    for tag, text in _runs(_root(tree)):
        if tag in _HEADINGS:
            level = int(tag[1])
            if level <= hidden:
                hidden = level if is_unread(text) else 9
            if level <= levels or not section:
                section, levels = (plain(text), level) if level > 1 else ("", 9)
        if hidden == 9 and not is_declaration(text):
            yield Block(text, section)


def _runs(root: LexborNode | None) -> Iterator[tuple[str, str]]:
    """Yield (block element, its own text) in order; a stack, since pages nest without bound."""
    pieces: list[str] = []
    tag = "body"
    for event, node in _events(root):
        name = node.tag or ""
        if event == "text":
            pieces.append(node.text_content or "")
        elif name in _BLOCKS:
            if text := _finished(pieces):
                yield tag, text
            tag = name if event == "open" else "div"
            pieces = []
        elif name in ("br", "a", "sup"):
            pieces.append(_inline(event, node))
    if text := _finished(pieces):
        yield tag, text


def _finished(pieces: list[str]) -> str:
    return plain(without_citations(plain("".join(pieces))))


def _inline(event: str, node: LexborNode) -> str:
    """Return a space for a line break, and the marks around a link to the reference list."""
    if node.tag == "br":
        return " "
    if node.tag != "a" or not _CITATION.search(node.attributes.get("href") or ""):
        return ""
    return OPEN if event == "open" else CLOSE


def _events(root: LexborNode | None) -> Iterator[tuple[str, LexborNode]]:
    """Walk the tree: ("open" | "text" | "close", node), leaving out what is no prose."""
    stack = [("open", root)] if root is not None else []
    while stack:
        event, node = stack.pop()
        if node.tag == "-text":
            yield "text", node
            continue
        yield event, node
        if event == "open":
            stack.append(("close", node))
            children = [child for child in node.iter(include_text=True) if _is_read(child)]
            stack.extend(("open", child) for child in reversed(children))


def _is_read(node: LexborNode) -> bool:
    if node.tag == "-text":
        return True
    if node.tag is None or node.tag in _LEFT_OUT or node.tag.startswith("-"):
        return False
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return False
    marks = " ".join(attributes.get(key) or "" for key in ("class", "id", "role")).lower().split()
    return node.tag in ("article", "main") or not any(map(_LEFT_OUT_MARKS.fullmatch, marks))
