"""``kkgsim places``: the places that ship with kkgsim."""

from __future__ import annotations

from kkgsim.cli.commands import declare
from kkgsim.cli.options import lang
from kkgsim.io.printing import tell
from kkgsim.places.synthetic import embedded


@declare("places")
@lang()
def command() -> None:
    """Print the name and title of every embedded place."""
    for name, title in embedded().items():
        tell(f"{name:<16} {title}")
