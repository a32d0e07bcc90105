"""Made-up abstracts, any number of them: sentences of the sample corpus with other names in them.

Names of diseases, cell types and mechanisms come from the vocabulary: each abstract has a topic
(few topics are frequent, most are rare, as in life) whose companions return with it.  Names of genes
and places are invented on the way, so that the words seen grow without end.
"""

import random
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from pipeline import Annotator, articles
from pipeline.model import Annotation, Article

SENTENCES = 8
COMPANIONS = 12
AT_HOME = 0.8
"""Share of names that come from the topic's companions; the others from anywhere."""
FOLDER_FILES = 1000
LETTERS = "bcdfghjklmnprstvwz"
VOWELS = "aeiou"

Template = list[str | tuple[str, str]]
"""A sentence as pieces: text, or (type of a name, the name that stood there)."""


class Abstracts:
    """Writes abstracts; the same seed makes the same ones."""

    def __init__(self, corpus: Path, annotator: Annotator, *, seed: int = 7) -> None:
        found = [annotator(a) for a in articles([corpus]) if isinstance(a, Article)]
        self.templates = [template for each in found for template in templates(each)]
        self.names = defaultdict(list)
        for curie in sorted(annotator.vocabulary):
            concept = annotator.vocabulary[curie]
            if not concept.generic:
                self.names[concept.type].append(concept.name)
        for names in self.names.values():
            random.Random(seed).shuffle(names)
        self.seed = seed

    def write(self, folder: Path, count: int) -> None:
        """Write `count` abstracts as text files, a thousand a folder."""
        for number in range(count):
            place = folder / f"{number // FOLDER_FILES:04}"
            if number % FOLDER_FILES == 0:
                place.mkdir(parents=True, exist_ok=True)
            (place / f"{number:07}.txt").write_text(self.abstract(number), encoding="utf-8")

    def abstract(self, number: int) -> str:
        """Return abstract `number`."""
        rng = random.Random(f"{self.seed} {number}")
        topic = int(rng.paretovariate(0.9))
        lines = [invented(rng) + " in " + self.name(rng, "Disease", topic)]
        for template in rng.sample(self.templates, SENTENCES):
            pieces = (
                piece if isinstance(piece, str) else self.name(rng, piece[0], topic) or piece[1]
                for piece in template
            )
            gene = f" ({invented(rng)})" if rng.random() < 0.3 else ""
            line = " ".join("".join(pieces).split()).removesuffix(".")
            lines.append(line[:1].upper() + line[1:] + gene + ".")
        return lines[0] + "\n\n" + " ".join(lines[1:]) + "\n"

    def name(self, rng: random.Random, kind: str, topic: int) -> str:
        """Return a name of a type: mostly one of the topic's companions."""
        names = self.names[kind]
        if not names:
            return ""
        if rng.random() < AT_HOME:
            place = companion(kind, topic, rng.randrange(COMPANIONS))
        else:
            place = int(rng.paretovariate(0.6))
        return names[place % len(names)]


@lru_cache(maxsize=100_000)
def companion(kind: str, topic: int, number: int) -> int:
    """Return the place of a topic's companion among the names of its type."""
    return random.Random(f"{kind} {topic} {number}").randrange(10**9)


def templates(annotation: Annotation) -> list[Template]:
    """Cut an article's sentences at its outermost mentions."""
    text, found = annotation.article.text, []
    for start, end in annotation.sentences:
        at, pieces = start, []
        for mention in annotation.mentions:
            if at <= mention.start and mention.end <= end:
                pieces += [text[at : mention.start], (mention.type, mention.text)]
                at = mention.end
        if pieces:
            found.append([*pieces, text[at:end]])
    return found


def invented(rng: random.Random) -> str:
    """Make up a name, such as "Dovabi7"."""
    syllables = rng.choice((2, 3, 3))
    name = "".join(rng.choice(LETTERS) + rng.choice(VOWELS) for _ in range(syllables))
    return name.capitalize() + str(rng.randrange(1000))
