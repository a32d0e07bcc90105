"""The streams of a PDF, measured before pdfium unpacks them: pdfium itself knows no limit."""

import re
import zlib

from pipeline.errors import ReadError
from pipeline.read.limits import MAX_PDF_STREAM

_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_LOOK_BACK = 2_000
_MAX_LAYERS = 4


def check_streams(data: bytes, *, name: str) -> None:
    """Refuse a PDF with a stream of text or drawing that unpacks to more than any page has.

    Images are passed over, since no text is taken from them; a blank scan unpacks a thousandfold.

    Raises:
        ReadError: a stream is a bomb.
    """
    for found in _STREAM.finditer(data):
        before = data[max(0, found.start() - _LOOK_BACK) : found.start()]
        if before.endswith(b"end") or _IMAGE.search(before[before.rfind(b" obj") + 1 :]):
            continue
        end = data.find(b"endstream", found.end())
        packed = data[found.end() : end if end >= 0 else len(data)]
        if _is_bomb(packed):
            reason = f"a page in it unpacks to more than {MAX_PDF_STREAM:,} bytes"
            raise ReadError(name, reason, "leave it out")


def _is_bomb(packed: bytes) -> bool:
    """Unpack layer after layer, never more than the limit of each."""
    for _ in range(_MAX_LAYERS):
        if packed[:1] != b"\x78":  # zlib's mark
            return False
        try:
            packed = zlib.decompressobj().decompress(packed, MAX_PDF_STREAM + 1)
        except zlib.error:
            return False
        if len(packed) > MAX_PDF_STREAM:
            return True
    return True
