"""Sentences of our own, one construction each: asserted, denied, supposed, or none."""

import pickle
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline.relate import relate
from tests.relate.marked import annotation, cases, said


@cases(
    "[Obesity]D causes [fatty liver disease]D. => Obesity causes fatty liver disease",
    "[Steatosis]D is caused by [obesity]D. => obesity causes Steatosis",
    "[Insulin resistance]M results from [obesity]D. => obesity causes Insulin resistance",
    "[Schwann cells]C promote [axon growth]M and inhibit [fibrosis]M."
    " => Schwann cells promotes axon growth | Schwann cells inhibits fibrosis",
    "[Bone loss]M was prevented by [osteoblast]C transplantation. => osteoblast inhibits Bone loss",
    "[Senescence]M leads to [fibrosis]M, which in turn causes [organ failure]D."
    " => Senescence causes fibrosis | fibrosis causes organ failure",
    "[NK cells]C kill [tumour cells]C. => NK cells inhibits tumour cells",
    "[Fibroblasts]C drive [fibrosis]M. => Fibroblasts promotes fibrosis",
    "[Keratinocytes]C undergo [apoptosis]M. => Keratinocytes participates_in apoptosis",
    "[Monocytes]C differentiate into [macrophages]C or [dendritic cells]C."
    " => Monocytes differentiates_into macrophages | Monocytes differentiates_into dendritic cells",
    "[Hyperglycaemia]D impairs [wound healing]M. => Hyperglycaemia inhibits wound healing",
    "[Gingivitis]D is linked to [endocarditis]D. => Gingivitis associated_with endocarditis",
    "[Anaemia]D was attributed to [haemolysis]M. => haemolysis causes Anaemia",
    "[Angiogenesis]M requires [pericytes]C. => pericytes promotes Angiogenesis",
    "[Hepatocytes]C and [cholangiocytes]C stimulate each other."
    " => Hepatocytes promotes cholangiocytes | cholangiocytes promotes Hepatocytes",
)
def test_verbs_active_and_passive(marked, expected):
    assert said(marked) == expected


@cases(
    "[Regulatory T cells]C are essential for [immune tolerance]M."
    " => Regulatory T cells promotes immune tolerance",
    "[Oligodendrocytes]C are responsible for [myelination]M."
    " => Oligodendrocytes participates_in myelination",
    "[Kupffer cells]C play a key role in [iron recycling]M."
    " => Kupffer cells participates_in iron recycling",
    "[Hepatic stellate cells]C play a central role in [liver fibrosis]D."
    " => Hepatic stellate cells associated_with liver fibrosis",
    "Suppression of [T cells]C by [myeloid-derived suppressor cells]C has been reported."
    " => myeloid-derived suppressor cells inhibits T cells",
    "There is a link between [gout]D and [hypertension]D. => gout associated_with hypertension",
    "[Apoptosis]M of [keratinocytes]C was seen. => keratinocytes participates_in Apoptosis",
    "[Amyloidosis]D due to [chronic inflammation]M is rare."
    " => chronic inflammation causes Amyloidosis",
    "[Ischaemia]M is a major cause of [heart failure]D. => Ischaemia causes heart failure",
    "The main consequence of [glaucoma]D is [blindness]D. => glaucoma causes blindness",
    "[Microglia]C-mediated [synapse loss]M was rare. => Microglia participates_in synapse loss",
    "A reduction of [neurogenesis]M leads to [dementia]D. => neurogenesis inhibits dementia",
)
def test_nouns_adjectives_and_prepositions(marked, expected):
    assert said(marked) == expected


@cases(
    "[Asthma]D is characterised by [wheezing]D, [cough]D and [airway inflammation]M."
    " => Asthma characterised_by wheezing | Asthma characterised_by cough"
    " | Asthma characterised_by airway inflammation",
    "[Fibrosis]M is a hallmark of [systemic sclerosis]D."
    " => systemic sclerosis characterised_by Fibrosis",
    "Symptoms of [influenza]D include [fever]D and [myalgia]D."
    " => influenza characterised_by fever | influenza characterised_by myalgia",
    "In early [lupus]D, [nephritis]D and [arthritis]D are common."
    " => lupus characterised_by nephritis | lupus characterised_by arthritis",
    "We saw [mitochondrial dysfunction]M in [Parkinson's disease]D patients."
    " => Parkinson's disease characterised_by mitochondrial dysfunction",
    "[Osteopetrosis]D is a [bone disease]D marked by [anaemia]D."
    " => Osteopetrosis associated_with bone disease | Osteopetrosis characterised_by anaemia",
    "Patients with [lupus]D often develop [nephritis]D. => lupus associated_with nephritis",
    "Patients with [lupus]D have a higher risk of [stroke]D. => lupus associated_with stroke",
)
def test_features_of_a_disease(marked, expected):
    assert said(marked) == expected


