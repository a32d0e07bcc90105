"""Fuzz the readers with mutated real files: no crash, no hang, no memory over the limit.

    python benchmarks/fuzz_readers.py FOLDER [--minutes 5] [--seed 0] [--keep failures]

Every file in the folder is mutated again and again (bytes cut, doubled, overwritten, foreign pieces
put in, two files spliced) and read in a process of its own with 1 GB of memory.  A failure is a
reader that raises instead of yielding an error, a dead or silent process, or an article that breaks
the model's contract; its input is kept so that it can become a fixture.
"""

import argparse
import multiprocessing
import random
import resource
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read import Source, find_sources, read
from pipeline.read.formats import suffix

MEMORY = 1 << 30
SECONDS = 20
PIECES = [
    b"<", b"</", b"<!--", b"]]>", b"<![CDATA[", b"&#0;", b"&x;", b"\x00", b"\xff", b"\xed\xa0\x80",
    b"{", b"[", b'"', b"\\ud800", b"|t|", b"|a|", b"\n", b"\r\n\r\n", b"PMID- ", b"endstream",
    b"/Length 999999999", b"/Filter [/FlateDecode /FlateDecode]", b"/Kids [2 0 R]", b"99999999999",
    b"-1", b"(" * 5000, b"<div>" * 500, b"<sec>" * 300, b"[" * 500, b"> " * 200, b"\xe2\x80\xae",
]  # fmt: skip


def mutate(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Change a file in one to twenty places."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 2, 8, 64, 1024, len(changed) // 3))
        piece = chance.choice(
            (
                b"",
                bytes(changed[at : at + length]) * 2,
                chance.randbytes(min(length, 64)),
                chance.choice(PIECES),
                other[at : at + length],
            )
        )
        overwrite = chance.random() < 0.6
        changed[at : at + length if overwrite else at] = piece
    return bytes(changed)


def problem(name: str, data: bytes) -> str:
    """Read some bytes and say what is wrong with the result; empty if nothing is."""
    found = list(read(Source(name, id="fuzz", data=data)))
    if not found:
        return "nothing was yielded"
    for result in found:
        if isinstance(result, ReadError):
            if "reader failed" in result.reason or not str(result).isprintable():
                return str(result)
            continue
        end = 0
        for passage in result.passages:
            if not end <= passage.start < passage.end <= len(result.text):
                return f"passages of {result.id} overlap or leave the text"
            end = passage.end
        try:
            f"{result.id}{result.title}{result.text}".encode()
        except UnicodeEncodeError as error:
            return str(error)
    return ""


def work(pipe: Connection) -> None:
    """Answer each (name, data) with what is wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        pipe.send(problem(*pipe.recv()))


class Worker:
    """A process that reads, and is replaced when it dies or hangs."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=work, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def __call__(self, name: str, data: bytes) -> str:
        """Read in the process; say what is wrong."""
        try:
            self.pipe.send((name, data))
            answer = self.pipe.recv() if self.pipe.poll(SECONDS) else f"silent for {SECONDS} s"
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.process.join()
            answer = f"the process died ({self.process.exitcode})"
        if answer.startswith(("silent", "the process")):
            self.process.kill()
            self._start()
        return str(answer)


def main() -> None:
    """Fuzz for the time asked for and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("failures"))
    options = parser.parse_args()
    paths = [s.path for s in find_sources([options.folder]) if isinstance(s, Source)]
    chance, worker = random.Random(options.seed), Worker()
    tried: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    slowest: dict[str, float] = {}
    by_format: dict[str, list[str]] = {}
    for path in paths:
        by_format.setdefault(suffix(path), []).append(path)
    end = time.monotonic() + 60 * options.minutes
    while time.monotonic() < end:
        kind = chance.choice(sorted(by_format))
        path, other = (Path(chance.choice(by_format[kind])) for _ in range(2))
        data = mutate(path.read_bytes(), other.read_bytes(), chance)
        start = time.monotonic()
        answer = worker(f"fuzz{kind}", data)
        tried[kind] += 1
        slowest[kind] = max(slowest.get(kind, 0), time.monotonic() - start)
        if answer:
            failed[kind] += 1
            options.keep.mkdir(exist_ok=True)
            kept = options.keep / f"{kind.strip('.')}-{tried[kind]}{kind}"
            kept.write_bytes(data)
            print(f"{kept}: {answer[:300]}")
    for kind in sorted(tried):
        line = f"{kind:10} {tried[kind]:6} tried {failed[kind]:4} failed"
        print(f"{line}  slowest {slowest[kind]:.2f} s")


if __name__ == "__main__":
    main()
