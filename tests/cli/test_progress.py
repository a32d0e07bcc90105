import json

import pytest

from pipeline.batch import Progress
from pipeline.cli import progress
from pipeline.cli.progress import Style, building, time_left, words


def show(style, steps, capsys):
    with building(style) as watch:
        for step in steps:
            watch(step)
    return capsys.readouterr().err.splitlines()


STEPS = [
    Progress("reading", 10, 100, 5, 0, 2.0),
    Progress("reading", 100, 100, 50, 1, 20.0),
    Progress("counting"),
    Progress("writing"),
]


def test_lines_tell_the_end_of_reading_and_each_phase(capsys):
    assert show(Style.PLAIN, STEPS, capsys) == [
        "reading: 50 articles, 2.5 a second, 1 skipped",
        "counting",
        "writing",
    ]


def test_in_a_long_phase_a_line_comes_now_and_then(capsys, monkeypatch):
    monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
    assert show(Style.PLAIN, STEPS[:1], capsys) == [
        "reading: 5 articles, 2.5 a second, 0:00:18 left"
    ]


def test_json_lines_can_be_read_by_a_scheduler(capsys):
    lines = [json.loads(line) for line in show(Style.JSON, STEPS, capsys)]
    assert [line["phase"] for line in lines] == ["reading", "counting", "writing"]
    assert lines[0] == {
        "phase": "reading",
        "done": 100,
        "size": 100,
        "articles": 50,
        "skipped": 1,
        "seconds": 20.0,
        "seconds_left": None,
    }


def test_quiet_says_nothing_and_no_terminal_gets_no_bar(capsys):
    assert show(Style.QUIET, STEPS, capsys) == []
    assert show(Style.AUTO, STEPS, capsys)[0].startswith("reading: 50 articles")


@pytest.mark.parametrize(
    ("step", "left"),
    [
        (Progress("reading", 25, 100, 1, 0, 10.0), 30.0),
        (Progress("reading", 0, 100, 0, 0, 10.0), None),
        (Progress("reading", 100, 100, 9, 0, 10.0), None),
        (Progress("reading", 25, 100, 1, 0, 0.5), None),
    ],
)
def test_time_left_is_told_when_it_can_be(step, left):
    assert time_left(step) == left


def test_one_article_is_no_articles():
    assert words(Progress("reading", 1, 1, articles=1)) == "reading: 1 article"


def test_nothing_new_has_no_pace():
    assert words(Progress("reading")) == "reading: 0 articles"
