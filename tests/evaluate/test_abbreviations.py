"""Scores of abbreviation definitions."""

import json
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.evaluate.abbreviations import score_abbreviations
from pipeline.evaluate.scores import Score


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_counts_pairs_without_case_and_white_space(tmp_path: Path) -> None:
    pairs = [
        {"sf": "MS", "lf": "multiple sclerosis", "verbatim": True},
        {"sf": "PD", "lf": "Parkinson disease", "verbatim": False},
    ]
    path = write(tmp_path / "gold.jsonl", {"title": "T", "abstract": "A", "pairs": pairs})
    scores = score_abbreviations(path, lambda text: [("MS", "Multiple\nsclerosis"), ("T", text)])
    assert scores.pairs == Score.matched(2, 2, 1)
    assert scores.pairs.precision == scores.pairs.recall == scores.pairs.f1 == 0.5
    assert scores.missed == ((1, "pd", "parkinson disease"),)
    assert scores.false == ((1, "t", "t a"),)
    assert score_abbreviations(path, lambda _: [], verbatim=True).pairs.gold == 1


def test_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected JSON lines"):
        score_abbreviations(write(tmp_path / "x", {"title": "T"}), lambda _: [])
