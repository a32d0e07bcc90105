"""The command as a whole: quick to answer, and honest about its parts."""

import subprocess
import sys
from importlib import import_module

import pytest
from typer.testing import CliRunner

from pipeline import build
from pipeline.cli.app import COMMANDS, app
from pipeline.errors import InputError, StoreError

HEAVY = ("lxml", "networkx", "numpy", "pypdfium2", "pyvis", "scipy", "spacy")


def loaded(code: str) -> set[str]:
    """Which heavy packages a new Python has loaded after some code."""
    told = f"{code}\nimport sys; print(*(sys.modules.keys() & set({HEAVY!r})))"
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy():
    assert (
        loaded("from pipeline.cli.app import app\napp(['--help'], standalone_mode=False)") == set()
    )


def test_a_build_of_nothing_new_loads_neither_spacy_nor_the_vocabulary(tmp_path):
    (tmp_path / "a.txt").write_text("Mast cells promote inflammation in asthma.")
    build([tmp_path / "a.txt"], tmp_path / "out")
    again = f"""
from pipeline import build
from pipeline.vocabulary import vocabulary
vocabulary._read_cache = vocabulary._compile = None
assert build([{str(tmp_path / "a.txt")!r}], {str(tmp_path / "out")!r}).read == 0"""
    assert "spacy" not in loaded(again)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes the streams")
@pytest.mark.parametrize("streams", ["", ">&-", ">&- 2>&-"])
def test_a_command_ends_well_where_nobody_listens(tmp_path, streams):
    (tmp_path / "a.txt").write_text("Mast cells promote inflammation in asthma.")
    command = f"{sys.executable} -m pipeline build {tmp_path}/a.txt -o {tmp_path}/out -q {streams}"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr
    assert (run.returncode, (tmp_path / "out" / "graph.html").exists()) == (0, True)


def test_a_folder_that_cannot_be_made_is_named_with_a_remedy(tmp_path):
    (tmp_path / "a.txt").write_text("Mast cells promote inflammation in asthma.")
    with pytest.raises(StoreError, match="choose a folder"):
        build([tmp_path / "a.txt"], tmp_path / ("x" * 300))


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_listed_as_it_describes_itself(name):
    module = import_module(f"pipeline.cli.{name}")
    own = module.app.info.help if name == "vocab" else module.command.__doc__.splitlines()[0]
    assert COMMANDS[name] == own
    result = CliRunner().invoke(app, [name, "-h"])
    assert result.exit_code == 0
    assert " ".join(own.split()[:3]) in result.output
    assert "--install-completion" not in result.output


def test_a_slip_is_put_right():
    result = CliRunner().invoke(app, ["biuld"])
    assert result.exit_code == 2 and "build" in result.output


def test_nothing_to_explain_is_said():
    result = CliRunner().invoke(app, ["explain", " "])
    assert isinstance(result.exception, InputError) and "Nothing to explain" in str(
        result.exception
    )
