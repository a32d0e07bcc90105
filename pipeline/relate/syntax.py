"""What a parse consists of: noun phrases, verbs in use, clauses."""

from collections.abc import Sequence
from dataclasses import dataclass, field

NOMINAL = frozenset("d0nACDMTJ")
"""Tags that stand in a noun phrase."""
PRONOUNS = frozenset("HhU")
VERBAL = frozenset("XYZmNVFKgEGPQ")
"""Tags that stand in a verb group."""
FINITE = frozenset("XYZmVFP")


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase and what hangs on it.

    Attributes:
        start, end: its words.
        kind: the tag of its last word: a type if that is a mention.
        refs: its mentions; they lend it their meaning, the last one most.
        head: its last word where that is no mention.
        prep: the preposition before it.
        pps: complements behind prepositions.
        also: phrases coordinated with it; in them `leader` points back.
        governor: the phrase it hangs on.
        alias: what it is a name for: the subject of a copula, the head of an apposition.
        verb: the verb whose object it is.
        antecedent: what "they" or "these cells" stand for; `event` the process "this" stands for.
        patients: the disease that "patients" have.
        topic: the owner of "its" and "their".
        lowered: an adjective or gerund before it says there is less of it.
        parts: participles behind it; `owns`: infinitives behind "ability".

    """

    start: int
    end: int
    kind: str
    refs: Sequence[int] = ()
    head: str = ""
    prep: str = ""
    pps: Sequence["Phrase"] = ()
    also: list["Phrase"] = field(default_factory=list)
    governor: "Phrase | None" = None
    leader: "Phrase | None" = None
    alias: "Phrase | None" = None
    verb: "Use | None" = None
    antecedent: "Phrase | None" = None
    patients: "Phrase | None" = None
    topic: "Phrase | None" = None
    parts: Sequence["Use"] = ()
    owns: Sequence["Use"] = ()
    event: int = -1
    negated: str = ""
    speculative: str = ""
    suffix: str = ""
    determined: bool = False
    lowered: bool = False
    copular: bool = False

    @property
    def type(self) -> str:
        """The type of the mention that heads the phrase, or nothing."""
        return self.kind if self.refs and not self.head else ""


@dataclass(slots=True, eq=False)
class Use:
    """One verb in use.

    Attributes:
        lemma, words: the verb, and the words that will be named as cue.
        mention: the process mention that is itself the verb, or -1.
        form: finite, infinitive, participle or gerund.
        means: the preposition before a gerund; `main` is then the verb it explains.
        enabler: the verb that lets its subject do this; in that verb `infinitive` points here.
        fronted: complements that open the clause.
        modal: under a modal, or chained to another verb; `raised`: to "seem" or "appear".

    """

    lemma: str
    words: str
    at: int = 0
    end: int = 0
    passive: bool = False
    mention: int = -1
    form: str = "finite"
    subject: Phrase | None = None
    object: Phrase | None = None
    pps: Sequence[Phrase] = ()
    fronted: Sequence[Phrase] = ()
    means: str = ""
    main: "Use | None" = None
    enabler: "Use | None" = None
    infinitive: "Use | None" = None
    negated: str = ""
    speculative: str = ""
    modal: bool = False
    raised: bool = False


@dataclass(slots=True, eq=False)
class Clause:
    """The clause being read: its subject, its latest verb, and the clause it stands in.

    `kind` is main, sub, rel (relative) or part (participle, infinitive).  `waiting` are fronted
    participles that have no subject yet.
    """

    kind: str
    subject: Phrase | None = None
    parent: "Clause | None" = None
    verb: Use | None = None
    speculative: str = ""
    negated: str = ""
    closable: bool = False
    waiting: list[Use] = field(default_factory=list)
    fronted: list[Phrase] = field(default_factory=list)


@dataclass(slots=True)
class Parse:
    """What was found: verbs in use, all phrases, and pairs of phrases."""

    uses: list[Use] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    examples: list[tuple[Phrase, Phrase]] = field(default_factory=list)
    appositions: list[tuple[Phrase, Phrase]] = field(default_factory=list)
