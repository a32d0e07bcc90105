"""Ways to map a function over items, and nothing else.

An item has parts (a file has articles).  `make()` is called once in each worker and returns the
function, so that what is costly to load is loaded once:

    for event in run("processes", partial(make, settings), items, workers=2, timeout=60):
        ...

Events come in no particular order, but an item's `Finished` comes after all its parts.
"""

from pipeline.engines.choose import ENGINES, check, cores, run
from pipeline.engines.events import Event, Failure, Finished, Function, Result

__all__ = ["ENGINES", "Event", "Failure", "Finished", "Function", "Result", "check", "cores", "run"]
