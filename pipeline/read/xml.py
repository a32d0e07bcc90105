"""XML from strangers: no entities, no network, no depth without end; names without namespaces."""

import codecs
import re
from html.entities import html5
from io import BufferedReader, BytesIO
from typing import Any

from lxml import etree

from pipeline.errors import ReadError
from pipeline.read.streams import whole

Element = Any
"""An lxml element; lxml has no types of its own."""

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_ENCODING = re.compile(r"""(?<=<\?xml)([^>]*?)encoding\s*=\s*["'][\w.-]*["']""")
_ASCII_AND_MORE = rb"<?xml \x41" + b"\xe9"
"""What every encoding that agrees with ASCII decodes: not Python's escapes or domain names."""
_XML_OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}


def parse(data: bytes, *, name: str) -> Element:
    """Parse an XML document or a record cut out of one.

    Named characters of HTML (&alpha;), which JATS takes from DTDs that are not fetched, become
    their characters; every other entity stays unresolved and is left out of the text.

    Raises:
        ReadError: it is not well-formed, or nests deeper than libxml2's bound.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(_NAMED.sub(_character, as_utf8(data)), parser)
    except etree.XMLSyntaxError as error:
        reason = f"its XML is broken ({error.msg or 'empty'})"
        raise ReadError(name, reason, "fetch the file again or mend it") from None
    return root


def as_utf8(data: bytes) -> bytes:
    """Return XML bytes in UTF-8, whatever their mark or declaration says they are in."""
    encoding = encoding_of(data)
    if encoding == "utf-8":
        return data
    return _ENCODING.sub(r"\1", data.decode(encoding, "replace"), count=1).encode()


def utf8_stream(stream: BufferedReader, *, name: str) -> BufferedReader:
    """Return a stream of XML as UTF-8, so that records can be cut out of it.

    Raises:
        ReadError: it is in another encoding and too large to be recoded in memory.
    """
    if encoding_of(stream.peek(256)) == "utf-8":
        return stream
    recoded: BufferedReader = BufferedReader(BytesIO(as_utf8(whole(stream, name=name))))
    return recoded


def encoding_of(head: bytes) -> str:
    """Name the encoding that a mark or the XML declaration gives; UTF-8 otherwise.

    A declaration that can be read as ASCII is wrong where it claims an encoding that is not like
    ASCII: so look files that said UTF-16 and were saved anew as UTF-8.

    >>> encoding_of(b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>')
    'iso8859-1'
    >>> encoding_of(b'<?xml version="1.0" encoding="utf-16"?><a/>')
    'utf-8'
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    try:
        name = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
        is_like_ascii = _ASCII_AND_MORE.decode(name, "replace").startswith(r"<?xml \x41")
    except (LookupError, UnicodeError):
        return "utf-8"
    return name if is_like_ascii else "utf-8"


def local(element: Element) -> str:
    """Return an element's name without its namespace; empty for entities and the like.

    >>> local(etree.fromstring('<a xmlns="x"/>'))
    'a'
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def all_text(element: Element | None) -> str:
    """Return all text in an element, inline markup taken off; empty for None and for entities."""
    if element is None or not local(element):
        return ""
    return "".join(element.itertext(etree.Element))


def _character(found: re.Match[bytes]) -> bytes:
    if found[1] in _XML_OWN:
        return found[0]
    character = html5.get(f"{found[1].decode()};", "")
    return character.encode() if character and character not in "<>&" else found[0]
