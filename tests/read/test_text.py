"""Plain text: title, headings, wrapped paragraphs, and what is left out."""

from pathlib import Path

import pytest

from pipeline.model import Article
from pipeline.read.composing import Details
from pipeline.read.text import article_of_text
from tests.read.helpers import check, only_article, prose

ARTICLE = """Microglia in disease

Introduction

Microglia engulf
synapses. They may
also protect neurons.

The second paragraph.

1. Methods
We stained cells.

Cells that die

Neurons die first.

REFERENCES

1. Smith. Asthma in mice.

Jones. Leprosy.
"""


def read_text(text: str, newline: str = "\n") -> Article:
    article = article_of_text(text.replace("\n", newline), Details(id="a"), source="a.txt")
    check(article)
    return article


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_sections_paragraphs_and_title(newline: str) -> None:
    article = read_text(ARTICLE, newline)
    assert article.title == "Microglia in disease"
    sections = [(p.section, article.text[p.start : p.end]) for p in article.passages]
    assert sections == [
        ("Title", "Microglia in disease"),
        ("Introduction", "Introduction"),
        ("Introduction", newline.join(
            ["Microglia engulf", "synapses. They may", "also protect neurons."])),
        ("Introduction", "The second paragraph."),
        ("Methods", "1. Methods"),
        ("Methods", "We stained cells."),
        ("Cells that die", "Cells that die"),
        ("Cells that die", "Neurons die first."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Microglia\n\nThey die.", "Microglia"),
        ("Microglia\nThey die.", ""),
        ("Microglia die.\n\nNeurons die.", ""),
        ("Why do microglia die?\n\nNobody knows.", "Why do microglia die?"),
        ("Abstract\n\nMicroglia die.", ""),
        ("x" * 400 + "\n\nMicroglia die.", ""),
    ],
)
def test_a_short_first_line_alone_is_the_title(text: str, title: str) -> None:
    assert read_text(text).title == title


def test_a_title_given_twice_opens_no_section() -> None:
    article = read_text("Microglia\n\nMicroglia\n\nThey die.")
    assert [p.section for p in article.passages] == ["Title", "", ""]


def test_a_short_sentence_or_a_last_line_is_no_heading() -> None:
    article = read_text("Title here\n\nNeurons die.\n\nAll of them\n\nlower case\n\nThe end")
    assert [p.section for p in article.passages] == ["Title", "", *["All of them"] * 3]


def test_sections_hold_in_a_text_without_a_title() -> None:
    article = read_text("Results\n\nNeurons die.\n\nGlia die too.")
    assert [p.section for p in article.passages] == ["Results"] * 3


def test_lines_too_long_to_be_wrapped_are_paragraphs() -> None:
    long = "Neurons die because microglia engulf them. " * 6
    article = read_text(f"Microglia\n{long}\nRole of astrocytes\n{long}\n{long}")
    assert article.title == "Microglia"
    assert [p.section for p in article.passages] == ["Title", "", *["Role of astrocytes"] * 3]


def test_prose_after_the_references_is_read_again() -> None:
    text = ARTICLE + "\nFigure legends\n\nFigure 1. Dying neurons.\n"
    assert prose(read_text(text))[-1] == "Figure 1. Dying neurons."


def test_pubtator_and_medline_in_a_txt_are_told_by_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("7|t|Microglia\n7|a|They die.\n")
    (tmp_path / "b.txt").write_text("PMID- 8\nTI  - Microglia\nAB  - They die.\n")
    ids = [only_article(tmp_path / name).id for name in ("a.txt", "b.txt")]
    assert ids == ["7", "8"]
