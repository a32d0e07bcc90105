"""HTML: the article of the page, its sections and metadata."""

from pathlib import Path

import pytest

from pipeline.model import Article
from tests.read.helpers import check, only_article, prose


def page(tmp_path: Path, body: str, head: str = "") -> Article:
    path = tmp_path / "a.html"
    path.write_text(f"<!doctype html><head>{head}</head><body>{body}</body>", "utf-8")
    article = only_article(path)
    check(article)
    return article


def test_sections_and_what_is_left_out(tmp_path: Path) -> None:
    article = page(
        tmp_path,
        """<nav>Asthma menu</nav><aside>Asthma news</aside><div class="big sidebar">Asthma</div>
        <div class="ref-list">Asthma</div>
        <h1>Microglia</h1><p>They&nbsp;engulf<br>synapses.</p><h2>Results</h2><div
        class="overflow-hidden with-sidebar">Neurons die
        <table><tr><td>asthma</td></tr></table>first.</div><h3>Detail</h3><ul><li>Glia live.</li>
        </ul><p hidden>asthma</p><script>asthma</script><style>asthma</style>
        <h2>References</h2><p>Asthma in mice.</p><h3>More asthma</h3><p>asthma</p>
        <h2>Discussion</h2><p>All is well.</p><footer>asthma</footer>""",
    )
    assert [(p.section, article.text[p.start : p.end]) for p in article.passages] == [
        ("Title", "Microglia"),
        ("", "They engulf synapses."),
        ("Results", "Results"),
        ("Results", "Neurons die first."),
        ("Results", "Detail"),
        ("Results", "Glia live."),
        ("Discussion", "Discussion"),
        ("Discussion", "All is well."),
    ]


def test_metadata(tmp_path: Path) -> None:
    names = {
        "citation_title": "The title",
        "citation_doi": "10.1000/x",
        "citation_pmid": "12",
        "citation_journal_title": "J",
        "citation_publication_date": "2020/01/02",
    }
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in names.items())
    article = page(tmp_path, "<p>Neurons die.</p>", head)
    assert (article.title, article.doi, article.pmid, article.journal, article.year) == (
        "The title", "10.1000/x", "12", "J", 2020
    )  # fmt: skip


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('T cells <a href="#bib3">[3]</a>,<a href="#bib4">[4]</a> die.', "T cells die."),
        ('T cells<sup><a href="#ref-CR3">3</a></sup> die.', "T cells die."),
        (
            'T cells (<a href="#B1">Ray, 1990</a>; <a href="#B2">Bird, 1986</a>) die.',
            "T cells die.",
        ),
        ("CD4<sup>+</sup> T cells die.", "CD4+ T cells die."),
        ('<a href="/cells">T cells</a> die &lt;soon&gt;.', "T cells die <soon>."),
    ],
)
def test_links_and_raised_text(tmp_path: Path, html: str, text: str) -> None:
    assert prose(page(tmp_path, f"<p>{html}</p>"))[-1] == text


def test_the_article_element_is_preferred(tmp_path: Path) -> None:
    story = "Neurons die. " * 50
    body = f"<p>Asthma teaser</p><article><p>short</p></article><article><p>{story}</p></article>"
    assert prose(page(tmp_path, body)) == [story.strip()]
