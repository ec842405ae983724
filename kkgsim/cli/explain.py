"""Numbers, levers and outcomes told with their evidence."""

from __future__ import annotations

import math

from kkgsim.engine.dependencies import readers_of
from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import refusal, tr, unit
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import PAYERS, Lever
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.model.parameters import sources
from kkgsim.model.registry import book, home_of


def explain(name: str) -> str:
    """A number with value, range, sources and readers; or a lever; or an outcome.

    Raises ``InputError`` with the nearest name when there is no such thing.
    """
    if name in book():
        return _number_told(name)
    if name in all_levers():
        return _lever_told(all_levers()[name])
    if name in OUTCOMES:
        return _outcome_told(OUTCOMES[name])
    known = {**OUTCOMES, **all_levers(), **book()}
    near = nearest(name, known)
    raise InputError([Issue(COMMAND_LINE, refusal("no_name"), key="explain", given=name, nearest=near)])


def _number_told(name: str) -> str:
    number = book()[name]
    lines = [
        str(number.meaning),
        tr("explain_line", name=name, value=f"{number.value:g}", unit=unit(number.unit),
            low=f"{number.low:g}", high=f"{number.high:g}",
            distribution=tr(f"distribution_{number.distribution}")),
        tr("explain_grade", grade=tr(f"grade_{number.grade}")),
    ]  # fmt: skip
    if number.note:
        lines.append(tr("explain_note", note=number.note))
    readers = ", ".join(readers_of(name)) or tr("nobody")
    lines.append(tr("explain_home", module=home_of(name), readers=readers))
    for key in number.sources:
        source = sources()[key]
        lines.append(tr("explain_source", key=key, citation=source.citation, where=source.where, read=source.read))
    return "\n".join(lines)


def _outcome_told(outcome: Outcome) -> str:
    better = {1: "explain_more_is_better", -1: "explain_less_is_better", 0: "explain_neither"}[outcome.better]
    low, high = (f"{end:g}" if math.isfinite(end) else "∞" for end in (outcome.unit.low, outcome.unit.high))
    return "\n".join([
        str(outcome.label),
        tr("explain_outcome", name=outcome.name, unit=unit(outcome.unit.name), low=low, high=high),
        tr("explain_over", thing=tr(f"thing_{outcome.over}")),
        tr(better),
    ])  # fmt: skip


def _lever_told(lever: Lever) -> str:
    lines = [f"{lever.name}: {lever.label}", str(lever.about)]
    for s in lever.settings:
        low, high, usual = f"{s.low:g}", f"{s.high:g}", f"{s.usual:g}"
        span = tr("lever_usual", low=low, high=high, usual=usual, unit=unit(s.unit))
        lines.append(f"  {s.name}: {s.label} ({span})")
    lines.append(f"  {tr('lever_cost')}: " + ", ".join(str(cost.label) for cost in lever.costs))
    lines.append(f"  {tr('lever_payers')}: " + ", ".join(f"{p} ({PAYERS[p]})" for p in lever.payers))
    lines.append(f"  {lever.origin}")
    return "\n".join(lines)


def render_levers() -> str:
    """Every lever with its settings, costs and payers."""
    return "\n\n".join(_lever_told(lever) for lever in all_levers().values())
