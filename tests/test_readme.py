"""The README's examples run, and every command it names exists."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.assemble.triads import triads
from pipeline.cli.app import COMMANDS, load

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "my-articles").mkdir()
    (tmp_path / "my-articles" / "a.txt").write_text("Lupus\n\nStress worsens lupus.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    command = [sys.executable, "-m", "pipeline", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(Path.home())}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_the_library_example_runs(folder, capsys):
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert "Mesenchymal stem cells CellType CL:0000134" in capsys.readouterr().out
    assert (folder / "my-map" / "graph.html").exists()


def test_the_vocabulary_examples_run(folder):
    lines = [line for line in README.splitlines() if line.startswith("etiograph vocab ")]
    lines.append("etiograph build my-articles -o my-map --vocab own.tsv")
    assert lines[-1] in README
    for line in lines:
        arguments = [part.strip('"') for part in re.findall(r'"[^"]*"|\S+', line)[1:]]
        done = run(*arguments)
        assert done.returncode == 0, done.stderr
    assert "lupus" in (folder / "my-map" / "nodes.csv").read_text("utf-8")
    assert not (folder / "outputs").exists()  # where the demo's map stands
    table = README.split("## What a build writes")[1].split("\n\n")[1]
    assert {path.name for path in (folder / "my-map").iterdir()} <= set(
        re.findall(r"`(.*?)`", table)
    )


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (1, "build nowhere"),
        (1, "annotate my-articles --to paper"),
        (2, "build"),
        (2, "biuld my-articles"),
        (2, "build my-articles --level deep"),
    ],
)
def test_exit_codes_of_what_is_asked_wrongly(code, line, folder):
    assert run(*line.split()).returncode == code


def test_every_command_of_the_readme_exists_and_has_help():
    commands = {name: load(name) for name in COMMANDS}
    named = set(re.findall(r"`etiograph (\w+)", README))
    assert named == set(commands)
    assert all("Example: etiograph" in (c.help or "") for n, c in commands.items() if n != "vocab")


def test_the_readme_says_how_many_chains_are_kept():
    most = inspect.signature(triads).parameters["limit"].default
    assert f"`triads.csv`: the best {most:,} chains" in README


def test_every_picture_and_page_is_there():
    links = re.findall(r"\]\(([^)#:]+)\)|`((?:docs|tests|benchmarks|pipeline)/[\w./-]+)`", README)
    for link in filter(None, (part for pair in links for part in pair)):
        assert (ROOT / link).exists(), link
