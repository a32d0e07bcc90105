"""Cell types in running text: what belongs to a name, what is none."""

from collections.abc import Callable

import pytest

from pipeline.model import Article
from pipeline.recognise import Recogniser
from pipeline.vocabulary import load

Cells = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def cells() -> Cells:
    recogniser = Recogniser(load())

    def cells(text: str) -> dict[str, str]:
        mentions = recogniser(Article("1", "", text)).mentions
        return {m.text: m.concept for m in mentions if m.type == "CellType"}

    return cells


@pytest.mark.parametrize(
    ("text", "span", "concept"),
    [
        ("We saw CD4+ T cells.", "CD4+ T cells", "CL:0000624"),
        ("We saw CD34(+) monocytes.", "CD34(+) monocytes", "CL:0000576"),
        ("We saw Foxp3hi lymphocytes.", "Foxp3hi lymphocytes", "CL:0000542"),
        ("We saw MERTK-positive macrophages.", "MERTK-positive macrophages", "CL:0000235"),
        ("We saw VEGF expressing neurons.", "VEGF expressing neurons", "CL:0000540"),
        (
            "We saw bone marrow-derived macrophages.",
            "bone marrow-derived macrophages",
            "CL:0002476",
        ),
        ("We saw monocyte-derived macrophages.", "monocyte-derived macrophages", "CL:0000235"),
        ("We saw brain-resident cells.", "brain-resident cells", "LOCAL:brain-resident-cell"),
        ("We saw the activated platelets.", "activated platelets", "CL:0000233"),
        ("We saw human keratinocytes.", "human keratinocytes", "CL:0000312"),
        ("We saw synovial macrophages.", "synovial macrophages", "CL:0000235"),
        ("We saw memory CD8+ T cells.", "memory CD8+ T cells", "CL:0000909"),
        ("We saw the monocyte lineage.", "monocyte lineage", "CL:0000576"),
        ("We saw osteoblast cells.", "osteoblast cells", "CL:0000062"),
        ("We saw hematopoietic lineages.", "hematopoietic lineages", "CL:0000988"),
        ("We saw luminal progenitors.", "luminal progenitors", "CL:0011026"),
        ("We saw breast cancer cells.", "breast cancer cells", "CL:0001064"),
        ("We saw infected cells.", "infected cells", "LOCAL:infected-cell"),
        ("We saw stomatocytes.", "stomatocytes", "LOCAL:stomatocyte"),
        ("Microglial processes.", "Microglial", "CL:0000129"),
        ("CAR-T cell therapy works.", "CAR-T cell", "LOCAL:car-t-cell"),
        ("We saw HIV-1-infected cells.", "HIV-1-infected cells", "LOCAL:infected-cell"),
        ("We saw non-T cells.", "non-T cells", "LOCAL:non-t-cell"),
        ("We saw non-lymphoid cells.", "non-lymphoid cells", "LOCAL:non-lymphoid-cell"),
        ("We saw non-activated T cells.", "non-activated T cells", "CL:0000084"),
        ("We saw outer hair cells.", "outer hair cells", "CL:0000601"),
        ("We saw cerebellar granule neurons.", "cerebellar granule neurons", "CL:0001031"),
        ("We saw primary cells.", "primary cells", "CL:0000001"),
        ("We saw spermatogonia.", "spermatogonia", "CL:0000020"),
        ("We saw pre-B cells.", "pre-B cells", "CL:0000817"),
        ("We saw adult NSCs.", "adult NSCs", "CL:0000047"),
        ("We saw CD34+CD38- cells.", "CD34+CD38- cells", "LOCAL:cd-34-cd-38-cell"),
        ("We saw CD8- T cells.", "CD8- T cells", "CL:0000084"),
        ("We saw CD8-T cells.", "CD8-T cells", "CL:0000625"),
        ("We saw CD4-CD8+ T cells.", "CD4-CD8+ T cells", "CL:0000625"),
        ("We saw CD4-CD8- thymocytes.", "CD4-CD8- thymocytes", "CL:0000893"),
        ("We saw MSC-like growth.", "MSC", "CL:0000134"),
    ],
)
def test_what_defines_a_population_belongs_to_its_name(
    cells: Cells, text: str, span: str, concept: str
) -> None:
    assert cells(text) == {span: concept}


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Many surviving neurons.", "neurons"),
        ("Lost and affected fibroblasts.", "fibroblasts"),
        ("Healthy T cells.", "T cells"),
        ("Cultured hepatocytes.", "hepatocytes"),
        ("Patients with asthma.  T cells rose.", "T cells"),
    ],
)
def test_other_words_stay_outside(cells: Cells, text: str, span: str) -> None:
    assert list(cells(text)) == [span]


