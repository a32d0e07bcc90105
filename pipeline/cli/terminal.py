"""Text for a terminal: untrusted words never become colours, control codes or rich's markup."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

CONTROL = dict.fromkeys([*range(32), *range(127, 160)], " ")

Piece = str | tuple[str, str]
"""Words, or words with a style."""


def plain(text: str) -> str:
    r"""Return text as one line that moves no cursor.

    >>> plain("two\nlines \x1b[31mred")
    'two lines [31mred'
    """
    return " ".join(text.translate(CONTROL).split())


def show(pieces: Iterable[Piece], *, indent: int = 0) -> None:
    """Print one line, without wrapping it, so that it can be piped; styles only on a terminal."""
    line = Text(" " * indent)
    for piece in pieces:
        line.append(*((piece,) if isinstance(piece, str) else piece))
    Console(highlight=False).print(line, soft_wrap=True)
