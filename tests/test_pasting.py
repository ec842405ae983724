"""Verbs put into the kernel's loops as text say what they said as functions."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kkgsim.kernel import source
from kkgsim.month import ORDER, effects
from kkgsim.pasting import alias, mine, pasted
from kkgsim.rules.arithmetic import clip, positive, whole

LEAST = 0.25


def halved(x):
    """Short enough to stand where it is called."""
    return x / 2.0


def squared(x):
    return x * x


def meets(teacher, school, n):
    """A verb with a variable of its own, a constant beside it, and calls."""
    part = halved(teacher.hours)
    if part > LEAST:
        school.hours = school.hours + clip(part, 0.0, n.most)
    return squared(teacher.hours + 1.0) + whole(part)


def leaves_early(teacher):
    if teacher.hours > 0.0:
        return 1.0
    return 0.0


def played(text, **things):
    """Run the pasted text; what it returns."""
    scope = {**{mine(name): thing for name, thing in things.items()}, **text.called}
    exec("\n".join(text.lines), scope)
    return eval(text.value, scope)


@pytest.mark.parametrize("hours", [0.0, 0.4, 3.0])
def test_pasted_it_does_what_it_does_as_a_function(hours: float) -> None:
    def world() -> dict[str, SimpleNamespace]:
        return {"teacher": SimpleNamespace(hours=hours), "school": SimpleNamespace(hours=1.0),
                "n": SimpleNamespace(most=0.9)}  # fmt: skip

    one, other = world(), world()
    assert played(pasted(meets), **one) == meets(**other)
    assert one == other


def test_short_functions_stand_where_they_are_called_but_nothing_is_worked_out_twice() -> None:
    text = pasted(meets)
    assert alias(halved) not in text.called
    assert alias(squared) in text.called, "its argument is a sum, and would be worked out twice"
    assert alias(whole) in text.called, "the engine has its own"
    assert alias(clip) in text.called, "it has to choose"
    assert mine("part") in " ".join(text.lines)


def test_a_verb_may_return_in_its_last_line_only() -> None:
    with pytest.raises(TypeError, match="returns before its end"):
        pasted(leaves_early)
    with pytest.raises(TypeError, match="no plain function"):
        pasted(lambda teacher: positive(teacher.hours))


def test_every_step_of_the_month_and_every_lever_is_in_the_kernel() -> None:
    text = source(ORDER)
    for step in ORDER:
        assert f"# {step.name}\n" in text
    for kind in {step.over for step in effects()}:
        assert f"# effects on {kind}\n" in text
