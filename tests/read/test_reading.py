"""Every format end to end: small files in, articles out, errors as values."""

from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read import Source, digest, find_sources, read

JATS = """<article><front>
<journal-meta><journal-title>J</journal-title></journal-meta>
<article-meta><article-id pub-id-type="pmid">7</article-id>
<title-group><article-title>Microglia in <italic>disease</italic></article-title></title-group>
<pub-date><year>2019</year></pub-date><abstract><p>Microglia die.</p></abstract></article-meta>
</front><body><sec><title>Results</title>
<p>Neurons degenerate [<xref ref-type="bibr">3</xref>].</p></sec></body>
<back><ref-list><ref><mixed-citation>Asthma in mice.</mixed-citation></ref></ref-list></back>
</article>"""
PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>
<ArticleTitle>Microglia</ArticleTitle>
<Abstract><AbstractText Label="RESULTS">Neurons die.</AbstractText></Abstract>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
BIOC = """<collection><document><id>7</id>
<passage><infon key="type">title</infon><text>Microglia</text></passage>
<passage><infon key="type">paragraph</infon><text>Neurons die.</text></passage>
</document></collection>"""
BIOC_JSON = """[{"documents": [{"id": "7", "passages": [
{"infons": {"type": "title"}, "text": "Microglia"},
{"infons": {"type": "paragraph"}, "text": "Neurons die."}]}]}]"""
FILES = {
    "a.txt": "Microglia\n\nNeurons die.\n",
    "b.md": "# Microglia\n\nNeurons die.\n",
    "c.html": "<title>x</title><body><h1>Microglia</h1><nav>Menu</nav><p>Neurons die.</p></body>",
    "d.nxml": JATS,
    "e.xml": PUBMED,
    "f.xml": BIOC,
    "g.json": BIOC_JSON,
    "h.jsonl": '{"id": "7", "title": "Microglia", "text": "Neurons die."}\n',
    "i.pubtator": "7|t|Microglia\n7|a|Neurons die.\n7\t0\t9\tMicroglia\tCellType\tCL:0000129\n",
    "j.nbib": "PMID- 7\nTI  - Microglia\nAB  - Neurons die.\n",
}


def articles(path: Path) -> list[Article]:
    """Read what must be readable."""
    results = [
        a for s in find_sources([path]) for a in ([s] if isinstance(s, ReadError) else read(s))
    ]
    assert not [result for result in results if isinstance(result, ReadError)]
    return [result for result in results if isinstance(result, Article)]


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_title_and_prose(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FILES[name], "utf-8")
    (article,) = articles(tmp_path)
    assert article.title.startswith("Microglia")
    prose = [article.text[p.start : p.end] for p in article.passages]
    assert prose[0].startswith("Microglia") and article.passages[0].section == "Title"
    assert any(text.startswith("Neurons d") for text in prose)
    assert not any(word in text for text in prose for word in ("Menu", "Asthma", "3", "CL:"))


@pytest.mark.parametrize("name", ["a.txt", "b.md"])
def test_text_and_markdown_keep_the_file_to_the_character(tmp_path: Path, name: str) -> None:
    raw = FILES[name].replace("\n", "\r\n") + " \tβ-cells\r\n"
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + raw.encode())
    assert articles(tmp_path)[0].text == raw


def test_jats_keeps_sections_and_metadata(tmp_path: Path) -> None:
    (tmp_path / "d.nxml").write_text(JATS, "utf-8")
    (article,) = articles(tmp_path)
    assert article.text == (
        "Microglia in disease\n\nMicroglia die.\n\nResults\n\nNeurons degenerate."
    )
    assert [p.section for p in article.passages] == ["Title", "Abstract", "Results", "Results"]
    assert (article.id, article.year, article.pmid, article.journal) == ("d", 2019, "7", "J")


def test_a_broken_record_does_not_lose_the_others(tmp_path: Path) -> None:
    broken = PUBMED.replace("<Article>", "<Article><b></i></b>")
    both = broken.replace("</PubmedArticleSet>", PUBMED.removeprefix("<PubmedArticleSet>"))
    (tmp_path / "e.xml").write_text(both, "utf-8")
    first, second = read(Source(str(tmp_path / "e.xml"), id="e"))
    assert isinstance(first, ReadError) and "record 1" in str(first)
    assert isinstance(second, Article) and second.id == "7"


def test_digest_follows_bytes_and_id_but_not_the_name(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(b"abd" if name == "c.txt" else b"abc")
    a, b, c = (digest(Source(str(tmp_path / n), id="x")) for n in ("a.txt", "b.txt", "c.txt"))
    assert a == b != c
    assert a != digest(Source(str(tmp_path / "a.txt"), id="y"))
