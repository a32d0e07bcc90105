"""Names that heads, suffixes and modifiers make."""

import pytest

from pipeline.model import Article, Concept, Mention
from pipeline.recognise import Recogniser
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.compile import compile_names

CONCEPTS = [
    Concept("X:1", "anemia", "Disease"),
    Concept("X:2", "kidney disorder", "Disease"),
    Concept("X:3", "skin carcinoma", "Disease"),
    Concept("X:4", "carcinoma", "Disease"),
    Concept("X:5", "diabetes mellitus", "Disease"),
    Concept("X:6", "malaria", "Disease"),
    Concept("X:7", "immune anemia", "Disease"),
    Concept("X:8", "kidney disorder type 15", "Disease"),
    Concept("X:9", "C6 deficiency", "Disease"),
    Concept("MONDO:0000001", "disease", "Disease"),
    Concept("MONDO:0005089", "sarcoma", "Disease"),
]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    rows = {c.id: [c.name, c.type, c.synonyms, c.parents, (), "", False] for c in CONCEPTS}
    names = {
        key: [[r.concept, r.type, r.surface, r.label] for r in readings]
        for key, readings in compile_names(CONCEPTS).items()
    }
    qualifiers = {"Disease": [["hemolytic"], ["mitochondrial", "microangiopathy"]]}
    return Recogniser(Vocabulary(rows, names, "test", qualifiers))


def found(recogniser: Recogniser, text: str) -> list[Mention]:
    mentions = recogniser(Article("1", "", text)).mentions
    return [m for m in mentions if m.type == "Disease"]


@pytest.mark.parametrize(
    ("text", "mention", "concept"),
    [
        ("They had a mitochondrial dysfunction.", "mitochondrial dysfunction", ""),
        ("They had severe C7 deficiency.", "C7 deficiency", ""),
        ("This recessive kidney disorder is rare.", "recessive kidney disorder", "X:2"),
        ("It was desminopathy.", "desminopathy", ""),
        ("He had X-linked anemia.", "X-linked anemia", "X:1"),
        ("He had hemolytic anemia.", "hemolytic anemia", "X:1"),
        ("He had diabetes mellitus type 2.", "diabetes mellitus type 2", "X:5"),
        ("He had type 1 diabetes mellitus.", "type 1 diabetes mellitus", "X:5"),
        ("A carcinoma of the skin was seen.", "carcinoma of the skin", "X:3"),
        ("In malaria infection it rose.", "malaria infection", ""),
        ("We saw Barlow disease.", "Barlow disease", ""),
        ("Type IIB malaria is rare.", "Type IIB malaria", "X:6"),
        ("He had a microangiopathy.", "microangiopathy", ""),
        ("In the Utah kidney disorder group it rose.", "kidney disorder", "X:2"),
        ("He had X linked anemia.", "X linked anemia", "X:1"),
        ("He had non-immune anemia.", "non-immune anemia", "X:1"),
        ("He had non-familial malaria.", "non-familial malaria", "X:6"),
        ("We saw kidney disorder 15.", "kidney disorder 15", "X:8"),
        ("We saw a kidney disorder 16 times.", "kidney disorder", "X:2"),
        ("It is a deficiency of C6.", "deficiency of C6", "X:9"),
        ("An inherited deficiency of acid lipase results.", "inherited deficiency of acid lipase", ""),
        ("A deficiency of the fifth component of complement was lethal.",
         "deficiency of the fifth component of complement", ""),
        ("A deficiency of kinase caused by it.", "deficiency of kinase", ""),
    ],
)  # fmt: skip
def test_a_name_takes_in_what_belongs_to_it(
    recogniser: Recogniser, text: str, mention: str, concept: str
) -> None:
    [only] = found(recogniser, text)
    assert only.text == mention
    assert only.concept == concept or (not concept and only.concept.startswith("LOCAL:"))


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("The severe anemia lasted.", "anemia"),
        ("Cisplatin-induced anemia lasted.", "anemia"),
        ("In patients with anemia it rose.", "anemia"),
        ("It rose. Anemia of type mattered.", "Anemia"),
        ("She had anemia\n\nmalaria infection", "anemia"),
    ],
)
def test_a_name_leaves_out_what_does_not(recogniser: Recogniser, text: str, mention: str) -> None:
    assert found(recogniser, text)[0].text == mention


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Transfusions worsen", "biotin deficiency"),
        ("Unlike", "iron deficiency"),
        ("Surveys document", "selenium deficiency"),
        ("Nobody measured", "copper deficiency"),
        ("Guidelines recognised", "pancreatic insufficiency"),
    ],
)
def test_a_name_does_not_take_in_the_verb_or_preposition_before_it(
    recogniser: Recogniser, before: str, name: str
) -> None:
    assert [m.text for m in found(recogniser, f"{before} {name} again.")] == [name]


def test_a_general_word_and_a_name_are_two_names(recogniser: Recogniser) -> None:
    texts = [m.text for m in found(recogniser, "The recessive kidney disorder malaria was seen.")]
    assert texts == ["recessive kidney disorder", "malaria"]


@pytest.mark.parametrize(
    "text", ["The disorder is rare.", "A severe deficiency.", "Molecular disease."]
)
def test_a_head_alone_is_no_name(recogniser: Recogniser, text: str) -> None:
    assert not found(recogniser, text)


@pytest.mark.parametrize(
    ("text", "parents"),
    [
        ("They had a renal malfunction.", ("X:2",)),
        ("They had a zygomatic carcinosarcoma.", ("MONDO:0005089",)),
        ("They had Barlow disease.", ("MONDO:0000001",)),
    ],
)
def test_a_coined_name_lies_below_the_nearest_concept(
    recogniser: Recogniser, text: str, parents: tuple[str, ...]
) -> None:
    [coined] = recogniser(Article("1", "", text)).concepts
    assert coined.parents == parents


def test_a_coined_deficiency_is_one_concept_in_either_order(recogniser: Recogniser) -> None:
    first, second = found(recogniser, "A deficiency of the emerin; an emerin deficiency.")
    assert first.concept == second.concept == "LOCAL:emerin-deficiency"


def test_wordings_of_a_coined_name_share_one_concept(recogniser: Recogniser) -> None:
    annotation = recogniser(
        Article("1", "", "C7 deficiency and C7 deficiencies and renal injuries.")
    )
    assert [m.concept for m in annotation.mentions] == [
        "LOCAL:c-7-deficiency", "LOCAL:c-7-deficiency", "LOCAL:kidney-injury",
    ]  # fmt: skip
    assert [c.name for c in annotation.concepts] == ["C7 deficiency", "renal injuries"]


@pytest.mark.parametrize(
    "text",
    [
        "The Ptdsr-deficiency was bred.",
        "A differentiation defect was seen.",
        "They showed meiotic arrest.",
    ],
)
def test_experiments_and_processes_make_no_disease(recogniser: Recogniser, text: str) -> None:
    assert not found(recogniser, text)


@pytest.mark.parametrize("place", ["eyelid", "wrist", "bladder epithelium"])
def test_a_place_belongs_to_a_name(recogniser: Recogniser, place: str) -> None:
    assert (
        found(recogniser, f"An anemia of the {place} is odd.")[0].text == f"anemia of the {place}"
    )
