"""A sentence as words: set phrases joined, each mention one word, every word with its tag.

Tags are one letter (see `data/words.tsv` and `lexicon.Lexicon`).  Mentions are C cell type,
D disease, M mechanism, T any other type, and P for a process worded as a finite verb phrase
("release histamine"), Q for one in -ing, p for one that may be either.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Mention
from pipeline.relate.lexicon import SLOT, Lexicon

_TYPES = {"Disease": "D", "CellType": "C", "Mechanism": "M"}
_ACRONYMS = re.compile(r"\b(?:NO|IS|IT|AS|OR|AN|WAS|CAN|ALL|AT|IF|BE|HAS|MAY)\b")
"""Acronyms that would read as function words: nitric oxide, immunological synapse."""


_LINKS = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
"""Markdown's links, of which the text counts; asides would take it away."""
_MARKS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|</?[a-z]{1,6}>")
"""Markdown's marks and simple tags."""
_ASIDES = re.compile(rf"[(\[][^()\[\]{SLOT}]*[)\]]")
"""Asides without a mention: figures, citations, statistics."""


@dataclass(slots=True)
class Words:
    """One sentence: parallel lists of words, tags and mention indexes (-1 for a plain word)."""

    words: list[str]
    tags: list[str]
    refs: list[int]


def mention_tag(mention: Mention) -> str:
    """Return the one-letter type of a mention.

    >>> mention_tag(Mention(0, 4, "Mast", "CellType", "", "", ""))
    'C'
    """
    return _TYPES.get(mention.type, "T")


def outermost(mentions: Sequence[Mention], first: int, last: int) -> list[int]:
    """Return the indexes, first to last exclusive, of mentions that lie in no earlier one."""
    top, end = [], -1
    for index in range(first, last):
        mention = mentions[index]
        if mention.start >= end:
            top.append(index)
            end = mention.end
    return top


def split(
    text: str, span: tuple[int, int], mentions: Sequence[Mention], top: Sequence[int], lex: Lexicon
) -> Words:
    """Split a sentence into lower-cased words, each mention in `top` being one word."""
    pieces, at = [], span[0]
    for index in top:
        mention = mentions[index]
        pieces.append(text[at : mention.start])
        at = mention.end
    pieces.append(text[at : span[1]])
    joined = SLOT.join([piece.replace(SLOT, " ") for piece in pieces])
    if "](" in joined:
        joined = _LINKS.sub(r"\1", joined)
    if "*" in joined or "_" in joined or "`" in joined or "<" in joined:
        joined = _MARKS.sub("", joined)
    if "(" in joined or "[" in joined:
        joined = _ASIDES.sub(" ", joined)
    joined = _ACRONYMS.sub("acronym", joined).lower()
    joined = lex.phrases.sub(lambda match: match[0].replace(" ", "_"), joined)
    words = lex.token.findall(joined)
    refs = [-1] * len(words)
    at = -1
    for index in top:
        at = words.index(SLOT, at + 1)
        words[at], refs[at] = mentions[index].text.lower(), index
    return Words(words, [], refs)


def tag(sentence: Words, mentions: Sequence[Mention], lex: Lexicon) -> None:
    """Look up the tag of every word; those that depend on their neighbours are settled later."""
    get = lex.tags
    sentence.tags = [
        get[word] if ref < 0 else _mention_word(mentions[ref], word, lex)
        for word, ref in zip(sentence.words, sentence.refs, strict=True)
    ]


def _mention_word(mention: Mention, text: str, lex: Lexicon) -> str:
    """Tag a mention; P and Q mark a mechanism worded as a verb, p one that may be a noun."""
    kind = _TYPES.get(mention.type, "T")
    if kind != "M":
        return kind
    first, _, rest = text.partition(" ")
    tag = lex.listed.get(first, "n")
    if tag == "G":
        return "Q" if rest and not rest.startswith(("of ", "in ", "and ")) else "M"
    if tag == "E":
        return "M" if any(word.endswith(lex.endings) for word in rest.split()) else "P"
    if tag == "V":
        return "P"
    if tag == "v" and not rest.startswith(("of ", "in ", "to ", "from ", "by ")):
        return "p"
    return "M"
