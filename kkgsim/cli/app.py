"""``kkgsim app``: the screen on the command line."""

from __future__ import annotations

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import lang, option
from kkgsim.i18n import Text


@declare("app")
@option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True,
        about=Text("Port; 0 takes a free one.", "Nomor port; 0 memilih port yang bebas."))  # fmt: skip
@lang(Text("Language of the screen (en or id).", "Bahasa layar."))
@option("--place", default="janapria", show_default=True,
        about=Text("Embedded place or place folder.", "Tempat bawaan atau folder tempat."))  # fmt: skip
@option("--host", default="127.0.0.1", show_default=True,
        about=Text("Address to listen on; the default is this computer only.",
                   "Alamat yang dilayani; bawaannya hanya komputer ini."))  # fmt: skip
@option("--no-browser", is_flag=True, about=Text("Do not open the browser.", "Jangan buka peramban."))
def command(port: int, place: str, host: str, no_browser: bool) -> None:
    """Serve the screen until Ctrl+C."""
    from kkgsim.web.serve import serve

    serve(place, port, host=host, open_browser=not no_browser)
