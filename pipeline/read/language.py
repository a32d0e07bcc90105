"""Is it English?  Function words and scripts tell, and only clear cases are turned away."""

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

ENGLISH = "English"
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 5_000
PLAINLY_ENGLISH = 0.15
"""Share of English function words over which no other language is looked for."""
MIN_SHARE = 0.08
"""Share of the words that must be another language's function words: running text has a quarter
to a half, an English list of author names or Latin terms under a twentieth."""
MIN_HITS = 8
"""Function words that must be found, so that a title alone is not judged …"""
FEW_HITS, LARGE_SHARE = 4, 0.15
"""… or these in a short text that is full of them."""
MIN_LETTERS = 40
"""Letters of another script that must be found: more than any formula or list of symbols has."""


def foreign_language(text: str) -> str:
    """Name the language of a text that clearly is not English; empty for English or in doubt.

    >>> foreign_language("Die Zellen der Patienten sind nicht von der Krankheit betroffen, und das "
    ...                  "Gewebe ist mit dem der Kontrollen zu vergleichen.")
    'German'
    >>> foreign_language("CD4+ T cells: IFN-γ, TNF-α, IL-1β"), foreign_language("Die Asthma")
    ('', '')
    """
    sample = text[:_SAMPLE]
    if script := _foreign_script(sample):
        return script
    words = _WORD.findall(sample.lower())
    known = _languages()
    english = sum(ENGLISH in known.get(word, ()) for word in words)
    if english > PLAINLY_ENGLISH * len(words):
        return ""
    hits = Counter(language for word in words for language in known.get(word, ()))
    hits.pop(ENGLISH, None)
    language, found = max(sorted(hits.items()), key=lambda item: item[1], default=("", 0))
    enough = found >= MIN_HITS or (found >= FEW_HITS and found > LARGE_SHARE * len(words))
    is_clear = enough and found > 2 * english and found > MIN_SHARE * len(words)
    return language if is_clear else ""


def _foreign_script(sample: str) -> str:
    """Name the script, in small letters as Unicode does, that most letters are of if not Latin."""
    if sample.isascii():
        return ""
    other = [char for char in sample if char > "\u024f" and char.isalpha()]
    if len(other) < MIN_LETTERS or len(other) < sum(map(str.isalpha, sample)) // 2:
        return ""
    scripts = Counter(unicodedata.name(char, "?").partition(" ")[0] for char in other)
    script = min(scripts, key=lambda name: (-scripts[name], name))
    return "" if script in ("LATIN", "MATHEMATICAL", "?") else f"{script.capitalize()} script"


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Return the languages that each function word is of."""
    lines = files(__package__).joinpath("stop_words.tsv").read_text("utf-8").splitlines()
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        language, _, words = line.partition("\t")
        for word in words.split() if not line.startswith("#") else ():
            found[word] = (*found.get(word, ()), language)
    return found
