"""Libraries that kkgsim does without elsewhere: what to install where one is missing."""

from __future__ import annotations

import importlib
from typing import Any

from kkgsim.errors import COMMAND_LINE, INSTALL_ALL, InputProblems, Problem
from kkgsim.i18n import refusal


def need(module: str) -> Any:
    """A module of this room that needs one. Raises ``InputProblems``, saying what to install, when it is missing."""
    try:
        return importlib.import_module(f"kkgsim.explore.{module}")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("kkgsim"):
            raise
        raise missing(error.name.partition(".")[0]) from error


def missing(library: str) -> InputProblems:
    """The refusal for want of a library."""
    return InputProblems([Problem(COMMAND_LINE, refusal("no_library", library=library, command=INSTALL_ALL))])
