"""Where a build reads and writes."""

import json

import pytest

from pipeline import build
from pipeline.errors import NothingToRead


def test_a_build_takes_plain_names_and_does_not_read_its_own_outputs(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Asthma\n\nMast cells promote inflammation in asthma.\n")
    monkeypatch.chdir(tmp_path)
    first = build(["."], "outputs")
    (tmp_path / "b.txt").write_text("Lupus\n\nB cells cause lupus.\n")
    second = build(["."], "outputs")
    assert (first.articles, second.articles) == (1, 2)
    assert not second.skipped


def test_a_first_build_that_reads_nothing_says_why_in_run_json(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToRead, match="empty"):
        build([tmp_path / "empty"], tmp_path / "out")
    (skipped,) = json.loads((tmp_path / "out" / "run.json").read_text())["skipped"]
    assert skipped["source"].endswith("empty")
