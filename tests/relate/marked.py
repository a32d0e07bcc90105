"""Sentences with their mentions marked, and what is found in them, for the tests of the room."""

import re

import pytest

from pipeline.model import Annotation, Article, Mention
from pipeline.relate import relate

TYPES = {"C": "CellType", "D": "Disease", "M": "Mechanism", "T": "Therapy"}


def annotation(marked: str) -> Annotation:
    """Build an annotation from "[T cells]C cause [asthma]D": spans in brackets, then the type."""
    text, mentions, starts = "", [], []
    for part in re.findall(r"\[|\][A-Z]|[^\[\]]+", marked):
        if part == "[":
            starts.append(len(text))
        elif part[0] == "]":
            start = starts.pop()
            span = text[start:]
            kind = TYPES[part[1]]
            mentions.append(Mention(start, len(text), span, kind, f"LOCAL:{span}", span, "test"))
        else:
            text += part
    mentions.sort(key=lambda mention: (mention.start, -mention.end, mention.type))
    return Annotation(Article("a", "", text), ((0, len(text)),), tuple(mentions))


def said(marked: str) -> set[str]:
    """Return what `relate` finds, as "subject predicate object", "not" and "maybe" in front."""
    found = relate(annotation(marked))
    return {
        "not " * relation.negated
        + "maybe " * relation.speculative
        + f"{found.mentions[relation.subject].text} {relation.predicate} "
        + found.mentions[relation.object].text
        for relation in found.relations
    }


def cases(*rows: str) -> pytest.MarkDecorator:
    """Parametrise with "marked sentence => relation | relation" rows."""
    split = [row.partition(" => ") for row in rows]
    return pytest.mark.parametrize(
        ("marked", "expected"),
        [
            (left, {part.strip() for part in right.split("|") if part.strip()})
            for left, _, right in split
        ],
    )
