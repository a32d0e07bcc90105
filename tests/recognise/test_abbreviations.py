"""Definitions of abbreviations."""

import pytest

from pipeline.recognise.abbreviations import definitions, is_short_form
from pipeline.recognise.sentences import sentences


def pairs(text: str) -> list[tuple[str, str]]:
    found = definitions(text, sentences(text, 0, len(text)))
    return [(d.short, text[d.start : d.end]) for d in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Multiple sclerosis (MS) is one.", [("MS", "Multiple sclerosis")]),
        ("Natural killer cells (NKs) act.", [("NKs", "Natural killer cells")]),
        ("the cyclin-dependent kinases (cdks) act", [("cdks", "cyclin-dependent kinases")]),
        ("PCR (polymerase chain reaction) works.", [("PCR", "polymerase chain reaction")]),
        ("a protein (androgen receptor, AR) binds", [("AR", "androgen receptor")]),
        ("graft-versus-host disease [GVHD]", [("GVHD", "graft-versus-host disease")]),
        ("the levels of 1,2-diacylglycerol (DAG)", [("DAG", "1,2-diacylglycerol")]),
        ("a non-high-density lipoprotein (HDL)", [("HDL", "high-density lipoprotein")]),
        ("heart failure (HF; 12 patients)", [("HF", "heart failure")]),
        ("heart failure (hereafter called HF)", [("HF", "heart failure")]),
        ("loss of the pre-motor unit of dogs (PMUD)", [("PMUD", "pre-motor unit of dogs")]),
        ("forced volume in 1 second (FV(1)) fell", [("FV(1)", "forced volume in 1 second")]),
        ("least squares (LS-1 and LS-2)", [("LS-1", "least squares"), ("LS-2", "least squares")]),
        ("apolipoprotein (apo) rose", [("apo", "apolipoprotein")]),
        ("epinephrine (E) rose", [("E", "epinephrine")]),
        ("lung injury (LI) and renal failure (RF)", [("LI", "lung injury"), ("RF", "renal failure")]),
    ],
)  # fmt: skip
def test_what_is_a_definition(text: str, expected: list[tuple[str, str]]) -> None:
    assert [pair for pair in pairs(text) if pair in expected] == expected


@pytest.mark.parametrize(
    "text",
    [
        "They met. Sclerosis (TMS) rose.",
        "the roughly average number given everywhere (range)",
        "injected in vivo (ii) and then",
        "the mean age (MA = 3) rose",
        "in a moderate group (10 mg) of them",
        "after some time (e.g. often)",
        "one (see the figure) of (one) them",
    ],
)
def test_what_is_none(text: str) -> None:
    assert not pairs(text)


def test_a_long_form_does_not_cross_a_sentence() -> None:
    assert not pairs("It has a tail. Nervous (TN) animals hide.")


@pytest.mark.parametrize(
    "short", ["ii", "III", "10 mg", "0.05", "e.g.", "Fig 2", "Patients", "etc."]
)
def test_no_short_forms(short: str) -> None:
    assert not is_short_form(short)
