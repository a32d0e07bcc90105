"""Which headings open a part of an article that is no prose about its subject."""

import re
from functools import cache
from importlib.resources import files

_NUMBER = re.compile(r"^(?:\d+(?:\.\d+)*|[ivxlc]+)[.)]?\s+", re.IGNORECASE)
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
    return bare(heading) in _listed("unread_sections.txt")


def is_standard(heading: str) -> bool:
    """Tell whether a heading is one that articles share, such as Methods.

    >>> is_standard("2. Materials and Methods"), is_standard("Microglia")
    (True, False)
    """
    return bare(heading) in _listed("standard_sections.txt")
