"""MEDLINE text (.nbib), as PubMed saves it: one record a PMID, tags of four letters.

Format: https://www.nlm.nih.gov/bsd/mms/medlineelements.html.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BufferedReader

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read.composing import ABSTRACT, Block, Details, compose, find_year, untranslated
from pipeline.read.records import text_lines
from pipeline.read.source import Source

_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) *- ?(.*)")
_LABEL = re.compile(r"(?:^|(?<=[.!?)] ))([A-Z][A-Z ,/&-]{3,60}): (?=\S)")
Record = dict[str, list[str]]


def read_medline(stream: BufferedReader, source: Source) -> Iterator[Article | ReadError]:
    """Read every record.

    Yields:
        Articles in file order, and a ReadError for each record that cannot be read.
    """
    for record in _records(stream, source):
        if isinstance(record, ReadError):
            yield record
            continue
        try:
            yield _article(record, source)
        except ReadError as error:
            pmid = "".join(record["PMID"][:1])
            yield ReadError(f"{source.name} (PMID {pmid})", error.reason, error.remedy)


def _records(stream: BufferedReader, source: Source) -> Iterator[Record | ReadError]:
    """Group lines into records; a line without a tag continues the field before it."""
    record: Record = defaultdict(list)
    tag = ""
    for line in text_lines(stream, source):
        if isinstance(line, ReadError):
            yield line
            continue
        text = line.rstrip()
        found = _TAG.match(text)
        if found and found[1] == "PMID" and record:
            yield record
            record = defaultdict(list)
        if found:
            tag = found[1]
            record[tag].append(found[2])
        elif text and tag:
            record[tag][-1] += f" {text.strip()}"
    if record:
        yield record


def _article(record: Record, source: Source) -> Article:
    def first(*tags: str) -> str:
        return next((record[tag][0] for tag in tags if record.get(tag)), "")

    details = Details(
        id=first("PMID") or source.id,
        title=untranslated(first("TI", "BTI", "TT")),
        year=find_year(first("DP", "DEP")),
        doi=next((v.removesuffix("[doi]") for v in _identifiers(record)), ""),
        pmid=first("PMID"),
        journal=first("JT", "TA"),
    )
    return compose(_blocks(first("AB", "OAB")), details, source=source.name)


def _identifiers(record: Record) -> Iterator[str]:
    values = (*record.get("LID", ()), *record.get("AID", ()))
    return (value for value in values if value.endswith("[doi]"))


def _blocks(abstract: str) -> Iterator[Block]:
    """Split a structured abstract at its labels ("METHODS: ")."""
    section, start = ABSTRACT, 0
    for label in _LABEL.finditer(abstract):
        yield Block(abstract[start : label.start()], section)
        section, start = f"{ABSTRACT}: {label[1].strip().capitalize()}", label.end()
    yield Block(abstract[start:], section)
