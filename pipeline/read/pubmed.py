"""PubMed's XML: one article per record, streamed, so that a baseline file needs little memory.

Format: https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/index.html.
"""

from collections.abc import Iterator
from io import BufferedReader

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read.composing import (
    ABSTRACT,
    Block,
    Details,
    compose,
    find_year,
    plain,
    untranslated,
)
from pipeline.read.records import elements
from pipeline.read.source import Source
from pipeline.read.xml import Element, all_text, local, parse, utf8_stream

_RECORDS = "PubmedArticle|PubmedBookArticle"


def read_pubmed(stream: BufferedReader, source: Source) -> Iterator[Article | ReadError]:
    """Read every record of a PubmedArticleSet.

    Yields:
        Articles in file order, and a ReadError for each record that cannot be read.
    """
    records = elements(utf8_stream(stream, name=source.name), _RECORDS, source)
    for number, record in enumerate(records, start=1):
        if isinstance(record, ReadError):
            yield record
            continue
        try:
            yield _article(parse(record, name=f"{source.name} (record {number})"), source)
        except ReadError as error:
            yield error


def _article(record: Element, source: Source) -> Article:
    pmid = plain(record.findtext(".//PMID") or "")
    article = record.find("MedlineCitation/Article")
    if article is None:
        article = record.find("BookDocument")
    if article is None:
        raise ReadError(source.name, f"record {pmid} has no article in it", "leave the record out")
    title = article.find("ArticleTitle")
    if title is None:
        title = article.find("Book/BookTitle")
    details = Details(
        id=pmid or source.id,
        title=untranslated(all_text(title)),
        year=_year(article),
        doi=_doi(record, article),
        pmid=pmid,
        journal=article.findtext("Journal/Title")
        or article.findtext("Journal/ISOAbbreviation")
        or "",
    )
    name = f"{source.name} (PMID {pmid})" if pmid else source.name
    try:
        return compose(_blocks(article), details, source=source.name)
    except ReadError as error:
        raise ReadError(name, error.reason, error.remedy) from None


def _blocks(article: Element) -> Iterator[Block]:
    abstract = article.find("Abstract")
    for part in abstract if abstract is not None else ():
        if local(part) != "AbstractText":
            continue
        label = (part.get("Label") or "").strip(" :.")
        known = label and label.upper() not in ("UNLABELLED", "UNASSIGNED")
        yield Block(_text(part), f"{ABSTRACT}: {label.capitalize()}" if known else ABSTRACT)


def _text(part: Element) -> str:
    """Return an abstract's text without formulae."""
    for formula in part.findall(".//{http://www.w3.org/1998/Math/MathML}math"):
        formula.clear(keep_tail=True)
    return all_text(part)


def _year(article: Element) -> int:
    """Return the year of the electronic or the printed publication, whichever is earlier."""
    places = ("ArticleDate/Year", "Journal/JournalIssue/PubDate/Year", "Book/PubDate/Year",
              "Journal/JournalIssue/PubDate/MedlineDate")  # fmt: skip
    years = [find_year(article.findtext(place) or "") for place in places]
    return min((year for year in years if year), default=0)


def _doi(record: Element, article: Element) -> str:
    found = record.find("PubmedData/ArticleIdList/ArticleId[@IdType='doi']")
    if found is None:
        found = article.find("ELocationID[@EIdType='doi']")
    return all_text(found)
