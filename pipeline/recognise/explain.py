"""Why a phrase is a mention, or why it is not."""

from pipeline.model import Article, Mention
from pipeline.recognise.abbreviations import definitions
from pipeline.recognise.grammar import Composition
from pipeline.recognise.recogniser import Recogniser, words_of
from pipeline.recognise.rejections import STOPPED, Explanation, rejected
from pipeline.recognise.sentences import sentences_of
from pipeline.recognise.shortforms import CAPITALS
from pipeline.vocabulary.compile import stop_keys
from pipeline.vocabulary.words import Words, key_of


def explain(recogniser: Recogniser, article: Article) -> list[Explanation]:
    """Every mention of an article, and every candidate that became none, in text order."""
    mentions = recogniser(article).mentions
    found = [_accepted(recogniser, article, mention) for mention in mentions]
    found += rejected(recogniser, article, mentions)
    return sorted(set(found), key=lambda e: (e.start, -e.end, e.type, e.concept))


def explain_phrase(recogniser: Recogniser, article: Article, phrase: str) -> list[str]:
    """Why a phrase is, or is not, a mention of an article: one line a place, else a general reason.

    >>> from pipeline.vocabulary import load
    >>> recogniser = Recogniser(load())
    >>> explain_phrase(recogniser, Article("1", "", "The disease spread."), "disease")[0]
    'no mention at 4: any type (disease): stands in the stop list: too general alone, or an everyday word'
    """
    wanted = key_of(phrase)
    lines = [
        f"{'mention' if e.accepted else 'no mention'} at {e.start}:"
        f" {' '.join(filter(None, (e.type, e.concept)))} ({e.name}): {e.reason}"
        for e in explain(recogniser, article)
        if key_of(e.text) == wanted
    ]
    if any(line.startswith("mention") for line in lines):
        return lines
    around = [
        f"'{article.text[m.start : m.end]}' at {m.start} is the mention: {m.type} {m.concept}"
        f" ({m.name}); its boundaries differ"
        for m in recogniser(article).mentions
        if _within(wanted, key_of(m.text)) or _within(key_of(m.text), wanted)
    ]
    if not _within(wanted, key_of(article.text)):
        around = []
    return [*lines, *around] or [_why_not(recogniser, article, phrase)]


def _within(part: str, whole: str) -> bool:
    return bool(part) and f" {part} " in f" {whole} "


def _accepted(recogniser: Recogniser, article: Article, m: Mention) -> Explanation:
    return Explanation(
        m.start, m.end, m.text, m.type, m.concept, m.name, m.rule, True,
        _reason(recogniser, article, m),
    )  # fmt: skip


def _reason(recogniser: Recogniser, article: Article, mention: Mention) -> str:
    """What made a mention, in words."""
    rule, vocabulary = mention.rule, recogniser.vocabulary
    if rule == "abbreviation":
        for definition in definitions(article.text, sentences_of(article)):
            if definition.short in (mention.text, mention.text.removesuffix("s")):
                long = " ".join(article.text[definition.start : definition.end].split())
                return f"the article defines it as '{long}'"
        return "a short form of a name in the article"
    readings = [r for r in vocabulary.readings(key_of(mention.text)) if r.type == mention.type]
    if rule.startswith("name") and readings:
        concept = vocabulary[mention.concept]
        names = (concept.name, *concept.synonyms)
        name = next((n for n in names if key_of(n) == key_of(mention.text)), concept.name)
        spelt = "" if name.casefold() == mention.text.casefold() else f", there spelt '{name}'"
        others = [r.concept for r in readings if r.concept != mention.concept]
        also = f"; it may also mean {', '.join(others)}" if others else ""
        return f"a name of the vocabulary{spelt}{also}{_decided(recogniser, article, mention)}"
    parents = [vocabulary[p].name for p in _parents(recogniser, mention) if p in vocabulary]
    below = f", below {', '.join(parents)}" if parents else ""
    if rule.startswith("mechanism:") and (parts := _parts(recogniser, article, mention)):
        return f"rule {rule}: {parts}{below}"
    made = RULES.get(rule.split(":")[0], "composed by the grammar")
    return f"rule {rule}: {made}{below}{_decided(recogniser, article, mention)}"


def _decided(recogniser: Recogniser, article: Article, mention: Mention) -> str:
    """Which other mention decided between the meanings of a name, if the article did."""
    if not mention.rule.endswith(":context"):
        return ""
    others = {m.concept for m in recogniser(article).mentions if m.rule != mention.rule}
    deciding = recogniser.ambiguity.deciding(mention.concept, others)
    names = [recogniser.vocabulary[curie].name for curie in deciding[:2]]
    return f"; the article decides for {mention.name}, since it names {' and '.join(names)}" if names else (
        "; the article decides between its meanings"
    )  # fmt: skip


RULES = {
    "head": "a head noun with the words that modify it",
    "suffix": "a word with a suffix of its type",
    "acronym": "an acronym that readers know or that the article supports",
    "extended": "a name with the modifiers that belong to it",
    "coordination": "a conjunct that shares its head with the next one",
    "mechanism": "a process with what it acts on, composed by the grammar",
}


def _parts(recogniser: Recogniser, article: Article, mention: Mention) -> str:
    """Which head, form and participant made a composed mechanism."""
    words = words_of(article)
    names = dict(recogniser.stages(article.text, words))["coordination"]
    for candidate, made in recogniser.mechanisms.compositions(article.text, words, names):
        span = words.span(candidate.start, candidate.end)
        if span == (mention.start, mention.end) and candidate.rule == mention.rule:
            return _described(article.text, words, made)
    return ""


def _described(text: str, words: Words, made: Composition) -> str:
    """A composition in words: its head, the form of it in the text, and what it acts on."""
    head = f"head '{made.head.noun}'" if made.head else f"the process '{made.noun}'"
    form = made.rule.partition(":")[2]
    if not made.participant:
        return f"{head} ({form}), no participant"
    start, end = made.participant.start, made.participant.end
    acted_on = " ".join(text[slice(*words.span(start, end))].split())
    what = made.participant.id or made.participant.kind
    return f"{head} ({form}), participant '{acted_on}' ({what})"


def _parents(recogniser: Recogniser, mention: Mention) -> tuple[str, ...]:
    if mention.concept in recogniser.vocabulary:
        return recogniser.vocabulary[mention.concept].parents
    coined = recogniser(Article("", "", mention.text)).concepts
    return next((c.parents for c in coined if c.id == mention.concept), ())


def _why_not(recogniser: Recogniser, article: Article, phrase: str) -> str:
    """Why no step even considered a phrase."""
    key, shown = key_of(phrase), repr(phrase)
    if not _within(key, key_of(article.text)):
        return f"{shown} does not stand in the text"
    if key in recogniser.vocabulary.banned:
        return f"{shown} is banned by your vocabulary"
    if key in stop_keys("") or any(key in stop_keys(kind) for kind in recogniser.vocabulary.types):
        return f"{shown} {STOPPED}"
    surfaces = sorted({r.surface for r in recogniser.vocabulary.readings(key) if r.surface})
    if surfaces:
        return f"{shown} would be an acronym, which the vocabulary writes {', '.join(surfaces)}"
    if recogniser.vocabulary.readings(key):
        return f"{shown} stands inside a longer word, or outside the prose that is read"
    if CAPITALS.fullmatch(phrase):
        return f"{shown} may be an acronym, but the article neither defines it nor writes it out"
    return f"{shown} is no name in the vocabularies, and no rule makes one of its words"
