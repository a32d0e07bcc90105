"""The evidence of a build, all of it: a table for small corpora, volumes of one for large ones.

`evidence.csv`, or `evidence-00.csv` and so on, are written like the other tables (`tables`): a row is
a line, in the order given.  An article's rows stand in one volume, whatever else changes.
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.built import is_volume
from pipeline.errors import InputError
from pipeline.model import Article, Evidence, Statement
from pipeline.render.cells import known, quoted, text
from pipeline.render.files import atomic

EVIDENCE = (
    "id",
    "article",
    "title",
    "year",
    "doi",
    "pmid",
    "section",
    "start",
    "end",
    "sentence",
    "subject",
    "subject_text",
    "subject_start",
    "subject_end",
    "predicate",
    "object",
    "object_text",
    "object_start",
    "object_end",
    "negated",
    "speculative",
    "cue",
    "rule",
)
"""Evidence id; article's id, title, year (empty where unknown), DOI, PMID; section; the sentence's
offsets (characters of the article's text) and words; both concepts (CURIE, words, offsets) with the
predicate (empty for co-occurrence); denied; only supposed; cue word and rule."""


def write_evidence_csv(
    evidence: Iterable[Evidence], articles: Mapping[str, Article], path: Path
) -> None:
    """Write one row for each piece of evidence as it comes, however many there are."""
    write_statements_csv((_statement(each, articles) for each in evidence), path)


def write_statements_csv(statements: Iterable[Statement], path: Path) -> None:
    """Write one row for each piece of evidence; sentences come with all that they say."""
    with atomic(path) as file:
        file.write(",".join(EVIDENCE) + "\n")
        for statement in statements:
            file.writelines(_lines(statement))


def evidence_name(number: int, of: int) -> str:
    """Return the name of a volume.

    >>> evidence_name(0, 1), evidence_name(3, 32)
    ('evidence.csv', 'evidence-03.csv')
    """
    return "evidence.csv" if of == 1 else f"evidence-{number:0{len(str(of - 1))}}.csv"


def evidence_volumes(out: Path) -> list[Path]:
    """Return the volumes that stand in a folder, if any."""
    return [path for path in sorted(out.glob("evidence*.csv")) if is_volume(path.name)]


def evidence_files(out: Path) -> list[Path]:
    """Return the volumes that a build wrote.

    Raises:
        InputError: there is none.
    """
    found = evidence_volumes(out)
    if not found:
        raise InputError(f"{out / 'evidence.csv'}: no such file; run `etiograph build` first")
    return found


def read_evidence(out: Path, ids: Iterable[str]) -> tuple[dict[str, Evidence], dict[str, Article]]:
    """Return the evidence with these ids, and its articles, from the folder of a build.

    Ids that it does not have are left out.

    Raises:
        InputError: where there is no table of evidence, or it is none of ours.
    """
    wanted = set(ids)
    evidence: dict[str, Evidence] = {}
    articles: dict[str, Article] = {}
    for path in evidence_files(out):
        if len(evidence) == len(wanted):
            break
        try:
            for row in _rows(path, wanted):
                each = _read(row)
                evidence[each.id], articles[each.article] = each, _article(row)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
            raise InputError(f"{path}: no evidence that etiograph wrote; build anew") from error
    return evidence, articles


def read_evidence_row(row: Mapping[str, str]) -> tuple[Evidence, Article]:
    """Return one row of an evidence table as evidence and its article."""
    return _read(row), _article(row)


def _rows(path: Path, wanted: Collection[str]) -> Iterator[dict[str, str]]:
    """Yield the rows with these ids, parsing little else: a row is a line and begins with its id."""
    beginnings = {quoted(each).partition(",")[0] for each in wanted}
    with path.open(encoding="utf-8", newline="\n") as file:
        columns = next(csv.reader([next(file, "")]), [])
        for line in file:
            if line.partition(",")[0].rstrip("\n") in beginnings:
                row = dict(zip(columns, next(csv.reader([line])), strict=True))
                if text(row["id"]) in wanted:
                    yield row


def _statement(each: Evidence, articles: Mapping[str, Article]) -> Statement:
    """Return a piece of evidence as a statement of its own."""
    article = articles.get(each.article) or Article(each.article, "", "")
    e = each
    spans = (e.subject, e.object)
    words = (e.subject_concept, e.object_concept, e.predicate, e.cue, e.rule)
    said = (e.id, *spans, *words, e.negated, e.speculative)
    return Statement(article, e.section, e.start, e.end, e.sentence, (said,))


def _lines(statement: Statement) -> Iterator[str]:
    """Yield a sentence's rows as lines; what they share is quoted once."""
    article, start, text = statement.article, statement.start, statement.sentence
    year = str(article.year or "")
    about = map(known, (article.id, article.title, year, article.doi, article.pmid))
    place = f"{known(statement.section)},{start},{statement.end}"
    head = f"{','.join(about)},{place},{quoted(text)}"
    for each in statement.said:
        id_, (s0, s1), (o0, o1), subject, object_, predicate, cue, rule, *flags = each
        negated, speculative = ("true" if flag else "false" for flag in flags)
        yield (
            f"{quoted(id_)},{head},"
            f"{known(subject)},{known(text[s0 - start : s1 - start])},{s0},{s1},"
            f"{known(predicate)},"
            f"{known(object_)},{known(text[o0 - start : o1 - start])},{o0},{o1},"
            f"{negated},{speculative},{known(cue)},{known(rule)}\n"
        )


def _read(row: Mapping[str, str]) -> Evidence:
    value = {key: text(each) for key, each in row.items()}
    return Evidence(
        id=value["id"],
        article=value["article"],
        section=value["section"],
        start=int(value["start"]),
        end=int(value["end"]),
        sentence=value["sentence"],
        subject=(int(value["subject_start"]), int(value["subject_end"])),
        object=(int(value["object_start"]), int(value["object_end"])),
        subject_concept=value["subject"],
        object_concept=value["object"],
        predicate=value["predicate"],
        cue=value["cue"],
        rule=value["rule"],
        negated=value["negated"] == "true",
        speculative=value["speculative"] == "true",
    )


def _article(row: Mapping[str, str]) -> Article:
    value = {key: text(row[key]) for key in ("article", "title", "year", "doi", "pmid")}
    year = int(value["year"] or 0)
    return Article(value["article"], value["title"], "", "", year, value["doi"], value["pmid"])
