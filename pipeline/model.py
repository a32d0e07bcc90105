"""The types that pass between the rooms: frozen values of strings, integers and tuples; no I/O.

Those of which there are hundreds of thousands are named tuples, which are made five times as fast.

All offsets are characters (Unicode code points) into `Article.text`, end exclusive, so that
`article.text[mention.start:mention.end] == mention.text` always holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, NewType

if TYPE_CHECKING:
    import networkx as nx

Curie = NewType("Curie", str)
"""A compact identifier, `PREFIX:local`: MONDO:0005301, CL:0000084, GO:0042110, LOCAL:immune-reset."""

LOCAL_PREFIX = "LOCAL"
"""Prefix of concepts that no ontology has; the local part is a slug of the name."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose in an article: a title, heading, paragraph or caption (BioC's word)."""

    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: prose only, with what metadata its format carries.

    `text` is what offsets index; for .txt and .md it is the file's own decoded text.  Passages lie
    in text order, do not overlap, and leave out what is not prose.  `year` is 0 where unknown.
    """

    id: str
    title: str
    text: str
    source: str = ""
    year: int = 0
    doi: str = ""
    pmid: str = ""
    journal: str = ""
    passages: tuple[Passage, ...] = ()

    @property
    def prose(self) -> tuple[Passage, ...]:
        """The passages; an article without any is prose from end to end."""
        return self.passages or (Passage("", 0, len(self.text)),)


@dataclass(frozen=True, slots=True)
class Concept:
    """A node of an ontology, of a user's vocabulary, or coined from the text (prefix LOCAL).

    `parents` are direct is-a parents.  `participants` are the CURIEs that a composed process acts
    on: T cell activation has CL:0000084.  `generic` marks a concept too general for the graph.
    """

    id: str
    name: str
    type: str
    synonyms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    category: str = ""
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of an article's text that names a concept, and the rule that found it.

    `cue` is the word that made it negated or speculative, empty where it is neither.
    """

    start: int
    end: int
    text: str
    type: str
    concept: str
    name: str
    rule: str
    negated: bool = False
    speculative: bool = False
    generic: bool = False
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """What one sentence asserts between two mentions, given by their index in `Annotation.mentions`.

    `sentence` is the sentence's (start, end) in the article's text.
    """

    subject: int
    predicate: str
    object: int
    negated: bool
    speculative: bool
    sentence: tuple[int, int]
    cue: str
    rule: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """An article with what was found in it.

    Mentions are sorted by (start, -end, type).  `sentences` are (start, end) pairs in text order
    that do not overlap.  `concepts` are the concepts coined in this article (prefix LOCAL), which
    no vocabulary has.
    """

    article: Article
    sentences: tuple[tuple[int, int], ...] = ()
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    concepts: tuple[Concept, ...] = ()


class Evidence(NamedTuple):
    """One sentence that backs one edge, with both mentions as offsets into the article's text.

    `predicate` is empty for co-occurrence; `subject` and `object` are then in text order.
    """

    id: str
    article: str
    section: str
    start: int
    end: int
    sentence: str
    subject: tuple[int, int]
    object: tuple[int, int]
    subject_concept: str
    object_concept: str
    predicate: str = ""
    cue: str = ""
    rule: str = ""
    negated: bool = False
    speculative: bool = False


Said = tuple[str, tuple[int, int], tuple[int, int], str, str, str, str, str, bool, bool]
"""What a sentence says of two mentions: the fields of `Evidence` but those of the sentence, in
their order."""


class Statement(NamedTuple):
    """A sentence with all that it says: evidence whose article and sentence are told once.

    `article` has no text.
    """

    article: Article
    section: str
    start: int
    end: int
    sentence: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """One edge of a triad, in the direction of its statement; `predicate` is "" for co-occurrence.

    `negated` where most of its sentences deny it, `speculative` where most only suppose it.
    `evidence` holds evidence ids, best first.
    """

    source: str
    target: str
    predicate: str
    negated: bool
    speculative: bool
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triad:
    """A chain cell type, mechanism, disease (CURIEs) with the best edge for each of its two legs.

    `cell_leg` joins cell and mechanism, `disease_leg` mechanism and disease, each in either
    direction.  `score` is 0 to 1.  `together` where one article backs both legs.
    """

    cell: str
    mechanism: str
    disease: str
    cell_leg: Leg
    disease_leg: Leg
    score: float
    together: bool = False


