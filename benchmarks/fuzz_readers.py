"""Fuzz the readers with spoilt real files: no crash, no hang, no memory over the limit.

    python benchmarks/fuzz_readers.py FOLDER [--each 3000] [--minutes 60] [--seed 0] [--only pdf]
                                             [--keep failures]

Files of every format are spoilt again and again (`mutations.py`), found, hashed and read as a build
does it, in a process of its own with 1 GB of address space.  Formats that the folder does not have
are made of its articles.  A failure is a reader that raises instead of yielding an error, a dead,
slow or hungry process, a message of several lines, or an article that breaks the model's contract;
its input is kept so that it can become a fixture.
"""

import argparse
import faulthandler
import gzip
import io
import json
import multiprocessing
import random
import resource
import signal
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2 as pdfium
from mutations import spoil

from pipeline.errors import ReadError
from pipeline.model import Article
from pipeline.read import Source, digest, find_sources, read
from pipeline.read.formats import HEAD, Format, detect

MEMORY = 1 << 30
SECONDS = 60
"""Wall clock after which a process counts as hanging; the machine may be busy with other work."""
CPU_SECONDS = 5
SEED_BYTES = 120_000
"""Larger files cost time and find nothing more."""
ENDINGS = {
    Format.TEXT: ".txt", Format.MARKDOWN: ".md", Format.HTML: ".html", Format.JATS: ".nxml",
    Format.PUBMED: ".xml", Format.BIOC: ".xml", Format.JSON: ".json", Format.JSONL: ".jsonl",
    Format.PUBTATOR: ".pubtator", Format.MEDLINE: ".nbib", Format.PDF: ".pdf", Format.DOCX: ".docx",
    Format.ZIP: ".zip", Format.TAR: ".tar",
}  # fmt: skip
Seeds = dict[tuple[Format, bool], list[bytes]]


def seeds(folder: Path) -> Seeds:
    """Return files to begin with by (format, gzipped?): those there, and those made of them."""
    found: Seeds = {}
    articles: list[Article] = []
    for source in find_sources([folder]):
        if isinstance(source, Source) and not source.member:
            data = Path(source.path).read_bytes()
            form = detect(data[:HEAD], source.path)
            if form is Format.PDF:
                data = _first_page(data)
            if form and len(data) < SEED_BYTES:
                found.setdefault((form, False), []).append(data)
            articles += [item for item in read(source) if isinstance(item, Article)][:5]
    for form, data in _made(articles[:40]):
        found.setdefault((form, False), []).append(data)
    texts = found.get((Format.JATS, False), []) + found.get((Format.TEXT, False), [])
    found[Format.ZIP, False] = [_zip(found)]
    found[Format.TAR, False] = [_tar(found)]
    found[Format.TAR, True] = [gzip.compress(_tar(found), 1)]
    found[Format.JATS, True] = [gzip.compress(data, 1) for data in texts[:5]]
    return found


def _first_page(data: bytes) -> bytes:
    """Keep one page: what is drawn on a page takes most of the time."""
    with pdfium.PdfDocument(data) as whole, pdfium.PdfDocument.new() as page:
        page.import_pages(whole, [0])
        page.save(file := io.BytesIO())
    return file.getvalue()


def _made(articles: list[Article]) -> Iterator[tuple[Format, bytes]]:
    """Write articles in the formats that are easily written."""
    lines = [json.dumps({"id": a.id, "title": a.title, "text": a.text[:2000]}) for a in articles]
    yield Format.JSONL, "\n".join(lines).encode()
    yield Format.JSON, f"[{','.join(lines[:5])}]".encode()
    for article in articles[::8]:
        text = article.text[:5000]
        yield Format.TEXT, text.encode()
        yield Format.MARKDOWN, f"# {article.title}\n\n> quoted\n\n- a `b` [c](d)\n\n{text}".encode()
        flat = " ".join(text.split())
        yield (
            Format.PUBTATOR,
            f"7|t|Title\n7|a|{flat}\n7\t0\t5\tTitle\tDisease\tD1\n\n".encode() * 2,
        )
        wrapped = "\n      ".join(text.split("\n"))
        yield Format.MEDLINE, f"PMID- 7\nTI  - Title\nDP  - 2020\nAB  - {wrapped}\n\n".encode() * 2
        yield Format.DOCX, _docx(text)


