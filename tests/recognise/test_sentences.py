from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognise.sentences import sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["T cells rose.", "B cells fell."],
        ["It rose (Fig. 2).", "It fell."],
        ["E. coli grew, e.g. in broth.", "Then it died."],
        ["Smith et al. Nature was cited.", "Why?", "Because."],
        ["It did (see above.)", "It was 3.5 kg."],
        ["The level of IL-6 rose.", "mRNA fell."],
        ["It **rose.**", "<b>B cells</b> fell.", "*T cells* did not."],
        ["A heading", "A paragraph without a stop"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts):
    separator = "\n\n" if parts[0] == "A heading" else " "
    text = separator.join(parts)
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == parts


@given(st.text(alphabet='aA. \n?!()"1'))
def test_sentences_cover_all_that_is_not_space(text):
    places = list(sentences(text, 0, len(text)))
    covered = {i for start, end in places for i in range(start, end)}
    assert {i for i, char in enumerate(text) if char not in " \n"} <= covered
    assert all(a[1] <= b[0] for a, b in pairwise(places))
