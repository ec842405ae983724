"""``kkgsim month``: what happens in a month, step by step."""

from __future__ import annotations

from kkgsim.cli.commands import declare
from kkgsim.cli.options import lang
from kkgsim.io.printing import tell
from kkgsim.model.schedule import printed


@declare("month")
@lang()
def command() -> None:
    """Print the steps of a month in their order."""
    tell(printed())
