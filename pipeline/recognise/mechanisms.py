"""Mechanisms in any wording: names of the vocabulary and what the grammar composes, as concepts.

A composed process takes the concept that the vocabulary has for it ("activation of T cells" is
GO's T cell activation); else that of the most specific more general participant; else a local
concept is coined from its parts, with the head's process as parent and the participant recorded.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import product
from operator import itemgetter

from pipeline.model import Concept
from pipeline.recognise.ambiguity import supporters
from pipeline.recognise.candidates import Candidate, longest, place
from pipeline.recognise.grammar import DIRECTIONS, FACTORS, FORMS, Composition, Grammar, of_else
from pipeline.recognise.phrases import Named, Prose, acts
from pipeline.vocabulary import Vocabulary, local_id
from pipeline.vocabulary.processes import Head, participants
from pipeline.vocabulary.words import CACHE_LIMIT, Words, key_of

MECHANISM = "Mechanism"
FINDING = "finding"
"""Category of processes that are clinical findings too: nephrotoxicity, thrombosis."""

IMMUNE_ROOTS = ("GO:0006955", "GO:0002376")
"""Immune response and immune system process: what "dampen", "boost" and "reset" act on."""

CLIMB = 6
"""Levels of a cell type's ancestors at which a composed process is looked up: naive T cell activation
is T cell activation."""

ANY_CELL = frozenset(
    {"cell", "animal cell", "eukaryotic cell", "somatic cell", "nucleate cell", "motile cell"}
)
"""Ancestors that say nothing: the activation of a fibroblast is not just cell activation."""


class MechanismMatcher:
    """Adds composed mechanisms to the candidates of a passage.

    `coined` holds the concepts that no vocabulary has, by CURIE, as they are met; both it and what
    compositions resolve to are forgotten now and then.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.coined: dict[str, Concept] = {}
        self._resolved: dict[tuple[str, ...], tuple[str, Concept | None]] = {}
        self._processes: dict[tuple[str, ...], str] = {}
        self._by_id = {p.id: p for p in participants().values()}
        self._everyday = {key for kind, key in supporters() if kind == MECHANISM}
        self._named = {key: concepts[0] for key, concepts in vocabulary.keys(MECHANISM).items()}
        self._made = _by_participant(self._named)
        self._levels: dict[tuple[str, str], list[dict[str, str]]] = {}

    def __call__(self, text: str, words: Words, found: list[Candidate]) -> list[Candidate]:
        """All candidates: `found`, those found by name, and the composed mechanisms.

        A mechanism within the name of a disease, a cell or a factor is none ("cystic fibrosis",
        "memory T cell", "tumor necrosis factor").
        """
        if len(self._resolved) > CACHE_LIMIT:
            self._resolved.clear()
            self._processes.clear()
            self.coined.clear()
        prose, names = self._prose(text, words, found)
        composed = self._grammar(prose, names, self._candidate).candidates()
        shared = [c for c in composed if c.rule == "mechanism:shared"]
        spans = {(name.start, name.end) for name in names}
        others = [
            c
            for c in found
            if c.type != MECHANISM and (c.type != "Disease" or (c.start, c.end) not in spans)
        ]
        kept = longest([*shared, *names, *composed, *others])
        within = _generic_within(composed, kept, prose.low)
        return sorted([*kept, *within], key=place) if within else kept

    def compositions(
        self, text: str, words: Words, found: list[Candidate]
    ) -> list[tuple[Candidate, Composition]]:
        """What the grammar composes, each with its head, form and participant, for `explain`."""
        made: list[tuple[Candidate, Composition]] = []

        def record(composition: Composition) -> Candidate:
            made.append((self._candidate(composition), composition))
            return made[-1][0]

        prose, names = self._prose(text, words, found)
        self._grammar(prose, names, record).candidates()
        return made

    def _grammar(
        self, prose: Prose, names: list[Candidate], resolve: Callable[[Composition], Candidate]
    ) -> Grammar:
        """The grammar of a passage; everyday words are no parts of longer names ("implantation")."""
        keys = prose.words.keys
        sure = [n for n in names if n.end - n.start > 1 or keys[n.start] not in self._everyday]
        return Grammar(prose, sure, resolve)

    def _prose(
        self, text: str, words: Words, found: list[Candidate]
    ) -> tuple[Prose, list[Candidate]]:
        """The words with the names in them, and the mechanisms among the names."""
        others = [c for c in found if c.type != MECHANISM]
        prose = Prose(text, words, others, self._immune)
        diseases = {(c.start, c.end) for c in others if c.type == "Disease"}
        names = [
            c
            for c in found
            if c.type == MECHANISM
            and not _swallowed(c, prose)
            and not (c.end - c.start == 1 and prose.at[c.end] == "of" and of_else(prose, c.end))
            and not (c.end - c.start > 1 and acts(words, c.end - 1))
            and not ((c.start, c.end) in diseases and self._is_finding(c))
        ]
        for name in names:
            prose.add(name)
        return prose, names

    def _is_finding(self, name: Candidate) -> bool:
        """Whether a process is also what a patient has: as a name it is the disease's."""
        return self.vocabulary[name.concepts[0]].category == FINDING

    def concept(self, curie: str) -> Concept:
        """A concept of the vocabulary or a coined one."""
        return self.coined.get(curie) or self.vocabulary[curie]

    @cached_property
    def _immune(self) -> frozenset[str]:
        """The immune responses among the concepts: what is called immune or immunity."""
        roots = frozenset(IMMUNE_ROOTS)
        return roots | {
            curie
            for curie in self.vocabulary
            if curie.startswith(("GO:", "LOCAL:"))
            and "immun" in self.vocabulary[curie].name
            and self.vocabulary.ancestors(curie) & roots
        }

    def _candidate(self, composition: Composition) -> Candidate:
        curie, coined = self._concept(composition)
        if coined:  # what the next composition of this passage may act on
            self.coined[curie] = coined
        span = composition.start, composition.end
        return Candidate(*span, MECHANISM, (curie,), composition.rule, self.coined.get(curie))

    def _concept(self, composition: Composition) -> tuple[str, Concept | None]:
        """The concept of a composition, and itself where this composition coins it.

        Two compositions may coin one concept below different ones, and each keeps its own: what an
        article says must not depend on those read before it.
        """
        named, head, base = composition.participant, composition.head, composition.base
        memo = (
            composition.noun,
            *((head.noun, head.alone) if head else ("", "")),
            base.concepts[0] if base else "",
            *((named.id, named.name, named.kind) if named else ()),
        )
        if memo not in self._resolved:
            self._resolved[memo] = self._resolve(composition.noun, head, base, named)
        return self._resolved[memo]

    def _resolve(
        self, noun: str, head: Head | None, base: Candidate | None, named: Named | None
    ) -> tuple[str, Concept | None]:
        process = base.concepts[0] if base else self._process(noun, head)
        if named is None:
            return process, None
        nouns = self._nouns(noun, head, base)
        for made, noun_key in product(self._participant(named), map(_key, nouns)):
            if found := made.get(noun_key):
                return found, None
        if named.kind == "process" and head and head.noun == "regulation":
            return named.id, None  # what this passage made of it
        if named.kind in {"any", "symbol"} and self._covers(process):
            return process, None
        return self._coin(named, nouns[0] if base else (head.noun if head else noun), process)

    def _covers(self, process: str) -> bool:
        """Whether a head's own concept may stand for it with a participant that has no concept.

        A gene's expression is gene expression, but a gene's activation is no cell activation.
        """
        concept = self.concept(process)
        return not concept.generic and not concept.name.startswith("cell ")

    def _nouns(self, noun: str, head: Head | None, base: Candidate | None) -> list[str]:
        """The nouns that may stand with a participant, likeliest first.

        A name may hold a participant of its own: "alveolar [macrophage activation]".
        """
        if base:
            concept = self.concept(base.concepts[0])
            names = [concept.name, *concept.synonyms]
            return [*names, *(rest for name in names for _, _, rest in _parts(_key(name)))]
        return list(dict.fromkeys([noun, head.noun, *head.nouns])) if head else [noun]

    def _participant(self, named: Named) -> list[dict[str, str]]:
        """What processes of the vocabulary act on a participant, for each of its `_names`."""
        known = (named.id, named.kind)
        if known not in self._levels:
            keys = map(_key, self._names(named))
            made = [self._made[key] for key in keys if key in self._made]
            if named.id not in self.vocabulary and named.id not in self._by_id:
                return made
            self._levels[known] = made
        return self._levels[known]

    def _names(self, named: Named) -> list[str]:
        """The names of a participant, then those of its ancestors, nearest first."""
        if named.id not in self.vocabulary and named.id not in self._by_id:
            return [named.name]
        if named.id in self._by_id:
            own = self._by_id[named.id]
            return [own.name, *own.synonyms]
        level, seen = [named.id], {named.id}
        names: list[str] = []
        for _ in range(CLIMB if named.kind == "cell" else 1):
            concepts = [
                c for c in map(self.vocabulary.concept, level) if c and c.name not in ANY_CELL
            ]
            names += [name for c in concepts for name in (c.name, *c.synonyms)]
            level = sorted({p for c in concepts for p in c.parents} - seen)
            seen.update(level)
        return names

    def _process(self, noun: str, head: Head | None) -> str:
        """The concept of a head alone, looked up once for each noun and head."""
        known = (noun, head.noun, head.alone) if head else (noun,)
        if known not in self._processes:
            self._processes[known] = self._alone(noun, head)
        return self._processes[known]

    def _alone(self, noun: str, head: Head | None) -> str:
        """The concept of a head alone, coined as a generic one where the vocabulary has none."""
        wordings = [noun, f"{noun} effect", f"cell {noun}", f"gene {noun}"]
        if head:
            wordings += [head.noun, f"cell {head.noun}", f"gene {head.noun}"]
        for wording in wordings:
            if found := self._named.get(_key(wording)):
                return found
        name = head.noun if head else noun
        generic = not (head and head.alone.isupper())
        return self._keep(
            Concept(local_id(name), name, MECHANISM, category="process", generic=generic)
        )

    def _coin(self, named: Named, noun: str, process: str) -> tuple[str, Concept | None]:
        # One spelling for all articles, whichever is read first: "SOX9" for Sox9 and SOX9.
        name = named.name.upper() if named.kind == "symbol" else _key(named.name)
        if named.id in self._by_id:
            name = self._by_id[named.id].name
        elif named.id in self.vocabulary:
            name = self.vocabulary[named.id].name
        ids = (named.id,) if named.id else ()
        label = f"{name} {noun.removeprefix('cell ')}"
        category = self.concept(process).category
        concept = Concept(local_id(label), label, MECHANISM, (), (process,), ids, category)
        return concept.id, None if concept.id in self.vocabulary else concept

    def _keep(self, concept: Concept) -> str:
        if concept.id not in self.vocabulary:
            self.coined[concept.id] = concept
        return concept.id


