"""Every mistake kkgsim tells a person about, in one shape.

The tree, outermost first::

    KKGError            anything kkgsim refuses; the command line prints it and exits with 2
    ├── InputProblems   one or more Problems in a file or an argument, all found in one pass
    └── OutputProblem   a result could not be written (disk full, folder in use, no permission)
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class KKGError(Exception):
    """Anything kkgsim refuses. Its text is meant for the person at the keyboard."""


@dataclass(frozen=True)
class Problem:
    """One mistake: where it is, what was given, what is allowed, the nearest right thing.

    ``where`` is a file (or ``"command line"``), ``line`` and ``column`` count from 1; ``line`` is None
    when the mistake has no line (a missing key, say). ``key`` is the dotted name of what is wrong.
    """

    where: str
    what: str
    line: int | None = None
    key: str = ""
    given: str = ""
    allowed: str = ""
    nearest: str = ""
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.where, self.line, self.column) if part is not None)
        text = f"{place}: " + (f"{self.key}: " if self.key else "") + self.what
        if self.given:
            text += f"; given: {self.given}"
        if self.allowed:
            text += f"; allowed: {self.allowed}"
        if self.nearest:
            text += f"; did you mean {self.nearest}?"
        return text


class InputProblems(KKGError):
    """All the mistakes of one input, found in one pass."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class OutputProblem(KKGError):
    """A result could not be written; nothing half-written is left behind."""


def nearest(name: str, names: Sequence[str] | Iterable[str]) -> str:
    """The name most like ``name``, or an empty string when none is like it."""
    close = difflib.get_close_matches(name.lower(), list(names), n=1, cutoff=0.5)
    return close[0] if close else ""
