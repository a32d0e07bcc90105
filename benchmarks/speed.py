"""Speed of recognition and annotation as a multiple of spaCy's default tokenizer, in one run.

    python benchmarks/speed.py FILE_OR_FOLDER...

Every step runs over the same texts in the same process, one core, after a warm-up on the first
tenth; the time of each is given in units of `spacy.blank("en")`'s tokenizer on these texts.
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


def main() -> None:
    """Time each step and print its ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    texts = [a for a in articles(parser.parse_args().paths) if isinstance(a, Article)]
    annotator = Annotator()
    recognise = Recogniser(annotator.vocabulary)
    tokenizer = spacy.blank("en")
    found = [recognise(article) for article in texts]
    steps: dict[str, tuple[Callable, Sequence]] = {
        "spaCy's tokenizer": (tokenizer, [article.text for article in texts]),
        "our words": (split, [article.text for article in texts]),
        "recognition": (recognise, texts),
        "relations": (relate, found),
        "annotation, all": (annotator, texts),
    }
    seconds = {name: timed(*step) for name, step in steps.items()}
    words = sum(len(article.text.split()) for article in texts)
    unit = seconds["spaCy's tokenizer"]
    for name, value in seconds.items():
        print(f"{name:<20} {value / unit:6.2f} ×  {words / value:12,.0f} words/s")


def timed(step: Callable, items: Sequence) -> float:
    """Processor seconds of a step over all items, the best of three runs."""
    for item in items[: len(items) // 10]:
        step(item)
    return min(_run(step, items) for _ in range(3))


def _run(step: Callable, items: Sequence) -> float:
    start = time.process_time()
    for item in items:
        step(item)
    return time.process_time() - start


if __name__ == "__main__":
    main()
