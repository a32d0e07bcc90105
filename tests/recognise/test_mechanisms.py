"""Mechanisms in every wording: spans, concepts, what is coined, and what is no mechanism."""

import re
from pathlib import Path

import pytest

from pipeline.model import Article
from pipeline.recognise import Recogniser, explain_phrase
from pipeline.vocabulary import load
from pipeline.vocabulary.words import split

FALSE_READINGS = [
    line.split("\t")
    for line in (Path(__file__).parent / "false_readings.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def recogniser():
    return Recogniser(load())


@pytest.fixture
def mechanisms(recogniser):
    def mechanisms(text):
        found = recogniser(Article("1", "", text)).mentions
        return [m for m in found if m.type == "Mechanism" and not m.generic]

    return mechanisms


@pytest.mark.parametrize(
    "marked",
    [
        "The [activation of T cells] was slow.",
        "This led to [T-cell activation].",
        "Dendritic cells [activate naive T cells] in lymph nodes.",
        "The mice [regenerate the injured heart].",
        "Drugs that [suppress the abnormal immune response] help.",
        "HSCT can [reset the immune system].",
        "These cells [proliferate] slowly.",
        "Stem cells have [immunomodulatory properties].",
        "The [regenerative capacity] of liver is known.",
        "Monocytes [differentiate into macrophages].",
        "Macrophages [phagocytose bacteria] and [die].",
        "They can [repair], [replace] and [regenerate damaged tissues].",
        "There was [loss of dopaminergic neurons] in the midbrain.",
        "The gene [regulates apoptosis] in yeast.",
        "Microglia [release cytokines] and may [damage neurons] further.",
        "By [secreting CXCL12], fibroblasts help.",
        "We saw [bone erosion] and [cartilage destruction].",
        "[Phosphorylation of STAT3] was measured.",
        "It [inhibits the immune response] of the host.",
        "The [impaired digestion of fat] was treated.",
        "Reduced [inflammation] was seen.",
        "Severe [inflammation of the synovial membrane] followed.",
        "The cells [attacked the pancreas] and [resorb bone].",
        "We studied [degradation of cartilage] in mice.",
        "The [inflammation of muscle], [skin] and [gut] was severe.",
        "Stem cells [restore balance to the immune system].",
        "The [radial glial cell development] was slow.",
        "There were [defects in lung development].",
        "Macrophages [infiltrating adipose tissue] were seen.",
        "They [proliferated] and [released IL-6].",
        "The cells [survive] for weeks.",
        "Liver [gene expression] was high.",
        "It was found in [regulating apoptosis].",
        "The [alternatively spliced] exon is short.",
        "Pre-[implantation] and [embryonic development] differ.",
        "The [differentiation of type I cells] was slow.",
        "The [lymphangiogenic] factors and [polyadenylation] rose.",
        "The [DNA damage checkpoint] failed, as this [checkpoint] does.",
        "It blocks [Wnt4 signaling] and [Mcl-1 degradation].",
        "The VEGF-induced [phosphorylation of KDR] was lost.",
        "The immune system [destroys the body's own tissue].",
        "No [inflammation] was seen.",
        "Neurons that [die] are lost.",
        "Treatment [suppressed the immune response].",
        "This agent [depletes B cells].",
        "[Notch signaling] [controls limb development].",
        "[Degradation of ABC1] precedes it.",
        "Insulin stimulates [glucose uptake].",
        "The MSCs [secrete growth factors].",
        "[Bone formation] and [resorption] are coupled.",
        "[Cytokine production] and [release] rose.",
        "They bind to DNA and [damage tissue].",
        "The cells neither [proliferated] nor [secreted cytokines].",
        "There was [damage to the myelin sheath].",
        "Astrocytes [take up glutamate].",
        "Enzymes [break down cartilage].",
        "Smooth muscle cells [contract].",
        "Stem cells [self-renew].",
        "It [kills rapidly dividing cells].",
        "[Immune-suppressing] drugs help.",
        "**Treg cells** *[suppress the immune response]*.",
    ],
)
def test_spans_begin_and_end_where_the_guidelines_say(mechanisms, marked):
    text = re.sub(r"[\[\]]", "", marked)
    assert [m.text for m in mechanisms(text)] == re.findall(r"\[(.*?)\]", marked)


@pytest.mark.parametrize(
    "wordings",
    [
        ("immunomodulation", "immune modulation", "immunomodulatory properties"),
        ("T cell activation", "activation of T cells", "the activation of T lymphocytes"),
        ("tissue repair", "repair of damaged tissue"),
        ("cytokine production", "secretion of cytokines", "production of cytokines"),
        ("neutrophil recruitment", "recruitment of neutrophils"),
        ("cartilage degradation", "degradation of cartilage", "cartilage destruction"),
        ("bone resorption", "resorption of bone"),
        ("macrophage reprogramming", "reprogramming of macrophages"),
        ("pericyte recruitment", "recruitment of pericytes"),
        ("alveolar macrophage activation", "activation of alveolar macrophages"),
        ("cell cycle exit", "exit from the cell cycle"),
    ],
)
def test_all_wordings_of_a_process_are_one_concept(mechanisms, wordings):
    concepts = {m.concept for wording in wordings for m in mechanisms(f"We saw {wording}.")}
    assert len(concepts) == 1


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Dendritic cells activate T cells.", "GO:0042110"),
        ("Cells that release histamine.", "GO:0001821"),
        ("They produce interleukin-17.", "GO:0032620"),
        ("Chemokines recruit circulating monocytes.", "GO:0002548"),
        ("They modulate immune responses.", "GO:0050776"),
        ("They dampen the immune response.", "GO:0050777"),
        ("Microglial phagocytosis.", "GO:0006909"),
        ("Cells deposit collagen.", "LOCAL:collagen-deposition"),
        ("Aβ production was seen.", "GO:0034205"),
        ("The signalling pathway was lost.", "GO:0007165"),
        ("We saw bile secretion.", "GO:0032782"),
        ("Human T cell differentiation.", "GO:0030217"),
        ("Cell cycle exit.", "LOCAL:cell-cycle-exit"),
        ("They kill T cells.", "LOCAL:t-cell-killing"),
        ("MyHC accumulation.", "LOCAL:accumulation"),
        ("Cell cycle arrest was seen.", "LOCAL:cell-cycle-arrest"),
        ("We saw axon regeneration.", "GO:0031102"),
    ],
)
def test_a_composed_process_takes_the_ontologys_concept(mechanisms, text, concept):
    assert [m.concept for m in mechanisms(text)] == [concept]


