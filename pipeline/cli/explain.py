"""`etiograph explain`: why a phrase is a mention, or why it is not."""

import re
from pathlib import Path
from typing import Annotated

import typer

from pipeline.annotator import articles
from pipeline.cli.options import Vocab
from pipeline.cli.progress import compiling
from pipeline.cli.terminal import plain, show
from pipeline.errors import InputError, ReadError
from pipeline.model import Article
from pipeline.recognise import Recogniser, explain, explain_phrase
from pipeline.settings import Settings
from pipeline.vocabulary import load


def command(
    text: Annotated[str, typer.Argument(help="A text, or a file of articles.")],
    phrase: Annotated[str, typer.Option(help="Only this phrase: why it is a mention or not.")] = "",
    vocab: Vocab = None,
) -> None:
    """Print for each phrase what matched, by which rule, and what was rejected and why.

    Example: etiograph explain "The T cell receptor of activated T cells" --phrase "T cell"
    """
    with compiling() as report:
        recogniser = Recogniser(load(Settings(vocabularies=tuple(vocab or ())), report=report))
    for article in _articles(text):
        if phrase:
            for line in explain_phrase(recogniser, article, phrase):
                show([plain(line)])
            continue
        found = explain(recogniser, article)
        if not found:
            show([("no mention found, and nothing that was close to one", "dim")])
        for each in found:
            mark = ("+ ", "green") if each.accepted else ("- ", "dim")
            concept = f" {each.concept}" if each.concept else ""
            head = f"{plain(each.text)}  [{each.start}–{each.end}] {each.type}{concept}"
            show([mark, (head, "bold" if each.accepted else "dim"), f" ({plain(each.name)})"])
            show([plain(each.reason)], indent=4)


def _articles(text: str) -> list[Article]:
    """The text as an article, or the articles of the file it names."""
    if not text.strip():
        raise InputError("Nothing to explain: give a text in quotes, or a file of articles")
    try:
        is_file = Path(text).is_file()
    except (OSError, ValueError):  # a text too long or too odd for a file's name
        is_file = False
    if not is_file and re.fullmatch(
        r"\S+\.(?:txt|md|html?|xml|nxml|json|jsonl|pdf|docx|nbib)", text
    ):
        raise InputError(f"{text}: no such file; check the path")
    if not is_file:
        return [Article("text", "", text)]
    found = list(articles([text]))
    if errors := [each for each in found if isinstance(each, ReadError)]:
        raise InputError(str(errors[0]))
    return [each for each in found if isinstance(each, Article)]
