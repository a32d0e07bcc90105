"""The report: what it says, and that untrusted text stays text."""

import dataclasses
import inspect
import re

import pytest
from markdown_it import MarkdownIt

from pipeline.assemble import assemble
from pipeline.assemble.belief import belief
from pipeline.assemble.triads import triads
from pipeline.errors import ReadError
from pipeline.model import Article, ConceptGraph, EdgeTallies, EdgeTally, Evidence, Tally
from pipeline.render import write_report
from pipeline.render.markdown import escape, quoted, source
from pipeline.render.report import LEGEND

CHAINS = "Chains from cell type over mechanism to disease"


@pytest.fixture
def report(concepts, tmp_path):
    def write(**options):
        write_report(concepts, tmp_path / "report.md", **options)
        return (tmp_path / "report.md").read_text(encoding="utf-8")

    return write


def _section(text, heading):
    return text.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_the_corpus_at_a_glance(report):
    text = report()
    assert text.startswith("# What 3 articles say\n")
    assert "published 2019 to 2023, with 40 sentences" in text
    assert "2 diseases, 2 cell types and 2 mechanisms" in text
    assert "5 different assertions; 4 pairs" in text
    assert "\nIf a build has found anything that the one before it had not, changes.md" in text


def test_one_article_says(tmp_path):
    write_report(
        assemble(Tally(1, {"a": Article("a", "A", "")}, {}, EdgeTallies.of(()))),
        tmp_path / "report.md",
    )
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert text.startswith(
        "# What 1 article says\n\nIn 1 article, with 1 sentence: no known concept;"
    )


def test_a_users_type_is_no_markup(tally, tmp_path):
    lupus = tally.nodes["MONDO:0007915"]
    marked = dataclasses.replace(lupus.concept, type="<b>x_y*</b>")
    nodes = {**tally.nodes, marked.id: dataclasses.replace(lupus, concept=marked)}
    write_report(assemble(dataclasses.replace(tally, nodes=nodes)), tmp_path / "report.md")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert text.count(escape("<b>x_y*</b>")) == 2
    assert "<b>" not in text


def test_the_legend_gives_the_beliefs_that_are_computed():
    values = [f"{belief(articles, 0, 0):.2f}" for articles in (1, 2, 1000)]
    assert re.findall(r"0\.\d+", LEGEND) == values


def test_main_concepts_by_articles(report):
    rows = _section(report(), "Diseases").strip().splitlines()[2:]
    assert rows == ["| multiple sclerosis | 2 | 5 | MS |", "| lupus | 1 | 1 |  |"]


def test_assertions_quote_a_sentence_and_its_source(report):
    lines = _section(report(), "Strongest assertions").strip().splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("1. "))
    assert lines[first] == (
        "1. **inflammatory response** causes **multiple sclerosis** "
        "(1 article, 2 sentences, belief 0.65)"
    )
    assert lines[first + 1] == (
        "    - “**Inflammation** drives **MS**.” *Cells against inflammation* (2019) "
        "[doi](https://doi.org/10.1/a1)"
    )


def test_chains_show_denial_and_quote_both_legs(report):
    chains = _section(report(), CHAINS)
    assert "–\\[not: participates in\\]→ tissue repair –\\[stands with\\]–" in chains
    assert "“**MSCs** did not **repair**" in chains
    assert "“**Repair** in **MS**.”" in chains


def test_chains_say_how_many_are_kept(report):
    most = inspect.signature(triads).parameters["limit"].default
    assert f"triads.csv has up to {most:,}" in _section(report(), CHAINS)


def test_one_sentence_that_tells_both_legs_is_quoted_once(concepts, tmp_path):
    sentence = "MSCs reduce inflammation, which drives MS."
    first, second = (
        Evidence(name, "a1", "", 0, 43, sentence, subject, target, "", "", "causes")
        for name, subject, target in (("e4", (0, 4), (12, 24)), ("e5", (12, 24), (39, 41)))
    )
    told = ConceptGraph(
        concepts.graph, {"e4": first, "e5": second}, concepts.articles, concepts.triads
    )
    write_report(told, tmp_path / "report.md")
    chains = _section((tmp_path / "report.md").read_text(encoding="utf-8"), CHAINS)
    assert chains.count("“**MSCs** reduce **inflammation**, which drives **MS**.”") == 1
    assert "“**MSCs** reduce **inflammation**, which drives MS.”" not in chains