EdgeKey = tuple[str, str, str]
"""An edge of the concept graph: source, target and key (the predicate, or "cooccurrence")."""


@dataclass(frozen=True, slots=True)
class EdgeColumns:
    """Edges that have the same attributes, sorted; `values` has a column of each, by name."""

    keys: Sequence[EdgeKey]
    values: Mapping[str, Sequence[Any]]

    def take(self, rows: Sequence[int]) -> "EdgeColumns":
        """Return some edges."""
        taken = {name: [column[row] for row in rows] for name, column in self.values.items()}
        return EdgeColumns([self.keys[row] for row in rows], taken)

    def rows(self) -> Iterator[tuple[EdgeKey, dict[str, Any]]]:
        """Yield each edge with its attributes."""
        names = tuple(self.values)
        for key, row in zip(self.keys, zip(*self.values.values(), strict=True), strict=True):
            yield key, dict(zip(names, row, strict=True))


@dataclass(frozen=True, slots=True)
class Columns:
    """A graph: its own attributes, those of its nodes (sorted), and its edges."""

    counts: Mapping[str, int]
    nodes: Mapping[str, dict[str, Any]]
    edges: EdgeColumns


class ConceptGraph:
    """The concept graph with the evidence and the articles (without text) behind it.

    `graph` has string CURIEs for nodes and only scalar attributes, so that every format carries
    them.  Node: name, type, mentions, articles, names (seen in text, most frequent first, joined by
    "|"), community (int), centrality (0 to 1), x, y.  Edge (key: the predicate, or "cooccurrence"):
    kind ("asserted", "cooccurrence" or, on request, "is_a"), predicate, sentences, articles, npmi
    (-1 to 1), llr, fdr, belief (0 to 1), negated and speculative (shares, 0 to 1), contradicted
    (bool), first_year, last_year (0 where unknown), evidence (ids joined by "|").  A co-occurrence
    edge runs from the smaller to the larger CURIE and means both directions.  Graph: sentences and
    articles, the numbers read.  `triads` are best first.

    What is assembled as columns stays columns until `graph` is asked for: NetworkX takes as long to
    hold a large graph as all else takes to write it.
    """

    __slots__ = ("_columns", "_graph", "articles", "evidence", "triads")

    def __init__(
        self,
        graph: "nx.MultiDiGraph | Columns",
        evidence: Mapping[str, Evidence] | None = None,
        articles: Mapping[str, Article] | None = None,
        triads: tuple[Triad, ...] = (),
    ) -> None:
        columns = graph if isinstance(graph, Columns) else None
        self._columns: Columns | None = columns
        self._graph: nx.MultiDiGraph | None = None if isinstance(graph, Columns) else graph
        self.evidence, self.articles, self.triads = evidence or {}, articles or {}, triads

    @property
    def graph(self) -> "nx.MultiDiGraph":
        """The graph as NetworkX has it, and what is changed in it is changed here."""
        if self._columns:
            import networkx as nx  # not before it is needed

            graph = nx.MultiDiGraph(**self._columns.counts)
            graph.add_nodes_from(self._columns.nodes.items())
            graph.add_edges_from((*key, data) for key, data in self._columns.edges.rows())
            self._graph, self._columns = graph, None
        return self._graph

    @property
    def counts(self) -> Mapping[str, int]:
        """The attributes of the graph itself."""
        return self._columns.counts if self._columns else self.graph.graph

    @property
    def nodes(self) -> Mapping[str, dict[str, Any]]:
        """The attributes of each node."""
        return self._columns.nodes if self._columns else self.graph.nodes

    def edges(self) -> list[EdgeColumns]:
        """Return all edges in order, in one piece where they have the same attributes."""
        if self._columns:
            return [self._columns.edges] if self._columns.edges.keys else []
        runs = groupby(_sorted_edges(self.graph), key=lambda edge: tuple(edge[1]))
        return [_columns(names, *zip(*run, strict=True)) for names, run in runs]


