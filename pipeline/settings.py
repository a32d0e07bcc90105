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


@dataclass(frozen=True, slots=True)
class Batch:
    """How a build runs; none of it changes what the build finds.

    Attributes:
        engine: serial, processes or dask; auto takes processes unless there is little to do.
        workers: processes on this machine; 0 means one for each processor.
        timeout: seconds an article may take before it is given up.
        scheduler: address of the Dask scheduler, such as tcp://host:8786.
    """

    engine: str = "auto"
    workers: int = 0
    timeout: float = 120.0
    scheduler: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What becomes of what was found: nothing here needs an article to be read again.

    Attributes:
        level: merge concepts deeper than this many steps below the root of their ontology into
            their ancestor of that depth; None merges none.
        roll_up: merge all descendants of these concepts (CURIEs) into them.
        is_a: add an is_a edge from each concept to its nearest ancestors in the graph.
        minimum_articles: leave out co-occurrence found in fewer articles; assertions stay.
        formats: what to write besides: "cx2" for Cytoscape, "neo4j" for Neo4j.
    """

    level: int | None = None
    roll_up: tuple[str, ...] = ()
    is_a: bool = False
    minimum_articles: int = 1
    formats: tuple[str, ...] = ()
