"""An annotation as compact rows of strings and integers: what a worker sends, the store writes."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations, groupby

from pipeline.model import Annotation, Article, Concept, Mention

SentenceRow = tuple[int, int, int, str, str]
MentionRow = tuple[int, int, int, str, str, str, int, str, str]
EvidenceRow = tuple[int, int, int, int, str, str, int, str]

NEGATED, SPECULATIVE, GENERIC = 1, 2, 4
"""Bits of `flags`."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What the store keeps of one article: no text but the sentences with mentions.

    `sentences`: number, start, end, section, text · `mentions`: sentence, start, end, concept, type,
    rule, flags, cue, form (its words) · `evidence`: sentence, number, subject and object (numbers of
    mentions), predicate, rule, flags, cue; by sentence, the clearest and closest first.  Assertions
    have numbers from 0 and a predicate; co-occurrence has numbers below 0 and an empty one, and for
    each two concepts of a sentence only the mentions that say it best, in text order · `coined`: id,
    definition (JSON) · `relations`: how many assertions.
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
    relations: int = 0


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
        mentions=tuple(map(_mention_row, place, annotation.mentions)),
        evidence=_evidence_rows(annotation, place),
        coined=tuple(sorted((c.id, _definition(c)) for c in annotation.concepts)),
        relations=len(annotation.relations),
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


def _mention_row(sentence: int, m: Mention) -> MentionRow:
    form = _storable(" ".join(m.text.split()))
    flags = _flags(m.negated, m.speculative, m.generic)
    return (sentence, m.start, m.end, m.concept, m.type, m.rule, flags, m.cue, form)


def _flags(negated: bool, speculative: bool, generic: bool) -> int:
    return NEGATED * negated + SPECULATIVE * speculative + GENERIC * generic


def _evidence_rows(annotation: Annotation, place: Sequence[int]) -> tuple[EvidenceRow, ...]:
    """Assertions and co-occurrence by sentence, the clearest and closest first."""
    mentions = annotation.mentions

    def rank(row: EvidenceRow) -> tuple[int, int, int, int]:
        state = 2 if row[6] & NEGATED else bool(row[6] & SPECULATIVE)
        return row[0], state, gap(mentions[row[2]], mentions[row[3]]), row[1]

    rows = [*_assertions(annotation, place), *_co_occurrences(annotation, place)]
    return tuple(sorted(rows, key=rank))


def gap(a: Mention, b: Mention) -> int:
    """Return the characters between two mentions, below 0 where they overlap."""
    return max(a.start, b.start) - min(a.end, b.end)


def _assertions(annotation: Annotation, place: Sequence[int]) -> Iterator[EvidenceRow]:
    for number, r in enumerate(annotation.relations):
        if place[r.subject] != place[r.object]:
            raise ValueError(f"{annotation.article.id}: relation {number} leaves its sentence")
        generic = annotation.mentions[r.subject].generic or annotation.mentions[r.object].generic
        flags = _flags(r.negated, r.speculative, generic)
        sentence = place[r.subject]
        yield (sentence, number, r.subject, r.object, r.predicate, r.rule, flags, r.cue)


def _co_occurrences(annotation: Annotation, place: Sequence[int]) -> Iterator[EvidenceRow]:
    """Pair the concepts of each sentence, each two once, by their clearest, closest mentions.

    A name inside another pairs with it ("[[microglial] activation]"), but not where one and the
    same span was read as both.  Pairs with a generic mention are kept apart from those without.
    """
    mentions, number = annotation.mentions, 0
    for sentence, group in groupby(range(len(place)), place.__getitem__):
        best: dict[tuple[str, str, bool], tuple[int, int, int, int]] = {}
        for i, j in combinations(group, 2):
            a, b = mentions[i], mentions[j]
            if a.concept == b.concept or (a.start, a.end) == (b.start, b.end):
                continue
            low, high = sorted((a.concept, b.concept))
            key = (low, high, a.generic or b.generic)
            state = 2 if a.negated or b.negated else int(a.speculative or b.speculative)
            rank = (state, gap(a, b), i, j)
            best[key] = min(rank, best.get(key, rank))
        for (*_, generic), (state, _, i, j) in best.items():
            number -= 1
            speculative = mentions[i].speculative or mentions[j].speculative
            yield (sentence, number, i, j, "", "", _flags(state == 2, speculative, generic), "")


def _definition(concept: Concept) -> str:
    return json.dumps(asdict(concept), ensure_ascii=False, sort_keys=True)


def _storable(text: str) -> str:
    r"""Replace what SQLite cannot hold or would cut at, one character for one.

    >>> _storable("a\x00b\ud800")
    'a\ufffdb?'
    """
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