def test_a_process_that_no_vocabulary_has_is_coined_from_its_parts(recogniser):
    found = recogniser(Article("1", "", "The recruitment of pericytes was seen."))
    (concept,) = found.concepts
    assert concept.id == "LOCAL:pericyte-recruitment"
    assert concept.participants == ("CL:0000669",)
    assert concept.parents
    assert [m.concept for m in found.mentions if m.type == "Mechanism"] == [concept.id]


def test_the_participant_is_a_mention_of_its_own(recogniser):
    found = recogniser(Article("1", "", "Antigen activates T cells.")).mentions
    assert [(m.text, m.type) for m in found] == [
        ("activates T cells", "Mechanism"),
        ("T cells", "CellType"),
    ]


def test_generic_words_within_longer_mechanisms_stay(recogniser):
    found = recogniser(Article("1", "", "It regulates apoptosis.")).mentions
    assert [(m.text, m.generic) for m in found] == [
        ("regulates apoptosis", False),
        ("regulates", True),
    ]


def test_a_checkpoint_needs_the_cell_cycle(mechanisms):
    assert not mechanisms("The drug blocks the checkpoint PD-1.")


@pytest.mark.parametrize("name", ["signaling pathway", "growth arrest"])
def test_a_generic_word_within_a_name_is_no_mention(recogniser, name):
    found = recogniser(Article("1", "", f"We studied the {name} here.")).mentions
    assert [m.text for m in found] == [name]


@pytest.mark.parametrize("text", ["The growth plate was thin.", "It lies in the growth medium."])
def test_a_composed_process_minds_its_neighbours(recogniser, text):
    assert recogniser(Article("1", "", text)).mentions == ()


