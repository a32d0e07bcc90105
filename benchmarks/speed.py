"""Speed of recognition and annotation as a multiple of spaCy's default tokenizer, in one run.

    python benchmarks/speed.py FILE_OR_FOLDER...

Every step runs alone over the same texts in the same process, one core, in units of the time that
`spacy.blank("en")`'s tokenizer takes.  "unseen" is the first pass over the texts, as in a build, after
a warm-up on the first tenth, which is left out; "again" is the best of further passes, where both
find their caches full.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

from pipeline import Annotator, articles
from pipeline.model import Article
from pipeline.recognise import Recogniser
from pipeline.relate import relate
from pipeline.vocabulary.words import split

PASSES = 3


def main() -> None:
    """Time each step and print its ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    texts = [a for a in articles(parser.parse_args().paths) if isinstance(a, Article)]
    annotator = Annotator()
    names = Recogniser(annotator.vocabulary)
    names.mechanisms = lambda _text, _words, found: found  # type: ignore[assignment, method-assign]
    recognise = Recogniser(annotator.vocabulary)
    found = list(map(Recogniser(annotator.vocabulary), texts))
    steps: dict[str, tuple[Callable, Sequence]] = {
        "spaCy's tokenizer": (spacy.blank("en"), [article.text for article in texts]),
        "our words": (split, [article.text for article in texts]),
        "diseases, cell types": (names, texts),
        "all recognition": (recognise, texts),
        "relations": (relate, found),
        "annotation, all": (annotator, texts),
    }
    words = sum(len(article.text.split()) for article in texts[len(texts) // 10 :])
    unit: tuple[float, float] | None = None
    for name, step in steps.items():
        unseen, again = timed(*step)
        unit = unit or (unseen, again)
        print(
            f"{name:<22} unseen {unseen / unit[0]:6.2f} × {words / unseen:11,.0f} words/s"
            f"   again {again / unit[1]:6.2f} × {words / again:11,.0f} words/s"
        )


def timed(step: Callable, items: Sequence) -> tuple[float, float]:
    """Processor seconds of a step over all items but the first tenth: at first, and later at best."""
    warming, items = items[: len(items) // 10], items[len(items) // 10 :]
    _run(step, warming)
    first, *later = (_run(step, items) for _ in range(1 + PASSES))
    return first, min(later)


def _run(step: Callable, items: Sequence) -> float:
    start = time.process_time()
    for item in items:
        step(item)
    return time.process_time() - start


if __name__ == "__main__":
    main()
