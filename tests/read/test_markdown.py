"""Markdown: prose found, code and tables left out, the text untouched."""

from pathlib import Path

import pytest

from pipeline.read import markdown
from tests.read.helpers import check, only_article, prose

ARTICLE = """---
title: "Microglia: friends?"
date: 2021-03-04
doi: https://doi.org/10.1000/abc
---

# Microglia

Microglia *engulf*
synapses.

## Results ##

- Neurons die.
- Glia
  survive.

> They **may** also proliferate.

1. First, inflammation.

```python
asthma = 1
```

    leprosy = 2

| cell | disease |
|------|---------|
| mast | asthma  |

![gout](gout.png)

Setext heading
--------------

The end.

## References

1. Asthma in mice.
"""


def read_markdown(tmp_path: Path, text: str):
    path = tmp_path / "a.md"
    path.write_bytes(text.encode())
    article = only_article(path)
    check(article)
    assert article.text == text
    return article


def test_prose_headings_and_front_matter(tmp_path: Path) -> None:
    article = read_markdown(tmp_path, ARTICLE)
    assert (article.title, article.year, article.doi) == (
        "Microglia: friends?", 2021, "10.1000/abc"
    )  # fmt: skip
    assert [(p.section, article.text[p.start : p.end]) for p in article.passages] == [
        ("Title", "Microglia"),
        ("", "Microglia *engulf*\nsynapses."),
        ("Results", "Results"),
        ("Results", "Neurons die."),
        ("Results", "Glia\n  survive."),
        ("Results", "They **may** also proliferate."),
        ("Results", "First, inflammation."),
        ("Setext heading", "Setext heading"),
        ("Setext heading", "The end."),
    ]


def test_line_ends_do_not_matter(tmp_path: Path) -> None:
    unix = prose(read_markdown(tmp_path, ARTICLE))
    for newline in ("\r\n", "\r"):
        found = prose(read_markdown(tmp_path, ARTICLE.replace("\n", newline)))
        assert [text.replace(newline, "\n") for text in found] == unix


def test_a_text_longer_than_the_parser_takes_at_a_time_is_read_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = (
        f"## Part {n}\n\nNeurons die.\n\n```\n\ngout\n```\n\n- Glia live.\n" for n in range(9)
    )
    text = "# Microglia\n\n" + "\n".join(sections)
    expected = read_markdown(tmp_path, text)
    assert len(expected.passages) == 28
    for size in (100, 150, 300):
        monkeypatch.setattr(markdown, "MAX_PIECE", size)
        assert read_markdown(tmp_path, text) == expected


def test_marks_without_end_are_not_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    parse = markdown._INLINE.parseInline
    monkeypatch.setattr(
        markdown._INLINE,
        "parseInline",
        lambda text, env: (seen.append(len(text)), parse(text, env))[1],
    )
    article = read_markdown(tmp_path, f"Neurons die [here](a).\n\n{'![' * 100_000} Glia survive.\n")
    assert seen == [22]
    assert prose(article)[0].startswith("Neurons") and prose(article)[1].endswith("Glia survive.")
