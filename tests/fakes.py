"""A recogniser of four words, for tests of everything around it; workers can import it."""

import os
import re
import signal
import time
from dataclasses import replace
from functools import partial

from pipeline.batch import worker
from pipeline.model import Annotation, Concept, Mention, Relation

CONCEPTS = {
    "sclerosis": Concept("MONDO:0005301", "multiple sclerosis", "Disease"),
    "arthritis": Concept("MONDO:0005578", "arthritis", "Disease"),
    "microglia": Concept("CL:0000129", "microglia", "CellType"),
    "inflammation": Concept("GO:0006954", "inflammation", "Mechanism"),
}


def annotate(article):
    """Find the words; a sentence that says "drives" asserts that its first causes its second."""
    text = article.text
    sentences = tuple(m.span() for m in re.finditer(r"[^.\n]+\.?", text) if m[0].strip())
    mentions = tuple(
        Mention(m.start(), m.end(), m[0], c.type, c.id, c.name, "word")
        for m in re.finditer("|".join(CONCEPTS), text)
        for c in [CONCEPTS[m[0]]]
    )
    relations = []
    for start, end in sentences:
        inside = [i for i, m in enumerate(mentions) if start <= m.start < end]
        if "drives" in text[start:end] and len(inside) > 1:
            pair = (inside[0], "causes", inside[1])
            relations.append(Relation(*pair, False, False, (start, end), "drives", "word"))
    return Annotation(article, sentences, mentions, tuple(relations))


def troubled(folder, article):
    """Annotate, but do what some words order."""
    if "HANG" in article.text:
        time.sleep(60)
    if "SLOW" in article.text:
        time.sleep(0.05)
    if "DIE" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in article.text and not (folder / "cured").exists():
        raise ValueError("as told")
    return annotate(article)


def make():
    return worker(annotate)


def make_troubled(folder):
    return worker(partial(troubled, folder))


def write_articles(folder, count, *, words="microglia drives sclerosis"):
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        text = f"In case {n} {words}. There is inflammation and arthritis {n % 3}.\n"
        (folder / f"{n:04}.txt").write_text(text * (1 + n % 2))


def without(concepts, word):
    """The concepts without one."""
    return {key: replace(value) for key, value in concepts.items() if key != word}
