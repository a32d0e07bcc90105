"""Cells of a cell line are no cell type."""

import pytest

from pipeline.recognise.candidates import Candidate
from pipeline.recognise.cell_lines import CellLines
from pipeline.vocabulary.words import split


def line(text: str, name: str) -> str:
    words, wanted = split(text), split(name)
    places = range(len(words) - len(wanted), -1, -1)  # the last one
    start = next(i for i in places if words.texts[i : i + len(wanted)] == wanted.texts)
    candidate = Candidate(start, start + len(wanted), "CellType", ("CL:0000000",), "name")
    kept = CellLines()(words, [candidate])
    found = CellLines().line(words, candidate)
    assert bool(found) == (not kept)
    return found


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Jurkat T cells grew", "T cells", "Jurkat"),
        ("human U-937 leukemia cells grew", "leukemia cells", "U937"),
        ("MDA-MB-231 breast cancer cells", "breast cancer cells", "MDAMB231"),
        ("RAW 264.7 macrophages", "macrophages", "RAW264.7"),
        ("monocytic U937 cells", "monocytic", "U937"),
        ("the monocytic THP-1 cell line", "monocytic", "THP1"),
        ("monocytes (THP-1) grew", "monocytes", "THP1"),
        ("the cell line XY99 is new; XY99 T cells", "T cells", "XY99"),
        ("the XY99 human cell line; XY99 T cells", "T cells", "XY99"),
    ],
)
def test_cells_beside_a_lines_name_are_the_lines(text: str, name: str, expected: str) -> None:
    assert line(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("human T cells", "T cells"),
        ("XY99 T cells", "T cells"),
        ("CD4 T cell line and CD4 T cells", "T cells"),
        ("LTM7 ES cell lines and LTM7 ES cells", "ES cells"),
        ("monocytes (see U937)", "monocytes"),
        ("monocytic Jurkat", "monocytic"),
        ("the T cells, U937 cells", "T cells"),
        ("cos T cells", "T cells"),
    ],
)
def test_other_words_name_no_line(text: str, name: str) -> None:
    assert line(text, name) == ""
