"""The `etiograph` command: one file a subcommand, loaded when it is run."""

import gc
import os
import sys
from importlib import import_module
from importlib.metadata import version
from typing import Any, NoReturn

import typer
from rich.console import Console
from typer.core import TyperGroup
from typer.main import get_group

from pipeline.errors import EtiographError

COMMANDS = {
    "build": "Build the concept graph of articles: page, tables, GraphML and report.",
    "annotate": "Find diseases, cell types, mechanisms and relations, and write them article by article.",
    "evaluate": "Score mentions (and relations) against gold: precision, recall, F1, strict and overlap.",
    "explain": "Print for each phrase what matched, by which rule, and what was rejected and why.",
    "find": "Show what a concept is joined to, or how two are joined, with a sentence for each edge.",
    "diff": "Show which concepts and edges came, went or gained articles from one build to another.",
    "serve": "Serve the explorer of a build to this machine, with links and sentences that its file leaves out.",
    "vocab": "Look into the vocabularies, and keep one of your own.",
}
"""What each command does, as its own help begins: here, so that `--help` need not load them all."""


class Commands(TyperGroup):
    """Loads a command when it is run: with all they need, they take two seconds."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the name, the command itself and what is left of the arguments."""
        name, stub, rest = super().resolve_command(ctx, args)
        return name, load(name) if name and stub else stub, rest


def load(name: str) -> Any:  # noqa: ANN401
    """Return a command as Click knows it."""
    module = import_module(f"pipeline.cli.{name}")
    only = typer.Typer(callback=lambda: None)  # a group, so that the command is as it is in ours
    if hasattr(module, "app"):
        only.add_typer(module.app, name=name)
    else:
        only.command(name)(module.command)
    return get_group(only).commands[name]


app = typer.Typer(
    cls=Commands,
    help="Map what biomedical articles say about diseases, cell types and mechanisms.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _name, _help in COMMANDS.items():
    app.command(_name, help=_help)(lambda: None)


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


_debug = False


def main() -> NoReturn:
    """Run the command line; errors become one line on standard error and exit code 1."""
    gc.set_threshold(100_000, 20, 100)  # a command makes many small objects that stay
    try:
        app()
    except SystemExit as end:  # what it was raised from still holds the graph
        if isinstance(end.code, int):
            _leave(end.code)
        raise
    except EtiographError as error:
        if _debug:
            raise
        Console(stderr=True, highlight=False).print(
            f"etiograph: {error}", style="red", markup=False, soft_wrap=True
        )
    sys.exit(1)


def _leave(code: int) -> NoReturn:
    """End at once: to give back a million small objects one by one takes two seconds."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None where it was closed from the start
        try:
            stream.flush()
        except (OSError, ValueError):  # whoever read it is gone, or it was closed
            code = code or 1
    os._exit(code)
