"""What a build writes: from the counts of a store to the graph and every file of the output folder."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from shutil import rmtree
from threading import Thread
from typing import Any

from pipeline import render, volumes
from pipeline.beside import Answer, beside
from pipeline.built import EXTRAS, FILES
from pipeline.collector import uncollected
from pipeline.errors import InputError, NothingToRead, ReadError, StoreError
from pipeline.model import Concept, ConceptGraph, Difference
from pipeline.settings import Settings, Shape
from pipeline.store import Choice, Skipped, Store
from pipeline.versions import everything, packages
from pipeline.vocabulary import Vocabulary

UNFINISHED = ".unfinished"

EDGE_BYTES = 300
"""About as many bytes has an edge in `graph.json`."""

LARGE = 20_000
"""Edges of a graph that takes seconds to draw and to write: worth a second process."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Attributes:
        out: the output folder, or its URL.
        articles: how many different articles the graph rests on.
        read: how many sources this build read; the others had not changed.
        skipped: what could not be read, and why.
        duplicates: places where content stands that counts elsewhere, each with that place.
        left_out: links and sentences that the page has no room for.
        seconds: time taken by each step.
    """

    out: Path | str
    articles: int
    read: int
    skipped: tuple[Skipped, ...] = ()
    duplicates: tuple[tuple[str, str], ...] = ()
    left_out: tuple[int, int] = (0, 0)
    seconds: Mapping[str, float] = field(default_factory=dict)
    made: ConceptGraph | None = field(default=None, repr=False)

    @cached_property
    def graph(self) -> ConceptGraph:
        """The concept graph; where nothing had changed, it is read from the folder."""
        return self.made or render.read_graph_json(Path(self.out) / "graph.json")


class Clock:
    """Takes the time of each step of a build."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.monotonic()

    def lap(self, step: str) -> None:
        """End a step."""
        now = time.monotonic()
        self.seconds[step] = round(now - self._last, 3)
        self._last = now


