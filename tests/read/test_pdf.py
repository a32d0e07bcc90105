"""PDF and its layout: columns, headers, hyphens, headings, tables, references."""

import zlib
from collections import Counter
from pathlib import Path

import pytest

from pipeline.model import Article
from pipeline.read.paragraphs import mended
from tests.read.helpers import check, only_article, only_error, prose
from tests.read.makers import Drawn, pdf

LEFT = ["Microglia engulf the synapses of neurons, and", "they may also protect neurons from the in-",
        "flammation that follows. Other cells do not,", "as has been shown in mice and in humans, but"]  # fmt: skip
RIGHT = ["astrocytes can take their place when they die.", "The second cell-", "derived factor is not known.",
         "It may be the one that is seen in the brain."]  # fmt: skip


def column(x: float, y: float, lines: list[str], size: float = 10) -> list[Drawn]:
    return [(x, y - 12 * n, size, line) for n, line in enumerate(lines)]


def article(tmp_path: Path, *pages: list[Drawn], **options: object) -> Article:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(*pages, **options))
    found = only_article(path)
    check(found)
    return found


def two_columns() -> list[Drawn]:
    return [
        (50, 750, 18, "Microglia and the ageing brain"),
        (50, 720, 10, "Anna Author, Bob Writer"),
        (50, 690, 10, "Introduction"),
        *column(50, 670, LEFT),
        *column(320, 670, RIGHT),
    ]


@pytest.mark.parametrize("shuffled", [False, True])
def test_two_columns_in_order_with_words_mended(tmp_path: Path, shuffled: bool) -> None:
    drawn = two_columns()
    if shuffled:
        drawn = sorted(drawn, key=lambda item: (-item[1], item[0]))  # line by line across columns
    found = article(tmp_path, drawn)
    assert found.title == "Microglia and the ageing brain"
    text = " ".join(LEFT + RIGHT).replace("in- fl", "infl").replace("cell- d", "cell-d")
    assert prose(found) == [found.title, "Introduction", text]
    assert found.passages[2].section == "Introduction"


def test_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        [(50, 810, 8, f"Author et al. Journal 2020, {n}:1"), (290, 20, 8, f"{n}"), *two_columns()]
        for n in (11, 12, 13)
    ]
    text = article(tmp_path, *pages).text
    assert "Journal" not in text and "12" not in text


def test_references_tables_and_declarations_are_left_out(tmp_path: Path) -> None:
    rows = [(50.0 + 60 * x, 500.0 - 12 * y, 8.0, f"{x}.{y}") for x in range(6) for y in range(6)]
    drawn = [
        *two_columns(),
        *rows,
        (50, 400, 10, "Keywords: asthma, leprosy"),
        (50, 380, 10, "Results"),
        (50, 360, 10, "Neurons die."),
        (50, 340, 10, "References"),
        (50, 320, 10, "1. Someone wrote about asthma in mice and men, and of the lung."),
    ]
    found = article(tmp_path, drawn)
    assert prose(found)[-2:] == ["Results", "Neurons die."]
    assert "asthma" not in found.text and "2.3" not in found.text


def test_bold_lines_are_headings_of_their_own(tmp_path: Path) -> None:
    drawn = [*column(50, 700, ["Introduction", *LEFT, "die.", "Cells of the brain", *RIGHT])]
    found = article(tmp_path, drawn, bold=["Cells of the brain"])
    assert "Cells of the brain" in prose(found)


def test_raised_numbers_cite(tmp_path: Path) -> None:
    drawn = [(50, 700, 10, "Introduction"), (50, 680, 10, "Microglia die"), (111, 684, 6, "12"),
             (119, 680, 10, "when they are old, as has been shown."), (50, 668, 10, "All of them.")]  # fmt: skip
    assert prose(article(tmp_path, drawn))[1].startswith("Microglia die when they are old")


def test_metadata_from_the_first_page(tmp_path: Path) -> None:
    drawn = [*two_columns(), (50, 40, 8, "Published 4 May 2017, doi:10.1000/abc.12")]
    found = article(tmp_path, drawn)
    assert (found.year, found.doi) == (2017, "10.1000/abc.12")


def test_a_pdf_of_images(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([], []))
    assert "only images" in only_error(tmp_path / "a.pdf").reason


def test_an_encrypted_pdf(tmp_path: Path) -> None:
    data = pdf(two_columns()).replace(
        b"/Info 5 0 R",
        b"/Info 5 0 R /ID [<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
        b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <"
        + b"42" * 32 + b"> >>",
    )  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(data)
    assert "encrypted" in only_error(tmp_path / "a.pdf").reason


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_page_that_unpacks_without_end(tmp_path: Path, layers: int) -> None:
    packed = b"BT /F1 10 Tf 72 700 Td (asthma) Tj ET\n" * 1_000_000
    for _ in range(layers):
        packed = zlib.compress(packed, 9)
    filters = b"/Filter [" + b"/FlateDecode " * layers + b"]"
    (tmp_path / "a.pdf").write_bytes(pdf([], content=(filters, packed)))
    assert "unpacks to more than" in only_error(tmp_path / "a.pdf").reason


def test_pages_that_contain_each_other(tmp_path: Path) -> None:
    data = pdf(two_columns()).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")
    (tmp_path / "a.pdf").write_bytes(data)
    assert only_error(tmp_path / "a.pdf").remedy


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["inflam-", "mation"], "inflammation"),
        (["cell-", "mediated"], "cell-mediated"),
        (["IL-", "6"], "IL-6"),
        (["anti-", "inflammatory"], "anti-inflammatory"),
        (["CD4-", "positive"], "CD4-positive"),
        (["pro-", "tein"], "protein"),
        (["a long-", "term effect"], "a long-term effect"),
    ],
)
def test_hyphens_at_line_ends(lines: list[str], text: str) -> None:
    assert mended(lines, Counter(["protein"])) == text
