"""Ways to spoil a file: bytes of any kind, and what only someone who knows the format would try.

`spoil(data, other, form, chance)` changes a file of a format in one to twenty places; `chance`
decides all, so that a seed repeats a run.
"""

# ruff: noqa: ARG001  # all mutators are called alike
import gzip
import io
import json
import random
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from typing import Any
from warnings import catch_warnings, simplefilter

from pipeline.read.formats import Format

Chance = random.Random
Mutator = Callable[[bytes, bytes, Chance], bytes]
LONGEST = 3_000_000
"""Bytes of a spoilt file: more takes time and finds nothing that the limits do not know."""

PIECES = [
    b"<", b"</", b"<!--", b"]]>", b"<![CDATA[", b"&#0;", b"&x;", b"\x00", b"\xff", b"\xed\xa0\x80",
    b"{", b"[", b'"', b"\\ud800", b"|t|", b"|a|", b"\n", b"\r\n\r\n", b"PMID- ", b"endstream",
    b"/Length 999999999", b"/Filter [/FlateDecode /FlateDecode]", b"/Kids [2 0 R]", b"99999999999",
    b"-1", b"(" * 5000, b"<div>" * 500, b"<sec>" * 300, b"[" * 500, b"> " * 200, b"\xe2\x80\xae",
    "\u0130\u0131\ufb03\u1e9e".encode(), "\U0001f9ec".encode(), b"e" + "\u0301".encode() * 500,
]  # fmt: skip
WIDE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "cp1251", "shift_jis",
        "gb18030", "utf-7", "cp037", "iso2022_jp"]  # fmt: skip
DECLARED = [b"utf-16", b"UTF-32", b"ascii", b"cp037", b"rot13", b"hex", b"idna", b"utf-7", b"nothing",
            b"big5", b"unicode_escape", b"undefined", b"punycode"]  # fmt: skip
LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY l0 "lol">'
    + b"".join(
        b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9)
    )
    + b'<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y SYSTEM "http://127.0.0.1:9/">'
    + b'<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]>'
)  # fmt: skip


def spoil(data: bytes, other: bytes, form: Format, packed: bool, chance: Chance) -> bytes:
    """Change a file: half the time in a way that suits its format, else its bare bytes."""
    if packed:
        return _gzip(data, other, form, chance)
    mutators = [_bytes, *_BY_FORMAT.get(form, ())]
    for _ in range(chance.choice((1, 1, 2, 4))):
        mutator = chance.choice(mutators[1:] or mutators) if chance.random() < 0.6 else _bytes
        data = mutator(data, other, chance)[:LONGEST]
    return data


