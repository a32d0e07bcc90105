"""What a person does with the page, in a real browser without a network."""

import pytest

from pipeline.render.page import render_page


@pytest.fixture(scope="session")
def html(graph, concepts):
    return render_page(graph, title="Brain & <b>cells</b>", concepts=concepts)


def test_a_synonym_finds_the_concept_and_enter_selects_it(opened, html):
    page = opened(html)
    page.keyboard.press("/")
    page.keyboard.type("disseminated scler")
    assert page.locator("#suggestions [role=option]").first.inner_text().startswith("multiple")
    page.keyboard.press("Enter")
    assert page.locator("#detail h2").inner_text() == "multiple sclerosis"
    assert "n=MONDO%3A0005301" in page.url


def test_a_link_shows_its_sentences_with_both_mentions_marked(opened, html):
    page = opened(html)
    page.get_by_role("button", name="T cell promotes inflammatory response").first.click()
    first = page.locator(".sentence").first
    assert first.locator("mark").all_inner_texts() == ["T cells", "nflammation"]
    assert "T cells promote inflammation at once" in first.inner_text()
    assert first.get_by_role("link").get_attribute("href") == "https://doi.org/10.1000/x.0"
