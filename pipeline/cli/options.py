"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

Vocab = Annotated[
    list[Path] | None,
    typer.Option("--vocab", help="Vocabulary file of your own (.tsv, .obo, .jsonl); repeatable."),
]
