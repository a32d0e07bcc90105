"""The room's one function: an annotation with mentions in, relations and flags out."""

from dataclasses import replace

from pipeline.model import Annotation, Mention, Relation
from pipeline.relate.assertions import assertions
from pipeline.relate.lexicon import Lexicon, lexicon
from pipeline.relate.parse import Parser
from pipeline.relate.scope import Scope, scopes
from pipeline.relate.tagging import resolve
from pipeline.relate.words import Words, outermost, split, tag

TAIL = 12
"""Words read behind the last mention: room for a predicate (" … remains unclear")."""

QUESTION = "?"
"""What ends a sentence that states nothing."""

LONGEST = 300
"""Words of the longest sentence read: what is longer is a table or a list, not prose."""


def relate(annotation: Annotation) -> Annotation:
    """Fill in the relations of an article and the denial and doubt of its mentions.

    Args:
        annotation: sentences and mentions, both sorted.

    Returns:
        the same annotation with `relations`, and with `negated`, `speculative` and `cue` set on its
        mentions.

    """
    lex = lexicon()
    relations: list[Relation] = []
    mentions = list(annotation.mentions)
    at = 0
    for span in annotation.sentences:
        while at < len(mentions) and mentions[at].start < span[0]:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].start < span[1]:
            at += 1
        if at > first:
            relations += _sentence(annotation.article.text, span, mentions, first, at, lex)
    return replace(annotation, mentions=tuple(mentions), relations=tuple(relations))


def _sentence(
    text: str, span: tuple[int, int], mentions: list[Mention], first: int, last: int, lex: Lexicon
) -> list[Relation]:
    """Return the relations of one sentence, and flag its mentions in place."""
    top = outermost(mentions, first, last)
    if len(top) < 2 and lex.triggers.isdisjoint(text[span[0] : span[1]].lower().split()):
        return []
    sentence = split(text, span, mentions, top, lex)
    if len(sentence.words) > LONGEST:
        return []
    asked = text[span[1] - 1] == QUESTION
    hedged = asked or not lex.cues.keys().isdisjoint(sentence.words)
    _trim(sentence, top[-1])
    tag(sentence, mentions, lex)
    resolve(sentence, lex)
    nested = _nested(top, last)
    parse = Parser(sentence, lex, mentions, nested).parse()
    if hedged:
        for scope in scopes(sentence, parse, lex):
            _flag(scope, sentence, mentions, nested)
    if asked:
        _flag(Scope("speculation", QUESTION, 0, len(sentence.words)), sentence, mentions, nested)
    found = assertions(parse, mentions, span, nested, lex) if len(top) > 1 else []
    return [replace(r, speculative=True, cue=r.cue or QUESTION) for r in found] if asked else found


def _trim(sentence: Words, last: int) -> None:
    """Drop what stands far behind the last mention: it says nothing of the mentions."""
    end = sentence.refs.index(last) + TAIL
    del sentence.words[end:], sentence.refs[end:]


def _nested(top: list[int], last: int) -> dict[int, list[int]]:
    """Map each outermost mention to the mentions inside it."""
    inside: dict[int, list[int]] = {}
    for index, following in zip(top, [*top[1:], last], strict=True):
        if following > index + 1:
            inside[index] = list(range(index + 1, following))
    return inside


def _flag(
    scope: Scope, sentence: Words, mentions: list[Mention], nested: dict[int, list[int]]
) -> None:
    """Mark the mentions in a scope; the first cue that reaches a mention is kept."""
    for ref in sentence.refs[scope.start : scope.end]:
        for index in (ref, *nested.get(ref, ())) if ref >= 0 else ():
            mention = mentions[index]
            cue = mention.cue or scope.cue.replace("_", " ")
            if scope.kind == "negation":
                mentions[index] = replace(mention, negated=True, cue=cue)
            else:
                mentions[index] = replace(mention, speculative=True, cue=cue)
