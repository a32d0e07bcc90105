"""The names of what a build writes: a build replaces these files, and a reader passes them over."""

import re
from itertools import chain

FILES = (
    "edges.csv",
    "graph.graphml",
    "graph.html",
    "graph.json",
    "nodes.csv",
    "report.md",
    "triads.csv",
)
"""What every build writes, besides `run.json`, the store and the volumes of evidence."""

EXTRAS = {"cx2": ("graph.cx2",), "neo4j": ("neo4j-nodes.csv", "neo4j-edges.csv")}
"""The files that are written on request, by the name of their format."""

STORES = frozenset({"store.lock", "store.sqlite"})
BUILT = frozenset(
    {"changes.md", "run.json", *STORES, "store.sqlite-shm", "store.sqlite-wal"}
    | {*FILES, *chain.from_iterable(EXTRAS.values())}
)
"""All files of a build but the volumes of its evidence."""

_VOLUME = re.compile(r"evidence(-[0-9]+)?\.csv")


def is_volume(name: str) -> bool:
    """Tell whether a file is a volume of evidence, by its name.

    >>> [is_volume(f"evidence{rest}.csv") for rest in ("", "-03", "-notes", "2")]
    [True, True, False, False]
    """
    return _VOLUME.fullmatch(name) is not None
