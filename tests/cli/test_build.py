import networkx as nx
import pytest
from typer.testing import CliRunner

from pipeline.cli import build as command
from pipeline.cli.app import app
from pipeline.model import ConceptGraph
from pipeline.outputs import BuildReport
from pipeline.store import Skipped

BAD = Skipped("b.pdf", "the file is encrypted", "save it without a password")


def invoke(monkeypatch, report, *options):
    """Run `etiograph build` with a build that reports this."""
    asked = {}

    def build(paths, out, settings, **more):
        asked.update(more, paths=paths, out=out, settings=settings)
        if isinstance(report, BaseException):
            raise report
        return report(out)

    monkeypatch.setattr(command, "build", build)
    return CliRunner().invoke(app, ["build", "in", *options]), asked


@pytest.mark.parametrize(
    ("articles", "skipped", "options", "code"),
    [
        (3, (), (), 0),
        (3, (BAD,), (), 0),
        (3, (BAD,), ("--strict",), 1),
        (0, (BAD,), (), 1),
    ],
)
def test_exit_codes(monkeypatch, articles, skipped, options, code):
    result, _ = invoke(monkeypatch, lambda out: BuildReport(out, articles, 1, skipped), *options)
    assert result.exit_code == code


def test_ctrl_c_says_how_to_go_on(monkeypatch):
    result, _ = invoke(monkeypatch, KeyboardInterrupt())
    assert result.exit_code == 130
    assert "the same command goes on from here" in result.stderr


def test_what_is_skipped_is_told_with_its_remedy_but_not_without_end(monkeypatch):
    result, _ = invoke(monkeypatch, lambda out: BuildReport(out, 3, 1, (BAD,) * 25))
    lines = result.stderr.splitlines()
    assert lines[0] == ("etiograph: b.pdf: the file is encrypted; save it without a password")
    assert sum("b.pdf" in line for line in lines) == 20
    assert any("5 more could not be read; run.json lists all" in line for line in lines)


def test_what_counts_once_is_told_unless_quiet(monkeypatch):
    twins = (("z.txt", "a.txt"),)
    result, _ = invoke(monkeypatch, lambda out: BuildReport(out, 3, 1, duplicates=twins))
    assert "z.txt, the same as a.txt" in result.stderr
    result, _ = invoke(monkeypatch, lambda out: BuildReport(out, 3, 1, duplicates=twins), "-q")
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("number", "twice", "links", "whole"),
    [
        (1, "1 article stands twice and counts once", "1 weaker link and", "graph of 1 article\n"),
        (2, "2 articles stand twice and count once", "2 weaker links and", "graph of 2 articles\n"),
    ],
)
def test_one_article_is_no_articles(monkeypatch, number, twice, links, whole):
    parts = {"duplicates": (("z.txt", "a.txt"),) * number, "left_out": (number, 5)}
    result, _ = invoke(monkeypatch, lambda out: BuildReport(out, number, 1, **parts))
    for words in (twice, links, whole):
        assert words in result.stderr


@pytest.mark.parametrize("nodes", [[], ["MONDO:0005301"]])
def test_a_build_that_found_no_concept_says_so(monkeypatch, nodes):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    made = ConceptGraph(graph)
    result, _ = invoke(monkeypatch, lambda out: BuildReport(out, 3, 1, made=made))
    assert ("no known concept was found" in result.stderr) == (not nodes)
    assert result.exit_code == 0


def test_how_to_run_reaches_the_build(monkeypatch):
    options = ("--engine", "dask", "--scheduler", "tcp://h:1", "--timeout", "9", "--workers", "3")
    _, asked = invoke(monkeypatch, lambda out: BuildReport(out, 1, 1), *options)
    batch = asked["batch"]
    assert (batch.engine, batch.scheduler, batch.timeout, batch.workers) == (
        "dask",
        "tcp://h:1",
        9,
        3,
    )
