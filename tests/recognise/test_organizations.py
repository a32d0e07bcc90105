"""What stands in the name of an organization is no mention."""

import pytest

from pipeline.recognise.organizations import Organizations
from pipeline.vocabulary.words import split


def part(text: str, name: str) -> bool:
    words, wanted = split(text), split(name)
    start = next(i for i in range(len(words)) if words.texts[i : i + len(wanted)] == wanted.texts)
    return Organizations().named(words, start, start + len(wanted))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the National Cancer Institute", "Cancer"),
        ("the Leukemia and Lymphoma Society", "Leukemia"),
        ("Cancer Research UK", "Cancer"),
        ("the Multiple Sclerosis Working Group", "Multiple Sclerosis"),
        ("Institute of Neurological Disorders and Stroke", "Stroke"),
        ("Academy of Allergy, Asthma and Immunology", "Asthma"),
        ("the League Against Epilepsy", "Epilepsy"),
        ("European Association for the Study of Diabetes", "Diabetes"),
        ("a Journal of Cell Death", "Cell Death"),
    ],
)
def test_a_part_of_a_name(text: str, name: str) -> None:
    assert part(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cancer centers were asked", "Cancer"),
        ("the National cancer Institute", "cancer"),
        ("Association of Obesity With Asthma", "Obesity"),
        ("Crohn's Disease Association Studies", "Crohn's Disease"),
        ("Sertoli Cell Organization in Mutant Testes", "Sertoli Cell"),
        ("A Multi-Center Study of Stroke", "Stroke"),
        ("the Department. Asthma is common", "Asthma"),
        ("Asthma in a Control Group", "Asthma"),
    ],
)
def test_no_part_of_one(text: str, name: str) -> None:
    assert not part(text, name)
