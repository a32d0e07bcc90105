"""Spellings of names that texts use and the ontologies leave out, made by rule.

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

    >>> list(cell_variants("CD4-positive, alpha-beta T cell"))[-4:]
    ['CD4-positive T cell', 'CD4(+) T cell', 'CD4+ T cell', 'CD4 T cell']
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


ADJECTIVES = {"deficiency": "deficient", "infection": "infected"}
"""The last word of a name and what says the same of a patient: "HIV-infected"."""
WORSE = ("impaired", "decreased", "reduced", "abnormal", "poor")
LOSSES = ("impairment", "loss", "deterioration", "decline")
"""What organs do badly: "renal dysfunction" is "impaired renal function", "loss of renal function"."""
SENSES = ("memory", "hearing", "vision", "learning", "speech", "attention")


def disease_variants(name: str) -> Iterator[str]:
    """Further spellings of a disease's name, likeliest first.

    >>> list(disease_variants("HIV infection"))
    ['HIV infected']
    >>> list(disease_variants("renal dysfunction"))[:2]
    ['impaired renal function', 'decreased renal function']
    >>> list(disease_variants("memory impairment"))[:2]
    ['impaired memory', 'impairment of memory']
    """
    rest, _, head = name.rpartition(" ")
    if head in ADJECTIVES and rest:
        yield f"{rest} {ADJECTIVES[head]}"
    if head == "dysfunction" and rest:
        yield from (f"{worse} {rest} function" for worse in WORSE)
        yield from (f"{loss} {of} {rest} function" for loss in LOSSES for of in ("of", "in"))
        yield f"{rest} function impairment"
    if head == "impairment" and rest.casefold() in SENSES:
        yield f"impaired {rest}"
        yield from (
            f"{loss} {of} {rest}" for loss in ("impairment", "deficit") for of in ("of", "in")
        )


def _marked(name: str) -> Iterator[str]:
    """A name with its markers written out, as signs, and bare where all of them are positive."""
    yield name
    signed = MARKER.sub(lambda m: m["marker"] + SIGN.get(m["state"], m["state"]), name)
    if "+" in signed:
        yield signed.replace("+", "(+)")  # as PubMed writes it
    if signed != name:
        yield signed
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
