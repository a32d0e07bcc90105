"""The rooms composed: text to annotation, folder to graph.  Commands and library users call this."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pipeline import render
from pipeline.assemble import assemble
from pipeline.errors import InputError, ReadError
from pipeline.model import Annotation, Article, ConceptGraph
from pipeline.read import Source, digest, find_sources, read
from pipeline.recognise import Recogniser
from pipeline.relate import relate
from pipeline.settings import Settings
from pipeline.store import Choice, Packed, Skipped, Store, open_store, pack
from pipeline.vocabulary import load
from pipeline.vocabulary.vocabulary import Report


class Annotator:
    """Finds mentions and relations in texts and articles.

    Building one loads the compiled vocabulary (the first time on a machine compiles it, under a
    minute).  It holds no thread and no open file, and pickles as its settings, so that it can be
    handed to worker processes, which load their own.

    >>> annotator = Annotator()
    >>> found = annotator("Mesenchymal stem cells do not cure multiple sclerosis.")
    >>> [(mention.text, mention.type, mention.concept) for mention in found.mentions][0]
    ('Mesenchymal stem cells', 'CellType', 'CL:0000134')
    """

    def __init__(self, settings: Settings | None = None, *, report: Report | None = None) -> None:
        self.settings = settings or Settings()
        self.vocabulary = load(self.settings, report=report)
        self._recognise = Recogniser(self.vocabulary)

    def __call__(self, article: Article | str) -> Annotation:
        """The article, or the text as an article without a title, with what was found in it."""
        if isinstance(article, str):
            article = Article("text", "", article)
        return relate(self._recognise(article))

    def __reduce__(self) -> tuple[type, tuple[Settings]]:
        return type(self), (self.settings,)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the graph, how many articles it rests on, and what could not be read.

    `left_out` counts the (links, sentences) for which the page had no room.
    """

    graph: ConceptGraph
    articles: int
    skipped: tuple[Skipped, ...]
    left_out: tuple[int, int] = (0, 0)


def articles(paths: Sequence[Path | str]) -> Iterator[Article | ReadError]:
    """The articles of files and folders in sorted order; what can't be read comes as its error.

    Raises:
        InputError: a path does not exist, or nothing in it can be read.
    """
    for source in find_sources(paths):
        if isinstance(source, ReadError):
            yield source
        else:
            yield from read(source)


def annotate(
    inputs: Iterable[Article | ReadError], annotator: Annotator
) -> Iterator[Annotation | ReadError]:
    """Annotate articles one by one; errors pass through, so that nothing is lost in silence."""
    for item in inputs:
        yield item if isinstance(item, ReadError) else annotator(item)


def build(paths: Sequence[Path | str], out: Path, settings: Settings | None = None) -> BuildReport:
    """Build the concept graph of files and folders and write every output into a folder.

    Raises:
        InputError: a path does not exist, or nothing in it can be read.
        StoreError: another build holds the folder, or it cannot be written.
    """
    annotator = Annotator(settings)
    vocabulary = annotator.vocabulary
    with open_store(out, fingerprint=vocabulary.fingerprint) as store:
        _update(store, paths, annotator)
        choice = Choice(concepts=vocabulary.concept, keep_generic=annotator.settings.keep_generic)
        tally = store.tally(choice)
        graph = assemble(tally)
        render.write_evidence_csv(store.evidence(choice), tally.articles, out / "evidence.csv")
        known = {id_: concept for id_ in graph.graph if (concept := vocabulary.concept(id_))}
        left_out = render.write_page(graph, out / "graph.html", title=_title(paths), concepts=known)
        report = BuildReport(graph, len(tally.articles), tuple(store.skipped()), left_out)
    write_outputs(report, out)
    return report


def _title(paths: Sequence[Path | str]) -> str:
    """Name the page after its inputs."""
    names = [Path(path).resolve().name if str(path) != "-" else "standard input" for path in paths]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _update(store: Store, paths: Sequence[Path | str], annotator: Annotator) -> None:
    """Bring the store to what the paths hold now."""
    known = store.known()
    seen: set[str] = set()
    for source in find_sources(paths):
        if isinstance(source, ReadError):
            seen.add(source.source)
            store.add(source.source, "", [_packed(source)])
            continue
        seen.add(source.name)
        content = digest(source)
        if known.get(source.name) != content:
            store.add(source.name, content, _results(source, annotator))
    store.remove(known.keys() - seen)


def _results(source: Source, annotator: Annotator) -> Iterator[Packed | Skipped]:
    return map(_packed, annotate(read(source), annotator))


def _packed(result: Annotation | ReadError) -> Packed | Skipped:
    if isinstance(result, ReadError):
        return Skipped(result.source, result.reason, result.remedy)
    return pack(result)


def write_outputs(report: BuildReport, out: Path) -> None:
    """Write the graph in every format, and `run.json`."""
    render.write_nodes_csv(report.graph, out / "nodes.csv")
    render.write_edges_csv(report.graph, out / "edges.csv")
    render.write_triads_csv(report.graph, out / "triads.csv")
    render.write_graphml(report.graph, out / "graph.graphml")
    render.write_graph_json(report.graph, out / "graph.json")
    (out / "run.json").write_text(json.dumps(_run(report), indent=2), "utf-8")


def _run(report: BuildReport) -> dict[str, object]:
    return {
        "etiograph": version("etiograph"),
        "articles": report.articles,
        "skipped": [
            {"source": each.name, "reason": each.reason, "remedy": each.remedy}
            for each in report.skipped
        ],
    }


__all__ = ["Annotator", "BuildReport", "InputError", "annotate", "articles", "build"]
