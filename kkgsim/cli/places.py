"""``kkgsim places``: the places that ship with kkgsim."""

from __future__ import annotations

from kkgsim.cli.commands import declare
from kkgsim.cli.options import lang
from kkgsim.io.printing import tell
from kkgsim.places.place_io.files import read
from kkgsim.places.place_io.installed import installed
from kkgsim.places.synthetic import embedded


@declare("places")
@lang()
def command() -> None:
    """Print the name and title of every place that comes with kkgsim, and of those that other packages bring."""
    for name, title in {**embedded(), **{name: read(folder).title for name, folder in installed().items()}}.items():
        tell(f"{name:<16} {title}")
