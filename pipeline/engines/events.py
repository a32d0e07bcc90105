"""What an engine is given and what it gives back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol


class Function(Protocol):
    """Works on one item, part by part.

    It calls `begin(part)` before it works on a part and yields (part, value) after; it leaves out
    the parts in `skip`, which are done or lost.
    """

    def __call__(  # noqa: D102
        self,
        item: Any,  # noqa: ANN401
        skip: frozenset[int],
        begin: Callable[[int], None],
        /,
    ) -> Iterator[tuple[int, Any]]: ...


Make = Callable[[], Function]


@dataclass(frozen=True, slots=True)
class Result:
    """What the function yielded for one part of an item."""

    item: Any
    part: int
    value: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """A part that is lost, or with `part` None the rest of the item, and why (one clause)."""

    item: Any
    part: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more comes of this item."""

    item: Any


Event = Result | Failure | Finished