def test_chains_that_repeat_a_leg_are_shown_once(tally, tmp_path):
    more = EdgeTally("CL:0000815", "GO:0006954", "inhibits", 1, 1, 1)
    concepts = assemble(
        dataclasses.replace(tally, edges=EdgeTallies.of((*tally.edges.rows(), more)))
    )
    assert len(concepts.triads) == 3
    write_report(concepts, tmp_path / "report.md")
    chains = _section((tmp_path / "report.md").read_text(encoding="utf-8"), CHAINS)
    assert chains.count("–\\[causes\\]→ multiple sclerosis") == 1


def test_contradictions_quote_both_sides(report):
    section = _section(report(), "Contradictions")
    assert "“**MSCs** drove **inflammation**.”" in section
    assert "“**MSCs** reduced **inflammation**.”" in section
    assert "but “**MSCs** did not reduce **inflammation**.”" in section


def test_what_is_only_denied_is_no_strong_assertion(report):
    text = report()
    assert "participates in **tissue repair**" not in _section(text, "Strongest assertions")
    assert "participates in **tissue repair**: denied in 1 article" in _section(text, "Denied")


def test_what_was_skipped(report):
    errors = [ReadError("b_1.pdf", "it is encrypted", "save it open"), ReadError("a", "x", "y")]
    assert _section(report(skipped=errors), "Skipped").strip().splitlines() == [
        "- a: x; y",
        "- b\\_1.pdf: it is encrypted; save it open",
    ]
    many = [ReadError(f"{n:03}.txt", "x", "y") for n in range(130)]
    assert "and 30 more, listed in run.json" in report(skipped=many)


def test_a_corpus_without_findings_has_a_report(tmp_path):
    write_report(assemble(Tally(0, {}, {}, EdgeTallies.of(()))), tmp_path / "report.md")
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert text.startswith("# What 0 articles say")
    assert "no known concept" in text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[click](javascript:x)",
        "![i](http://x/y.png)",
        "**bold** _it_ `code` ~~x~~",
        "a | b",
        "&lt;b&gt;",
        "<http://x.org>",
        "line\n\n# heading\n- item",
        "back\\slash\\",
    ],
)
def test_markdown_shows_untrusted_text_as_it_is(text):
    plain = " ".join(text.split())
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(f"x {escape(text)} y")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inline = tokens[1].children
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline) == f"x {plain} y"


def test_bare_links_stay_text():
    for link in ("http://x.org", "www.x.org", "a@x.org"):
        assert "\\" in escape(link)


def test_nested_mentions_are_marked_as_one():
    each = Evidence("e", "a", "", 50, 70, "T cell activation ok", (50, 56), (50, 67), "C", "M")
    assert quoted(each) == "“**T cell activation** ok”"


def test_a_long_sentence_is_cut_around_its_mentions():
    sentence = "a " * 500 + "T cells drive lupus" + " z" * 500
    each = Evidence("e", "a", "", 0, len(sentence), sentence, (1000, 1007), (1014, 1019), "C", "D")
    shown = quoted(each)
    assert "**T cells** drive **lupus**" in shown
    assert shown.startswith("“…")
    assert shown.endswith("…”")
    assert len(shown) < 450


def test_a_source_links_only_what_it_can():
    each = Evidence("e", "art_1", "", 0, 1, "x", (0, 1), (0, 1), "C", "D")
    assert source(each, None) == "art\\_1"
    evil = Article("a", "T", "", doi="10.1/a) [x](javascript:y")
    assert ") [x]" not in source(each, evil)
    assert source(each, Article("a", "T", "", pmid="1)")) == "*T*"