@cases(
    "[Mesenchymal stem cell]C infusion alleviates [graft-versus-host disease]D."
    " => Mesenchymal stem cell treats graft-versus-host disease",
    "Transplantation of [islet cells]C is used to treat [type 1 diabetes]D."
    " => islet cells treats type 1 diabetes",
    "[Type 1 diabetes]D is treated with [islet cell]C transplants."
    " => islet cell treats Type 1 diabetes",
    "Patients received [T cells]C for [leukaemia]D. => T cells treats leukaemia",
    "[Hepatocyte]C therapy led to an improvement in [liver failure]D."
    " => Hepatocyte treats liver failure",
    "[MSCs]C have shown promise in the treatment of [colitis]D. => maybe MSCs treats colitis",
)
def test_interventions_carry_their_cell(marked, expected):
    assert said(marked) == expected


@cases(
    "[Neutrophils]C, which [release proteases]M, cause [tissue damage]M."
    " => Neutrophils participates_in release proteases | Neutrophils causes tissue damage",
    "[Osteoclasts]C are multinucleated cells that [resorb bone]M."
    " => Osteoclasts participates_in resorb bone",
    "[Macrophages]C derived from [monocytes]C promote [angiogenesis]M."
    " => monocytes differentiates_into Macrophages | Macrophages promotes angiogenesis",
    "Factors secreted by [adipocytes]C inhibit [osteogenesis]M."
    " => adipocytes inhibits osteogenesis",
    "[Uveitis]D, an [inflammatory eye disease]D, causes [blindness]D."
    " => Uveitis associated_with inflammatory eye disease | Uveitis causes blindness",
    "Both [astrocytes]C and [microglia]C contribute to [neuroinflammation]M."
    " => astrocytes participates_in neuroinflammation"
    " | microglia participates_in neuroinflammation",
    "[Vasculitides]D such as [Takayasu arteritis]D are rare."
    " => Takayasu arteritis associated_with Vasculitides",
    "[Mast cells]C and other [granulocytes]C are rare. => Mast cells associated_with granulocytes",
    "[Th2 cells]C not only [secrete IL-4]M but also promote [mucus production]M."
    " => Th2 cells participates_in secrete IL-4 | Th2 cells promotes mucus production",
    "[Dendritic cells]C mature, and [phagocytosis]M by these cells ceases."
    " => Dendritic cells participates_in phagocytosis",
    "[Hypoxia]M, when [anaemia]D is severe, causes [acidosis]D. => Hypoxia causes acidosis",
    "[Basal cells]C proliferate and their [migration]M begins."
    " => Basal cells participates_in migration",
)
def test_clauses_lists_and_antecedents(marked, expected):
    assert said(marked) == expected


@cases(
    "[CAR-T cells]C can [eliminate [B cells]C]M."
    " => CAR-T cells participates_in eliminate B cells | CAR-T cells inhibits B cells",
    "[Myoblasts]C [fuse into [myotubes]C]M. => Myoblasts participates_in fuse into myotubes",
    "[Radial glia]C [develop into [neurons]C]M. => Radial glia participates_in develop into neurons"
    " | Radial glia differentiates_into neurons",
    "By [releasing TGF-beta]M, [platelets]C promote [wound healing]M."
    " => platelets participates_in releasing TGF-beta"
    " | releasing TGF-beta promotes wound healing | platelets promotes wound healing",
    "[Stromal cells]C drive [leukaemia]D through [cytokine release]M."
    " => Stromal cells causes leukaemia | Stromal cells participates_in cytokine release"
    " | cytokine release causes leukaemia",
    "[Glia]C have the ability to [clear debris]M. => Glia participates_in clear debris",
    "[Autophagy]M enables [neurons]C to [survive]M."
    " => neurons participates_in survive | Autophagy promotes survive",
    "[Goblet cells]C and [club cells]C [secrete mucus]M and [defend the airway]M."
    " => Goblet cells participates_in secrete mucus | club cells participates_in secrete mucus"
    " | Goblet cells participates_in defend the airway | club cells participates_in defend the airway",
)
def test_processes_worded_as_verbs(marked, expected):
    assert said(marked) == expected


@cases(
    "[Fibrosis]M did not cause [ascites]D. => not Fibrosis causes ascites",
    "Neither [B cells]C nor [T cells]C caused [colitis]D."
    " => not B cells causes colitis | not T cells causes colitis",
    "[Gout]D is not associated with [cataract]D. => not Gout associated_with cataract",
    "[Pericytes]C fail to [support endothelial cells]M."
    " => not Pericytes participates_in support endothelial cells",
    "[Schwann cells]C lack the ability to [regenerate]M."
    " => not Schwann cells participates_in regenerate",
    "[Cell death]M leads to [rigidity]D but not to [ataxia]D."
    " => Cell death causes rigidity | not Cell death causes ataxia",
    "[Endothelial dysfunction]M was absent in [hypertension]D."
    " => not hypertension characterised_by Endothelial dysfunction",
    "No evidence was found that [B cells]C cause [narcolepsy]D. => not B cells causes narcolepsy",
    "[Eosinophils]C did not fail to [release granules]M."
    " => Eosinophils participates_in release granules",
    "[Platelets]C rather than [neutrophils]C cause [thrombosis]D."
    " => Platelets causes thrombosis | not neutrophils causes thrombosis",
)
def test_denied(marked, expected):
    assert said(marked) == expected


