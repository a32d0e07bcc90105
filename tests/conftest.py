"""Shared fixtures."""

import pytest

from pipeline.assemble import assemble
from pipeline.model import (
    Article,
    Concept,
    ConceptGraph,
    EdgeTallies,
    EdgeTally,
    Evidence,
    NodeTally,
    Tally,
)

MSC, TREG = "CL:0000134", "CL:0000815"
INFLAMMATION, REPAIR = "GO:0006954", "GO:0042246"
MS, LUPUS = "MONDO:0005301", "MONDO:0007915"

FORMS = {
    MSC: ("MSCs",),
    INFLAMMATION: ("inflammation", "Inflammation"),
    REPAIR: ("repair", "Repair"),
    MS: ("MS",),
    LUPUS: ("lupus",),
}


def _span(sentence, form, start):
    start += sentence.index(form)
    return start, start + len(form)


def _node(curie, name, kind, mentions, sentences, articles, *forms):
    names = tuple((form, mentions) for form in forms or (name,))
    return NodeTally(Concept(curie, name, kind), mentions, sentences, articles, names)


def _backed(number, article, sentence, source, target, predicate="", **flags):
    subject, object_ = (
        next(form for form in FORMS[each] if form in sentence) for each in (source, target)
    )
    return Evidence(
        id=f"e{number}",
        article=article,
        section="Results",
        start=100 * number,
        end=100 * number + len(sentence),
        sentence=sentence,
        subject=_span(sentence, subject, 100 * number),
        object=_span(sentence, object_, 100 * number),
        subject_concept=source,
        object_concept=target,
        predicate=predicate,
        cue="reduced" if predicate else "",
        rule="verb" if predicate else "",
        **flags,
    )


@pytest.fixture
def tally() -> Tally:
    """Three articles on mesenchymal stem cells, inflammation and multiple sclerosis.

    MSC inhibits inflammation (a1, a2) but a3 denies it; MSC promotes inflammation (a3);
    inflammation causes MS (a1); MSC treats lupus is only supposed (a2).
    """
    articles = {
        "a1": Article("a1", "Cells against inflammation", "", "corpus/a1.txt", 2019, "10.1/a1"),
        "a2": Article("a2", "A second look", "", "corpus/a2.txt", 2021),
        "a3": Article("a3", "Not so fast", "", "corpus/a3.txt", 2023, pmid="123"),
    }
    nodes = {
        node.concept.id: node
        for node in (
            _node(
                MSC,
                "mesenchymal stem cell",
                "CellType",
                9,
                7,
                3,
                "MSCs",
                "stromal\ncells|MSC",
                "mscs",
            ),
            _node(INFLAMMATION, "inflammatory response", "Mechanism", 8, 6, 3, "inflammation"),
            _node(REPAIR, "tissue repair", "Mechanism", 2, 2, 1),
            _node(MS, "multiple sclerosis", "Disease", 5, 4, 2, "MS"),
            _node(LUPUS, "lupus", "Disease", 1, 1, 1),
            _node(TREG, "regulatory T cell", "CellType", 1, 1, 1, "=HYPERLINK(1)"),
        )
    }
    denial = "MSCs did not reduce inflammation."
    edges = (
        EdgeTally(
            MSC,
            INFLAMMATION,
            "inhibits",
            4,
            3,
            2,
            0,
            1,
            1,
            0,
            2019,
            2023,
            (
                _backed(1, "a1", "MSCs reduced inflammation.", MSC, INFLAMMATION, "inhibits"),
                _backed(2, "a2", "MSCs lowered inflammation.", MSC, INFLAMMATION, "inhibits"),
                _backed(3, "a3", denial, MSC, INFLAMMATION, "inhibits", negated=True),
            ),
        ),
        EdgeTally(
            MSC,
            INFLAMMATION,
            "promotes",
            1,
            1,
            1,
            0,
            0,
            0,
            0,
            2023,
            2023,
            (_backed(4, "a3", "MSCs drove inflammation.", MSC, INFLAMMATION, "promotes"),),
        ),
        EdgeTally(
            INFLAMMATION,
            MS,
            "causes",
            2,
            1,
            1,
            0,
            0,
            0,
            0,
            2019,
            2019,
            (_backed(5, "a1", "Inflammation drives MS.", INFLAMMATION, MS, "causes"),),
        ),
        EdgeTally(
            MSC,
            LUPUS,
            "treats",
            1,
            1,
            0,
            1,
            0,
            0,
            1,
            2021,
            2021,
            (_backed(6, "a2", "MSCs may help in lupus.", MSC, LUPUS, "treats", speculative=True),),
        ),
        EdgeTally(
            MSC,
            REPAIR,
            "participates_in",
            1,
            1,
            0,
            0,
            1,
            1,
            0,
            2019,
            2019,
            (
                _backed(
                    7,
                    "a1",
                    "MSCs did not repair <b>tissue</b>.",
                    MSC,
                    REPAIR,
                    "participates_in",
                    negated=True,
                ),
            ),
        ),
        EdgeTally(
            MSC,
            INFLAMMATION,
            "",
            5,
            3,
            first_year=2019,
            last_year=2023,
            evidence=(_backed(8, "a1", "MSCs reduced inflammation.", MSC, INFLAMMATION),),
        ),
        EdgeTally(
            INFLAMMATION,
            MS,
            "",
            3,
            2,
            first_year=2019,
            last_year=2021,
            evidence=(_backed(9, "a2", "MS and inflammation.", INFLAMMATION, MS),),
        ),
        EdgeTally(
            REPAIR,
            MS,
            "",
            2,
            1,
            first_year=2019,
            last_year=2019,
            evidence=(_backed(10, "a1", "Repair in MS.", REPAIR, MS),),
        ),
        EdgeTally(MSC, LUPUS, "", 1, 1, first_year=2021, last_year=2021),
    )
    return Tally(40, articles, nodes, EdgeTallies.of(edges))


@pytest.fixture
def concepts(tally) -> ConceptGraph:
    """The concept graph of those articles."""
    return assemble(tally)
