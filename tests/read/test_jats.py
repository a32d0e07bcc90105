"""JATS: what counts as prose, where it stands, and what its markup becomes."""

from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.model import Article
from tests.read.helpers import check, only_article, prose, results


def article(tmp_path: Path, body: str, back: str = "", abstract: str = "") -> Article:
    path = tmp_path / "a.nxml"
    path.write_text(
        '<article xmlns:mml="m"><front><article-meta><title-group><article-title>T title'
        f"</article-title></title-group>{abstract}</article-meta></front><body>{body}</body>"
        f"<back>{back}</back></article>",
        "utf-8",
    )
    found = only_article(path)
    check(found)
    return found


CITE = '<xref ref-type="bibr" rid="b1">{}</xref>'


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("T cells [" + CITE.format(1) + "–" + CITE.format(3) + "] die.", "T cells die."),
        ("T cells<sup>" + CITE.format("1,2") + "</sup> die.", "T cells die."),
        ("T cells (" + CITE.format("Ray et al., 1990") + "; " + CITE.format("Bird, 1986") + ") die.",
         "T cells die."),
        (CITE.format("Bird (1986)") + " saw T cells.", "Bird (1986) saw T cells."),
        ("T cells (see Figure 1; " + CITE.format("Ray, 1990") + ") die.",
         "T cells (see Figure 1; Ray, 1990) die."),
        ("CD4<sup>+</sup> T cells, 10<sup>6</sup> of them<sup>7</sup>.",
         "CD4+ T cells, 10^6 of them."),
        ("H<sub>2</sub>O and <italic>TREM2</italic>\n  die.", "H2O and TREM2 die."),
        ("Cells <inline-formula><mml:math><mml:mi>x</mml:mi></mml:math></inline-formula> die.",
         "Cells die."),
        ("See <xref ref-type=\"fig\">Figure 1</xref>&nbsp;for &beta; cells.",
         "See Figure 1 for β cells."),
        ("Cells<fn><p>Asthma note.</p></fn> die.", "Cells die."),
    ],
)  # fmt: skip
def test_inline_markup(tmp_path: Path, markup: str, text: str) -> None:
    assert prose(article(tmp_path, f"<p>{markup}</p>")) == ["T title", text]


def test_blocks_inside_paragraphs_come_after_them(tmp_path: Path) -> None:
    body = """<sec><title>RESULTS</title><p>Cells <list><list-item><p>live or</p></list-item>
        <list-item><p>die</p></list-item></list> soon.</p><sec><title>Deep</title><p>Down.</p>
        <fig><label>Figure 1</label><caption><title>Dying cells.</title><p>They die.</p></caption>
        </fig><table-wrap><caption><p>Dead cells.</p></caption><table><tr><td>asthma</td></tr>
        </table><table-wrap-foot><p>asthma</p></table-wrap-foot></table-wrap></sec></sec>"""
    found = article(tmp_path, body)
    assert [(p.section, found.text[p.start : p.end]) for p in found.passages[1:]] == [
        ("Results", "RESULTS"),
        ("Results", "Cells soon."),
        ("Results", "live or"),
        ("Results", "die"),
        ("Results", "Deep"),
        ("Results", "Down."),
        ("Figure", "Dying cells."),
        ("Figure", "They die."),
        ("Table", "Dead cells."),
    ]


def test_abstracts_and_what_stands_behind(tmp_path: Path) -> None:
    abstract = """<abstract><sec><title>Methods:</title><p>We looked.</p></sec></abstract>
        <abstract abstract-type="teaser"><p>asthma</p></abstract>
        <trans-abstract><p>asthma</p></trans-abstract>"""
    back = """<ack><p>asthma</p></ack><sec><title>Appendix</title><p>More cells.</p></sec>
        <sec><title>Competing interests</title><p>asthma</p></sec><glossary><p>asthma</p></glossary>
        <ref-list><ref><mixed-citation>asthma</mixed-citation></ref></ref-list>"""
    body = '<p>Cells.</p><sec sec-type="supplementary-material"><p>asthma</p></sec>'
    found = article(tmp_path, body, back, abstract)
    assert prose(found) == ["T title", "We looked.", "Cells.", "Appendix", "More cells."]
    assert found.passages[1].section == "Abstract: Methods"


def test_a_set_of_articles(tmp_path: Path) -> None:
    one = """<article><front><article-meta><article-id pub-id-type="{0}">{1}</article-id>
        </article-meta></front><body><p>{2}</p></body><sub-article><p>asthma</p></sub-article>
        </article>"""
    records = [one.format("pmc", 5, "Cells die."), one.format("pmid", 6, "<b>Bad"),
               one.format("doi", "10.1000/x", "Cells live.")]  # fmt: skip
    path = tmp_path / "set.xml"
    path.write_text(f"<pmc-articleset>{''.join(records)}</pmc-articleset>")
    first, error, last = results(path)
    assert (first.id, prose(first)) == ("PMC5", ["Cells die."])
    assert isinstance(error, ReadError) and "article 2" in error.source
    assert (last.id, last.doi) == ("10.1000/x", "10.1000/x")


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-16", "windows-1252"])
def test_declared_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xml"
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><article><body><p>Sjögren</p></body></article>'
    )
    path.write_bytes(text.encode(encoding))
    assert only_article(path).text == "Sjögren"
