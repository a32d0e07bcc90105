"""Folder to graph: a batch, the counts, the graph and every output.  Commands and users call this."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.annotator import Annotator, annotate, articles
from pipeline.batch import Maker, Progress, Watch, update
from pipeline.delivery import delivered
from pipeline.engines import check
from pipeline.errors import NothingToRead
from pipeline.outputs import BuildReport, Clock, Outputs, check_shape, prepare, standing
from pipeline.read.remote import is_url
from pipeline.settings import Batch, Settings, Shape
from pipeline.store import open_store
from pipeline.versions import rules
from pipeline.vocabulary import load
from pipeline.vocabulary.vocabulary import Report

__all__ = ["Annotator", "BuildReport", "annotate", "articles", "build"]


def build(
    paths: Sequence[Path | str],
    out: Path | str,
    settings: Settings | None = None,
    *,
    shape: Shape | None = None,
    batch: Batch | None = None,
    watch: Watch | None = None,
    report: Report | None = None,
) -> BuildReport:
    """Build the concept graph of files and folders and write every output into a folder.

    Only what is new or has changed since the folder's last build is read; what is gone is
    subtracted.  The outputs are those of a build into an empty folder, byte for byte.

    Args:
        paths: files, folders and URLs of articles.
        out: the folder or URL where the outputs and the store go.
        settings: what to find.
        shape: what becomes of it: merged concepts, left out edges, more formats.
        batch: how to run; makes no difference to the outputs.
        watch: told how far the build is.
        report: told how far the compilation of the vocabulary is, where it has to be compiled.

    Raises:
        NothingToRead: there is nothing to read; a first build says why in `run.json` too.
        InputError: there is no such engine, format or concept to roll up into; nothing is done.
        StoreError: another build holds the folder, or it cannot be written.
    """
    settings, shape, batch = settings or Settings(), shape or Shape(), batch or Batch()
    watch = watch or (lambda _: None)
    with delivered(out) as folder:
        made = _build(paths, folder, settings, shape, batch, watch, report)
        if is_url(str(out)):
            made = replace(made, out=str(out), made=made.graph)  # while the folder is here
    return made


def _build(
    paths: Sequence[Path | str],
    out: Path,
    settings: Settings,
    shape: Shape,
    batch: Batch,
    watch: Watch,
    report: Report | None,
) -> BuildReport:
    """Build in a folder of this machine."""
    check(batch.engine, batch.scheduler)
    vocabulary = load(settings, report=report)
    check_shape(shape, vocabulary)
    clock = Clock()
    found_by = rules(vocabulary.fingerprint)
    with open_store(out, fingerprint=found_by) as store, standing(out) as before:
        outputs = Outputs(store, vocabulary, settings, _title(paths), shape)
        try:
            maker = Maker(settings, vocabulary)
            read = update(store, paths, maker, batch, watch, begun=prepare)
        except NothingToRead as error:
            outputs.refuse(out, error)
            raise
        clock.lap("reading")
        return outputs.write(
            out, before=before, read=read, watch=lambda phase: watch(Progress(phase)), clock=clock
        )


def _title(paths: Sequence[Path | str]) -> str:
    """Name the page after its inputs."""
    names = [Path(path).resolve().name if str(path) != "-" else "standard input" for path in paths]
    named = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"Concept map of {named}"
