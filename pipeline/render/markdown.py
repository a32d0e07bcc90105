"""Untrusted text as Markdown: escaped, one line, quotable, with its source."""

import re
from urllib.parse import quote

from pipeline.model import Article, Evidence

SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&$@])|(?<=www)(\.)|(:)(?=//)")
"""What CommonMark or GitHub's dialect takes for markup inside a line, bare links included."""

LONGEST = 400
"""Characters of a sentence that are quoted; longer ones are cut around the mentions."""


def escape(text: str) -> str:
    r"""Return text that any Markdown reader shows as it is, on one line.

    >>> print(escape("<b>IL_6*</b> see\nhttp://x.org"))
    \<b\>IL\_6\*\</b\> see http\://x.org
    """
    return SPECIAL.sub(lambda match: f"\\{match[0]}", " ".join(text.split()))


def quoted(evidence: Evidence, *more: Evidence) -> str:
    """Return the sentence in quotation marks with the mentions in bold, of more evidence too."""
    pieces, position = [], 0
    text, spans = _window(evidence, *more)
    for start, end in spans:
        pieces += [_inner(text[position:start]), f"**{escape(text[start:end])}**"]
        position = end
    return f"“{''.join(pieces)}{_inner(text[position:]).rstrip()}”"


def source(evidence: Evidence, article: Article | None) -> str:
    """Return the article of a sentence: title, journal, year and a link where its id allows one."""
    if article is None:
        return escape(evidence.article)
    facts = ", ".join(escape(str(each)) for each in (article.journal, article.year) if each)
    title = f"*{escape(article.title or article.id)}*"
    return " ".join(each for each in (title, f"({facts})" if facts else "", _link(article)) if each)


def _link(article: Article) -> str:
    if article.doi:
        return f"[doi](https://doi.org/{quote(article.doi, safe='/')})"
    if article.pmid.isascii() and article.pmid.isdigit():
        return f"[PubMed](https://pubmed.ncbi.nlm.nih.gov/{article.pmid}/)"
    return ""


def _window(evidence: Evidence, *more: Evidence) -> tuple[str, list[tuple[int, int]]]:
    """Return the sentence, cut where too long, and the mentions in it: sorted, merged, in range."""
    text, spans = evidence.sentence, _spans(evidence, *more)
    if len(text) <= LONGEST or not spans:
        return text[:LONGEST], [(start, end) for start, end in spans if end <= LONGEST]
    first, last = spans[0][0], spans[-1][1]
    room = max(LONGEST - (last - first), 100) // 2
    left, right = max(first - room, 0), min(last + room, len(text))
    before, after = "…" if left else "", "…" if right < len(text) else ""
    shift = len(before) - left
    return f"{before}{text[left:right]}{after}", [(a + shift, b + shift) for a, b in spans]


def _spans(evidence: Evidence, *more: Evidence) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(s for each in (evidence, *more) for s in (each.subject, each.object)):
        left, right = start - evidence.start, end - evidence.start
        if not 0 <= left < right <= len(evidence.sentence):
            continue
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged


def _inner(text: str) -> str:
    """Escape a piece of a line, keeping one space where it begins or ends with any."""
    if not text.strip():
        return " " if text else ""
    left, right = text[0].isspace() * " ", text[-1].isspace() * " "
    return f"{left}{escape(text)}{right}"