_key = lru_cache(50_000)(key_of)
"""Keys of the same names and nouns are asked for with each new pair of them."""


def _by_participant(named: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Participant → noun → the process that a name made of both, all as keys, is of.

    >>> _by_participant({"activation of the mast cell": "X:1"})["mast cell"]
    {'activation': 'X:1'}
    """
    made = sorted(
        (
            (rank, name, noun, curie)
            for key, curie in named.items()
            for rank, name, noun in _parts(key)
        ),
        key=itemgetter(0),
    )
    found: dict[str, dict[str, str]] = {}
    for _, name, noun, curie in made:
        found.setdefault(name, {}).setdefault(noun, curie)
    return found


def _parts(key: str) -> Iterator[tuple[int, str, str]]:
    """Every way to take a process's name for a participant and a noun, each with its rank.

    Vocabularies word it "T cell activation", "activation of T cells" or "of the T cell", "response
    to stress".
    """
    words = key.split(" ")
    for index in range(1, len(words)):
        first, rest = " ".join(words[:index]), words[index:]
        yield 0, first, " ".join(rest)
        if rest[0] in ("of", "to") and rest[1:]:
            yield 1 if rest[0] == "of" else 3, " ".join(rest[1:]), first
            if rest[:2] == ["of", "the"] and rest[2:]:
                yield 2, " ".join(rest[2:]), first


def _swallowed(name: Candidate, prose: Prose) -> bool:
    """Whether a name is but a part of a longer name of another kind.

    The head of a name that no vocabulary has ("lymph node metastasis") still names its process.
    """
    if (
        name.start
        and prose.low[name.start - 1] in DIRECTIONS
        and prose.low[name.start] == "regulation"
    ):
        return True
    inside = name.start in prose.inside and name.end - 1 in prose.inside
    return prose.at[name.end] in FACTORS or (inside and not prose.heads(name.start, name.end))


def _generic_within(
    composed: list[Candidate], found: list[Candidate], low: list[str]
) -> list[Candidate]:
    """The generic words within longer mechanisms ("expression" in "TNF expression").

    They stay mentions: the graph leaves them out, and whoever asks for generic words wants all.
    A noun or verb of a name is none of them ("signaling pathway"), unless its head is marked so.
    """
    generic = [c for c in composed if c.rule == "mechanism:generic"]
    if not generic:
        return []
    spans = {(c.start, c.end) for c in found if c.type == MECHANISM}
    covered = {i for start, end in spans if end - start > 1 for i in range(start, end)}
    named = {i for c in found if c.rule == "name" for i in range(c.start, c.end)}
    within = {
        (c.start, c.end): c
        for c in generic
        if c.start in covered
        and (c.start, c.end) not in spans
        and (c.start not in named or _marked_within(low[c.end - 1]))
    }
    return list(within.values())


def _marked_within(word: str) -> bool:
    """Whether a generic word counts within the name of a mechanism: "olfactory learning"."""
    return any(form.form == "adjective" or "W" in form.head.alone for form in FORMS.get(word, ()))
