"""What results depend on: our own rules and data, and the packages beneath."""

import hashlib
import platform
import re
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path

NAME = "etiograph"
FINDING = ("annotator.py", "batch.py", "model.py", "read", "recognise", "relate", "store/pack.py")
"""What decides what is found in an article, besides the vocabulary, which has its own digest."""


def rules(vocabulary: str) -> str:
    """Return a digest of all that decides what is found in an article.

    Args:
        vocabulary: the fingerprint of the compiled vocabulary.
    """
    return _digest(FINDING, vocabulary)


def everything(vocabulary: str) -> str:
    """Return a digest of all that decides the outputs, given what was found."""
    return _digest((".",), vocabulary)


def packages() -> dict[str, str]:
    """Return the versions of Python, of this package and of those it needs."""
    names = [
        re.split(r"[^\w.-]", line)[0] for line in requires(NAME) or () if "extra ==" not in line
    ]
    found = {"python": platform.python_version(), NAME: version(NAME)}
    for name in sorted(names):
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # one for another system
            continue
    return found


def _digest(parts: tuple[str, ...], vocabulary: str) -> str:
    digest = hashlib.sha256(f"{vocabulary} {sorted(packages().items())}\n".encode())
    for path, content in _contents(parts):
        digest.update(f"{path} {content}\n".encode())
    return digest.hexdigest()[:32]


@lru_cache
def _contents(parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Hash our own files below the parts, by relative path."""
    root = Path(str(files("pipeline")))
    found = {path for part in parts for path in ((root / part), *(root / part).rglob("*"))}
    kept = sorted(p for p in found if p.is_file() and p.suffix != ".pyc")
    return tuple(
        (p.relative_to(root).as_posix(), hashlib.sha256(p.read_bytes()).hexdigest()) for p in kept
    )
