"""What "it" and "these patients" point back to, and what they do not."""

from tests.relate.marked import cases, said


@cases(
    "[Mast cells]C [release histamine]M, and it causes [itching]D."
    " => Mast cells participates_in release histamine | release histamine causes itching",
    "[Mast cells]C [release histamine]M: blocking kinins worsened [asthma]D,"
    " although it treats [gout]D. => Mast cells participates_in release histamine",
    "[Mast cells]C matter, and blocking kinins helps, although it causes [gout]D. =>",
    "[Inflammation]M is common, and it causes [gout]D. => Inflammation causes gout",
)
def test_it(marked, expected):
    assert said(marked) == expected


@cases(
    "[Gout]D and [asthma]D are common in these patients. =>",
    "[Gout]D is severe, and patients have [asthma]D. => Gout associated_with asthma",
)
def test_patients(marked, expected):
    assert said(marked) == expected
