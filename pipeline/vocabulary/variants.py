"""Spellings of cell type names that texts use and the ontology leaves out, made by rule.

CL's names are formal: "CD4-positive, alpha-beta T cell" is "CD4+ T cell" in a text, "endothelial
cell of lung" is "lung endothelial cell", "retinal bipolar neuron" is a "retinal bipolar cell".
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.model import Concept

MARKER = re.compile(
    r"(?P<marker>[\w/.]+(?:-\w+)*?)-(?P<state>positive|negative|high|low|bright|dim)\b"
)
SIGN = {"positive": "+", "negative": "-negative", "high": "hi", "low": "lo"}
"""A minus sign would vanish in the key as a hyphen does, and say the opposite."""
SPECIES = re.compile(r",? (?:human|mouse|primate)$| \((?:Mmus|Primate|sensu \w+)\)$")
OF = re.compile(r"(?P<head>[\w-]+(?: [\w-]+){0,2}) of (?:the )?(?P<place>[\w-]+(?: [\w-]+){0,2})")
LEFT_OUT = re.compile(r"alpha-beta |, ?|\blineage (?=cell\b)")


def cell_variants(name: str) -> Iterator[str]:
    """Further spellings of a cell type's name, likeliest first; some are no names.

    >>> list(cell_variants("CD4-positive, alpha-beta T cell"))[-3:]
    ['CD4-positive T cell', 'CD4+ T cell', 'CD4 T cell']
    >>> list(cell_variants("epithelial cell of lung"))
    ['lung epithelial cell']
    """
    plain = SPECIES.sub("", name)
    forms = [name, plain, re.sub(r", (?=alpha)", " ", plain), LEFT_OUT.sub(" ", plain)]
    for form in dict.fromkeys(" ".join(f.split()) for f in forms):
        yield from (spelling for spelling in _marked(form) if spelling != name)
        if of := OF.fullmatch(form):
            yield f"{of['place']} {of['head']}"
        if form.endswith((" progenitor cell", " precursor cell", "cyte cell", "blast cell")):
            yield form.removesuffix(" cell")
        if form.endswith("neuron"):
            yield form.removesuffix("neuron") + "cell"


def _marked(name: str) -> Iterator[str]:
    """A name with its markers written out, as signs, and bare where all of them are positive."""
    yield name
    if MARKER.search(name):
        yield MARKER.sub(lambda m: m["marker"] + SIGN.get(m["state"], m["state"]), name)
        if all(m["state"] == "positive" for m in MARKER.finditer(name)):
            yield MARKER.sub(lambda m: m["marker"], name)


def general_first(concepts: Iterable[Concept]) -> list[Concept]:
    """Concepts by their distance from the root: who shares a spelling, the general one gets it."""
    by_id = {concept.id: concept for concept in concepts}
    depth: dict[str, int] = {}

    def measure(curie: str) -> int:
        if curie not in depth:
            depth[curie] = 0  # ends a cycle, should a file have one
            parents = [p for p in by_id[curie].parents if p in by_id]
            depth[curie] = 1 + max(map(measure, parents), default=0)
        return depth[curie]

    return sorted(by_id.values(), key=lambda concept: measure(concept.id))