@dataclass(frozen=True, slots=True)
class Outputs:
    """The outputs of a store.

    Attributes:
        store: what was found, up to date.
        vocabulary: the concepts it was found with.
        settings: what to find.
        title: what the page is called.
        shape: what becomes of what was found.
    """

    store: Store
    vocabulary: Vocabulary
    settings: Settings
    title: str
    shape: Shape

    def write(
        self,
        out: Path,
        *,
        before: Answer[ConceptGraph | None],
        read: int,
        watch: Callable[[str], None],
        clock: Clock,
    ) -> BuildReport:
        """Write every output, unless they stand there already; return what the build did.

        Args:
            out: the output folder.
            before: the graph that stands there; see `standing`.
            read: how many sources this build read.
            watch: told each step.
            clock: takes its time.

        Raises:
            StoreError: an output cannot be written.
        """
        sealed = json.loads(self.store.stamp() or "{}")
        graph = None
        if sealed.get("made from") != self._sources() or sealed["files"] != _files(
            out, self.shape.formats
        ):
            with uncollected():
                graph, figures = self._make(out, before, watch, clock)
            sealed = {
                "made from": self._sources(),
                "figures": figures,
                "files": _files(out, self.shape.formats),
            }
            self.store.seal(json.dumps(sealed))
        report = BuildReport(
            out=out,
            articles=self.store.counts()["articles"],
            read=read,
            skipped=tuple(self.store.skipped()),
            duplicates=tuple(self.store.duplicates()),
            left_out=tuple(sealed["figures"]["left_out"]),
            seconds=clock.seconds,
            made=graph,
        )
        self._record(report, sealed["figures"])
        return report

    def refuse(self, out: Path, error: NothingToRead) -> None:
        """Say in `run.json` why nothing was read, where no earlier build's outputs stand."""
        if not (out / "graph.json").exists():
            skipped = tuple(Skipped(e.source, e.reason, e.remedy) for e in error.errors)
            self._record(BuildReport(out, 0, 0, skipped), {})

    def _sources(self) -> str:
        """Name all that the outputs are made from besides the store's content."""
        rules = everything(self.vocabulary.fingerprint)
        return f"{rules} {self.settings.keep_generic} {self.shape} {self.title}"

    def _make(
        self,
        out: Path,
        before: Answer[ConceptGraph | None],
        watch: Callable[[str], None],
        clock: Clock,
    ) -> tuple[ConceptGraph, dict[str, Any]]:
        """Count, draw and write everything but `run.json`; return the graph and its figures."""
        _load()  # waits where it is at it: no copy of this process may start meanwhile
        from pipeline.assemble import connect, is_a_edges, placed, places

        choice = self._choice()
        held, new = self._volumes(out)
        with _staged(out) as folder, volumes.written(self.store.shelf(choice), new, folder):
            watch("counting")
            counts = self.store.count(choice)
            clock.lap("counting")
            watch("drawing")
            large = len(counts.tally.edges.source) > LARGE
            with beside(lambda: places(counts.tally), worth=large) as found:  # the longest part
                graph = connect(counts.told())
                if self.shape.is_a:
                    graph = is_a_edges(graph, self._parents())
                edges = render.edges_of(graph)
                render.write_edges_csv(graph, folder / "edges.csv", edges=edges)
                render.write_triads_csv(graph, folder / "triads.csv")
                graph = placed(graph, found.value)
            clock.lap("drawing")
            watch("writing")
            skipped = [ReadError(e.name, e.reason, e.remedy) for e in self.store.skipped()]
            texts = partial(self._write_texts, graph, edges, skipped, folder)
            with beside(texts, worth=large) as written:
                _write_changes(before.value, graph, folder)
                left_out = self._write_map(graph, folder)
                _ = written.value
        self._keep(held, out)
        for name in set(EXTRAS) - set(self.shape.formats):
            for file in EXTRAS[name]:  # would go on showing an older graph
                (out / file).unlink(missing_ok=True)
        clock.lap("writing")
        return graph, {
            "concepts": len(graph.nodes),
            "edges": sum(len(each.keys) for each in edges),
            "articles of a co-occurrence, least": counts.tally.minimum_articles,
            "left_out": left_out,
        }

    def _volumes(self, out: Path) -> tuple[dict[str, str], list[int]]:
        """Return what each volume of evidence is to hold, and which do not stand there already."""
        hashes = self.store.volumes()
        shape = (self.settings.keep_generic, self.shape.roll_up, self.shape.level)
        rules = everything(self.vocabulary.fingerprint)
        names = [render.evidence_name(number, len(hashes)) for number in range(len(hashes))]
        held = {name: f"{rules} {shape} {each}" for name, each in zip(names, hashes, strict=True)}
        before = json.loads(self.store.note("volumes") or "{}")
        stands = [before.get(name) == [held[name], _state(out / name)] for name in names]
        return held, [number for number, each in enumerate(stands) if not each]

    def _keep(self, held: Mapping[str, str], out: Path) -> None:
        """Note what volumes stand in the output folder, and remove those of a smaller corpus."""
        for path in render.evidence_volumes(out):
            if path.name not in held:
                path.unlink()
        stand = {name: [what, _state(out / name)] for name, what in held.items()}
        self.store.write_note("volumes", json.dumps(stand))

    def _choice(self) -> Choice:
        return Choice(
            self.vocabulary.concept,
            rename=self._renaming(),
            keep_generic=self.settings.keep_generic,
            minimum_articles=self.shape.minimum_articles,
        )

    def _renaming(self) -> Callable[[str], str] | None:
        """Return what roll-up makes of a concept; None where there is none."""
        from pipeline.assemble import roll_up

        into, level = self.shape.roll_up, self.shape.level
        if not into and level is None:
            return None
        return roll_up(self._parents(), level=level, into=into)

    def _parents(self) -> Callable[[str], tuple[str, ...]]:
        """Return what tells a concept's parents, of the vocabulary's and those that articles coined.

        A parent that neither has a name for is none: it could not be shown.
        """
        coined = self.store.coined()

        def known(curie: str) -> Concept | None:
            return self.vocabulary.concept(curie) or coined.get(curie)

        def parents(curie: str) -> tuple[str, ...]:
            concept = known(curie)
            return tuple(filter(known, concept.parents)) if concept else ()

        return parents

    def _write_map(self, graph: ConceptGraph, folder: Path) -> tuple[int, int]:
        """Write the page and the nodes; return what the page has no room for."""
        render.write_nodes_csv(graph, folder / "nodes.csv")
        known = {key: c for key in sorted(graph.nodes) if (c := self.vocabulary.concept(key))}
        return render.write_page(graph, folder / "graph.html", title=self.title, concepts=known)

    def _write_texts(
        self,
        graph: ConceptGraph,
        edges: Sequence[render.Edges],
        skipped: Sequence[ReadError],
        folder: Path,
    ) -> None:
        """Write the report, and the graph for other programs; the store is not for a copy to read."""
        render.write_report(graph, folder / "report.md", skipped=skipped)
        render.write_graphml(graph, folder / "graph.graphml", edges=edges)
        render.write_graph_json(graph, folder / "graph.json", edges=edges)
        if "cx2" in self.shape.formats:
            render.write_cx2(graph, folder / "graph.cx2")
        if "neo4j" in self.shape.formats:
            render.write_neo4j(graph, folder)

    def _record(self, report: BuildReport, figures: dict[str, Any]) -> None:
        """Write `run.json`: the same after every way to the same outputs, but for `this run`."""
        run = {
            "versions": packages(),
            "vocabulary": self.vocabulary.fingerprint,
            "settings": {
                "vocabularies": [str(path) for path in self.settings.vocabularies],
                "keep_generic": self.settings.keep_generic,
                **asdict(self.shape),
            },
            "counts": self.store.counts() | figures,
            "skipped": [
                {"source": each.name, "reason": each.reason, "remedy": each.remedy}
                for each in report.skipped
            ],
            "duplicates": [
                {"source": source, "counts as": first} for source, first in report.duplicates
            ],
            "this run": {"sources read": report.read, "seconds": report.seconds},
        }
        with _staged(Path(report.out)) as folder:
            text = json.dumps(run, indent=2, ensure_ascii=False)
            (folder / "run.json").write_text(f"{text}\n", "utf-8", newline="\n")