def _sorted_edges(graph: "nx.MultiDiGraph") -> Iterator[tuple[EdgeKey, dict[str, Any]]]:
    for source, targets in sorted(graph.adjacency()):
        for target in sorted(targets):
            for key, data in sorted(targets[target].items()):
                yield (source, target, key), data


def _columns(
    names: tuple[str, ...], keys: Sequence[EdgeKey], rows: Sequence[Mapping[str, Any]]
) -> EdgeColumns:
    return EdgeColumns(keys, {name: [row[name] for row in rows] for name in names})


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one build to another, each list sorted.

    `changed` are edges of both builds with their distinct articles before and after, where those
    differ.  `names` has the names of all concepts that occur here, also of those that are gone.
    """

    articles: tuple[int, int]
    new_concepts: tuple[str, ...] = ()
    lost_concepts: tuple[str, ...] = ()
    new_edges: tuple[EdgeKey, ...] = ()
    lost_edges: tuple[EdgeKey, ...] = ()
    changed: tuple[tuple[EdgeKey, int, int], ...] = ()
    newly_contradicted: tuple[EdgeKey, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NodeTally:
    """How often one concept was found; `names` are (surface form, count), most frequent first."""

    concept: Concept
    mentions: int
    sentences: int
    articles: int
    names: tuple[tuple[str, int], ...] = ()


class EdgeTally(NamedTuple):
    """What was counted for one edge; `predicate` is empty for co-occurrence.

    `sentences` and `articles` count distinct ones.  An article is counted once, by its clearest
    statement, in `affirming`, else `supposing` (speculative only), else `denying`.  `negated` and
    `speculative` count sentences.  `evidence` holds the best few, in a stable order.
    """

    source: str
    target: str
    predicate: str
    sentences: int
    articles: int
    affirming: int = 0
    supposing: int = 0
    denying: int = 0
    negated: int = 0
    speculative: int = 0
    first_year: int = 0
    last_year: int = 0
    evidence: tuple[Evidence, ...] = ()


class EdgeTallies(NamedTuple):
    """What was counted for all edges: a column of each field of `EdgeTally`."""

    source: Sequence[str]
    target: Sequence[str]
    predicate: Sequence[str]
    sentences: Sequence[int]
    articles: Sequence[int]
    affirming: Sequence[int]
    supposing: Sequence[int]
    denying: Sequence[int]
    negated: Sequence[int]
    speculative: Sequence[int]
    first_year: Sequence[int]
    last_year: Sequence[int]
    evidence: Sequence[tuple[Evidence, ...]]

    @staticmethod
    def of(edges: Iterable[EdgeTally]) -> "EdgeTallies":
        """Return edges as columns."""
        columns = list(zip(*edges, strict=True))
        return EdgeTallies._make(columns or [()] * len(EdgeTally._fields))

    def rows(self) -> Iterator[EdgeTally]:
        """Yield the edges one by one."""
        return map(EdgeTally._make, zip(*self, strict=True))

    def take(self, rows: Sequence[int]) -> "EdgeTallies":
        """Return some edges."""
        return EdgeTallies._make([column[row] for row in rows] for column in self)


@dataclass(frozen=True, slots=True)
class Tally:
    """All counts of a corpus: what the store hands to the assembly of the graph.

    `sentences` is the number of sentences read, with or without mentions: the N of NPMI.
    `articles` have no text.  Co-occurrence in fewer than `minimum_articles` is left out.
    """

    sentences: int
    articles: Mapping[str, Article]
    nodes: Mapping[str, NodeTally]
    edges: EdgeTallies
    minimum_articles: int = 1
