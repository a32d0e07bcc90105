"""Which mentions are denied or hedged, by which cue, and where a scope ends."""

import pytest

from pipeline.relate import relate
from tests.relate.marked import annotation


def flagged(marked: str, flag: str) -> set[str]:
    return {
        mention.text for mention in relate(annotation(marked)).mentions if getattr(mention, flag)
    }


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[T cells]C did not cause [asthma]D in mice with [eczema]D.", {"asthma", "eczema"}),
        ("[Necrosis]M was not observed in [hepatocytes]C.", {"Necrosis", "hepatocytes"}),
        ("[T cells]C do not divide, but [B cells]C proliferate.", set()),
        ("There was no [fibrosis]M, whereas [oedema]D was severe.", {"fibrosis"}),
        ("No [fibrosis]M or [oedema]D was found.", {"fibrosis", "oedema"}),
        ("[Gout]D without [arthritis]D is rare.", {"arthritis"}),
        ("The lack of [T cells]C caused [infection]D.", {"T cells"}),
        ("[Platelets]C, but not [neutrophils]C, cause [thrombosis]D.", {"neutrophils"}),
        ("[Mice]T failed to show [tumours]D.", {"tumours"}),
        ("Not only [T cells]C but also [B cells]C divide.", set()),
        ("Do not drive if you feel [vertigo]D.", set()),
        ("[Heart failure]D and organ failure in [sepsis]D are common.", set()),
        ("[Neurons]C are unable to divide.", {"Neurons"}),
        ("[Apoptosis]M does not appear to occur.", {"Apoptosis"}),
        ("NO derived from [macrophages]C relaxes vessels.", set()),
        ("Neither [gout]D nor [asthma]D improved.", {"gout", "asthma"}),
        ("A woman with [gout]D denied [chest pain]D.", {"chest pain"}),
        ("Her [tumour]D tested negative for [fibrosis]M.", {"fibrosis"}),
        ("After [gout]D they were free of [asthma]D.", {"asthma"}),
        ("[Fibrosis]M was not clinically evident in [gout]D.", {"Fibrosis", "gout"}),
        ("[Fibrosis]M has not been clearly evident.", {"Fibrosis"}),
        ("[Macrophages]C do not present.", set()),
        ("[Gout]D is common, and [sepsis]D has been ruled out.", {"sepsis"}),
        ("Tests ruled out [sepsis]D.", {"sepsis"}),
        ("[Sepsis]D could not be ruled out.", set()),
        ("No [gout]D was found and [sepsis]D was ruled out.", {"gout", "sepsis"}),
    ],
)
def test_denied_mentions(marked, expected):
    assert flagged(marked, "negated") == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Asthma]D may cause [fibrosis]M, but [gout]D is mild.", {"fibrosis"}),
        ("It is not known whether [T cells]C divide.", {"T cells"}),
        ("It is not known if [T cells]C divide.", {"T cells"}),
        ("A possible [lymphoma]D was seen and [anaemia]D was confirmed.", {"lymphoma"}),
        ("[T cells]C can cause [asthma]D.", set()),
        ("These data suggest that [microglia]C die.", {"microglia"}),
        ("[Asthma]D is very unlikely.", {"Asthma"}),
        ("[Gout]D was seen, but [asthma]D is possible in children.", {"asthma"}),
        ("[Asthma]D was suspected, and [gout]D was treated.", {"Asthma"}),
        ("[T cells]C are likely mediators of [asthma]D.", {"asthma"}),
        ("[T cells]C are likely to cause [asthma]D.", {"asthma"}),
        ("[T cells]C are not likely to cause [asthma]D.", {"T cells", "asthma"}),
        ("A man with [gout]D was suspected to have [asthma]D.", {"asthma"}),
    ],
)
def test_hedged_mentions(marked, expected):
    assert flagged(marked, "speculative") == expected


def test_what_is_not_known_is_doubtful_not_denied():
    marked = "The cause of [asthma]D is not known."
    assert flagged(marked, "negated") == set()
    assert flagged(marked, "speculative") == {"asthma"}


def test_the_cue_is_kept_and_reaches_nested_mentions():
    found = relate(annotation("They do not [kill [tumour]D cells]M."))
    assert [(mention.negated, mention.cue) for mention in found.mentions] == [(True, "not")] * 2


def test_a_mention_outside_every_scope_keeps_no_cue():
    found = relate(annotation("[Gout]D is not mild."))
    assert [(mention.negated, mention.cue) for mention in found.mentions] == [(False, "")]
