"""Values as cells of a table: one line each, and never a formula."""

from functools import lru_cache

FORMULA = ("=", "+", "-", "@", "'")
"""What makes a spreadsheet calculate (OWASP, CSV injection), and the apostrophe that keeps it from
it: names, titles and sentences come from articles that nobody vouches for."""

CONTROL = dict.fromkeys([*range(32), *range(127, 160), 0x2028, 0x2029], " ")
"""Characters that would break a line or hide in it: one space each, so that offsets hold."""


def one_line(value: object) -> object:
    """Return a value on one line, true and false in lower case, numbers as they are."""
    if isinstance(value, str):
        return value if value.isprintable() else value.translate(CONTROL)  # most are: faster
    return str(value).lower() if isinstance(value, bool) else value


def cell(value: object) -> object:
    r"""Return a value as a cell that is one line and no formula.

    >>> cell("=1+1"), cell("two\nlines"), cell(True), cell(-1)
    ("'=1+1", 'two lines', 'true', -1)
    """
    line = one_line(value)
    return f"'{line}" if isinstance(line, str) and line.lstrip().startswith(FORMULA) else line


def quoted(value: str) -> str:
    r"""Return text as the csv module writes it; `cell` has taken out what would break a line.

    >>> quoted("plain"), quoted('a "b", c')
    ('plain', '"a ""b"", c"')
    """
    plain = str(cell(value))
    return '"' + plain.replace('"', '""') + '"' if "," in plain or '"' in plain else plain


known = lru_cache(maxsize=100_000)(quoted)
"""For what returns often: words, names, an article's title."""


def text(written: str) -> str:
    """Return the text that `cell` wrote.

    >>> text("'=1+1"), text(str(cell("'tis"))), text("plain")
    ('=1+1', "'tis", 'plain')
    """
    return written.removeprefix("'")