def _span(data: bytes, chance: Chance) -> tuple[int, int]:
    at = chance.randrange(len(data) + 1)
    return at, at + chance.choice((1, 2, 8, 64, 1024, len(data) // 3))


def _bytes(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Cut, double, overwrite, insert and splice, knowing nothing."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, end = _span(changed, chance)
        piece = chance.choice(
            (
                b"",
                bytes(changed[at:end]) * 2,
                chance.randbytes(min(end - at, 64)),
                chance.choice(PIECES),
                other[at:end],
            )
        )
        changed[at : end if chance.random() < 0.6 else at] = piece
    return bytes(changed)


def _encoding(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Save the text in another encoding, or with other line ends."""
    text = data.decode("utf-8", "replace")
    if chance.random() < 0.3:
        return text.replace("\n", chance.choice(("\r", "\r\n", "\x85", "\u2028", "\x0c"))).encode()
    return text.encode(chance.choice(WIDE), "replace")


def _lines(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Double, drop, swap, join, lengthen or exchange lines."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 3, 30))):
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[at] = chance.choice(
            (
                b"",
                lines[to],
                lines[at][:20_000] + b"\n" + lines[at],
                lines[at][:20_000] * chance.choice((2, 100)),
                lines[at].replace(b" ", b""),
                b" " * chance.choice((1, 4, 5000)) + lines[at],
                chance.choice(other.split(b"\n")),
                lines[at] + chance.choice((b"x", b"(", b"\xc2\xa0", b"*", b"`")) * 100_000,
            )
        )
    return b"\n".join(lines)


_TAG = re.compile(rb"<(/?)([A-Za-z][\w:.-]*+)([^<>]*+)>")


def _tags(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Drop, double, nest, rename or stuff one element's tags; swap elements between files."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return _bytes(data, other, chance)
    tag, more = chance.choice(tags), chance.choice(tags)
    name, times = tag[2], chance.choice((2, 50, 400, 5000))
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: b"",
        lambda: tag[0][:500] * times,
        lambda: b"<%s>" % name * times + b"</%s>" % name * times,
        lambda: b"<" + tag[1] + more[2] + tag[3] + b">",
        lambda: b'<%s a="%s">' % (name, b"x" * 1_000_000),
        lambda: b"<%s %s>" % (name, b" ".join(b'a%d="1"' % n for n in range(times))),
        lambda: b'<%s xmlns="urn:x" xmlns:q="%s">' % (name, b"y" * 1000),
        lambda: b"<!-- -- %s" % tag[0],
        lambda: b"<![CDATA[%s]]>" % tag[0],
        lambda: b"<?php %s ?>" % tag[0],
        lambda: b"&x;&#x110000;&#55296;&nosuch;&lt;" + tag[0],
        lambda: data[min(tag.start(), more.start()) : max(tag.end(), more.end())][:200_000] * 2,
        lambda: other[(at := chance.randrange(len(other) + 1)) : at + 5000],
    )
    piece = chance.choice(makers)()
    return data[: tag.start()] + piece + data[tag.end() :]


def _prolog(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Give XML another declaration, and a document type with entities that bite."""
    body = re.sub(
        rb"^\s*+<\?xml.*?\?>|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>",
        b"",
        data,
        count=3,
        flags=re.DOTALL,
    )
    used = chance.choice((b"&l9;", b"&x;", b"&y;", b"&lt;&amp;&alpha;"))
    at = chance.choice([found.end() for found in _TAG.finditer(body)] or [0])
    declared = b'<?xml version="1.0" encoding="%s"?>' % chance.choice(DECLARED)
    return (
        chance.choice((b"", declared, b"\xff\xfe", b"\xef\xbb\xbf"))
        + chance.choice((LAUGHS, LAUGHS, b""))
        + body[:at]
        + used
        + body[at:]
    )


WRONG: list[Any] = [
    None, True, -1, 10**40, 1e308, "", "\ud800", "\x00", "x" * 100_000, [], {}, [[[]]], {"": {}},
    ["a"], [None], {"text": 7}, "1|t|x", "\u202e",
]  # fmt: skip


def _json(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Put values of another type, keys twice or deep nesting into one value of a document."""
    whole = data.strip().startswith((b"{", b"["))
    lines = [data] if whole and b"\n{" not in data else data.split(b"\n")
    at = chance.randrange(len(lines))
    try:
        value = json.loads(lines[at])
        for _ in range(chance.choice((1, 2, 10))):
            _wrong(value, chance)
        text = json.dumps(value if chance.random() < 0.9 else [value, value])
    except (ValueError, RecursionError):
        return _lines(data, other, chance)
    if chance.random() < 0.1:
        text = text.replace("}", f',"id":{text[:2000]!r}}}', 1).replace("true", "NaN")
    lines[at] = text.encode()
    return b"\n".join(lines)


def _wrong(value: Any, chance: Chance) -> None:  # noqa: ANN401
    """Change one place somewhere in a JSON value."""
    inside = value
    while isinstance(inside, dict | list) and inside:
        key = chance.choice(sorted(inside) if isinstance(inside, dict) else range(len(inside)))
        below = inside[key]
        if not isinstance(below, dict | list) or not below or chance.random() < 0.25:
            nested: Any = below
            for _ in range(chance.choice((1, 50, 900))):
                nested = [nested]
            wrong = chance.choice((*WRONG, nested, [below, below], {"text": below}))
            inside[key] = deepcopy(wrong)
            return
        inside = below


def _pubtator(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Break ids, parts and offsets."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randrange(len(lines))
        found = re.match(rb"([^|\t]*)([|\t])", lines[at])
        key = found[1] if found else b"1"
        lines[at] = chance.choice(
            (
                lines[at].replace(b"|t|", b"|a|"),
                lines[at].replace(b"|a|", b"|t|"),
                lines[at].replace(
                    key, chance.choice((b"", b" ", b"\xe2\x80\xae", b"9" * 300, b"x y"))
                ),
                b"%s\t-5\t99999999999\tx\tDisease\tD1" % key,
                b"%s\tb\tNaN\t" % key,
                b"%s|t|" % key,
                b"%s|a|%s" % (key, b"|t|" * 50),
                lines[at] + b"\n" + lines[at],
                b"\n",
            )
        )
    return b"\n".join(lines)


def _medline(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Break tags, labels and continuation lines."""
    lines = data.split(b"\n")
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.randrange(len(lines))
        lines[at] = chance.choice(
            (
                lines[at][4:],
                b"PMID- " + chance.choice((b"", b"x", b"1" * 999, b"\x00")),
                b"AB  - " + b"METHODS: " * 3000,
                b"      " + lines[at][:5000] * 50,
                lines[at][:4] + b"-" * 500,
                b"DP  - " + b"2" * 5000,
                b"TI  - [" + lines[at],
            )
        )
    return b"\n".join(lines)


_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?")
_PDF_WORDS = [
    b"/Kids [1 0 R 2 0 R 3 0 R]", b"/Parent 2 0 R", b"/Prev 9", b"/Encrypt 3 0 R", b"/Rotate 45",
    b"/MediaBox [0 0 1e38 1e38]", b"/MediaBox [0 0 0 0]", b"/Filter /LZWDecode", b"/Filter /Crypt",
    b"/Filter [/ASCIIHexDecode /FlateDecode]", b"/Contents [1 0 R 1 0 R]", b"/Type /ObjStm /N 9999999",
    b"/Font << /F1 2 0 R >>", b"/ToUnicode 4 0 R", b"/W [1 99999999 1]", b"/Count -1", b"/Count 9999999",
    b"/Subtype /Form", b"/XObject << /X 4 0 R >>", b"/Encoding /Identity-H", b"/FirstChar -5",
]  # fmt: skip
_OPERATORS = [
    b" BT /F1 1e30 Tf (x) Tj ET ", b" q " * 5000, b" [" * 2000, b" (" * 2000, b" 1e99 0 0 1e99 0 0 cm ",
    b" 0 0 0 0 0 0 Tm ", b" /X Do " * 500, b" BT 0 Tz (a) Tj -1 -1 Td (b) Tj ET ", b" BI ID EI ",
    b" BT /F1 9 Tf 9 9 Td (" + b"ab " * 30_000 + b") Tj ET ", b" Q " * 5000, b" NaN inf Td ",
]  # fmt: skip


def _pdf_objects(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Change numbers (references, lengths, boxes) or put other entries into dictionaries."""
    for _ in range(chance.choice((1, 2, 8))):
        outside = re.sub(rb"stream\r?\n.*?endstream", lambda m: b"\0" * len(m[0]), data, flags=re.S)
        if chance.random() < 0.5 and (found := list(_NUMBER.finditer(outside))):
            at = chance.choice(found)
            number = chance.choice(
                (b"0", b"1", b"2", b"3", b"-1", b"4294967296", b"9" * 30, b"1e39")
            )
            data = data[: at.start()] + number + data[at.end() :]
        elif places := [found.end() for found in re.finditer(rb"<<", outside)]:
            at_word = chance.choice(places)
            data = data[:at_word] + b" " + chance.choice(_PDF_WORDS) + data[at_word:]
    return data


def _pdf_streams(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Unpack a stream, change what it draws and pack it again."""
    found = list(re.finditer(rb"stream(\r\n|\n)(.*?)endstream", data, re.DOTALL))
    if not found:
        return _bytes(data, other, chance)
    stream = chance.choice(found)
    try:
        drawn, packed = zlib.decompressobj().decompress(stream[2], 5_000_000), True
    except zlib.error:
        drawn, packed = stream[2], False
    for _ in range(chance.choice((1, 3, 10))):
        at = chance.choice([m.end() for m in re.finditer(rb"\s", drawn)] or [0])
        drawn = drawn[:at] + chance.choice(_OPERATORS) + drawn[at:]
    if chance.random() < 0.5:
        drawn = _bytes(drawn, other, chance)
    changed = zlib.compress(drawn) if packed else drawn
    return data[: stream.start(2)] + changed + data[stream.end(2) :]


def _pdf_ends(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Lose or turn the cross reference table and trailer, or the rest of the file."""
    at = chance.choice(
        [m.start() for m in re.finditer(rb"xref|trailer|endobj|startxref", data)] or [0]
    )
    return chance.choice(
        (
            data[:at],
            data.replace(b"startxref", b"startxref\n0\n%"),
            re.sub(rb"trailer\s*<<", b"trailer << /Prev 0 /XRefStm 15 /Root 1 0 R ", data),
            data[:at] + data[at:][::-1],
            data[at:],
            data + other,
        )
    )


_MEMBERS = [
    "../evil.txt", "/evil.txt", "C:\\evil.txt", "a/../../evil.txt", "a\x00b.txt", "\u202etxt.exe.txt",
    "x" * 9000 + ".txt", "a/" * 5000 + "b.txt", "word/document.xml", "inner.zip", "a.txt.gz",
    "b.tar", "con.txt", ".txt", "dir/", "\ud800.txt", "a.xml", "a.json", "a.pdf",
]  # fmt: skip


def _zip(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Write the archive anew with members spoilt, renamed, doubled, locked or misdeclared."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:
        return _bytes(data, other, chance)
    made = io.BytesIO()
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    with zipfile.ZipFile(made, "w", chance.choice(methods)) as archive, catch_warnings():
        simplefilter("ignore")  # of members that are there twice
        for name, content in members:
            if chance.random() < 0.3:
                spoilers = _BY_FORMAT[Format.JATS] if b"<" in content[:100] else (_bytes, _lines)
                content = chance.choice(spoilers)(content, other, chance)
            name = chance.choice(_MEMBERS) if chance.random() < 0.1 else name
            for _ in range(2 if chance.random() < 0.05 else 1):
                archive.writestr(zipfile.ZipInfo(name.encode(errors="replace").decode()), content)
    return _headers(made.getvalue(), (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"), chance)


def _headers(data: bytes, marks: tuple[bytes, ...], chance: Chance) -> bytes:
    """Overwrite fields of headers: flags, methods, sizes, sums, offsets."""
    changed = bytearray(data)
    for _ in range(chance.choice((0, 1, 2))):
        places = [m.start() for mark in marks for m in re.finditer(re.escape(mark), data)]
        at = chance.choice(places or [0]) + chance.randrange(4, 46)
        value = chance.choice(
            (b"\0", b"\1", b"\xff", b"\xff\xff\xff\xff", b"\x63\0", chance.randbytes(4))
        )
        changed[at : at + len(value)] = value
    return bytes(changed)


def _tar(data: bytes, other: bytes, chance: Chance) -> bytes:
    """Write the archive anew with links, devices, foreign paths and wrong sizes among its members."""
    made = io.BytesIO()
    kinds = (tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE,
             tarfile.DIRTYPE, tarfile.GNUTYPE_SPARSE, tarfile.CONTTYPE)  # fmt: skip
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            members = [(info, archive.extractfile(info)) for info in archive if info.isfile()]
            contents = [(info, file.read()) for info, file in members if file]
        with tarfile.open(fileobj=made, mode="w", format=chance.choice((0, 1, 2))) as tar:
            for info, content in contents:
                if chance.random() < 0.3:
                    content = chance.choice((_bytes, _lines))(content, other, chance)
                info.size = len(content)
                if chance.random() < 0.2:
                    info.name = chance.choice(_MEMBERS).encode(errors="replace").decode()
                if chance.random() < 0.2:
                    info.type, info.linkname = chance.choice(kinds), "../../etc/passwd"
                    info.size = 0
                tar.addfile(info, io.BytesIO(content))
    except Exception:
        return _bytes(data, other, chance)
    spoilt = bytearray(made.getvalue())
    for _ in range(chance.choice((0, 1, 2))):
        at = 512 * chance.randrange(max(1, len(spoilt) // 512)) + chance.randrange(100, 345)
        spoilt[at : at + 1] = chance.choice((b"\0", b"7", b"\xff", b"-", b"L", b"x", b"g"))
    return bytes(spoilt)


def _gzip(data: bytes, other: bytes, form: Format, chance: Chance) -> bytes:
    """Spoil what is packed, or its packing: cut off, doubled, followed by something else."""
    try:
        inner = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return _bytes(data, other, chance)
    if chance.random() < 0.4:
        return gzip.compress(spoil(inner, other, form, False, chance), 1)
    packed = gzip.compress(inner, 1)
    at = chance.randrange(len(packed))
    makers: tuple[Callable[[], bytes], ...] = (
        lambda: packed[:at],
        lambda: packed * 2,
        lambda: packed + b"\0" * 1000,
        lambda: packed + b"junk" * 9,
        lambda: gzip.compress(packed, 1),
        lambda: gzip.compress(inner + b"asthma " * 1_000_000, 1),
        lambda: packed[:at] + chance.randbytes(4) + packed[at + 4 :],
        lambda: packed[:3] + b"\xff" + packed[4:],
        lambda: packed[:-8] + chance.randbytes(8),
    )
    return chance.choice(makers)()


_TEXT: tuple[Mutator, ...] = (_lines, _encoding)
_MARKUP: tuple[Mutator, ...] = (_tags, _tags, _prolog, _lines, _encoding)
_BY_FORMAT: dict[Format, tuple[Mutator, ...]] = {
    Format.TEXT: _TEXT,
    Format.MARKDOWN: _TEXT,
    Format.HTML: _MARKUP,
    Format.JATS: _MARKUP,
    Format.PUBMED: _MARKUP,
    Format.BIOC: _MARKUP,
    Format.JSON: (_json, _json, _lines, _encoding),
    Format.JSONL: (_json, _json, _lines, _encoding),
    Format.PUBTATOR: (_pubtator, _pubtator, _lines, _encoding),
    Format.MEDLINE: (_medline, _medline, _lines, _encoding),
    Format.PDF: (_pdf_objects, _pdf_objects, _pdf_streams, _pdf_streams, _pdf_ends),
    Format.DOCX: (_zip,),
    Format.ZIP: (_zip,),
    Format.TAR: (_tar,),
}
