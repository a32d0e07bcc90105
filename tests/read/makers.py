"""Small PDF and Word files made by hand, so that no test needs a file of its own."""

import io
import zipfile
from collections.abc import Sequence

Drawn = tuple[float, float, float, str]
"""Text drawn on a page: x, y (points from the bottom left), font size, characters."""

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(
    *pages: Sequence[Drawn],
    bold: Sequence[str] = (),
    title: str = "",
    content: tuple[bytes, bytes] | None = None,
) -> bytes:
    """Make a PDF in Helvetica; texts in `bold` are drawn in Helvetica-Bold.

    `content` puts other entries of the stream's dictionary and other bytes on every page.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
        b"<< /Title (%s) >>" % title.encode(),
    ]
    for number, drawn in enumerate(pages):
        fonts = b"<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s"
            b" /Contents %d 0 R >>" % (fonts, 7 + 2 * number)
        )
        stream = b"\n".join(_shown(item, item[3] in bold) for item in drawn)
        entries, stream = content or (b"", stream)
        objects.append(
            b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), entries, stream)
        )
    return _file(objects)


def _shown(drawn: Drawn, is_bold: bool) -> bytes:
    x, y, size, text = drawn
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = b"F2" if is_bold else b"F1"
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font, size, x, y, escaped.encode("latin-1"))


def _file(objects: Sequence[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(data))
    )


def word(paragraphs: Sequence[tuple[str, str]], *, inside: str = "") -> bytes:
    """Make a Word document of (style, text) paragraphs; `inside` is further XML of the body."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for style, text in paragraphs
    )
    styles = "".join(
        f'<w:style w:styleId="{style.replace(" ", "")}"><w:name w:val="{style.lower()}"/></w:style>'
        for style, _ in paragraphs
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{SPACE}"><w:body>{body}{inside}</w:body></w:document>',
        )
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{SPACE}">{styles}</w:styles>')
    return file.getvalue()
