"""Citation marks taken out of sentences, so that "T cells [3,4]" reads as "T cells"."""

import re

OPEN, CLOSE = "\ue000", "\ue001"
"""Private characters that a reader puts around the text of a link to the reference list."""

_CITE = f"{OPEN}[^{CLOSE}]*{CLOSE}"
_WORDS = "and|see|also|in|e\\.g|i\\.e|reviewed|review|cf|for|refs?|references?"
_BETWEEN = rf"(?:[\s,;.&–—-]|\b(?:{_WORDS})\b)"
_GROUP = re.compile(rf"\s*[(\[]{_BETWEEN}*{_CITE}(?:{_BETWEEN}*{_CITE})*{_BETWEEN}*[)\]]")
_NUMERIC = re.compile(rf"\s*{OPEN}[\s\d,;*–—\[\]()a-d-]*{CLOSE}(?:[,;–—-]*(?={OPEN}))?")
_NUMBERS = re.compile(r"[\s\d,;*–—-]*\d[\s\d,;*–—-]*")
_EMPTY = re.compile(r"\s*(?:\(\s*\)|\[\s*[,;–—-]*\s*\])")


def cited(text: str) -> str:
    """Mark text as a link to the reference list."""
    return f"{OPEN}{text.replace(OPEN, '').replace(CLOSE, '')}{CLOSE}"


def raised(text: str, before: str) -> str:
    """Write a superscript on the line: charges stay, powers get their sign, bare numbers cite.

    >>> raised("+", "CD4"), raised("6", "10"), raised("6,7", "disease") == cited("6,7")
    ('+', '^6', True)
    """
    if OPEN in text or not _NUMBERS.fullmatch(text):
        return text
    return f"^{text}" if before[-1:].isdigit() else cited(text)


def without_citations(text: str) -> str:
    """Take out marked numbers and bracketed groups of marked citations; other marked text stays.

    >>> without_citations("T cells [" + cited("3") + "," + cited("4") + "] die")
    'T cells die'
    >>> without_citations("as " + cited("Bird (1986)") + " showed (" + cited("Ray, 1990") + ").")
    'as Bird (1986) showed.'
    """
    if OPEN not in text:
        return text
    text = _NUMERIC.sub("", _GROUP.sub("", text))
    return _EMPTY.sub("", text.replace(OPEN, "").replace(CLOSE, ""))
