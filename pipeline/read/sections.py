"""Which headings open a part of an article that is no prose about its subject."""

import re
from functools import cache
from importlib.resources import files

MAX_HEADING = 100
"""Longest heading, in characters, that is looked up."""
_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[ivxlc]+)[.)]?\s+", re.IGNORECASE)
_DECLARATION = re.compile(
    r"^\W*(?:correspondence|address for|©|\(c\)|copyright|received|key\s?words?|e-?mail|to whom|"
    r"full list of author|how to cite|cite this|open in a (?:separate|new) (?:window|tab)|go to:)(?!\w)"
    r"|creative\s?commons|permissions@|equal contributors|contributed equally|all rights reserved"
    r"|freely available online|^(?:acknowledge?ments?|funding|competing interests?|disclosures?|"
    r"conflicts? of interest|authors?[’']? contributions?|abbreviations|contributors)"
    r"\s?:?\s+(?-i:[A-Z])|^(?:figure|fig\.|table|box) ?\w{1,3}\W?$",
    re.IGNORECASE,
)
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")


@cache
def _listed(name: str) -> frozenset[str]:
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def bare(heading: str) -> str:
    """Reduce a heading to what can be looked up: no number, no outer punctuation, small letters.

    >>> bare("4. References:")
    'references'
    """
    return _NUMBER.sub("", _EDGE.sub("", heading.casefold())).replace("’", "'")


def is_unread(heading: str) -> bool:
    """Tell whether a section holds references, thanks or declarations and is left out.

    >>> is_unread("Conflict of interest"), is_unread("Results")
    (True, False)
    """
    return len(heading) <= MAX_HEADING and bare(heading) in _listed("unread_sections.txt")


def is_standard(heading: str) -> bool:
    """Tell whether a heading is one that articles share, such as Methods.

    >>> is_standard("2. Materials and Methods"), is_standard("Microglia")
    (True, False)
    """
    return len(heading) <= MAX_HEADING and bare(heading) in _listed("standard_sections.txt")


def is_declaration(text: str) -> bool:
    """Tell whether a paragraph thanks, declares, licenses or addresses, outside such a section.

    >>> is_declaration("Keywords: asthma"), is_declaration("Acknowledgements We thank M. Curie.")
    (True, True)
    >>> is_declaration("Funding bodies shape research on asthma.")
    False
    """
    return bool(_DECLARATION.search(text[:400]))


def section_name(heading: str) -> str:
    """Write a section's name in the way most articles do, so that evidence can be grouped by it.

    >>> section_name("3. RESULTS"), section_name("Role of IL-6")
    ('Results', 'Role of IL-6')
    """
    return bare(heading).capitalize() if is_standard(heading) else heading
