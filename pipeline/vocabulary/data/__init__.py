"""Data files of the vocabulary room: tab-separated, `#` starts a comment line, UTF-8."""

from collections.abc import Iterator
from importlib.resources import files


def read_table(name: str) -> Iterator[tuple[str, ...]]:
    """Rows of a .tsv file of this folder, without comments and empty lines."""
    for line in files(__name__).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


def read_terms(name: str) -> Iterator[str]:
    """Lines of a .txt file of this folder, without comments and empty lines."""
    return (row[0] for row in read_table(name))


def has_table(name: str) -> bool:
    """Whether this folder has a file of that name."""
    return files(__name__).joinpath(name).is_file()
