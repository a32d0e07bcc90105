"""etiograph: the map of what articles say about diseases, cell types and mechanisms.

Everything a command does is a call from here: `from pipeline import Annotator, build`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.run import Annotator, BuildReport, annotate, articles, build
    from pipeline.scoring import Evaluation, score
    from pipeline.settings import Batch, Settings, Shape

__all__ = [
    "Annotator",
    "Batch",
    "BuildReport",
    "Evaluation",
    "Settings",
    "Shape",
    "annotate",
    "articles",
    "build",
    "score",
]

_HOMES = {
    "Annotator": "pipeline.run",
    "BuildReport": "pipeline.run",
    "annotate": "pipeline.run",
    "articles": "pipeline.run",
    "build": "pipeline.run",
    "Evaluation": "pipeline.scoring",
    "score": "pipeline.scoring",
    "Batch": "pipeline.settings",
    "Settings": "pipeline.settings",
    "Shape": "pipeline.settings",
}


def __getattr__(name: str) -> object:
    """Load a public name on first use, so that importing the package loads nothing heavy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
