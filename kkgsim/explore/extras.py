"""Modules of this room that need a library which kkgsim does without elsewhere."""

from __future__ import annotations

import importlib
from typing import Any

from kkgsim.errors import COMMAND_LINE, InputProblems, Problem
from kkgsim.locale import refusal


def need(module: str) -> Any:
    """A module of this room. Raises ``InputProblems``, saying what to install, when its library is missing."""
    try:
        return importlib.import_module(f"kkgsim.explore.{module}")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("kkgsim"):
            raise
        what = refusal("no_library", library=error.name.partition(".")[0], extra="explore")
        raise InputProblems([Problem(COMMAND_LINE, what)]) from error
