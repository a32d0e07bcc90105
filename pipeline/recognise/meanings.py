"""What the words of a name that grew or was coined mean, by their keys alone."""

from pipeline.model import Concept
from pipeline.recognise.roles import Role, Roles
from pipeline.vocabulary import Vocabulary, local_id
from pipeline.vocabulary.words import CACHE_LIMIT

NON = "non"
ASIDE = Role.JOINED | Role.TIED | Role.ATTRIBUTE
"""Roles of words that a name may lose where its words are in another order."""


class Meanings:
    """The concepts of one type that names can mean; asked for the same few again and again."""

    def __init__(self, vocabulary: Vocabulary, kind: str, roles: Roles) -> None:
        self.vocabulary, self.kind, self.roles = vocabulary, kind, roles
        self._orders = vocabulary.orders(kind) if "order" in roles.allowed else {}
        self._known: dict[str, tuple[str, ...]] = {}

    def known(self, keys: list[str]) -> tuple[str, ...]:
        """What the longest name at the end of some words, or its reordered form, can mean."""
        name = " ".join(keys)
        if name not in self._known:
            if len(self._known) > CACHE_LIMIT:
                self._known.clear()
            self._known[name] = self._look_up(in_order(keys))
        return self._known[name]

    def _look_up(self, keys: list[str]) -> tuple[str, ...]:
        for first in range(len(keys)):
            if first and keys[first - 1] == NON:
                continue  # what it denies
            own = keys[first:]
            for wording in (own, _typed(own), self._counted_first(own)):
                if found := self.readings(wording):
                    return found
            if found := self._reordered(own):
                return found
        return ()

    def readings(self, keys: list[str]) -> tuple[str, ...]:
        """What words mean as they are."""
        return self.vocabulary.named(" ".join(keys), self.kind)

    def _counted_first(self, keys: list[str]) -> list[str]:
        """The keys of a name that ends in what counts it, which others begin with: type 2 diabetes."""
        counted = len(keys) > 2 and self.roles[keys[-2]] & Role.COUNTED
        return [*keys[-2:], *keys[:-2]] if counted else []

    def _reordered(self, keys: list[str]) -> tuple[str, ...]:
        """What words mean in another order, without "derived", with a lineage as its cell."""
        own = [key for key in keys if not self.roles[key] & ASIDE]
        own = ["cell" if key == "lineage" else key for key in own]
        return self._orders.get(" ".join(sorted(own)), ()) if len(own) > 1 else ()

    def coin(self, keys: list[str], surface: str) -> Concept:
        """The concept of a name that no vocabulary has, below the nearest one that it has."""
        keys = in_order(keys)
        name = " ".join(surface.split())
        return Concept(local_id(" ".join(keys)), name, self.kind, parents=self._parents(keys))

    def _parents(self, keys: list[str]) -> tuple[str, ...]:
        """The nearest concept above a coined name.

        "Gastric malfunction" lies below "stomach disorder"; else its head or suffix says where.
        """
        for first in range(len(keys) - 1):
            for head in self.roles.general:
                if found := self.readings([*keys[first:-1], head]):
                    return found[:1]
        above = (curie for ending, curie in self.roles.parents if keys[-1].endswith(ending))
        return tuple(curie for curie in above if curie in self.vocabulary)[:1]


def in_order(keys: list[str]) -> list[str]:
    """The keys of a name, what follows its of before the rest: "skin carcinoma".

    >>> in_order("carcinoma of the skin".split())
    ['skin', 'carcinoma']
    """
    if "of" not in keys:
        return keys
    place = keys.index("of")
    return [key for key in keys[place + 1 :] if key != "the"] + keys[:place]


def _typed(keys: list[str]) -> list[str]:
    """The keys of a name that ends in a number, with "type" before it; else none."""
    at = next((i for i, key in enumerate(keys) if key.isdigit()), 0)
    return [*keys[:at], "type", *keys[at:]] if at >= max(1, len(keys) - 2) else []
