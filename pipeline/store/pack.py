"""An annotation as compact rows of strings and integers: what a worker sends, the store writes."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pipeline.model import Annotation, Article, Concept, Mention

SentenceRow = tuple[int, int, int, str, str]
MentionRow = tuple[int, int, int, int, str, str, str, bool, bool, bool, str]
RelationRow = tuple[int, int, int, int, str, str, bool, bool, str]


@dataclass(frozen=True, slots=True)
class Packed:
    """What the store keeps of one article: no text but the sentences with mentions.

    `sentences`: number, start, end, section, text · `mentions`: sentence, number, start, end,
    concept, type, rule, negated, speculative, generic, cue · `relations`: sentence, number,
    subject, object, predicate, rule, negated, speculative, cue · `coined`: id, definition (JSON).
    """

    digest: str
    id: str
    title: str
    year: int
    doi: str
    pmid: str
    journal: str
    read: int
    sentences: tuple[SentenceRow, ...] = ()
    mentions: tuple[MentionRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    coined: tuple[tuple[str, str], ...] = ()


def content_digest(article: Article) -> str:
    """Hash of what an article says; its id and where it was found do not count.

    >>> content_digest(Article("a", "T", "T")) == content_digest(Article("b", "T", "T", "b.txt"))
    True
    """
    parts = [article.title, article.text, str(article.year)]
    parts += [article.doi, article.pmid, article.journal]
    parts += [f"{p.section}\x1f{p.start}\x1f{p.end}" for p in article.passages]
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def pack(annotation: Annotation) -> Packed:
    """Turn an annotation into rows.

    Raises:
        ValueError: a mention lies in no sentence, or a relation leaves its sentence.

    """
    article = annotation.article
    starts = [start for start, _ in annotation.sentences]
    place = [_sentence_of(annotation, starts, m.start) for m in annotation.mentions]
    return Packed(
        digest=content_digest(article),
        id=_storable(article.id),
        title=_storable(article.title),
        year=article.year,
        doi=_storable(article.doi),
        pmid=_storable(article.pmid),
        journal=_storable(article.journal),
        read=len(annotation.sentences),
        sentences=_sentence_rows(annotation, place),
        mentions=tuple(
            _mention_row(place[i], i, mention) for i, mention in enumerate(annotation.mentions)
        ),
        relations=_relation_rows(annotation, place),
        coined=tuple(sorted((c.id, _definition(c)) for c in annotation.concepts)),
    )


def _sentence_of(annotation: Annotation, starts: Sequence[int], offset: int) -> int:
    number = bisect_right(starts, offset) - 1
    if number < 0 or offset >= annotation.sentences[number][1]:
        raise ValueError(f"{annotation.article.id}: no sentence holds offset {offset}")
    return number


def _sentence_rows(annotation: Annotation, place: Sequence[int]) -> tuple[SentenceRow, ...]:
    """Sentences with mentions, stretched where a mention runs past the sentence's end."""
    article = annotation.article
    ends: dict[int, int] = {}
    for number, mention in zip(place, annotation.mentions, strict=True):
        end = max(mention.end, annotation.sentences[number][1])
        ends[number] = max(end, ends.get(number, 0))
    passages = [passage.start for passage in article.passages]
    rows = []
    for number, end in sorted(ends.items()):
        start = annotation.sentences[number][0]
        at = bisect_right(passages, start) - 1
        section = article.passages[at].section if at >= 0 else ""
        rows.append((number, start, end, _storable(section), _storable(article.text[start:end])))
    return tuple(rows)


def _mention_row(sentence: int, number: int, m: Mention) -> MentionRow:
    flags = (m.negated, m.speculative, m.generic, m.cue)
    return (sentence, number, m.start, m.end, m.concept, m.type, m.rule, *flags)


def _relation_rows(annotation: Annotation, place: Sequence[int]) -> tuple[RelationRow, ...]:
    rows = []
    for number, r in enumerate(annotation.relations):
        sentence = place[r.subject]
        if place[r.object] != sentence:
            raise ValueError(f"{annotation.article.id}: relation {number} leaves its sentence")
        flags = (r.negated, r.speculative, r.cue)
        rows.append((sentence, number, r.subject, r.object, r.predicate, r.rule, *flags))
    return tuple(rows)


def _definition(concept: Concept) -> str:
    return json.dumps(asdict(concept), ensure_ascii=False, sort_keys=True)


def _storable(text: str) -> str:
    r"""Replace what SQLite cannot hold or would cut at, one character for one.

    >>> _storable("a\x00b\ud800")
    'a\ufffdb?'
    """
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
