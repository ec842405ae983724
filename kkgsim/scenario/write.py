"""A scenario written out as a scenario file."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kkgsim.config.readers import THOUSANDS
from kkgsim.i18n import Text
from kkgsim.model.levers import all_levers
from kkgsim.model.posterior import USUAL, word_of
from kkgsim.model.rules.financing import BASE_YEAR
from kkgsim.scenario.scenario import Assumption, Budget, Change, Condition, Phase, Scenario, Target


def write_scenario(scenario: Scenario) -> str:
    """TOML text that reads back to an equal scenario.

    The name is not in it (it is the stem of the file), nor is ``scenario.text``.
    """
    parts = [_top(scenario)]
    parts += [_budget(scenario.budget)] if scenario.budget else []
    parts += [_phase(phase) for phase in scenario.policy]
    parts += [_assumption(assumed) for assumed in scenario.assumptions]
    return "\n".join(parts)


def _top(scenario: Scenario) -> str:
    return (
        f"title = {_label(scenario.title)}\n"
        f"about = {_label(scenario.about)}\n"
        f"place = {_quoted(scenario.place)}\n"
        f"first_month = {scenario.first_month}\n"
        f"months = {scenario.months}\n"
        f"replicates = {scenario.replicates}\n"
        f"seed = {scenario.seed}\n"
        f"{f'price_year = {BASE_YEAR}{chr(10)}' if scenario.price_year else ''}"
        f"{'' if scenario.drawn == USUAL else 'numbers = ' + _quoted(word_of(scenario.drawn)) + chr(10)}"
    )


def _budget(budget: Budget) -> str:
    priority = f"priority = [{', '.join(map(_quoted, budget.priority))}]\n" if budget.priority else ""
    return f"[budget]\nceiling = {_number(budget.ceiling)}\n{priority}"


def _phase(phase: Phase) -> str:
    return (
        "[[policy]]\n"
        f"lever = {_quoted(phase.lever)}\n"
        f"start = {phase.start}\n"
        f"end = {phase.end}\n"
        f"payer = {_quoted(phase.payer)}\n"
        f"{'' if phase.to is None else f'to = {_target(phase.to)}' + chr(10)}"
        f"{_condition('when', phase.when)}{_condition('until', phase.until)}"
        f"{_settings(phase.lever, phase.settings)}"
        f"{''.join(_change(phase.lever, change) for change in phase.changes)}"
    )


def _target(to: Target) -> str:
    """Whom a phase is aimed at."""
    if to.clusters:
        return f"{{ clusters = [{', '.join(map(_quoted, to.clusters))}] }}"
    return f"{{ {to.how} = {int(to.many) if to.many >= 1.0 else _number(to.many)} }}"


def _condition(key: str, condition: Condition | None) -> str:
    """What a phase waits for, if anything."""
    if condition is None:
        return ""
    side, outcome = "above" if condition.above else "below", _quoted(condition.outcome)
    line, months = _number(condition.line), condition.after_months
    return f"{key} = {{ outcome = {outcome}, {side} = {line}, after_months = {months} }}\n"


def _change(lever: str, change: Change) -> str:
    payer = "" if change.payer is None else f"payer = {_quoted(change.payer)}\n"
    return f"\n[[policy.change]]\nmonth = {change.month}\n{payer}{_settings(lever, change.settings)}"


def _settings(lever: str, settings: Mapping[str, float]) -> str:
    """Settings in the order in which the lever declares them, so that equal scenarios give the same text."""
    names = [setting.name for setting in all_levers()[lever].settings if setting.name in settings]
    return "".join(f"{name} = {_number(settings[name])}\n" for name in names)


def _assumption(assumed: Assumption) -> str:
    return (
        f"[assumptions.{assumed.number}]\n"
        f"value = {_number(assumed.value)}\n"
        f"low = {_number(assumed.low)}\n"
        f"high = {_number(assumed.high)}\n"
        f"why = {_quoted(assumed.why)}\n"
    )


def _number(value: float) -> str:
    """All digits of a number; a last zero keeps 1.125 from being taken for thousands."""
    text = repr(float(value) + 0.0)
    return text + "0" if THOUSANDS.fullmatch(text) else text


def _label(label: Text) -> str:
    return f"{{ en = {_quoted(label.en)}, id = {_quoted(label.id)} }}"


def _quoted(text: str) -> str:
    """JSON strings are TOML strings but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
