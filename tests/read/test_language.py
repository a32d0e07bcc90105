"""Other languages are turned away; English is not, however short or full of symbols."""

import pytest

from pipeline.read.language import foreign_language

FOREIGN = {
    "French": "Les cellules souches sont capables de se diviser et de se différencier dans le tissu, "
    "mais elles ne sont pas toutes les mêmes chez les patients.",
    "Spanish": "Las células madre del paciente son capaces de dividirse y se encuentran en los tejidos, "
    "pero no todas son iguales entre los enfermos con la enfermedad.",
    "Italian": "Le cellule della microglia sono presenti nel cervello e possono essere attivate dalla "
    "malattia, come è stato mostrato nella letteratura, anche nei pazienti con la demenza.",
    "Portuguese": "As células não são todas iguais e os pacientes com a doença foram tratados pelo "
    "médico, mas não se sabe como uma dose mais alta da vacina é também eficaz para os idosos.",
    "Dutch": "De cellen van de patiënt zijn niet gelijk aan die van het gezonde weefsel en worden ook "
    "door het immuunsysteem aangevallen, maar dat is nog niet met zekerheid te zeggen.",
    "Polish": "Komórki macierzyste są zdolne do podziału oraz nie różnią się od innych, które był "
    "badany przez lekarza, ale jest to także możliwe przy chorobie lub po leczeniu.",
}  # fmt: skip
ENGLISH = [
    "Die Asthma",
    "T cells die in mice. Man is a wolf to man; also, in vitro, per os, de novo, et al.",
    "IFN-γ, TNF-α, IL-1β, TGF-β1: α β γ δ ε ζ η θ ι κ λ μ ν ξ",
    "Correlation of HLA-DRB1*04:01 with anti-CCP (OR = 3.2; 95% CI 1.4–7.1; p < 0.001)",
    "De Souza LA, dos Santos MR, da Silva E, van der Berg K, von Braun A, de la Cruz M, El Sayed. "
    "Microglia in the ageing brain: a review of the evidence for a role of the complement system.",
]


@pytest.mark.parametrize("language", FOREIGN)
def test_running_text_in_another_language(language: str) -> None:
    assert foreign_language(FOREIGN[language]) == language


def test_two_sentences_in_another_language() -> None:
    text = "Die T-Zellen hemmen die Entzündung bei der Multiplen Sklerose, und das ist bekannt."
    assert foreign_language(text) == "German"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_and_what_is_too_short_to_tell(text: str) -> None:
    assert foreign_language(text) == ""


@pytest.mark.parametrize("text", ["Клетки микроглии " * 5, "小胶质细胞吞噬突触" * 9, "خلايا" * 20])
def test_other_scripts(text: str) -> None:
    assert foreign_language(text).endswith("script")
