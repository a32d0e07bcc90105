"""Annotated articles as one HTML page: every mention marked, every relation listed, nothing to run.

All text is escaped; the page's policy allows its own style and nothing else.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from markupsafe import escape

from pipeline.model import Annotation, Article, Mention, Passage, Relation
from pipeline.render.words import count, verb

TYPES = ("Disease", "CellType", "Mechanism")
"""The types that have a colour of their own; those of users share what is left."""
COLOURS = 7
PHRASES = {"CellType": "cell type"}


def pages(annotations: Iterable[Annotation]) -> Iterator[str]:
    """The page in pieces, one an article, so that any number of them passes through.

    >>> article = Article("1", "", "T cells <b>")
    >>> mention = Mention(0, 7, "T cells", "CellType", "CL:0000084", "T cell", "name")
    >>> "</mark> &lt;b&gt;" in "".join(pages([Annotation(article, mentions=(mention,))]))
    True
    """
    style = files("pipeline.render.templates").joinpath("marked.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{digest}'\">"
        f"<title>Annotated articles</title><style>{style}</style></head><body>\n<main>"
    )
    yield _legend()
    for annotation in annotations:
        yield _article(annotation)
    yield "</main></body></html>"


def _legend() -> str:
    signs = [
        *((f"type-{index}", _phrase(kind)) for index, kind in enumerate(TYPES)),
        ("denied", "denied"), ("supposed", "supposed"), ("generic", "too general for the graph"),
    ]  # fmt: skip
    marks = "".join(f'<li><mark class="{name}">{escape(text)}</mark></li>' for name, text in signs)
    return f'<ul class="legend" aria-label="Legend">{marks}</ul>'


def _article(annotation: Annotation) -> str:
    article = annotation.article
    about = [article.id, article.journal, str(article.year or "")]
    passages = list(article.prose)
    title = str(escape(article.title or article.id))
    if passages and _says(article, passages[0], article.title):
        title = marked(article.text, annotation.mentions, passages.pop(0))
    return (
        f"<article><h2>{title}</h2>"
        f'<p class="about">{escape(" · ".join(filter(None, about)))}</p>'
        f"{''.join(_prose(annotation, passages))}"
        f"{_concepts(annotation.mentions)}{_relations(annotation)}</article>"
    )


def _prose(annotation: Annotation, passages: Iterable[Passage]) -> Iterator[str]:
    """The passages under their sections' headings, which may be passages too."""
    article, section = annotation.article, ""
    for passage in passages:
        text = marked(article.text, annotation.mentions, passage)
        heading = _says(article, passage, passage.section)
        if passage.section != section:
            section = passage.section
            yield f"<h3>{text if heading else escape(section)}</h3>" if section else ""
        if not heading:
            yield f"<p>{text}</p>"


def _says(article: Article, passage: Passage, words: str) -> bool:
    """Whether a passage is just these words."""
    return bool(words) and article.text[passage.start : passage.end].strip() == words.strip()


def marked(text: str, mentions: Sequence[Mention], passage: Passage) -> str:
    """A passage as HTML with its mentions as nested marks; those that cross each other are split.

    >>> a = Mention(0, 3, "a b", "Disease", "X:1", "x", "name")
    >>> b = Mention(2, 5, "b c", "CellType", "X:2", "y", "name")
    >>> marked("a b c", (a, b), Passage("", 0, 5)).count("</mark>")
    3
    """
    inside = [m for m in mentions if passage.start <= m.start and m.end <= passage.end]
    opening: dict[int, list[Mention]] = {}
    for mention in sorted(inside, key=lambda m: (m.start, -m.end, m.type)):
        opening.setdefault(mention.start, []).append(mention)
    bounds = sorted({passage.start, passage.end, *(at for m in inside for at in (m.start, m.end))})
    out: list[str] = []
    active: list[Mention] = []
    for at, following in zip(bounds, [*bounds[1:], passage.end], strict=True):
        ended = next((i for i, m in enumerate(active) if m.end <= at), len(active))
        out += ["</mark>"] * (len(active) - ended)
        reopened = [m for m in active[ended:] if m.end > at]
        new = [*reopened, *opening.get(at, ())]
        out += map(_mark, new)
        active = [*active[:ended], *new]
        out.append(str(escape(text[at:following])))
    return "".join(out)


def _mark(mention: Mention) -> str:
    names = [f"type-{_colour(mention.type)}"]
    names += ["denied"] * mention.negated + ["supposed"] * mention.speculative
    names += ["generic"] * mention.generic
    cue = f" by “{mention.cue}”" if mention.cue else ""
    said = [f"denied{cue}"] * mention.negated + [f"supposed{cue}"] * mention.speculative
    about = [
        f"{_phrase(mention.type)}: {mention.name} ({mention.concept})",
        f"rule: {mention.rule}",
    ]
    return f'<mark class="{" ".join(names)}" title="{escape("; ".join([*about, *said]))}">'


def _colour(kind: str) -> int:
    """A number that is the same for one type in all pages."""
    if kind in TYPES:
        return TYPES.index(kind)
    rest = COLOURS - len(TYPES)
    return len(TYPES) + int(hashlib.sha256(kind.encode()).hexdigest(), 16) % rest


def _phrase(kind: str) -> str:
    return PHRASES.get(kind, kind.casefold())


def _concepts(mentions: Sequence[Mention]) -> str:
    """The concepts of an article with how often it names them, the most frequent first."""
    found = Counter((m.type, m.name, m.concept) for m in mentions if not m.generic)
    if not found:
        return ""
    rows = "".join(
        f'<tr><td><mark class="type-{_colour(kind)}">{escape(name)}</mark></td>'
        f"<td>{escape(_phrase(kind))}</td><td>{escape(curie)}</td><td>{times}</td></tr>"
        for (kind, name, curie), times in sorted(
            found.items(), key=lambda item: (-item[1], item[0])
        )
    )
    head = "<tr><th>concept</th><th>type</th><th>id</th><th>mentions</th></tr>"
    return (
        f"<details><summary>{count(len(found), 'concept')}</summary>"
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table></details>"
    )


def _relations(annotation: Annotation) -> str:
    if not annotation.relations:
        return ""
    article, mentions = annotation.article, annotation.mentions
    rows = "".join(_relation(article, mentions, each) for each in annotation.relations)
    return (
        f"<details><summary>{count(len(annotation.relations), 'relation')}</summary>"
        f"<ul>{rows}</ul></details>"
    )


def _relation(article: Article, mentions: Sequence[Mention], relation: Relation) -> str:
    subject, target = mentions[relation.subject], mentions[relation.object]
    words = verb(relation.predicate, negated=relation.negated, speculative=relation.speculative)
    start, end = relation.sentence
    sentence = " ".join(article.text[start:end].split())
    return (
        f"<li><b>{escape(subject.text)}</b> {escape(words)} <b>{escape(target.text)}</b>"
        f"<br><q>{escape(sentence)}</q></li>"
    )
