"""Accuracy on gold standards, beside the published figures of other systems, as a Markdown table.

    python benchmarks/accuracy.py GOLD_DIR [--only ncbi_disease]

GOLD_DIR holds a folder a corpus with PubTator files in it (README.md says where the corpora are
published): ncbi_disease/dev.pubtator and so on.  What is not there is left out.  Strict: the same
span and type; overlap: spans that touch.  Published figures are for the test halves.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from pipeline import Annotator
from pipeline.evaluate.mentions import MentionScores
from pipeline.scoring import score


@dataclass(frozen=True, slots=True)
class Set:
    """A part of a corpus, the type scored on it, and what others reach there (strict F1)."""

    path: str
    type: str
    others: str


SETS = (
    Set("ncbi_disease/dev", "Disease", "MetaMapLite 0.725, DNorm 0.80, neural 0.897"),
    Set("bc5cdr/dev", "Disease", "TaggerOne 0.826, neural 0.888"),
    Set("biored/dev", "Disease", ""),
    Set("craft/dev", "Disease", ""),
    Set("craft/dev", "CellType", "neural 0.74"),
    Set("celllink/dev", "CellType", "scispaCy 0.31, BERN2 0.68, CellExLink 0.86"),
    Set("jnlpba/train", "CellType", "neural 0.72"),
    Set("anatem/dev", "CellType", "neural 0.76"),
    Set("craft/dev", "Mechanism", "MetaMap 0.42, ConceptMapper 0.36, with generated synonyms 0.64"),
    Set("bionlp13cg_triggers/dev", "Mechanism", ""),
    *(
        Set(f"{name}/articles", kind, "")
        for name in ("articles_dev", "passages_dev")
        for kind in ("Disease", "CellType", "Mechanism")
    ),
)


def main() -> None:
    """Score every set that is there and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="folder of corpora")
    parser.add_argument("--only", default="", help="only sets whose path contains this")
    args = parser.parse_args()
    annotator = Annotator()
    print("| set | type | gold | P | R | F1 | F1, overlap | concept ids | others (strict F1) |")
    print("|---|---|--:|--:|--:|--:|--:|--:|---|")
    for each in SETS:
        path = args.gold / f"{each.path}.pubtator"
        if args.only in each.path and path.exists():
            print(row(each, score(path, annotator, types=[each.type]).mentions[0]), flush=True)


def row(each: Set, scores: MentionScores) -> str:
    """One row of the table."""
    strict, (right, compared) = scores.strict, scores.concepts
    ids = f"{right / compared:.3f}" if compared else ""
    cells = [each.path, each.type, str(strict.gold)]
    cells += [f"{value:.3f}" for value in (strict.precision, strict.recall, strict.f1)]
    cells += [f"{scores.overlap.f1:.3f}", ids, each.others]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
