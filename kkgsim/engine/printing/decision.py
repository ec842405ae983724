"""What a teacher weighs when she decides whether to come, printed as JavaScript: for a page that tells her story.

A page plays the months before with whatever clock it has, then these functions on the same tables: the month up to the
step in which teachers weigh, each thing that they weigh by itself, and the decision. They are the rules of the month as
they stand; nothing of the story is worked out in another way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kkgsim.engine.printing.form import Program
from kkgsim.engine.printing.javascript_printer import HEAD, program_lines
from kkgsim.engine.printing.month import begun_month, steps
from kkgsim.model.rules import attending
from kkgsim.model.schedule import ORDER, Step

SUM = "inclination"
"""The sum of what is weighed, as the step of the month names it."""
OPENING, WEIGHED, DRAWN, DECISION = "open_month", "weigh_one", "draw_one", "decide_month"
"""The names of the printed functions; the things weighed are numbered from 0."""


def decision_text(order: tuple[Step, ...] = ORDER) -> str:
    """A script with functions of a world and a month (from 0): ``open_month`` plays up to where teachers weigh,
    ``weigh_one_<rank>`` leaves the rank-th thing weighed (the base first, then :data:`inclining.TERMS`) in the column
    ``inclined`` of teachers and ``draw_one`` their draw, ``decide_month`` decides. The world is on one lane."""
    at = next(rank for rank, step in enumerate(order) if step.verb is attending.weigh)
    weigh = order[at]
    until = next(rank for rank, step in enumerate(order) if step.verb is attending.decide) + 1
    programs = {OPENING: begun_month(order[:at])}
    for name, rules in weigh.sums:
        assert name == SUM
        programs |= {f"{WEIGHED}_{rank}": _single(weigh, rule) for rank, rule in enumerate(rules)}
    programs |= {DRAWN: steps((Step(weigh.over, _show_draw),)), DECISION: steps(order[at:until])}
    return "\n".join([HEAD, *_printed(programs)]) + "\n"


def _show_draw(teacher: Any, luck: Any) -> None:
    """The draw that decides, where a thing weighed is looked for."""
    teacher.inclined = luck.attend


def _single(weigh: Step, rule: Callable[..., float]) -> Program:
    """The step in which teachers weigh, with a single thing to weigh."""
    return steps((Step(weigh.over, weigh.verb, ((SUM, (rule,)),)),))


def _printed(programs: dict[str, Program]) -> Iterator[str]:
    for name, program in programs.items():
        yield from program_lines(program, name)
