"""Signs: what is said of a reduction is not said of what is reduced."""

from pipeline.relate import relate
from tests.relate.marked import annotation, cases, said


@cases(
    "Reduced [autophagy]M causes [ataxia]D. => autophagy inhibits ataxia",
    "Low [inflammation]M promotes [regeneration]M. => inflammation inhibits regeneration",
    "Diminished [phagocytosis]M leads to [sepsis]D. => phagocytosis inhibits sepsis",
    "[Glioma]D is caused by decreased [apoptosis]M. => apoptosis inhibits Glioma",
    "[Fibroblasts]C induce reduced [angiogenesis]M. => Fibroblasts inhibits angiogenesis",
    "Reduced numbers of [platelets]C cause [bruising]D. => platelets inhibits bruising",
    "Suppressed [apoptosis]M treats [ataxia]D. =>",
    "[Asthma]D is characterised by reduced [autophagy]M. => Asthma characterised_by autophagy",
)
def test_lowered_by_an_adjective(marked, expected):
    assert said(marked) == expected


@cases(
    "Blocking [angiogenesis]M treats [glioma]D. =>",
    "Blocking [angiogenesis]M causes [bleeding]D. => angiogenesis inhibits bleeding",
    "Preventing [necrosis]M protects against [stroke]D. => necrosis promotes stroke",
    "[Obesity]D is common, and inhibiting [inflammation]M causes [sepsis]D."
    " => inflammation inhibits sepsis",
    "Activating [autophagy]M treats [ataxia]D. => autophagy treats ataxia",
)
def test_fronted_gerund(marked, expected):
    assert said(marked) == expected


@cases(
    "[Amoebae]C [survive]M by inhibiting [apoptosis]M. => Amoebae participates_in survive"
    " | Amoebae inhibits apoptosis | apoptosis inhibits survive",
    "[Amoebae]C [survive]M by activating [autophagy]M. => Amoebae participates_in survive"
    " | Amoebae promotes autophagy | autophagy promotes survive",
    "[Amoebae]C [survive]M by regulating [autophagy]M. => Amoebae participates_in survive"
    " | Amoebae associated_with autophagy",
    "[Amoebae]C [survive]M through inhibition of [apoptosis]M."
    " => Amoebae participates_in survive | apoptosis inhibits survive",
)
def test_means_take_the_sign_of_their_verb(marked, expected):
    assert said(marked) == expected


@cases(
    "[Obesity]D increases the risk of [stroke]D. => Obesity associated_with stroke",
    "[Obesity]D reduces [stroke]D risk. => Obesity associated_with stroke",
    "The risk of [stroke]D is increased by [obesity]D. => obesity associated_with stroke",
    "[Obesity]D increases the severity of [stroke]D. => Obesity promotes stroke",
)
def test_risk_is_an_association(marked, expected):
    assert said(marked) == expected


@cases(
    "Lack of [platelets]C causes [bruising]D. => platelets inhibits bruising",
    "Lacking [platelets]C causes [bruising]D. => platelets inhibits bruising",
    "Absence of [autophagy]M leads to [ataxia]D. => autophagy inhibits ataxia",
)
def test_lack_denies_what_is_lacking_only(marked, expected):
    assert said(marked) == expected
    flags = {mention.type: mention.negated for mention in relate(annotation(marked)).mentions}
    assert flags.pop("Disease") is False
    assert list(flags.values()) == [True]


@cases(
    "[Fibroblasts]C are not the only cells that cause [scarring]M. => Fibroblasts causes scarring",
    "[Obesity]D is not the sole cause of [gout]D. => Obesity causes gout",
    "[Neurons]C do not [die]M alone. => Neurons participates_in die",
)
def test_not_the_only_denies_nothing(marked, expected):
    assert said(marked) == expected
    assert not any(mention.negated for mention in relate(annotation(marked)).mentions)


@cases(
    "If [obesity]D causes [gout]D, [stroke]D worsens [ataxia]D."
    " => maybe obesity causes gout | stroke promotes ataxia",
    "If untreated, [gout]D causes [stroke]D. => gout causes stroke",
    "It is unclear whether [obesity]D causes [inflammation]M in [asthma]D."
    " => maybe obesity causes inflammation | maybe asthma characterised_by inflammation",
)
def test_supposed_behind_if_and_whether(marked, expected):
    assert said(marked) == expected
