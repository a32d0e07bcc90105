from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.words import key_of, split


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("T cells", "T-cell"),
        ("T\ncell", "T cell"),
        ("Crohn's disease", "Crohn disease"),
        ("Crohn’s disease", "Crohn disease"),
        ("leukaemias", "leukemia"),
        ("oedema", "edema"),
        ("tumours", "tumor"),
        ("haematopoietic", "hematopoietic"),
        ("metastases", "metastasis"),
        ("diagnoses", "diagnosis"),
        ("biopsies", "biopsy"),
        ("viruses", "virus"),
        ("bacilli", "bacillus"),
        ("carcinomata", "carcinoma"),
        ("vertebrae", "vertebra"),
        ("spermatogonia", "spermatogonium"),
        ("fistulae", "fistula"),
        ("signalling", "signaling"),
        ("muscle fibres", "muscle fiber"),
        ("β cells", "beta-cell"),
        ("αβ T cell", "alpha-beta T cells"),
        ("Th17 cells", "Th-17 cell"),
        ("MSCs", "MSC"),
        ("renal failure", "kidney failure"),
        ("arthritic", "arthritis"),
        ("leukaemic", "leukemia"),
        ("diabetic", "diabetes"),
        ("microglial", "microglia"),
        ("naïve T cells", "naive T cell"),
        ("Sjögren disease", "Sjogren disease"),
        ("Sjo\u0308gren disease", "Sjogren disease"),
        ("pulmonary \ufb01brosis", "pulmonary fibrosis"),
        ("dia\u00adbetes", "diabetes"),
        ("œdema", "edema"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("type 1 diabetes", "type 2 diabetes"),
        ("ALS", "AL"),
        ("AIDS", "aids"),
        ("hypothyroidism", "hyperthyroidism"),
        ("systemic", "systemia"),
        ("antibiotic", "antibiosis"),
        ("disease; lung", "disease lung"),
    ],
)
def test_different_names_keep_different_keys(one, other):
    assert key_of(one) != key_of(other)


@given(st.text())
def test_spans_give_the_words_of_any_text(text):
    words = split(text)
    spans = list(zip(words.starts, words.ends, strict=True))
    assert [text[start:end] for start, end in spans] == words.texts
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    before = [0, *words.ends]
    assert words.gaps == [text[a:b] for a, b in zip(before, words.starts, strict=False)]


def test_offsets_of_a_part_index_the_whole_text():
    text = "one two three"
    assert split(text, 4, 7).span(0, 1) == (4, 7)


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200d", "\u2060", "\u0301"])
@pytest.mark.parametrize("text", ["T {} cells", "{} T cells", "T cells {}", "type 2{} T cells"])
def test_what_has_no_width_is_no_word(sign, text):
    words = split(text.format(sign))
    assert all(words.keys)
    assert words.keys[-2:] == ["t", "cell"]
