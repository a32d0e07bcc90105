"""Names of organizations: the cancer of "National Cancer Institute" is no disease.

A name in capitals is an organization's where a run of capitalised words leads from it to what
organizations are called: behind it ("American Diabetes Association") or, with "of" or "for", before
it ("Center for Cancer Research", "Institute of Neurological Disorders and Stroke").
"""

from pipeline.recognise.candidates import Candidate
from pipeline.vocabulary.words import KEYS, Words

CALLED = frozenset(
    "academy agency alliance center coalition college council federation foundation institute league"
    " ministry society trust".split()
)
"""Keys of what organizations are called, before and behind what they care for."""
BEHIND = CALLED | frozenset("association charity consortium fund hospital organization uk".split())
BEFORE = CALLED | {"department", "association", KEYS["journal"], "school", "faculty"}
GROUP = "group"
GROUPS = frozenset("collaborative cooperative interest oncology research study working".split())
"""Keys of words before "Group" that make it one of people."""
LINKS = {
    "academy": "of",
    "association": "for",
    "college": "of",
    KEYS["journal"]: "of",
    "ministry": "of",
}
"""The one word that follows some of them before what they care for: "Association of X with Y" is none."""
LINKING = frozenset({"of", "for", "on", "against"})
OTHER = frozenset({"association", "organization"})
"""What can be of things too …"""
STUDIED = frozenset({"with", "between", "of", "in", "study", "analysis", "test"})
"""… and keys of what then follows: "Disease Association Studies", "Cell Organization in Mice"."""
SMALL = LINKING | {"and", "&", "the", ","}
"""Words within such names that no capital begins."""
REACH = 8
"""Words between a name and what the organization is called, generously."""


class Organizations:
    """Tells which names are part of an organization's."""

    def __call__(self, words: Words, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates without those that are."""
        texts = words.texts
        return [
            c
            for c in candidates
            if not (texts[c.start][0].isupper() and self.named(words, c.start, c.end))
        ]

    def named(self, words: Words, start: int, end: int) -> bool:
        """Whether words in a row are part of an organization's name."""
        capitals = all(map(_capital, words.texts[start:end]))
        return capitals and (_behind(words, end) or _before(words, start))


def _behind(words: Words, end: int) -> bool:
    """Whether what an organization is called stands behind a word, across capitalised words."""
    texts, keys = words.texts, words.keys
    for index in range(end, min(end + REACH, len(words))):
        word = texts[index]
        if not _capital(word):
            if word not in ("and", "&"):
                return False
        elif keys[index] in BEHIND:
            after = keys[index + 1 : index + 2]
            return keys[index] not in OTHER or STUDIED.isdisjoint(after)
        elif keys[index] == GROUP and keys[index - 1] in GROUPS:
            return True
    return False


def _before(words: Words, start: int) -> bool:
    """Whether what an organization is called stands before a word, with "of" or "for" behind it."""
    texts, keys = words.texts, words.keys
    for index in range(start - 1, max(start - REACH, -1), -1):
        word = texts[index]
        if _capital(word):
            link = keys[index + 1]
            if keys[index] in BEFORE and link in LINKING:
                return LINKS.get(keys[index], link) == link
        elif word not in SMALL:
            return False
    return False


def _capital(word: str) -> bool:
    return word[0].isupper()