def test_a_short_form_stands_for_the_whole_process_only(mechanisms):
    found = mechanisms(
        "Loss of retinoblastoma protein (Rb) is bad. Rb binds. "
        "Interkinetic nuclear migration (INM) is seen. INM stops."
    )
    assert [m.text for m in found if m.text in ("Rb", "INM")] == ["INM", "INM"]


def test_compositions_tell_head_form_and_participant(recogniser):
    text = "Antigen activates T cells."
    words = split(text)
    names = dict(recogniser.stages(text, words))["coordination"]
    ((candidate, made),) = recogniser.mechanisms.compositions(text, words, names)
    assert (candidate.rule, made.head.noun, made.participant.id) == (
        "mechanism:verb+object",
        "activation",
        "CL:0000084",
    )


def test_a_coined_concept_has_one_name_whatever_is_read_first(recogniser):
    texts = ["Phosphorylation of Sox9.", "Activation of Abc1 rose.", "Activation of ABC1 rose."]
    found = [recogniser(Article("1", "", text)).concepts for text in texts]
    assert found[0] == ()
    assert [c.name for concepts in found[1:] for c in concepts] == ["ABC1 activation"] * 2


def test_explain_tells_head_form_and_participant(recogniser):
    article = Article("1", "", "Antigen activates T cells.")
    (line,) = explain_phrase(recogniser, article, "activates T cells")
    assert "head 'activation' (verb+object), participant 'T cells' (CL:0000084)" in line


@pytest.mark.parametrize("text", ["It was down-regulated.", "The up regulation of Sox9."])
def test_more_and_less_of_a_regulation_is_no_process(recogniser, text):
    assert "regulat" not in " ".join(m.text for m in recogniser(Article("1", "", text)).mentions)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The protein expression rose.", "expression"),
        ("The olfactory function was lost.", "olfactory"),
        ("A splice variant was found.", "splice"),
        ("The mice were fed twice.", "fed"),
        ("The cells express only S-opsin.", "express"),
    ],
)
def test_general_words_are_marked_within_names_too(recogniser, text, word):
    found = recogniser(Article("1", "", text)).mentions
    assert [m.generic for m in found if m.text == word] == [True]


@pytest.mark.parametrize("word", ["expression", "development", "regulation", "signaling"])
def test_generic_words_are_found_but_marked(recogniser, word):
    (mention,) = recogniser(Article("1", "", f"We discuss {word} here.")).mentions
    assert (mention.text, mention.generic) == (word, True)


@pytest.mark.parametrize(("sentence", "stretch"), FALSE_READINGS)
def test_known_false_readings_stay_away(mechanisms, sentence, stretch):
    begin = sentence.index(stretch)
    end = begin + len(stretch)
    assert not [m.text for m in mechanisms(sentence) if m.start < end and begin < m.end]


@pytest.mark.parametrize(
    "text",
    [
        "Cognitive behavioural therapy was offered.",
        "Respiratory rehabilitation lasted weeks.",
        "Older people like cognitive training.",
        "The cognitive test score was noted.",
    ],
)
def test_an_interventions_name_is_no_mechanism(recogniser, text):
    assert not [m for m in recogniser(Article("1", "", text)).mentions if m.type == "Mechanism"]


def test_deficient_impaired_and_defective_are_one(mechanisms):
    texts = [f"{word} autophagy was seen." for word in ("Deficient", "Impaired", "Defective")]
    assert {m.concept for text in texts for m in mechanisms(text)} == {
        "LOCAL:autophagy-dysfunction"
    }


def test_what_an_article_says_does_not_depend_on_those_read_before():
    """Two wordings coin one concept, one below "growth", the other below "cell growth"."""
    texts = "Growth of erythroid lineage cells.", "Erythroid lineage cell growth."
    alone = [Recogniser(load())(Article("1", "", text)).concepts for text in texts]
    assert alone[0][0].id == alone[1][0].id and alone[0] != alone[1]
    recogniser = Recogniser(load())
    assert [recogniser(Article("1", "", text)).concepts for text in texts] == alone
