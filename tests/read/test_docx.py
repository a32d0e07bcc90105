"""Word: styles, sections, runs, and what is left out."""

from pathlib import Path

from tests.read.helpers import check, only_article, prose
from tests.read.makers import word


def read_word(tmp_path: Path, *paragraphs: tuple[str, str], inside: str = ""):
    path = tmp_path / "a.docx"
    path.write_bytes(word(paragraphs, inside=inside))
    article = only_article(path)
    check(article)
    return article


def test_sections_follow_the_outermost_heading(tmp_path: Path) -> None:
    article = read_word(
        tmp_path,
        ("Title", "Microglia"),
        ("heading 1", "RESULTS"),
        ("heading 2", "Neurons"),
        ("", "Neurons die."),
        ("heading 1", "References"),
        ("", "Asthma in mice."),
        ("heading 1", "Appendix"),
        ("", "More."),
    )
    assert [(p.section, article.text[p.start : p.end]) for p in article.passages] == [
        ("Title", "Microglia"),
        ("Results", "RESULTS"),
        ("Results", "Neurons"),
        ("Results", "Neurons die."),
        ("Appendix", "Appendix"),
        ("Appendix", "More."),
    ]


def test_a_short_first_paragraph_is_the_title(tmp_path: Path) -> None:
    article = read_word(tmp_path, ("", "Microglia"), ("", "Methods"), ("", "We looked."))
    assert article.title == "Microglia"
    assert article.passages[-1].section == "Methods"


def test_tables_deleted_text_and_reference_numbers_are_left_out(tmp_path: Path) -> None:
    run = "<w:r>{}<w:t>{}</w:t></w:r>"
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    inside = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>asthma</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p>"
        + run.format("", "CD4")
        + run.format(raised, "+")
        + run.format("", "<!-- x --> T cells")
        + run.format(raised, "1,2")
        + "<w:del><w:r><w:delText>asthma</w:delText><w:t>asthma</w:t></w:r></w:del>"
        + "<w:r><w:tab/><w:t>die</w:t><w:br/><w:t>soon.</w:t></w:r></w:p>"
    )
    assert prose(read_word(tmp_path, ("Title", "T"), inside=inside))[-1] == "CD4+ T cells die soon."
