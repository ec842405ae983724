"""Libraries that kkgsim does without elsewhere: what to install where one is missing."""

from __future__ import annotations

import importlib
from typing import Any

from kkgsim.errors import COMMAND_LINE, INSTALL_ALL, InputError, Issue
from kkgsim.i18n import refusal


def need(module: str) -> Any:
    """A module of this room that needs one. Raises ``InputError``, saying what to install, when it is missing."""
    try:
        return importlib.import_module(f"kkgsim.analysis.{module}")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("kkgsim"):
            raise
        raise missing(error.name.partition(".")[0]) from error


def missing(library: str) -> InputError:
    """The refusal for want of a library."""
    return InputError([Issue(COMMAND_LINE, refusal("no_library", library=library, command=INSTALL_ALL))])