@cases(
    "[Fibrosis]M may lead to [ascites]D. => maybe Fibrosis causes ascites",
    "It is thought that [hypoxia]M triggers [angiogenesis]M."
    " => maybe hypoxia promotes angiogenesis",
    "Whether [microglia]C cause [depression]D is unknown. => maybe microglia causes depression",
    "[Microglia]C have the potential to [damage synapses]M."
    " => maybe Microglia participates_in damage synapses",
    "[Mast cells]C do not seem to drive [eczema]D. => not maybe Mast cells causes eczema",
    "The role of [Treg cells]C in [colitis]D is unclear. => maybe Treg cells associated_with colitis",
    "[Stellate cells]C can cause [fibrosis]M. => Stellate cells causes fibrosis",
    "Studies have shown that [tau aggregation]M causes [dementia]D."
    " => tau aggregation causes dementia",
    "[Fibrosis]M may cause [ascites]D, but [cirrhosis]D causes [jaundice]D."
    " => maybe Fibrosis causes ascites | cirrhosis causes jaundice",
)
def test_supposed(marked, expected):
    assert said(marked) == expected


@cases(
    "The drug reduced [inflammation]M and [pain]D.",
    "[Asthma]D and [eczema]D were recorded.",
    "[T cells]C were counted in blood, and [fibrosis]M was graded.",
    "Mutations in the gene cause [ataxia]D, and [neurons]C were stained.",
    "In contrast to [fibrosis]M, the treatment caused [oedema]D.",
)
def test_no_relation_without_a_statement(marked, expected):
    assert said(marked) == expected


def test_a_relation_names_cue_rule_and_sentence():
    found = relate(annotation("[Obesity]D is strongly associated with [gout]D."))
    (relation,) = found.relations
    assert (relation.cue, relation.rule) == ("is associated", "complement:associate")
    assert relation.sentence == (0, len(found.article.text))


def test_relations_stay_within_their_sentence():
    given = annotation("[Obesity]D was rare. It caused [gout]D.")
    cut = given.article.text.index("It")
    two = replace(given, sentences=((0, cut - 1), (cut, len(given.article.text))))
    assert relate(two).relations == ()


def test_acronyms_are_no_function_words():
    assert said("NO inhibits [T cells]C and [B cells]C cause [NO release]M.") == {
        "B cells causes NO release"
    }


def test_a_user_type_takes_part_in_relations():
    assert said("[Exercise]T inhibits [fibrosis]M.") == {"Exercise inhibits fibrosis"}


def test_settings_free_and_picklable():
    assert pickle.loads(pickle.dumps(relate)) is relate


WORDS = ["[T cells]C", "[asthma]D", "[lung fibrosis]M", "[kill [B cells]C]M", "not", "cause", "and",
         ",", "which", "by", "of", "(", ")", "to", "may", "leads", "caused", "these", "cells", "in",
         "reducing", "such as", ";", "whether", "is", "role", "—"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_order_of_words_is_read_without_error(words):
    found = relate(annotation(" ".join(words)))
    for relation in found.relations:
        assert relation.subject != relation.object
        assert {relation.subject, relation.object} <= set(range(len(found.mentions)))
    assert relate(annotation(" ".join(words))) == found


@cases(
    "[Degranulation of [mast cells]C]M causes [urticaria]D."
    " => Degranulation of mast cells causes urticaria",
    "[Loss of [hair cells]C]M leads to [deafness]D. => Loss of hair cells causes deafness",
    "[Recruitment of neutrophils to the airways]M drives [emphysema]D."
    " => Recruitment of neutrophils to the airways causes emphysema",
)
def test_verb_agrees_with_the_head_of_a_process(marked, expected):
    assert said(marked) == expected


@cases(
    "[Hair cells]C [die]M by [apoptosis]M. => Hair cells participates_in die",
    "[Hair cells]C [die]M by undergoing [apoptosis]M."
    " => Hair cells participates_in die | Hair cells participates_in apoptosis",
    "[Hair cells]C [migrate]M by [chemotaxis]M."
    " => Hair cells participates_in migrate | chemotaxis promotes migrate",
)
def test_a_way_to_die_is_no_cause_of_dying(marked, expected):
    assert said(marked) == expected