def check_shape(shape: Shape, vocabulary: Vocabulary) -> None:
    """Refuse a format or a concept to roll up into that there is not, before anything is read.

    Raises:
        InputError: it names it.
    """
    for name in shape.formats:
        if name not in EXTRAS:
            raise InputError(f"no format {name!r}: expected {', '.join(EXTRAS)}")
    for curie in shape.roll_up:
        if vocabulary.concept(curie) is None:
            raise InputError(f"no concept {curie!r} to roll up into; give the id of one")


def prepare() -> None:
    """Load what writing needs, beside the wait for workers that load what reading does."""
    Thread(target=_load, daemon=True).start()


def _load() -> None:
    """Load what takes a second, and is not needed where nothing has changed."""
    import_module("pipeline.assemble")
    render.prepare()


def standing(out: Path) -> AbstractContextManager[Answer[ConceptGraph | None]]:
    """Read the assertions that stand in an output folder, beside what the block does."""
    path = out / "graph.json"
    large = path.exists() and path.stat().st_size > LARGE * EDGE_BYTES
    return beside(lambda: render.read_assertions(path), worth=large)


def _write_changes(before: ConceptGraph | None, graph: ConceptGraph, folder: Path) -> None:
    """Write what is new since the build before, if there was one and anything is."""
    from pipeline.assemble import compare

    if before:
        difference = compare(before, graph, assertions_only=True)
        if difference != Difference(difference.articles, names=difference.names):
            render.write_changes(graph, difference, folder / "changes.md")


@contextmanager
def _staged(out: Path) -> Iterator[Path]:
    """Give a folder whose files move to the output folder once all are complete."""
    folder = out / UNFINISHED
    rmtree(folder, ignore_errors=True)  # of a build that was killed
    try:
        folder.mkdir()
        yield folder
        for path in sorted(folder.iterdir()):
            path.replace(out / path.name)
    except OSError as error:
        message = f"{out}: {error.strerror or error}; make room and build again, nothing is lost"
        raise StoreError(message) from error
    finally:
        rmtree(folder, ignore_errors=True)


def _files(out: Path, formats: Iterable[str]) -> dict[str, list[int]]:
    """Return the state of every output, to tell whether someone has touched it since."""
    names = chain(FILES, *(EXTRAS[each] for each in formats))
    paths = [*(out / name for name in names), *render.evidence_volumes(out)]
    return {path.name: _state(path) for path in paths}


def _state(path: Path) -> list[int]:
    """Return the size and time of a file; nothing where there is none."""
    status = path.stat() if path.exists() else None
    return [status.st_size, status.st_mtime_ns] if status else []
