"""From an article to its mentions: words, names, abbreviations, then the longest of each type."""

import re
from collections.abc import Iterator

from pipeline.model import Annotation, Article, Concept, Mention
from pipeline.recognise.ambiguity import Ambiguity
from pipeline.recognise.candidates import Candidate, Found, longest
from pipeline.recognise.cell_lines import CellLines
from pipeline.recognise.coordination import Coordination
from pipeline.recognise.mechanisms import MechanismMatcher
from pipeline.recognise.morphology import Morphology
from pipeline.recognise.names import NameMatcher
from pipeline.recognise.neighbours import Neighbours
from pipeline.recognise.organizations import Organizations
from pipeline.recognise.sentences import sentences_of
from pipeline.recognise.shortforms import ShortForms
from pipeline.vocabulary import Vocabulary
from pipeline.vocabulary.words import Words, key_of, split_each

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+|\]\([^()\s]*\)|[\w.+-]+@[\w-]+\.[\w.]+")
"""Web and mail addresses, and the target of a Markdown link: no prose."""


class Recogniser:
    """Finds the mentions of a vocabulary's concepts in articles.

    Building one takes about a second; it may be used for any number of articles, by one thread.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._concepts: dict[str, Concept] = {}
        self.names = NameMatcher(vocabulary)
        self.mechanisms = MechanismMatcher(vocabulary)
        self.morphology = Morphology(vocabulary)
        self.neighbours = Neighbours()
        self.cell_lines = CellLines()
        self.organizations = Organizations()
        self.coordination = Coordination(vocabulary)
        self.ambiguity = Ambiguity(vocabulary)
        self.short_forms = ShortForms(vocabulary, self.morphology)

    def __call__(self, article: Article) -> Annotation:
        """The article with its sentences and mentions; relations are another room's."""
        text = article.text
        places = sentences_of(article)
        words = words_of(article)
        starts, ends = words.starts, words.ends
        found = [(starts[c.start], ends[c.end - 1], c) for c in self._candidates(text, words)]
        found = self.short_forms(text, words, places, self.ambiguity(text, found))
        found = self._allowed(text, found)
        mentions = tuple(self._mention(text, *item) for item in found)
        coined = {c.coined.id: c.coined for *_, c in reversed(found) if c.coined}
        concepts = tuple(coined[curie] for curie in sorted(coined))
        return Annotation(article, tuple(places), mentions, concepts=concepts)

    def _candidates(self, text: str, words: Words) -> list[Candidate]:
        *_, (_, candidates) = self.stages(text, words)
        return candidates

    def stages(self, text: str, words: Words) -> Iterator[tuple[str, list[Candidate]]]:
        """The steps from names to candidates: (step, what there is after it).

        `explain` compares them to say what made a candidate grow, or go.
        """
        names = self.names(text, words, self.names.doc(words))
        yield "names", names
        names = longest(names)
        yield "longest", names
        names = longest(self.morphology(text, words, names))
        yield "morphology", names
        names = self.neighbours(words, names)
        yield "neighbours", names
        names = _outside_diseases(words, self.cell_lines(words, names))
        yield "cell lines", names
        if conjuncts := self.coordination(words, names):
            names = longest([*names, *conjuncts])
        yield "coordination", names
        mechanisms = self.neighbours(words, self.mechanisms(text, words, names), composed=True)
        yield "mechanisms", mechanisms
        yield "organizations", self.organizations(words, mechanisms)

    def _allowed(self, text: str, found: list[Found]) -> list[Found]:
        """Drop what stands in a web address, and what the user's vocabulary bans."""
        if "://" in text or "www." in text or "](" in text or "@" in text:
            inside = [match.span() for match in ADDRESS.finditer(text)]
            found = [f for f in found if not any(a <= f[0] < b for a, b in inside)]
        banned = self.vocabulary.banned
        return [f for f in found if key_of(text[f[0] : f[1]]) not in banned] if banned else found

    def _mention(self, text: str, start: int, end: int, candidate: Candidate) -> Mention:
        concept = candidate.coined or self._concept(candidate.concepts[0])
        return Mention(
            start, end, text[start:end], candidate.type, concept.id, concept.name, candidate.rule,
            generic=concept.generic or candidate.rule.endswith(":generic"),
        )  # fmt: skip

    def _concept(self, curie: str) -> Concept:
        """A concept of the vocabulary, made once: articles name the same few again and again."""
        if curie not in self._concepts:
            self._concepts[curie] = self.vocabulary[curie]
        return self._concepts[curie]


def words_of(article: Article) -> Words:
    """The words of an article's prose, all passages together: a short one costs as much as a long."""
    return split_each(article.text, [(p.start, p.end) for p in article.prose])


def _outside_diseases(words: Words, names: list[Candidate]) -> list[Candidate]:
    """The candidates but the "cell" within a disease's name: T-cell acute lymphoblastic leukemia."""
    within = {
        index: name.end
        for name in names
        if name.type == "Disease" and name.end > name.start + 2
        for index in range(name.start, name.end)
    }
    return [
        c
        for c in names
        if c.type != "CellType" or c.end > within.get(c.start, 0) or words.keys[c.end - 1] != "cell"
    ]
