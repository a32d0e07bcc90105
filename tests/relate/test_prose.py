"""Sentences as articles write them, several constructions at once."""

# ruff: noqa: E501  (a sentence stands on one line)

from tests.relate.marked import cases, said


@cases(
    "Lack of [T cells]C causes [infection]D. => T cells inhibits infection",
    "Upon [hypoxia]M induced by [anaemia]D, [erythroblast]C numbers rise and [platelets]C fall."
    " => anaemia causes hypoxia",
    "[Type 2 diabetes]D is a chronic [metabolic disorder]D in which [insulin resistance]M leads to [hyperglycemia]D."
    " => Type 2 diabetes associated_with metabolic disorder"
    " | insulin resistance causes hyperglycemia",
    "As [beta cells]C fail, [hyperglycemia]D worsens. =>",
    "In [multiple sclerosis]D, [autoreactive T cells]C [cross the blood-brain barrier]M and [attack myelin]M, which results in [demyelination]M."
    " => autoreactive T cells participates_in attack myelin"
    " | autoreactive T cells participates_in cross the blood-brain barrier"
    " | attack myelin causes demyelination",
    "[Oligodendrocyte precursor cells]C can [differentiate into [mature oligodendrocytes]C]M, but this [remyelination]M often fails."
    " => Oligodendrocyte precursor cells differentiates_into mature oligodendrocytes"
    " | Oligodendrocyte precursor cells participates_in differentiate into mature oligodendrocytes",
    "[Kupffer cells]C, the resident [macrophages]C of the liver, [engulf bacteria]M and [release cytokines]M."
    " => Kupffer cells associated_with macrophages"
    " | Kupffer cells participates_in engulf bacteria"
    " | Kupffer cells participates_in release cytokines",
    "[Hepatic stellate cells]C are activated by [inflammation]M and become [myofibroblasts]C."
    " => Hepatic stellate cells differentiates_into myofibroblasts"
    " | inflammation promotes Hepatic stellate cells",
    "Without treatment, [hepatitis C]D progresses to [cirrhosis]D and [liver cancer]D."
    " => hepatitis C causes cirrhosis | hepatitis C causes liver cancer",
    "[Cirrhosis]D may be complicated by [ascites]D or [variceal bleeding]D."
    " => maybe Cirrhosis associated_with ascites"
    " | maybe Cirrhosis associated_with variceal bleeding",
    "Infusions of [regulatory T cells]C prevented [graft rejection]M in mice and are now being tested in patients with [lupus]D."
    " => maybe regulatory T cells treats lupus | regulatory T cells inhibits graft rejection",
    "[NK cells]C did not [kill [stem cells]C]M, nor did they [secrete IFN-gamma]M."
    " => not NK cells inhibits stem cells | not NK cells participates_in kill stem cells"
    " | not NK cells participates_in secrete IFN-gamma",
    "There is no evidence that [mast cells]C cause [rosacea]D. => not mast cells causes rosacea",
    "It remains unknown whether [fibrocytes]C contribute to [scarring]M."
    " => maybe fibrocytes participates_in scarring",
    "[Paneth cells]C [secrete defensins]M and thus protect the gut against [infection]D."
    " => Paneth cells inhibits infection | Paneth cells participates_in secrete defensins",
    "[Tregs]C suppress [inflammation]M through [IL-10 secretion]M."
    " => Tregs inhibits inflammation | Tregs participates_in IL-10 secretion"
    " | IL-10 secretion inhibits inflammation",
    "The loss of [Purkinje cells]C underlies [ataxia]D. => Purkinje cells inhibits ataxia",
    "People with [celiac disease]D often suffer from [bloating]D, [diarrhea]D and [fatigue]D."
    " => celiac disease associated_with bloating | celiac disease associated_with diarrhea"
    " | celiac disease associated_with fatigue",
    "[Sepsis]D is a life-threatening condition caused by a [dysregulated host response]M to [infection]D."
    " => dysregulated host response causes Sepsis",
    "[Psoriasis]D and [eczema]D are common [skin diseases]D."
    " => Psoriasis associated_with skin diseases | eczema associated_with skin diseases",
    "The number of [eosinophils]C correlates with [asthma]D severity."
    " => eosinophils associated_with asthma",
    "Elevated numbers of [neutrophils]C were found in [COPD]D patients."
    " => neutrophils associated_with COPD",
    "[Airway remodeling]M was observed in mice with [asthma]D."
    " => asthma characterised_by Airway remodeling",
    "[B cell]C depletion improved [rheumatoid arthritis]D. =>",
    "[Microglial]C [phagocytosis]M declines with [aging]M."
    " => Microglial participates_in phagocytosis",
    "[Aging]M impairs [phagocytosis]M by [microglia]C."
    " => Aging inhibits phagocytosis | microglia participates_in phagocytosis",
    "[Osteoarthritis]D, unlike [rheumatoid arthritis]D, is not driven by [autoimmunity]M."
    " => not autoimmunity causes Osteoarthritis",
    "[Gut dysbiosis]M has been linked to [obesity]D, [colitis]D and even [depression]D."
    " => Gut dysbiosis associated_with colitis | Gut dysbiosis associated_with depression"
    " | Gut dysbiosis associated_with obesity",
    "These results suggest that [senescent cells]C promote [fibrosis]M and that their removal could treat [COPD]D."
    " => maybe senescent cells promotes fibrosis",
    "Our data show that [pericytes]C are required for [vessel maturation]M."
    " => pericytes promotes vessel maturation",
    "[Hematopoietic stem cells]C give rise to all [blood cells]C."
    " => Hematopoietic stem cells differentiates_into blood cells",
    "[Neurons]C are generated from [neural stem cells]C."
    " => neural stem cells differentiates_into Neurons",
    "[Th17 cells]C have been shown to drive [colitis]D in mice. => Th17 cells causes colitis",
    "[Th17 cells]C are thought to drive [colitis]D. => maybe Th17 cells causes colitis",
    "Could [iPSC-derived neurons]C one day cure [Parkinson's disease]D?"
    " => maybe iPSC-derived neurons treats Parkinson's disease",
    "[CAR-T cells]C offer hope for patients with [lymphoma]D. => maybe CAR-T cells treats lymphoma",
    "[CAR T-cell]C therapy is approved for [lymphoma]D and [myeloma]D."
    " => CAR T-cell treats lymphoma | CAR T-cell treats myeloma",
    "A trial of [mesenchymal stem cells]C in [Crohn's disease]D is under way."
    " => maybe mesenchymal stem cells treats Crohn's disease",
    "[Astrocytes]C respond to injury with [gliosis]M. => Astrocytes participates_in gliosis",
    "When [monocytes]C enter tissue, they [mature into [macrophages]C]M."
    " => monocytes differentiates_into macrophages"
    " | monocytes participates_in mature into macrophages",
    "The main symptoms of [gout]D are [joint pain]D and [swelling]D."
    " => gout characterised_by joint pain | gout characterised_by swelling",
    "[Fever]D, [cough]D and [fatigue]D are typical of [influenza]D."
    " => influenza characterised_by Fever | influenza characterised_by cough"
    " | influenza characterised_by fatigue",
    "[Fibrosis]M is the end result of [chronic inflammation]M."
    " => chronic inflammation causes Fibrosis",
    "[Smooth muscle cells]C contribute to [atherosclerosis]D by [secreting matrix]M."
    " => Smooth muscle cells causes atherosclerosis"
    " | Smooth muscle cells participates_in secreting matrix"
    " | secreting matrix causes atherosclerosis",
    "[Dopamine neurons]C gradually die in [Parkinson's disease]D. =>",
    "[Foam cells]C accumulate in [atherosclerosis]D. => Foam cells associated_with atherosclerosis",
    "[Exosomes-mediated signalling]M from [stem cells]C reduces [apoptosis]M and increases [angiogenesis]M."
    " => Exosomes-mediated signalling inhibits apoptosis"
    " | Exosomes-mediated signalling promotes angiogenesis",
    "[Vitiligo]D is an [autoimmune disease]D that destroys [melanocytes]C."
    " => Vitiligo associated_with autoimmune disease | Vitiligo inhibits melanocytes",
    "[Lupus]D affects the kidneys and causes [nephritis]D. => Lupus causes nephritis",
    "[Ischemia]M triggers [inflammation]M, which recruits [neutrophils]C."
    " => Ischemia promotes inflammation | inflammation promotes neutrophils",
    "Background: [Endometriosis]D affects one in ten women and is associated with [infertility]D."
    " => Endometriosis associated_with infertility",
    "[NK cells]C from patients with [endometriosis]D showed reduced [cytotoxicity]M."
    " => NK cells participates_in cytotoxicity",
    "Treatment with anti-TNF antibodies reduced [joint inflammation]M but had no effect on [bone erosion]M."
    " => ",
    "Mice lacking [B cells]C did not develop [arthritis]D. =>",
    "[Synovial fibroblasts]C proliferated and [secreted IL-6]M."
    " => Synovial fibroblasts participates_in secreted IL-6",
    "[Cardiac fibrosis]M, a feature of [heart failure]D, was reduced."
    " => heart failure characterised_by Cardiac fibrosis",
    "We hypothesized that [regulatory T cells]C limit [tissue injury]M after [stroke]D."
    " => maybe regulatory T cells inhibits tissue injury"
    " | tissue injury associated_with stroke",
    "[Gut bacteria]T may influence [multiple sclerosis]D by activating [T cells]C."
    " => maybe Gut bacteria associated_with multiple sclerosis"
    " | maybe Gut bacteria promotes T cells",
    "The disease starts when [autoreactive T cells]C enter the brain and [attack myelin]M."
    " => autoreactive T cells participates_in attack myelin",
    "[Stem cells]C could be used to [replace lost neurons]M in [Parkinson's disease]D."
    " => maybe Stem cells participates_in replace lost neurons",
    "Scientists hope that [stem cells]C will one day cure [blindness]D."
    " => maybe stem cells treats blindness",
    "[Retinal pigment epithelial cells]C made from [embryonic stem cells]C improved vision in [macular degeneration]D."
    " => Retinal pigment epithelial cells treats macular degeneration"
    " | embryonic stem cells differentiates_into Retinal pigment epithelial cells",
    "[Type I interferon]T signalling in [plasmacytoid dendritic cells]C contributes to [lupus]D."
    " => ",
    "[Neutrophils]C [form NETs]M, which damage [endothelial cells]C and promote [thrombosis]M."
    " => Neutrophils participates_in form NETs | form NETs inhibits endothelial cells"
    " | form NETs promotes thrombosis",
    "[Hypertrophy]M of [cardiomyocytes]C precedes [heart failure]D."
    " => Hypertrophy associated_with heart failure"
    " | cardiomyocytes participates_in Hypertrophy",
    "In contrast, [M2 macrophages]C promote [tissue repair]M."
    " => M2 macrophages promotes tissue repair",
    "[M1 macrophages]C, but not [M2 macrophages]C, [produce nitric oxide]M."
    " => M1 macrophages participates_in produce nitric oxide"
    " | not M2 macrophages participates_in produce nitric oxide",
    "[Tumor growth]M was significantly reduced in the absence of [Tregs]C."
    " => Tregs promotes Tumor growth",
    "[Chronic kidney disease]D is a major risk factor for [cardiovascular disease]D."
    " => Chronic kidney disease associated_with cardiovascular disease",
    "[Sarcopenia]D is defined by [muscle loss]M. => Sarcopenia characterised_by muscle loss",
    "The [inflammation]M that follows [infection]D is driven by [neutrophils]C and [monocytes]C."
    " => inflammation associated_with infection | neutrophils promotes inflammation"
    " | monocytes promotes inflammation",
    "[Mesangial cells]C proliferate, [deposit matrix]M, and ultimately cause [glomerulosclerosis]D."
    " => Mesangial cells causes glomerulosclerosis"
    " | Mesangial cells participates_in deposit matrix",
    "Unlike [type 2 diabetes]D, [type 1 diabetes]D is an [autoimmune disease]D in which [T cells]C destroy [beta cells]C."
    " => type 1 diabetes associated_with autoimmune disease | T cells inhibits beta cells",
    "[CD8+ T cells]C infiltrate the islets and kill [beta cells]C."
    " => CD8+ T cells inhibits beta cells",
    "It is not clear how [microglia]C promote [synapse loss]M. => microglia promotes synapse loss",
    "Little is known about the role of [eosinophils]C in [colitis]D."
    " => maybe eosinophils associated_with colitis",
    "Transplanted [islets]C restored [insulin production]M in patients with [type 1 diabetes]D."
    " => islets promotes insulin production"
    " | type 1 diabetes characterised_by insulin production",
    "[Anemia]D and [thrombocytopenia]D were the most common complications of [leukemia]D."
    " => leukemia causes Anemia | leukemia causes thrombocytopenia",
    "[Amyloid deposition]M has been observed in the brains of patients with [Alzheimer's disease]D."
    " => Alzheimer's disease characterised_by Amyloid deposition",
    "[Adipocytes]C store energy, whereas [macrophages]C [clear dead cells]M."
    " => macrophages participates_in clear dead cells",
    "[Osteoblasts]C derive from [mesenchymal stem cells]C, while [osteoclasts]C arise from [monocytes]C."
    " => mesenchymal stem cells differentiates_into Osteoblasts"
    " | monocytes differentiates_into osteoclasts",
    "Without [T cells]C, [B cells]C cannot [switch class]M."
    " => not B cells participates_in switch class",
    "[Sjogren's syndrome]D, also called [sicca syndrome]D, causes [dry eyes]D."
    " => Sjogren's syndrome causes dry eyes",
    "[Hair cells]C do not regenerate in mammals, leading to [permanent hearing loss]D. =>",
    "[Podocyte]C loss is the main driver of [proteinuria]D. => Podocyte inhibits proteinuria",
    "Do [B cells]C cause [lupus]D? => maybe B cells causes lupus",
    "[Hedgehog]T signals promote slow [myogenesis]M. =>",
    "[Shh]T and slow [myogenesis]M are lost. =>",
    "Slow [inflammation]M harms, but drugs slow [inflammation]M. =>",
    "*[Treg cells]C* **suppress** `[inflammation]M`. => Treg cells inhibits inflammation",
    "[Mast cells]C [do not cause](u) [asthma]D. => not Mast cells causes asthma",
    "If [neutrophils]C persist, [chronic inflammation]M develops. =>",
    "[Neutrophils]C are the first [immune cells]C to arrive."
    " => Neutrophils associated_with immune cells",
)
def test_prose(marked, expected):
    assert said(marked) == expected
