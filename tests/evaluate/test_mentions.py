import pytest

from pipeline.errors import InputError
from pipeline.evaluate.gold import GoldArticle, Span, read_pubtator
from pipeline.evaluate.mentions import score_mentions, types_of

TEXT = "Breast and ovarian cancer, MS and asthma attack T cells."


def gold(*spans):
    return [GoldArticle("1", TEXT, frozenset(spans))]


def test_a_hit_needs_the_same_span_and_type():
    standard = gold(Span(27, 29, "Disease", "MONDO:1"))
    exact = score_mentions(standard, {"1": [Span(27, 29, "Disease", "MONDO:1")]}, "Disease")
    longer = score_mentions(standard, {"1": [Span(27, 33, "Disease")]}, "Disease")
    other = score_mentions(standard, {"1": [Span(27, 29, "CellType")]}, "Disease")
    assert (exact.strict.f1, longer.strict.f1, other.strict.f1) == (1, 0, 0)
    assert (exact.overlap.f1, longer.overlap.f1, other.overlap.f1) == (1, 1, 0)
    assert exact.concepts == (1, 1)


def test_a_missing_article_counts_as_empty_and_an_unknown_one_not_at_all():
    standard = gold(Span(27, 29, "Disease"))
    scores = score_mentions(standard, {"2": [Span(0, 3, "Disease")]}, "Disease")
    assert (scores.strict.gold, scores.strict.predicted) == (1, 0)


def test_the_same_span_twice_counts_once():
    spans = [Span(27, 29, "Disease", "A:1"), Span(27, 29, "Disease", "A:2")]
    assert score_mentions(gold(spans[0]), {"1": spans}, "Disease").strict.predicted == 1


@pytest.mark.parametrize(
    ("wanted", "got", "error"),
    [
        (Span(34, 40, "Disease"), Span(34, 47, "Disease"), "missed: boundary"),
        (Span(48, 55, "CellType"), Span(48, 55, "Disease"), "missed: type"),
        (Span(27, 29, "Disease"), Span(0, 1, "X"), "missed: abbreviation"),
        (Span(0, 6, "Disease"), Span(40, 41, "X"), "missed: coordination"),
        (Span(41, 47, "Disease"), Span(0, 1, "X"), "missed: unseen name"),
    ],
)
def test_misses_have_a_class(wanted, got, error):
    scores = score_mentions(gold(wanted), {"1": [got]}, wanted.type)
    assert error in scores.errors


def test_a_false_alarm_of_another_type_says_so():
    scores = score_mentions(
        gold(Span(48, 55, "CellType")), {"1": [Span(48, 55, "Disease")]}, "Disease"
    )
    assert list(scores.errors) == ["false alarm: type"]


def test_pubtator_is_read_with_and_without_abstract(tmp_path):
    path = tmp_path / "g.pubtator"
    path.write_text("1|t|A b\n1|a|c d\n1\t4\t5\tc\tDisease\tM:1\n1\tCID\tM:1\tM:2\n\n2|t|Alone\n")
    first, second = read_pubtator(path)
    assert (first.text, first.spans) == ("A b c d", {Span(4, 5, "Disease", "M:1")})
    assert second.text == "Alone"
    assert types_of([first, second]) == ["Disease"]


def test_a_file_that_is_no_pubtator_is_named(tmp_path):
    path = tmp_path / "g.pubtator"
    path.write_text("nothing here\n")
    with pytest.raises(InputError, match=r"g\.pubtator"):
        list(read_pubtator(path))
