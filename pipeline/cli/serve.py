"""`etiograph serve`: the explorer over a build, for graphs too large for one file."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from pipeline.render.server import server


def command(
    out: Annotated[Path, typer.Argument(help="The folder of a build.")],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any.")] = 8765,
    show: Annotated[bool, typer.Option("--open", help="Open the explorer in a browser.")] = False,
) -> None:
    """Serve the explorer of a build to this machine, with links and sentences that its file leaves out.

    Example: etiograph serve outputs --open
    """
    with server(out, port=port) as serving:
        address = f"http://127.0.0.1:{serving.server_address[1]}/"
        print(f"The explorer of {out} is at {address} (stop it with Ctrl+C)", flush=True)
        if show:
            webbrowser.open(address)
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            print("Stopped")
