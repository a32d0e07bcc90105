"""Annotated articles as JSON lines, PubTator, BioC JSON and, by `marked`, a page to read.

JSON lines, one article a line: id, title, text, mentions (start, end, text, type, concept, name,
rule, negated, speculative, generic) and relations (subject and object as indexes into mentions, predicate,
negated, speculative, sentence, cue, rule).  PubTator: offsets index title + " " + text, and a "|" in an
id is written "_".
"""

import json
import re
from collections.abc import Iterable, Iterator

from pipeline.model import Annotation, Article, Mention, Relation
from pipeline.render.marked import pages

LINE_BREAK = re.compile(r"[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What would end a PubTator line or column; each is one character and becomes one space."""


def jsonl(annotation: Annotation) -> str:
    """One article as a line of JSON, without the line end."""
    article = annotation.article
    return json.dumps(
        {
            "id": article.id,
            "title": article.title,
            "text": article.text,
            "mentions": [_mention(m) for m in annotation.mentions],
            "relations": [_relation(r) for r in annotation.relations],
        },
        ensure_ascii=False,
    )


def pubtator(annotation: Annotation) -> str:
    """One article in PubTator format: title, text, mentions, an empty line.

    >>> print(pubtator(Annotation(Article("1", "T cells", "T cells Activated."))))
    1|t|T cells
    1|a|Activated.
    <BLANKLINE>
    """
    article = annotation.article
    title, text = parts(article)
    name = _flat(article.id).replace("|", "_")  # a bar ends the id
    lines = [f"{name}|t|{_flat(title)}", f"{name}|a|{_flat(text)}"]
    lines += (
        f"{name}\t{m.start}\t{m.end}\t{_flat(m.text)}\t{m.type}\t{m.concept}"
        for m in annotation.mentions
    )
    return "\n".join(lines) + "\n"


def parts(article: Article) -> tuple[str, str]:
    """Title and the rest, such that title + one character + rest is the article's text.

    A title that does not open the text is left out: offsets index the text.
    """
    title, text = article.title, article.text
    if text.startswith(title) and text[len(title) : len(title) + 1].isspace():
        return title, text[len(title) + 1 :]
    return text, ""


def bioc(annotation: Annotation) -> str:
    """One article as a BioC document in JSON, without the line end."""
    article, mentions = annotation.article, annotation.mentions
    passages = [
        {
            "infons": {"section": p.section},
            "offset": p.start,
            "text": article.text[p.start : p.end],
            "annotations": [
                _bioc_annotation(index, m)
                for index, m in enumerate(mentions)
                if p.start <= m.start and m.end <= p.end
            ],
        }
        for p in article.prose
    ]
    relations = [
        {
            "id": f"R{index}",
            "infons": {"type": r.predicate, "negated": str(r.negated), "speculative": str(r.speculative), "cue": r.cue},
            "nodes": [{"refid": str(r.subject), "role": "subject"}, {"refid": str(r.object), "role": "object"}],
        }
        for index, r in enumerate(annotation.relations)
    ]  # fmt: skip
    return json.dumps(
        {"id": article.id, "passages": passages, "relations": relations}, ensure_ascii=False
    )


def lines(annotations: Iterable[Annotation], form: str) -> Iterator[str]:
    """All articles in one of the `FORMATS`, line by line."""
    if form == "html":
        yield from pages(annotations)
        return
    if form == "bioc":
        yield '{"source": "etiograph", "documents": ['
        separator = ""
        for annotation in annotations:
            yield separator + bioc(annotation)
            separator = ","
        yield "]}"
        return
    yield from map(pubtator if form == "pubtator" else jsonl, annotations)


FORMATS = ("bioc", "html", "jsonl", "pubtator")


def _flat(text: str) -> str:
    return LINE_BREAK.sub(" ", text)


def _mention(m: Mention) -> dict[str, object]:
    return {
        "start": m.start, "end": m.end, "text": m.text, "type": m.type, "concept": m.concept,
        "name": m.name, "rule": m.rule, "negated": m.negated, "speculative": m.speculative,
        "generic": m.generic,
    }  # fmt: skip


def _relation(r: Relation) -> dict[str, object]:
    return {
        "subject": r.subject, "predicate": r.predicate, "object": r.object, "negated": r.negated,
        "speculative": r.speculative, "sentence": list(r.sentence), "cue": r.cue, "rule": r.rule,
    }  # fmt: skip


def _bioc_annotation(index: int, m: Mention) -> dict[str, object]:
    return {
        "id": str(index),
        "infons": {"type": m.type, "identifier": m.concept, "name": m.name, "rule": m.rule},
        "locations": [{"offset": m.start, "length": m.end - m.start}],
        "text": m.text,
    }
