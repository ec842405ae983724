"""``kkgsim levers``: what government can do."""

from __future__ import annotations

from kkgsim.cli.commands import declare
from kkgsim.cli.explain import render_lever
from kkgsim.cli.options import lang
from kkgsim.io.printing import tell
from kkgsim.model.levers import all_levers


@declare("levers")
@lang()
def command() -> None:
    """Print every lever with its settings, costs and payers."""
    tell("\n\n".join(render_lever(lever) for lever in all_levers().values()))
