"""An annotation as compact rows of strings and integers: what a worker sends, the store writes."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations, groupby

from pipeline.model import Annotation, Article, Concept, Mention

SentenceRow = tuple[int, int, int, str, str]
MentionRow = tuple[int, int, int, int, str, str, str, bool, bool, bool, str]
EvidenceRow = tuple[
    int, int, int, int, int, str, int, int, int, str, str, str, bool, bool, bool, str
]


@dataclass(frozen=True, slots=True)
class Packed:
    """What the store keeps of one article: no text but the sentences with mentions.

    `sentences`: number, start, end, section, text · `mentions`: sentence, number, start, end,
    concept, type, rule, negated, speculative, generic, cue · `evidence`: sentence, number, subject
    (number, start, end, concept), object (the same), predicate, rule, negated, speculative,
    generic, cue · `coined`: id, definition (JSON).
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
    evidence: tuple[EvidenceRow, ...] = ()
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
        evidence=(*_assertions(annotation, place), *_co_occurrences(annotation, place)),
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


def _assertions(annotation: Annotation, place: Sequence[int]) -> Iterator[EvidenceRow]:
    for number, r in enumerate(annotation.relations):
        if place[r.subject] != place[r.object]:
            raise ValueError(f"{annotation.article.id}: relation {number} leaves its sentence")
        subject, object_ = annotation.mentions[r.subject], annotation.mentions[r.object]
        yield (
            place[r.subject],
            number,
            *_side(r.subject, subject),
            *_side(r.object, object_),
            r.predicate,
            r.rule,
            r.negated,
            r.speculative,
            subject.generic or object_.generic,
            r.cue,
        )


def _co_occurrences(annotation: Annotation, place: Sequence[int]) -> Iterator[EvidenceRow]:
    """Pair the concepts of each sentence, each two once, by their clearest, closest mentions.

    A name inside another pairs with it ("[[microglial] activation]"), but not where one and the
    same span was read as both.  Pairs with a generic mention are kept apart from those without.
    """
    number = 0
    for sentence, group in groupby(range(len(place)), place.__getitem__):
        best: dict[tuple[str, str, bool], tuple[int, int, int, int]] = {}
        for i, j in combinations(group, 2):
            a, b = annotation.mentions[i], annotation.mentions[j]
            if a.concept == b.concept or (a.start, a.end) == (b.start, b.end):
                continue
            low, high = sorted((a.concept, b.concept))
            key = (low, high, a.generic or b.generic)
            state = 2 if a.negated or b.negated else int(a.speculative or b.speculative)
            rank = (state, max(a.start, b.start) - min(a.end, b.end), i, j)
            best[key] = min(rank, best.get(key, rank))
        for (*_, generic), (state, _, i, j) in best.items():
            number -= 1
            a, b = annotation.mentions[i], annotation.mentions[j]
            speculative = a.speculative or b.speculative
            sides = (*_side(i, a), *_side(j, b))
            yield (sentence, number, *sides, "", "", state == 2, speculative, generic, "")


def _side(number: int, mention: Mention) -> tuple[int, int, int, str]:
    return number, mention.start, mention.end, mention.concept


def _definition(concept: Concept) -> str:
    return json.dumps(asdict(concept), ensure_ascii=False, sort_keys=True)


def _storable(text: str) -> str:
    r"""Replace what SQLite cannot hold or would cut at, one character for one.

    >>> _storable("a\x00b\ud800")
    'a\ufffdb?'
    """
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
