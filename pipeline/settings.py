"""What a user can choose, in one frozen value that travels to every worker."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a build or an annotation; the defaults are what most people need.

    Attributes:
        vocabularies: the user's own vocabulary files (TSV, OBO or spaCy patterns), in order.
        keep_generic: keep generic process words ("expression" alone) in the graph.
        cache: folder for the compiled vocabulary; None means the user's cache directory.
    """

    vocabularies: tuple[Path, ...] = ()
    keep_generic: bool = False
    cache: Path | None = None