def _docx(text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
        style = '<w:style w:styleId="a"><w:name w:val="heading 1"/></w:style>'
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{space}">{style}</w:styles>')
        archive.writestr("docProps/core.xml", "<a><b>Title</b></a>")
    return file.getvalue()


def _small(found: Seeds) -> Iterator[tuple[str, bytes]]:
    for (form, _), files in sorted(found.items()):
        if form not in (Format.ZIP, Format.TAR):
            yield f"folder/{form}{ENDINGS[form]}", min(files, key=len)


def _zip(found: Seeds) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _small(found):
            archive.writestr(name, data)
    return file.getvalue()


def _tar(found: Seeds) -> bytes:
    with tarfile.open(fileobj=(file := io.BytesIO()), mode="w") as archive:
        for name, data in _small(found):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def problem(path: str) -> str:
    """Find, hash and read a file as a build does; say what is wrong, empty if nothing is."""
    found: list[Article | ReadError] = []
    for source in find_sources([path]):
        if isinstance(source, ReadError):
            found.append(source)
            continue
        try:
            digest(source)
        except ReadError as error:
            found.append(error)
            continue
        found += read(source)
    return next(filter(None, map(_wrong, found)), "" if found else "nothing was yielded")


def _wrong(result: Article | ReadError) -> str:
    """Say in what a result breaks the contract."""
    if isinstance(result, ReadError):
        is_bad = "reader failed" in result.reason or "more memory" in result.reason
        return str(result) if is_bad or not str(result).isprintable() else ""
    end = 0
    for passage in result.passages:
        if not end <= passage.start < passage.end <= len(result.text):
            return f"passages of {result.id} overlap or leave the text"
        end = passage.end
    try:
        f"{result.id}{result.title}{result.text}{result.journal}{result.doi}{result.pmid}".encode()
    except UnicodeEncodeError as error:
        return str(error)
    return "" if result.id.isprintable() else f"its id cannot be printed: {result.id!r}"


def work(pipe: Connection, parent: Connection) -> None:
    """Answer each path with what is wrong, until the parent is gone."""
    parent.close()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        path, start = pipe.recv(), time.process_time()
        try:
            answer = problem(path)
        except Exception as error:
            answer = f"raised {error!r}"
        took = time.process_time() - start
        pipe.send(answer or (f"took {took:.1f} s" if took > CPU_SECONDS else ""))


class Worker:
    """A process that reads, and is replaced when it dies or hangs."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=work, args=(theirs, self.pipe), daemon=True)
        self.process.start()
        theirs.close()

    def __call__(self, path: str) -> str:
        """Read in the process; say what is wrong."""
        try:
            self.pipe.send(path)
            answer = self.pipe.recv() if self.pipe.poll(SECONDS) else f"silent for {SECONDS} s"
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.process.join()
            answer = f"the process died ({self.process.exitcode})"
        if answer.startswith(("silent", "the process")):
            self.process.kill()
            self._start()
        return str(answer)


def main() -> None:
    """Fuzz as often as asked for and report; the exit code says whether anything failed."""
    faulthandler.register(signal.SIGUSR1)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=3000, help="times for each format")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="one format")
    parser.add_argument("--keep", type=Path, default=Path("failures"))
    options = parser.parse_args()
    end, failed = time.monotonic() + 60 * options.minutes, 0
    for (form, packed), files in sorted(seeds(options.folder).items()):
        if options.only in ("", form):
            failed += fuzz(form, packed, files, options, end)
    raise SystemExit(1 if failed else 0)


def fuzz(
    form: Format, packed: bool, files: list[bytes], options: argparse.Namespace, end: float
) -> int:
    """Spoil and read files of one format; return how many failed."""
    chance, worker = random.Random(f"{options.seed} {form} {packed}"), Worker()
    began = time.monotonic()
    ending = ENDINGS[form] + ".gz" * packed
    tried, slowest, failures = 0, 0.0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"fuzz{ending}"
        while tried < options.each and time.monotonic() < end:
            path.write_bytes(
                spoil(chance.choice(files), chance.choice(files), form, packed, chance)
            )
            start = time.monotonic()
            answer = worker(str(path))
            tried, slowest = tried + 1, max(slowest, time.monotonic() - start)
            if answer:
                failures[answer[:60]] += 1
                options.keep.mkdir(exist_ok=True)
                kept = options.keep / f"{form}-{tried}{ending}"
                kept.write_bytes(path.read_bytes())
                print(f"{kept}: {answer[:300]}", flush=True)
    worker.process.kill()
    took = time.monotonic() - began
    line = f"{form + ' gz' * packed:12} {tried:6} tried {failures.total():4} failed"
    print(f"{line}  {took:6.0f} s in all, slowest {slowest:.2f} s", flush=True)
    return failures.total()


if __name__ == "__main__":
    main()
