"""A batch: bring a store to what files and folders hold now, reading only what is new or changed.

The engine decides where the work is done and nothing else: parts of a source are numbered by their
place in it, so that the store ends up the same whoever did them in whatever order.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from pipeline.engines import Event, Failure, Finished, Function, Result, cores, run
from pipeline.errors import NothingToRead, ReadError
from pipeline.model import Annotation, Article
from pipeline.read import CHANGED, Source, digest, find_sources, is_url, mark, read
from pipeline.settings import Batch, Settings
from pipeline.store import Packed, Skipped, Store, pack
from pipeline.vocabulary import Vocabulary

SMALL_ITEMS = 64
SMALL_BYTES = 2 << 20
"""Work below both is done before other processes have loaded the vocabulary."""
SPLIT_BYTES = 4 << 20
"""Sources above are shared out between workers where there are too few to keep all busy."""
SHOW_SECONDS = 0.2
WHOLE = -1
"""Part number of what is lost of a whole share; those of the other shares follow below."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is.

    Its phase is reading, counting, drawing or writing; while it reads: the bytes done of those that
    are new, the articles read, the records skipped and the seconds since the start.
    """

    phase: str
    done: int = 0
    size: int = 0
    articles: int = 0
    skipped: int = 0
    seconds: float = 0.0


Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Work:
    """A share of a source: its parts whose number leaves `stripe` when divided by `stripes`."""

    source: Source
    version: str
    stripe: int = 0
    stripes: int = 1
    done: frozenset[int] = frozenset()


def worker(annotate: Callable[[Article], Annotation]) -> Function:
    """Return the function that engines map over work: reads, annotates and packs articles."""

    def function(
        work: Work, skip: frozenset[int], begin: Callable[[int], None]
    ) -> Iterator[tuple[int, Packed | Skipped]]:
        for part, item in enumerate(read(work.source)):
            if part % work.stripes != work.stripe or part in skip or part in work.done:
                continue
            if isinstance(item, ReadError):
                yield part, Skipped(item.source, item.reason, item.remedy)
            else:
                begin(part)
                yield part, pack(annotate(item))

    return function


class Maker:
    """Makes what workers run; it travels without the vocabulary, which each worker loads itself."""

    def __init__(self, settings: Settings, vocabulary: Vocabulary | None = None) -> None:
        self._settings, self._vocabulary = settings, vocabulary

    def __call__(self) -> Function:
        """Return the function that reads, annotates and packs articles."""
        from pipeline.annotator import Annotator  # spaCy takes seconds: only where there is work

        return worker(Annotator(self._settings, vocabulary=self._vocabulary))

    def __reduce__(self) -> tuple[type, tuple[Settings]]:
        return type(self), (self._settings,)


def update(
    store: Store,
    paths: Sequence[str | Path],
    make: Callable[[], Function],
    batch: Batch,
    watch: Watch,
    *,
    begun: Callable[[], None] = lambda: None,
) -> int:
    """Read what is new or changed into the store, and subtract what is gone.

    Args:
        store: where to put what is found.
        paths: files and folders.
        make: makes a `worker`; has to be picklable.
        batch: how to run.
        watch: told how far it is, a few times a second at most.
        begun: called once there is something to read.

    Returns:
        How many sources were read.

    Raises:
        NothingToRead: there is nothing to read, or nothing that could be read where the store has
            articles of other sources; it keeps them.
    """
    found = list(find_sources(paths))
    if not any(isinstance(item, Source) for item in found):
        raise NothingToRead(tuple(item for item in found if isinstance(item, ReadError)))
    if out_of_reach := _out_of_reach(found):
        raise NothingToRead(out_of_reach)
    names = {item.name if isinstance(item, Source) else item.source for item in found}
    gone = set(store.names()) - names
    finished = _Update(store, batch, watch, begun, found).run(make)
    if (fruitful := store.fruitful() if gone else set()) and fruitful <= gone:
        skipped = store.skipped(besides=gone)
        store.remove(sorted(names))
        raise NothingToRead(tuple(ReadError(e.name, e.reason, e.remedy) for e in skipped))
    store.remove(sorted(gone))
    return finished


def _out_of_reach(found: Sequence[Source | ReadError]) -> tuple[ReadError, ...]:
    """Return why no source can be fetched, where all are at addresses: a network that is down."""
    errors: list[ReadError] = []
    for item in found:
        if isinstance(item, Source) and not is_url(item.path):
            return ()
        try:
            if isinstance(item, Source):
                digest(item)
                return ()
            errors.append(item)
        except ReadError as error:
            errors.append(error)
    return tuple(errors)


@dataclass(slots=True)
class _Update:
    """One update while it runs."""

    store: Store
    batch: Batch
    watch: Watch
    begun: Callable[[], None]
    found: list[Source | ReadError]
    size: int = 0
    done: int = 0
    articles: int = 0
    skipped: int = 0
    started: float = field(default_factory=time.monotonic)
    shown: float = 0.0
    busy: bool = False
    left: Counter[str] = field(default_factory=Counter)
    failed: set[str] = field(default_factory=set)

    def run(self, make: Callable[[], Function]) -> int:
        """Do the work; return how many sources were read."""
        self.size = sum(item.size for item in self.found if isinstance(item, Source))
        engine, work = self._engine(self._work())
        events = run(
            engine,
            make,
            work,
            workers=self.batch.workers or cores(),
            timeout=self.batch.timeout,
            scheduler=self.batch.scheduler,
        )
        finished = 0
        with closing(events):  # whatever happens here, workers end now
            for event in events:
                finished += self._take(event)
                self._show()
        self._show(last=True)
        return finished

    def _work(self) -> Iterator[Work]:
        """Yield what has to be read; sources are hashed on the way, but where a mark shows no change."""
        known = self.store.known()
        for item in self.found:
            if isinstance(item, ReadError):
                self._reject(item)
                continue
            before, seen = known.get(item.name, ("", ""))
            now = mark(item)
            if now and now == seen:
                self.size -= item.size
                continue
            try:
                version = digest(item)
            except ReadError as error:
                self._reject(error)
                continue
            if version == before:
                self.size -= item.size
                if now != seen:
                    self.store.mark(item.name, now)
            else:
                yield from self._shares(item, version)

    def _reject(self, error: ReadError) -> None:
        """Note what cannot be read."""
        self.skipped += 1
        self.store.reject(error.source, Skipped(error.source, error.reason, error.remedy))

    def _shares(self, source: Source, version: str) -> Iterator[Work]:
        """Split a large source where there are too few to keep all workers busy."""
        if not self.busy:
            self.busy = True
            self.begun()
        workers = self.batch.workers or cores()
        few = len(self.found) < 4 * workers
        stripes = workers if few and source.size > SPLIT_BYTES else 1
        self.left[source.name] = stripes
        done = self.store.parts(source.name, version)
        for stripe in range(stripes):
            yield Work(source, version, stripe, stripes, done)

    def _engine(self, work: Iterator[Work]) -> tuple[str, Iterator[Work]]:
        """Choose the engine: other processes pay only for more than a handful of work."""
        if self.batch.engine != "auto":
            return self.batch.engine, work
        first = list(islice(work, SMALL_ITEMS))
        small = len(first) < SMALL_ITEMS and sum(w.source.size for w in first) < SMALL_BYTES
        return "serial" if small else "processes", chain(first, work)

    def _take(self, event: Event) -> int:
        """Put an event into the store; return 1 for a source that is finished."""
        work: Work = event.item
        name, version = work.source.name, work.version
        if isinstance(event, Result):
            self.articles += isinstance(event.value, Packed)
            if isinstance(event.value, Skipped):
                self.skipped += 1
                if event.value.reason.endswith(CHANGED):
                    self.failed.add(name)
            self.store.put(name, version, event.part, event.value)
        elif isinstance(event, Failure):
            self.skipped += 1
            self.failed.add(name)
            part = WHOLE - work.stripe if event.part is None else event.part
            self.store.put(name, version, part, _lost(work.source, event))
        elif isinstance(event, Finished):
            return self._finish(work)
        return 0

    def _finish(self, work: Work) -> int:
        """Note that a share is done; a source with a failure is tried again by the next build."""
        name = work.source.name
        self.left[name] -= 1
        self.done += work.source.size // work.stripes
        if self.left[name]:
            return 0
        del self.left[name]
        if name not in self.failed:
            self.store.finish(name, work.version, mark(work.source))
        return 1

    def _show(self, *, last: bool = False) -> None:
        now = time.monotonic()
        if last or now - self.shown > SHOW_SECONDS:
            self.shown = now
            done = self.size if last else min(self.done, self.size)
            seconds = now - self.started
            self.watch(Progress("reading", done, self.size, self.articles, self.skipped, seconds))


def _lost(source: Source, failure: Failure) -> Skipped:
    """Name the article that an engine lost."""
    name = f"{source.name} (article {failure.part + 1})" if failure.part else source.name
    remedy = "look at its text, or allow more with --timeout; the next build tries it again"
    return Skipped(name, failure.reason, remedy)
