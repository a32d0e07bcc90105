"""`etiograph vocab`: what the vocabularies hold, and files of your own."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import Vocab
from pipeline.cli.progress import compiling
from pipeline.cli.terminal import show
from pipeline.errors import InputError
from pipeline.model import Concept
from pipeline.settings import Settings
from pipeline.vocabulary import Vocabulary, load, local_id
from pipeline.vocabulary.compile import BANNED
from pipeline.vocabulary.files import read_vocabulary
from pipeline.vocabulary.search import search, write_tsv

app = typer.Typer(
    help="Look into the vocabularies, and keep one of your own.", no_args_is_help=True
)
File = Annotated[
    Path, typer.Option("--file", help="Your vocabulary file (.tsv); made where missing.")
]
OWN = Path("vocabulary.tsv")


@app.command("list")
def count(vocab: Vocab = None) -> None:
    """Count the concepts of each type and source.

    Example: etiograph vocab list --vocab therapies.tsv
    """
    vocabulary = _load(vocab)
    counted = Counter((vocabulary[curie].type, curie.partition(":")[0]) for curie in vocabulary)
    for (kind, source), number in sorted(counted.items()):
        _print(f"{kind:<12} {source:<10} {number:>7,}")


@app.command("search")
def find(
    term: Annotated[str, typer.Argument(help="Words of a name, or a CURIE.")],
    limit: Annotated[int, typer.Option(min=1, help="Concepts shown.")] = 20,
    vocab: Vocab = None,
) -> None:
    """Find concepts by the words of their names.

    Example: etiograph vocab search "regulatory t cell"
    """
    concepts = list(search(_load(vocab), term, limit=limit))
    if not concepts:
        raise InputError(f"no concept has all the words of {term!r}; try fewer or other words")
    for concept in concepts:
        _print(f"{concept.id:<18} {concept.type:<10} {concept.name}")


@app.command("show")
def display(
    curie: Annotated[str, typer.Argument(help="A concept's CURIE, such as CL:0000084.")],
    vocab: Vocab = None,
) -> None:
    """Show a concept: names, parents and ancestors.

    Example: etiograph vocab show CL:0000084
    """
    vocabulary = _load(vocab)
    concept = vocabulary.concept(curie)
    if concept is None:
        raise InputError(f"no concept {curie!r}; find its CURIE with: etiograph vocab search NAME")
    _print(f"{concept.id}  {concept.name}  ({concept.type})")
    for title, values in (
        ("synonyms", concept.synonyms),
        ("parents", [_named(vocabulary, parent) for parent in concept.parents]),
        ("ancestors", [_named(vocabulary, a) for a in sorted(vocabulary.ancestors(curie))]),
        ("participants", [_named(vocabulary, each) for each in concept.participants]),
    ):
        if values:
            _print(f"  {title}: {', '.join(values)}")


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The concept's name.")],
    kind: Annotated[str, typer.Option("--type", help="Disease, CellType, Mechanism or your own.")],
    curie: Annotated[str, typer.Option("--id", help="CURIE; default: made from the name.")] = "",
    synonym: Annotated[list[str] | None, typer.Option(help="Another name; repeatable.")] = None,
    file: File = OWN,
) -> None:
    """Add a concept to your vocabulary file, or names to a concept that exists.

    Example: etiograph vocab add "plasma exchange" --type Therapy --synonym plasmapheresis
    """
    _append(file, Concept(curie or local_id(name), name, kind, tuple(synonym or ())))


@app.command("ban")
def ban(
    name: Annotated[str, typer.Argument(help="A name that shall be no mention.")],
    file: File = OWN,
) -> None:
    """Forbid a name: it is no mention any more, whatever it means.

    Example: etiograph vocab ban "stress"
    """
    _append(file, Concept(local_id(f"banned {name}"), name, BANNED))


@app.command("import")
def import_file(
    source: Annotated[Path, typer.Argument(help="An OBO ontology or a spaCy pattern file.")],
    kind: Annotated[str, typer.Option("--type", help="Type of all its concepts.")] = "",
    file: File = OWN,
) -> None:
    """Copy the concepts of an OBO or pattern file into your vocabulary file.

    Example: etiograph vocab import chebi_lite.obo --type Chemical
    """
    concepts = [
        Concept(c.id, c.name, kind or c.type, c.synonyms, c.parents)
        for c in read_vocabulary(source)
    ]
    _append(file, *concepts)


def _append(file: Path, *concepts: Concept) -> None:
    _print(f"{write_tsv(concepts, file)} written to {file}; use it with --vocab {file}")


def _load(vocab: list[Path] | None) -> Vocabulary:
    with compiling() as report:
        return load(Settings(vocabularies=tuple(vocab or ())), report=report)


def _named(vocabulary: Vocabulary, curie: str) -> str:
    concept = vocabulary.concept(curie)
    return f"{concept.name} ({curie})" if concept else curie


def _print(line: str) -> None:
    show([line])
