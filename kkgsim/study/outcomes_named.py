"""The outcomes that somebody names."""

from __future__ import annotations

from collections.abc import Iterable

from kkgsim.errors import COMMAND_LINE, InputProblems, Problem, nearest
from kkgsim.locale import refusal
from kkgsim.outcomes import OUTCOMES, Outcome


def outcomes_named(names: Iterable[str], key: str = "--outcome", *, judged: bool = False) -> list[Outcome]:
    """Outcomes by name, each once; ``key`` is the option that names them.

    Raises ``InputProblems`` for all names there are not and, where they are to be ``judged`` by, for outcomes of which
    more is neither better nor worse.
    """
    asked = dict.fromkeys(names)
    problems = [
        Problem(COMMAND_LINE, refusal("no_outcome"), key=key, given=name, nearest=nearest(name, OUTCOMES))
        for name in asked if name not in OUTCOMES
    ]  # fmt: skip
    problems += [
        Problem(COMMAND_LINE, refusal("no_better"), key=key, given=name)
        for name in asked if judged and name in OUTCOMES and not OUTCOMES[name].better
    ]  # fmt: skip
    if problems:
        raise InputProblems(problems)
    return [OUTCOMES[name] for name in asked]
