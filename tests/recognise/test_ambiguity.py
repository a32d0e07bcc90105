"""What names mean that can mean several things."""

import pytest

from pipeline.model import Concept
from pipeline.recognise.ambiguity import Ambiguity
from pipeline.recognise.candidates import Candidate
from pipeline.vocabulary import Vocabulary

CONCEPTS = {
    "X:organ": Concept("X:organ", "stellate cell", "CellType"),
    "X:liver": Concept("X:liver", "hepatic star", "CellType", parents=("X:organ",)),
    "X:brain": Concept("X:brain", "brain star", "CellType"),
    "X:ito": Concept("X:ito", "Ito cell", "CellType", parents=("X:liver",)),
    "CL:0000210": Concept("CL:0000210", "photoreceptor cell", "CellType"),
    "CL:0000604": Concept("CL:0000604", "rod cell", "CellType", parents=("CL:0000210",)),
    "CL:0000573": Concept("CL:0000573", "cone cell", "CellType", parents=("CL:0000210",)),
}


def settled(text: str, *names: tuple[str, tuple[str, ...]]) -> dict[str, tuple[str, str]]:
    rows = {c.id: [c.name, c.type, c.synonyms, c.parents, (), "", False] for c in CONCEPTS.values()}
    found = [
        (
            text.index(name),
            text.index(name) + len(name),
            Candidate(0, 1, "CellType", concepts, "name"),
        )
        for name, concepts in names
    ]
    ambiguity = Ambiguity(Vocabulary(rows, {}, ""))
    return {text[s:e]: (c.concepts[0], c.rule) for s, e, c in ambiguity(text, found)}


@pytest.mark.parametrize(
    ("other", "meaning", "rule"),
    [
        (("brain star", ("X:brain",)), "X:brain", "name:context"),  # named in full elsewhere
        (("Ito cell", ("X:ito",)), "X:liver", "name:context"),  # a descendant is named
        (("rod cell", ("CL:0000604",)), "X:liver", "name"),  # nothing helps: as the vocabulary says
    ],
)
def test_the_rest_of_the_article_decides(
    other: tuple[str, tuple[str, ...]], meaning: str, rule: str
) -> None:
    text = f"A star here, and {other[0]} there."
    assert settled(text, ("star", ("X:liver", "X:brain")), other)["star"] == (meaning, rule)


def test_the_concept_that_bears_the_name_wins_over_the_article() -> None:
    names = ("stellate cell", ("X:organ", "X:brain")), ("brain star", ("X:brain",))
    assert settled("A stellate cell, a brain star.", *names)["stellate cell"] == ("X:organ", "name")


def test_without_context_the_most_general_concept_wins() -> None:
    assert settled("A star.", ("star", ("X:liver", "X:organ")))["star"] == ("X:organ", "name")


@pytest.mark.parametrize(
    ("text", "names", "kept"),
    [
        ("A rod grew.", [("rod", ("CL:0000604",))], False),
        ("A rod and a cone.", [("rod", ("CL:0000604",)), ("cone", ("CL:0000573",))], True),
        (
            "The rod is a photoreceptor cell.",
            [("rod", ("CL:0000604",)), ("photoreceptor cell", ("CL:0000210",))],
            True,
        ),
    ],
)
def test_everyday_words_need_company(
    text: str, names: list[tuple[str, tuple[str, ...]]], kept: bool
) -> None:
    assert ("rod" in settled(text, *names)) is kept
