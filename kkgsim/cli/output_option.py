"""Where the answer of a command goes, from its options."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from kkgsim.cli.options import typed


def to_output(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``output`` (:class:`kkgsim.cli.output.Output`) for its ``--out`` and ``--overwrite``."""

    @wraps(command)
    def called(*, out: Any, overwrite: bool, **asked: Any) -> None:
        from kkgsim.cli.output import Output

        command(output=Output(out, overwrite, typed()), **asked)

    return called
