"""Speed of recognition and annotation as a multiple of spaCy's default tokenizer, in one run.

    python benchmarks/speed.py FILE_OR_FOLDER...

Every step takes turns with `spacy.blank("en")`'s tokenizer over the same texts, block by block, in
the same process, on one core: what else the machine does slows both.  "unseen" is the first pass
over the texts, as in a build, after a warm-up on the first tenth, which is left out; "again" is the
best of further passes, where both find their caches full.
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
BLOCK = 25
"""Texts that one of both reads before it is the other's turn."""


def main() -> None:
    """Time each step and print its ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    read = [a for a in articles(parser.parse_args().paths) if isinstance(a, Article)]
    annotator = Annotator()
    names = Recogniser(annotator.vocabulary)
    names.mechanisms = lambda _text, _words, found: found  # type: ignore[assignment, method-assign]
    found = list(map(Recogniser(annotator.vocabulary), read))
    texts = [article.text for article in read]
    steps: dict[str, tuple[Callable, Sequence]] = {
        "our words": (split, texts),
        "diseases, cell types": (names, read),
        "all recognition": (Recogniser(annotator.vocabulary), read),
        "relations": (relate, found),
        "annotation, all": (annotator, read),
    }
    words = sum(len(text.split()) for text in texts[len(texts) // 10 :])
    print(f"{len(texts):,} texts, of which nine tenths, {words:,} words, are timed")
    for name, (step, items) in steps.items():
        (unit, unseen), again = timed(step, items, texts)
        best_unit, best = min(again, key=lambda pair: pair[1] / pair[0])
        print(
            f"{name:<22} unseen {unseen / unit:6.2f} × {words / unseen:11,.0f} words/s"
            f"   again {best / best_unit:6.2f} × {words / best:11,.0f} words/s"
        )


Seconds = tuple[float, float]
"""Processor time of spaCy's tokenizer and of a step."""


def timed(step: Callable, items: Sequence, texts: Sequence[str]) -> tuple[Seconds, list[Seconds]]:
    """Time a step and a new tokenizer over all but the first tenth: at first, and later."""
    tokenize = spacy.blank("en")
    tenth = len(items) // 10
    _turns(step, items[:tenth], tokenize, texts[:tenth])
    first, *later = (
        _turns(step, items[tenth:], tokenize, texts[tenth:]) for _ in range(1 + PASSES)
    )
    return first, later


def _turns(step: Callable, items: Sequence, tokenize: Callable, texts: Sequence[str]) -> Seconds:
    unit = own = 0.0
    for start in range(0, len(items), BLOCK):
        unit += _run(tokenize, texts[start : start + BLOCK])
        own += _run(step, items[start : start + BLOCK])
    return unit, own


def _run(step: Callable, items: Sequence) -> float:
    start = time.process_time()
    for item in items:
        step(item)
    return time.process_time() - start


if __name__ == "__main__":
    main()
