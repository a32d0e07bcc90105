"""Read annotations from JSON lines, the format that `annotate --to jsonl` writes."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, ReadError
from pipeline.model import Annotation, Article, Mention, Relation

Splitter = Callable[[Article], Sequence[tuple[int, int]]]
"""Cuts an article into sentences: (start, end) pairs in text order."""


def read_jsonl(path: Path, *, sentences: Splitter) -> Iterator[Annotation]:
    """Yield one annotation a line.

    Args:
        path: a file with one article a line: id, title, text, mentions and relations.
        sentences: cuts an article into sentences, which the format does not carry.

    Raises:
        InputError: the file cannot be read, or holds no article.
        ReadError: a line is no JSON object, lacks a field, or names a mention that is not there.
    """
    lines = [(n, line) for n, line in enumerate(_text(path).split("\n"), 1) if line.strip()]
    if not lines:
        raise InputError(f"{path}: no article in it; expected one JSON object a line")
    for number, line in lines:
        try:
            yield parse_annotation(json.loads(line), sentences=sentences)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise ReadError(
                f"{path}, line {number}", f"not an annotated article ({error!r})",
                "write one JSON object a line with id, text, mentions and relations",
            ) from error  # fmt: skip


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8; expected JSON lines in UTF-8") from error


def parse_annotation(record: dict[str, Any], *, sentences: Splitter) -> Annotation:
    """Turn one decoded JSON object into an annotation with sorted mentions."""
    article = Article(str(record["id"]), record.get("title", ""), record["text"])
    given = [_mention(fields, article.text) for fields in record.get("mentions", ())]
    order = sorted(range(len(given)), key=lambda i: (given[i].start, -given[i].end, given[i].type))
    place = {old: new for new, old in enumerate(order)}
    spans = tuple(sentences(article))
    relations = tuple(
        _relation(fields, place, given, spans) for fields in record.get("relations", ())
    )
    return Annotation(article, spans, tuple(given[i] for i in order), relations)


def _mention(fields: dict[str, Any], text: str) -> Mention:
    start, end = fields["start"], fields["end"]
    return Mention(
        start, end, text[start:end], fields["type"], fields.get("concept", ""),
        fields.get("name", ""), fields.get("rule", ""), bool(fields.get("negated")),
        bool(fields.get("speculative")),
    )  # fmt: skip


def _relation(
    fields: dict[str, Any],
    place: dict[int, int],
    mentions: list[Mention],
    spans: tuple[tuple[int, int], ...],
) -> Relation:
    at = mentions[fields["subject"]].start
    sentence = next((span for span in spans if span[0] <= at < span[1]), (0, 0))
    return Relation(
        place[fields["subject"]], fields["predicate"], place[fields["object"]],
        bool(fields.get("negated")), bool(fields.get("speculative")),
        tuple(fields.get("sentence", sentence)), fields.get("cue", ""), fields.get("rule", ""),
    )  # fmt: skip
