"""``kkgsim explain``: a number, lever, setting or outcome with its evidence."""

from __future__ import annotations

import math

import click
import numpy as np

from kkgsim.cli.commands import declare
from kkgsim.cli.options import lang, option
from kkgsim.engine.dependencies import readers_of
from kkgsim.engine.intervals import BAND
from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import Text, amount, refusal, tr, unit, with_unit
from kkgsim.io.printing import tell
from kkgsim.model.distributions import quantiles
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.levers.lever import PAYERS, Lever, Setting
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.model.parameters import evidence, sources
from kkgsim.model.posterior import USUAL, Posterior, drawn_of, posterior
from kkgsim.model.registry import PARAMETERS, home_of


@declare("explain")
@click.argument("name")
@option("--numbers", metavar="prior|posterior|FOLDER",
        about=Text("A posterior other than the one that ships; prior for the evidence alone.",
                   "Hasil pencocokan selain yang bawaan; prior untuk buktinya saja."))  # fmt: skip
@lang()
def command(name: str, numbers: str | None) -> None:
    """Print what the name stands for. Raises ``InputError`` for an unknown one."""
    tell(explain(name, numbers))


def explain(name: str, numbers: str | None = None) -> str:
    """What a number, a lever, a setting or an outcome is, and what it rests on, in the current language.

    A setting goes by its full name (``facilitator_team_per_10_schools``) or as in a scenario
    (``facilitator_team.per_10_schools``). Numbers are shown as fitted in the posterior ``numbers``, else in the one
    that ships, if any; with "prior" as the evidence alone has them. Raises ``InputError`` with the nearest name when
    there is no such thing.
    """
    settings = {full: lever for lever in all_levers().values() for full in _full_names(lever)}
    full = name.replace(".", "_")
    drawn = USUAL if numbers is None else drawn_of(numbers)
    known = posterior(drawn) if isinstance(drawn, str) else None
    if name in PARAMETERS:
        return _render_number(name, known)
    if name in all_levers():
        return render_lever(all_levers()[name])
    if full in settings:
        return _render_setting(full, all_settings()[full], settings[full])
    if name in OUTCOMES:
        return _render_outcome(OUTCOMES[name])
    close = nearest(name, {**OUTCOMES, **all_levers(), **all_settings(), **PARAMETERS})
    raise InputError([Issue(COMMAND_LINE, refusal("no_name"), key="explain", given=name, nearest=close)])


def _full_names(lever: Lever) -> list[str]:
    return [f"{lever.name}_{setting.name}" for setting in lever.settings]


def _render_number(name: str, known: Posterior | None) -> str:
    from kkgsim.analysis.trust import forms_report

    number = PARAMETERS[name]
    lines = [
        str(number.meaning),
        tr("explain_line", name=name, value=with_unit(number.value, number.unit),
            low=amount(number.low), high=amount(number.high),
            distribution=tr(f"distribution_{number.distribution}")),
        tr("explain_grade", grade=tr(f"grade_{number.grade}")),
    ]  # fmt: skip
    if number.note:
        lines.append(tr("explain_note", note=evidence(number.note)))
    if known is not None:
        lines += _render_posterior(name, known)
    lines += forms_report.in_words(name, known)
    readers = ", ".join(readers_of(name)) or tr("nobody")
    lines.append(tr("explain_home", module=home_of(name), readers=readers))
    return "\n".join([*lines, *_render_sources(number.sources)])


def _render_posterior(name: str, known: Posterior) -> list[str]:
    """What fitting to facts made of a number."""
    from kkgsim.analysis.facts.words import numbered

    facts = numbered(known.facts)
    stale = [tr("band_stale")] if known.stale else []
    if name not in known.names:
        return [tr("explain_not_fitted", facts=facts), *stale]
    low, middle, high = (amount(value) for value in known.of(name))
    ends = quantiles(PARAMETERS[name].distribution, PARAMETERS[name].low, PARAMETERS[name].value,
                     PARAMETERS[name].high, np.array(BAND))  # fmt: skip
    prior_low, prior_high = (amount(value) for value in ends.tolist())
    return [tr("explain_posterior", facts=facts, low=low, middle=middle, high=high, prior_low=prior_low,
               prior_high=prior_high), *stale]  # fmt: skip


def _render_outcome(outcome: Outcome) -> str:
    better = {1: "explain_more_is_better", -1: "explain_less_is_better", 0: "explain_neither"}[outcome.better]
    low, high = (amount(end) if math.isfinite(end) else "∞" for end in (outcome.unit.low, outcome.unit.high))
    return "\n".join([
        str(outcome.label),
        tr("explain_outcome", name=outcome.name, unit=unit(outcome.unit.name), low=low, high=high),
        tr("explain_over", thing=tr(f"thing_{outcome.over}")),
        tr(better),
    ])  # fmt: skip


def _render_setting(name: str, setting: Setting, lever: Lever) -> str:
    lines = [str(setting.label), f"{name}: {_range(setting)}"]
    lines.append(tr("explain_of_lever", lever=lever.name, label=lever.label))
    return "\n".join([*lines, *_render_sources(setting.source.split())])


def render_lever(lever: Lever) -> str:
    """A lever with its settings, costs and payers, in the current language."""
    lines = [f"{lever.name}: {lever.label}", str(lever.about)]
    lines += [f"  {setting.name}: {setting.label} ({_range(setting)})" for setting in lever.settings]
    lines.append(f"  {tr('lever_cost')}: " + ", ".join(str(cost.label) for cost in lever.costs))
    lines.append(f"  {tr('lever_payers')}: " + ", ".join(f"{name} ({PAYERS[name]})" for name in lever.payers))
    lines.extend(f"  {passage}" for passage in lever.origin)
    return "\n".join(lines)


def _range(setting: Setting) -> str:
    low, usual = amount(setting.low), amount(setting.usual)
    return tr("lever_usual", low=low, high=with_unit(setting.high, setting.unit), usual=usual)


def _render_sources(keys: list[str] | tuple[str, ...]) -> list[str]:
    return [tr("explain_source", **sources()[key].in_words()) for key in keys]
