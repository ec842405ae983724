"""``kkgsim app``: the screen on the command line."""

from __future__ import annotations

import click

from kkgsim.cli.options import HELP
from kkgsim.cli.options import lang as language


@click.command(help=HELP["app"])
@click.option("--port", type=int, default=8765, show_default=True, help="Port; 0 takes a free one. | Nomor port.")
@language("Language of the screen (en or id). | Bahasa layar.")
@click.option("--place", default="janapria", show_default=True, help="Embedded place or place folder. | Tempat.")
@click.option("--host", default="127.0.0.1", show_default=True,
              help="Address to listen on; the default is this computer only. | Alamat.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Do not open the browser. | Jangan buka peramban.")
def app(port: int, place: str, host: str, no_browser: bool) -> None:
    """Serve the screen until Ctrl+C."""
    from kkgsim.web.serve import serve

    serve(place, port, host=host, open_browser=not no_browser)
