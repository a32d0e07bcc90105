"""A large batch from end to end: time, memory, second builds, and builds killed at random moments.

    python benchmarks/batch.py [--articles 100000] [--kills 20] [--only PART] [--folder FOLDER]

Builds run as users run them, in processes of their own, over made-up abstracts (`abstracts.py`), one
file each.  Every figure stands beside what we ask of it; the exit code says whether all are met.
Memory is the proportional share (PSS) of the build and its workers, so it is only told on Linux.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from abstracts import Abstracts

from pipeline import Annotator

ROOT = Path(__file__).parents[1]
SAMPLE_SECONDS = 0.5
GB = 1 << 30


@dataclass(slots=True)
class Run:
    """What was seen of one build: (seconds, articles, bytes) samples, and its own record."""

    seconds: float = 0.0
    code: int = 0
    samples: list[tuple[float, int, int]] = field(default_factory=list)
    phases: dict[str, float] = field(default_factory=dict)

    @property
    def peak(self) -> int:
        """The most memory of all processes together."""
        return max((memory for *_, memory in self.samples), default=0)


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--kill-articles", type=int, default=400)
    parser.add_argument("--folder", type=Path, help="keep everything here")
    parser.add_argument("--only", choices=("large", "workers", "killed"), help="one part")
    options = parser.parse_args()
    folder = options.folder or Path(mkdtemp(prefix="etiograph-batch-"))
    abstracts = Abstracts(ROOT / "corpus", Annotator())
    parts = {
        "large": lambda: large(folder, abstracts, options.articles),
        "workers": lambda: workers(folder, abstracts, max(options.articles // 10, 100)),
        "killed": lambda: killed(folder, abstracts, options.kill_articles, options.kills),
    }
    missed = 0
    for part in [options.only] if options.only else parts:
        for name, figure, target, met in parts[part]():
            print(f"{'  ' if met else '! '}{name:<46} {figure:>14}   {target}", flush=True)
            missed += not met
    if not options.folder:
        shutil.rmtree(folder)
    sys.exit(missed > 0)


Row = tuple[str, str, str, bool]


def large(folder: Path, abstracts: Abstracts, count: int) -> Iterator[Row]:
    """Build all, build again, change one article and build again."""
    corpus, out = made(folder, "large", abstracts, count)
    first = build(corpus, out, sampled=True)
    yield "articles", f"{count:,}", "", True
    yield "first build, seconds", f"{first.seconds:,.1f}", "", True
    reading = first.phases["reading"]
    yield "reading, ms an article, 2 workers", f"{1000 * reading / count:.2f}", "", True
    for phase in ("counting", "drawing", "writing"):
        yield f"{phase}, seconds", f"{first.phases[phase]:,.1f}", "", True
    share = 1 - reading / sum(first.phases.values())
    yield "counting to writing, share of the total", f"{share:.0%}", "≤ 25%", share <= 0.25
    drift = pace(first, count)
    yield "pace of the last tenth / the second", f"{drift:.2f}", "0.85 to 1.15", 0.85 < drift < 1.15
    yield "peak memory, all processes", f"{first.peak / GB:.2f} GB", "≤ 3 GB", first.peak <= 3 * GB
    growth = flatness(first, count)
    yield "memory while reading, end / first tenth", f"{growth:.2f}", "≤ 1.10", growth <= 1.10
    size = sum(path.stat().st_size for path in out.iterdir()) / count
    yield "output folder, KB an article", f"{size / 1024:.1f}", "", True
    share = build(corpus, out).seconds / first.seconds
    yield "second build, nothing changed / first", f"{share:.1%}", "≤ 5%", share <= 0.05
    changed = sorted(corpus.rglob("*.txt"))[count // 2]
    changed.write_text(abstracts.abstract(count + 1), encoding="utf-8")
    share = build(corpus, out).seconds / first.seconds
    yield "build after one change / first", f"{share:.1%}", "≤ 10%", share <= 0.10


def workers(folder: Path, abstracts: Abstracts, count: int) -> Iterator[Row]:
    """Compare two workers with one; the time they take to start counts too."""
    corpus, out = made(folder, "workers", abstracts, count)
    one = build(corpus, out.with_name("one"), workers=1).phases["reading"]
    two = build(corpus, out.with_name("two"), workers=2).phases["reading"]
    yield f"2 workers / 1, {count:,} articles", f"{one / two:.2f} ×", "≥ 1.7 ×", one / two >= 1.7
    same = written(out.with_name("one")) == written(out.with_name("two"))
    yield "their outputs identical", str(same), "True", same


def killed(folder: Path, abstracts: Abstracts, count: int, kills: int) -> Iterator[Row]:
    """Kill builds at random moments, build again and compare with an undisturbed build."""
    corpus, out = made(folder, "killed", abstracts, count)
    whole = build(corpus, out)
    expected = written(out)
    rng = random.Random(1)
    identical = took = 0
    for attempt in range(kills):
        again = out.with_name(f"killed-{attempt}")
        first = build(corpus, again, kill_after=rng.uniform(0, whole.seconds))
        took += first.code == -signal.SIGKILL
        build(corpus, again)
        identical += written(again) == expected
        shutil.rmtree(again)
    yield "builds killed before their end", f"{took}", "", True
    figure = f"{identical} of {kills}"
    yield "identical after being built again", figure, f"{kills} of {kills}", identical == kills


def made(folder: Path, name: str, abstracts: Abstracts, count: int) -> tuple[Path, Path]:
    """Write a corpus; return it and the folder of its build."""
    corpus = folder / name / "in"
    abstracts.write(corpus, count)
    return corpus, folder / name / "out"


def build(
    corpus: Path,
    out: Path,
    *,
    workers: int = 2,
    kill_after: float | None = None,
    sampled: bool = False,
) -> Run:
    """Run a build to its end, or kill it; samples of memory take a few hundredths of its time."""
    options = ["--engine", "processes", "--workers", f"{workers}", "--progress", "json"]
    command = [sys.executable, "-m", "pipeline", "build", str(corpus), "-o", str(out), *options]
    run, start = Run(), time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        watcher = threading.Thread(target=watch, args=(process, run, sampled), daemon=True)
        watcher.start()
        try:
            run.code = process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
            run.code = process.wait()
        watcher.join()
    run.seconds = time.monotonic() - start
    if run.code == 0:
        record = json.loads((out / "run.json").read_text(encoding="utf-8"))
        run.phases = record["this run"]["seconds"]
    return run


def watch(process: "subprocess.Popen[str]", run: Run, sampled: bool) -> None:
    """Note each line of progress, and take samples of memory in between if asked to."""
    start, articles = time.monotonic(), [0]

    def sample() -> None:
        while sampled and process.poll() is None:
            used = memory(process.pid)
            run.samples.append((time.monotonic() - start, articles[0], used))
            time.sleep(SAMPLE_SECONDS)

    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("{"):
            step = json.loads(line)
            articles[0] = step["articles"] if step["phase"] == "reading" else -1
    sampler.join()


def memory(process: int) -> int:
    """Return the memory of a process and all below it, in bytes; 0 where the system won't say."""
    total = 0
    for pid in [process, *descendants(process)]:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:  # it has ended
            continue
        total += sum(int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:"))
    return total * 1024


def descendants(process: int) -> list[int]:
    """Return the processes below one."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(pid) for pid in task.read_text(encoding="ascii").split()]
        except OSError:
            continue
        found += [pid for child in children for pid in (child, *descendants(child))]
    return found


def pace(run: Run, count: int) -> float:
    """Return the seconds an article takes in the last tenth over those in the second tenth."""
    return between(run, 0.9 * count, count) / between(run, 0.1 * count, 0.2 * count)


def between(run: Run, start: float, end: float) -> float:
    """Return seconds an article between two numbers of articles, as near as samples tell."""
    inside = [(s, a) for s, a, _ in run.samples if start <= a <= end]
    if len(inside) < 2:
        return float("nan")
    (first, low), (last, high) = inside[0], inside[-1]
    return (last - first) / max(high - low, 1)


def flatness(run: Run, count: int) -> float:
    """Return the most memory while reading over the most in the first tenth."""
    reading = [(a, m) for _, a, m in run.samples if a >= 0]
    early = max((m for a, m in reading if a <= 0.1 * count), default=0)
    return max(m for _, m in reading) / early if early else float("nan")


def written(out: Path) -> dict[str, bytes]:
    """Return the outputs; of `run.json` what does not depend on the way to them."""
    found = {}
    for path in sorted(out.iterdir()):
        if not path.name.startswith(("store.", "changes.")):
            found[path.name] = path.read_bytes()
    record = json.loads(found["run.json"])
    record.pop("this run")
    return found | {"run.json": json.dumps(record).encode()}


if __name__ == "__main__":
    main()
