"""The `etiograph` command: one file a subcommand, registered here."""

import sys
from importlib.metadata import version

import typer
from rich.console import Console

from pipeline.cli import annotate, build, diff, evaluate, explain, find, serve, vocab
from pipeline.errors import EtiographError

app = typer.Typer(
    help="Map what biomedical articles say about diseases, cell types and mechanisms.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"etiograph {version('etiograph')}")
        raise typer.Exit


@app.callback()
def options(
    debug: bool = typer.Option(False, "--debug", help="Show a traceback where an error occurs."),
    _: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Map what biomedical articles say about diseases, cell types and mechanisms."""
    global _debug
    _debug = debug


app.command("build")(build.command)
app.command("annotate")(annotate.command)
app.command("evaluate")(evaluate.command)
app.command("explain")(explain.command)
app.command("find")(find.command)
app.command("diff")(diff.command)
app.command("serve")(serve.command)
app.add_typer(vocab.app, name="vocab")

_debug = False


def main() -> None:
    """Run the command line; errors become one line on standard error and exit code 1."""
    try:
        app()
    except EtiographError as error:
        if _debug:
            raise
        Console(stderr=True, highlight=False).print(
            f"etiograph: {error}", style="red", markup=False, soft_wrap=True
        )
        sys.exit(1)
