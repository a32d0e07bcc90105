"""Why candidates became no mentions: the steps of recognition compared, one with the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model import Article, Mention
from pipeline.recognise.abbreviations import definitions
from pipeline.recognise.ambiguity import UNSUPPORTED
from pipeline.recognise.candidates import Candidate, Found
from pipeline.recognise.phrases import CLOSED
from pipeline.recognise.recogniser import Recogniser, words_of
from pipeline.recognise.sentences import sentences_of
from pipeline.recognise.shortforms import ACRONYM
from pipeline.vocabulary.compile import stop_keys
from pipeline.vocabulary.words import Words

STOPPED = "stands in the stop list: too general alone, or an everyday word"
OF_A_GENE = "in this article it is the name of a gene"
LONGEST = 4
"""Words of a name in the stop lists."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one span; offsets into the text.  `reason` is a clause for a person."""

    start: int
    end: int
    text: str
    type: str
    concept: str
    name: str
    rule: str
    accepted: bool
    reason: str


def rejected(
    recogniser: Recogniser, article: Article, mentions: Iterable[Mention]
) -> Iterator[Explanation]:
    """What was looked at and became no mention, with the reason of the first step that dropped it."""
    final = {(m.start, m.end, m.type) for m in mentions}
    dropped, left = _dropped_by_steps(recogniser, article.text, words_of(article))
    dropped += _dropped_by_article(recogniser, article, left)
    yield from (each for each in dropped if (each.start, each.end, each.type) not in final)
    covered = {index for start, end, _ in final for index in range(start, end)}
    yield from _stopped(article, recogniser.vocabulary.types, covered)


def _dropped_by_steps(
    recogniser: Recogniser, text: str, words: Words
) -> tuple[list[Explanation], list[Found]]:
    """Candidates that some step dropped, each with that step's reason, and those left."""
    before: list[Candidate] = []
    dropped = []
    for step, candidates in recogniser.stages(text, words):
        for candidate in set(before) - set(candidates):
            grown = _covering(candidate, candidates)
            place = words.span(candidate.start, candidate.end)
            reason = _why(recogniser, step, words, candidate, grown)
            dropped.append(_dropped(recogniser, text, (*place, candidate), reason))
        before = candidates
    return dropped, [(*words.span(c.start, c.end), c) for c in before]


def _why(
    recogniser: Recogniser, step: str, words: Words, candidate: Candidate, grown: Candidate | None
) -> str:
    if step == "neighbours":
        return f"it is part of {recogniser.neighbours.whole(words, candidate)}"
    if step == "cell lines" and (line := recogniser.cell_lines.line(words, candidate)):
        return f"{line} is a cell line"
    if step == "organizations":
        return "it is part of an organization's name"
    if grown is None:
        return f"the step '{step}' takes it for something else"
    first, last = words.span(grown.start, grown.end)
    longer = f"'{words.texts[grown.start]} … {words.texts[grown.end - 1]}' ({first}–{last})"
    if (grown.start, grown.end) == (candidate.start, candidate.end):
        return f"its span is read as {grown.type} instead" if grown.type != candidate.type else (
            f"rule {grown.rule} names it otherwise"
        )  # fmt: skip
    return f"a longer mention covers it: {longer}"


def _covering(candidate: Candidate, others: list[Candidate]) -> Candidate | None:
    overlapping = [c for c in others if c.start < candidate.end and candidate.start < c.end]
    same = [c for c in overlapping if c.type == candidate.type]
    return next(iter(same or overlapping), None)


def _dropped(recogniser: Recogniser, text: str, found: Found, reason: str) -> Explanation:
    start, end, candidate = found
    concept = candidate.coined or recogniser.vocabulary[candidate.concepts[0]]
    return Explanation(
        start, end, text[start:end], candidate.type, concept.id, concept.name, candidate.rule, False,
        reason,
    )  # fmt: skip


def _dropped_by_article(
    recogniser: Recogniser, article: Article, found: list[Found]
) -> Iterator[Explanation]:
    """Candidates that the article as a whole does not support, or defines otherwise."""
    text = article.text
    supported = {(s, e, c.type) for s, e, c in recogniser.ambiguity(text, found)}
    found_in = definitions(text, sentences_of(article))
    defined = {d.short: " ".join(text[d.start : d.end].split()) for d in found_in}
    for start, end, candidate in found:
        short = text[start:end].split()[-1]
        if (start, end, candidate.type) not in supported:
            reason = UNSUPPORTED
        elif short in defined:
            reason = f"the article defines {short} as '{defined[short]}'"
        elif candidate.rule.startswith(ACRONYM):
            reason = recogniser.short_forms.unsupported(short, candidate.type) or OF_A_GENE
        else:
            reason = "it stands in a web address, or your vocabulary bans it"
        yield _dropped(recogniser, text, (start, end, candidate), reason)


def _stopped(article: Article, kinds: Iterable[str], covered: set[int]) -> Iterator[Explanation]:
    """The names that a stop list forbids, each once, where no mention covers them."""
    seen: set[tuple[str, str]] = set()
    words = words_of(article)
    for kind, stop in [("", stop_keys("")), *((kind, stop_keys(kind)) for kind in kinds)]:
        for first, end in _of_keys(words, stop):
            start, last = words.span(first, end)
            key = " ".join(words.keys[first:end])
            if (kind, key) in seen or key in CLOSED or start in covered:
                continue
            seen.add((kind, key))
            surface = article.text[start:last]
            yield Explanation(
                start, last, surface, kind or "any type", "", surface, "stop list", False, STOPPED
            )  # fmt: skip


def _of_keys(words: Words, wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where up to four words in a row make one of some keys, the longest at each place."""
    for first in range(len(words)):
        for end in range(min(first + LONGEST, len(words)), first, -1):
            if " ".join(words.keys[first:end]) in wanted:
                yield first, end
                break
