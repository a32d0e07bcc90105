"""One item in one process: an exception loses the part it happened in, and the rest goes on."""

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.engines.events import Event, Failure, Finished, Function, Result


class Overdue(Exception):  # noqa: N818
    """A part takes too long; its words are the reason."""


def work(
    function: Function,
    item: Any,  # noqa: ANN401
    skip: frozenset[int],
    begin: Callable[[int | None], None],
) -> Iterator[Event]:
    """Run the function over an item; `begin(None)` says that no part is under way.

    After a part that raised, the function starts again behind it.  Where it raises outside a part,
    the rest of the item is lost.
    """
    done = set(skip)
    while True:
        under_way: list[int] = []

        def started(part: int, under_way: list[int] = under_way) -> None:
            under_way[:] = [part]
            begin(part)

        begin(None)
        try:
            for part, value in function(item, frozenset(done), started):
                under_way.clear()
                begin(None)
                done.add(part)
                yield Result(item, part, value)
        except Exception as error:
            lost = under_way[0] if under_way else None
            yield Failure(item, lost, _reason(error))
            if lost is not None and lost not in done:
                done.add(lost)
                continue
        yield Finished(item)
        return


def _reason(error: Exception) -> str:
    """Say what happened in one line.

    >>> _reason(ValueError("no such thing"))
    'ValueError: no such thing'
    """
    if isinstance(error, Overdue):
        return str(error)
    return " ".join(f"{type(error).__name__}: {error}".split())
