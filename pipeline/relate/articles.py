"""The room's one function: an annotation with mentions in, relations and flags out."""

from dataclasses import replace

from pipeline.model import Annotation, Mention, Relation
from pipeline.relate.assertions import assertions
from pipeline.relate.lexicon import Lexicon, lexicon
from pipeline.relate.parse import Parser
from pipeline.relate.words import outermost, resolve, split


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
    mentions = annotation.mentions
    at = 0
    for span in annotation.sentences:
        while at < len(mentions) and mentions[at].start < span[0]:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].start < span[1]:
            at += 1
        if at > first:
            relations += _sentence(annotation.article.text, span, mentions, first, at, lex)
    return replace(annotation, relations=tuple(relations))


def _sentence(
    text: str,
    span: tuple[int, int],
    mentions: tuple[Mention, ...],
    first: int,
    last: int,
    lex: Lexicon,
) -> list[Relation]:
    top = outermost(mentions, first, last)
    nested = _nested(top, last)
    sentence = split(text, span, mentions, top, lex)
    resolve(sentence, lex)
    parse = Parser(sentence, lex).parse()
    return list(assertions(parse, mentions, span, nested, lex))


def _nested(top: list[int], last: int) -> dict[int, list[int]]:
    """Map each outermost mention to the mentions inside it."""
    inside: dict[int, list[int]] = {}
    for index, following in zip(top, [*top[1:], last], strict=True):
        if following > index + 1:
            inside[index] = list(range(index + 1, following))
    return inside
