"""Annotations made by hand: a sentence is a line, a mention is written {text|concept|flags}."""

import re

from pipeline.model import Annotation, Article, Mention, Passage, Relation

TYPES = {"MONDO": "Disease", "CL": "CellType", "GO": "Mechanism", "LOCAL": "Mechanism"}
MARK = re.compile(r"\{([^|{}]*)\|([^|{}]*)(?:\|([nsg]*))?\}")


def annotate(marked, *, name="a", relations=(), concepts=(), **metadata):
    """Flags: n negated, s speculative, g generic; relations: (subject, predicate, object, flag)."""
    text, mentions, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        mentions.append(mention(len(text), mark[1], mark[2], mark[3] or ""))
        text += mark[1]
        last = mark.end()
    text += marked[last:]
    sentences = tuple(m.span() for m in re.finditer(r"[^\n]+", text))
    passages = (Passage("abstract", 0, len(text)),)
    article = Article(name, metadata.pop("title", "A title"), text, passages=passages, **metadata)
    found = tuple(mentions)
    asserted = tuple(relation(found, sentences, *r) for r in relations)
    return Annotation(article, sentences, found, asserted, tuple(concepts))


def mention(start, text, concept, flags=""):
    return Mention(
        start=start,
        end=start + len(text),
        text=text,
        type=TYPES[concept.split(":")[0]],
        concept=concept,
        name=text.lower(),
        rule="name",
        negated="n" in flags,
        speculative="s" in flags,
        generic="g" in flags,
        cue="not" if "n" in flags else "",
    )


def relation(mentions, sentences, subject, predicate, target, flags=""):
    start = mentions[subject].start
    sentence = next(s for s in sentences if s[0] <= start < s[1])
    negated, speculative = "n" in flags, "s" in flags
    return Relation(subject, predicate, target, negated, speculative, sentence, "cue", "rule")