@pytest.mark.parametrize(
    "text",
    [
        "Healthy cells and the cells of the body.",
        "BrdU+ cells and treated cells.",
        "Activated cells or human cells.",
        "HeLa cells were used.",
        "Single cells and the precursor.",
        "The cell cycle, a cell culture.",
        "A T cell receptor and stem cell factor.",
        "B-cell lymphoma and sickle cell disease.",
        "Non-neuronal tissue.",
        "The GM and the rod.",
        "The granulocyte-macrophage colony-stimulating factor.",
        "Human T-cell lymphotropic virus type 1.",
        "T-cell acute lymphoblastic leukemia.",
        "Madin-Darby canine kidney (MDCK) cells. MDCK grew.",
    ],
)
def test_what_names_no_cell_type(cells: Cells, text: str) -> None:
    assert cells(text) == {}


def test_a_cancer_nests_in_the_name_of_its_cells(cells: Cells) -> None:
    mentions = Recogniser(load())(Article("1", "", "Breast cancer cells.")).mentions
    assert {(m.text, m.type) for m in mentions} == {
        ("Breast cancer cells", "CellType"),
        ("Breast cancer", "Disease"),
    }


def test_a_coined_cell_type_comes_with_the_annotation() -> None:
    annotation = Recogniser(load())(Article("1", "", "Two stomatocytes, a stomatocyte."))
    assert [concept.id for concept in annotation.concepts] == ["LOCAL:stomatocyte"]
    assert {m.concept for m in annotation.mentions} == {"LOCAL:stomatocyte"}


def test_an_intervention_named_after_a_cell_carries_it(cells: Cells) -> None:
    text = "Hematopoietic stem cell transplantation (HSCT) works. HSCT is old."
    assert cells(text).get("HSCT") == "CL:0000037"
    assert "HSCA" not in cells("Hematopoietic stem cell assay (HSCA). HSCA is old.")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("The cone-rod junction of photoreceptors.", ["cone", "rod", "photoreceptors"]),
        ("Rods are photoreceptors.", ["Rods", "photoreceptors"]),
        ("NK-DC contact of dendritic cells (DC).", ["NK", "DC", "dendritic cells", "DC"]),
        ("DCs and the DC subset.", ["DCs", "DC"]),
        ("RBC red blood cell.", ["RBC", "red blood cell"]),
        ("Bone marrow mesenchymal stem cells (BM-MSC). BM-MSC grow.", ["BM-MSC"] * 2),
    ],
)
def test_names_beside_each_other_stay_apart(text: str, spans: list[str]) -> None:
    mentions = Recogniser(load())(Article("1", "", text)).mentions
    found = [m.text for m in mentions if m.type == "CellType" and " stem " not in m.text]
    assert found == spans


def test_a_definition_may_interrupt_a_cell_type(cells: Cells) -> None:
    found = cells("Mouse cerebral endothelial (MCE) cells die. MCE cells are small.")
    assert found == {
        "Mouse cerebral endothelial (MCE) cells": "CL:0000115",
        "MCE cells": "CL:0000115",
    }
    mentions = Recogniser(load())(
        Article("1", "", "Chronic myelogenous leukemia (CML) cells. CML is grave.")
    ).mentions
    assert ("CML", "Disease") in {(m.text, m.type) for m in mentions}
    assert ("CML", "CellType") not in {(m.text, m.type) for m in mentions}
