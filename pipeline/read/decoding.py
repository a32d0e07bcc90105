"""From bytes to text: the byte order mark decides, then UTF-8, then what the bytes look like."""

import codecs
import re

from charset_normalizer import from_bytes

from pipeline.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_BINARY = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b")
_CONTROLS = {c: " " for c in (*range(32), *range(127, 160)) if chr(c) not in "\t\n\v\f\r\x85"}
DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that turn the direction of writing: English has none, and they would turn what follows."""
_CONTROLS |= dict.fromkeys(map(ord, DIRECTIONS), " ")
_UNREADABLE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, *, name: str) -> str:
    """Decode the text of a file, newlines untouched and without its byte order mark.

    Control characters become spaces and lone surrogates U+FFFD, one for one, so that offsets into
    the result still index the decoded file.

    Raises:
        ReadError: the bytes are no text, or in no encoding that can be made out.

    >>> decode("naïve T cells".encode("cp1252"), name="a.txt")
    'naïve T cells'
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    data = data[len(mark) :]
    encoding = encoding or _guess(data)
    if not encoding:
        raise ReadError(
            name, "it holds binary data, not text", "convert it to text or leave it out"
        )
    text = data.decode(encoding, errors="replace")
    if text.count("\ufffd") > 10 + len(text) // 200:
        raise ReadError(name, f"it is not valid {encoding.upper()}", "save it as UTF-8")
    return tidy(text)


def tidy(text: str) -> str:
    r"""Replace, one for one, what no text should hold: control characters and lone surrogates.

    >>> tidy("T\x00cell"), tidy("mast \u202ecell")
    ('T cell', 'mast  cell')
    """
    return _UNREADABLE.sub("\ufffd", text.translate(_CONTROLS))


def is_binary(data: bytes) -> bool:
    """Tell whether bytes are no text in any encoding: one in a hundred is a control code.

    >>> is_binary(bytes(range(256))), is_binary("β-cells".encode())
    (True, False)
    """
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide(data):
        return False
    sample = data[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _BINARY)) > max(8, len(sample) // 100)


def _guess(data: bytes) -> str:
    """Name the encoding of bytes without a mark; empty where they are no text."""
    if is_binary(data):
        return ""
    if wide := _wide(data):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    return "utf-8"


def _wide(data: bytes) -> str:
    """Recognise UTF-16 without a mark: in Western text every other byte is zero."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= len(sample) // 5 or min(even, odd) > max(even, odd) // 20:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _legacy(data: bytes) -> str:
    """Choose an 8-bit or East Asian encoding, or UTF-8 for a file with a few damaged bytes.

    English with a few accents is Windows-1252 nearly always; a statistical guess on so few bytes
    goes astray.
    """
    damaged = data.decode("utf-8", errors="ignore").encode()
    if len(data) - len(damaged) <= 2 and len(data) > 200 and max(damaged, default=0) > 127:
        return "utf-8"
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    if high * 10 < len(data[:_SAMPLE]):
        return "cp1252"
    match = from_bytes(data[:_SAMPLE]).best()
    return match.encoding if match else ""
