"""Whom a policy was aimed at and when it began by what the office saw, told in the terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.comparison.aimed import GROUPS, ClusterEffect, Reaction, chosen, cluster_effects, reactions
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.engine.run_result import LAST, RunResult
from kkgsim.i18n import amount, decimal, measured, measured_band, percent, tr
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Phase, Scenario, Target


def by_clusters(played: RunResult, against: RunResult, place: Place) -> list[RenderableType]:
    """The headline outcomes of the clusters that were chosen, of their neighbours and of the others, in the last year
    before a later phase begins and in the last year; nothing where nothing is aimed or nothing compared."""
    head, rows = cells(played, against, place)
    if not rows:
        return []
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(head[0], min_width=24)
    for words in head[1:]:
        table.add_column(words, justify="right")
    for row in rows:
        table.add_row(*row)
    return [WrappingTable(table), Text(tr("cluster_groups_note"), style="italic")]


def cells(
    played: RunResult, against: RunResult, place: Place, outcomes: Collection[str] = tuple(OUTCOMES)
) -> tuple[list[str], list[list[str]]]:
    """Head and rows of the table of :func:`by_clusters`, for those ``outcomes`` of it, an outcome and year a row; no
    rows where there is nothing."""
    effects = [] if played is against else list(cluster_effects(played, against, place))
    shown = [group for group in GROUPS if any(e.group == group for e in effects)]
    head, rows = [tr("head_cluster_groups")], []
    for group in shown:
        count, draws = next((e.clusters, e.draws) for e in effects if e.group == group)
        every = draws == played.chosen_in.shape[-1]
        words = {"group": GROUPS[group], "count": amount(round(float(count), 1)), "draws": draws}
        head.append(tr("cluster_group" if every else "cluster_group_some", **words))
    for name in dict.fromkeys(e.outcome.name for e in effects if e.outcome.name in outcomes):
        for year in _years(played):
            said = {e.group: _cell(e) for e in effects if e.outcome.name == name and e.year == year}
            row = tr("outcome_in_year", outcome=OUTCOMES[name].label, year=year)
            rows.append([row, *(said.get(group, "–") for group in shown)])
    return head, rows


def _years(played: RunResult) -> list[int]:
    """The last whole year before a phase begins after the first choice, and the last of all."""
    first = played.chosen_in[chosen(played)].min()
    later = [(p.start - 1) // LAST for p in played.scenario.policy if p.start > first]
    years = {year for year in (*later, played.yearly.shape[1]) if LAST * year >= first}
    return sorted(years)


def _cell(effect: ClusterEffect) -> str:
    """What a group gains, however little: what spills over is small, and that it is has to be seen."""
    if effect.draws == 1:
        return measured(effect.difference.mean, effect.outcome.unit, sign=True)
    return measured_band(*effect.difference, effect.outcome.unit, sign=True)


def in_words(played: RunResult) -> list[str]:
    """A line for each phase that is aimed at some clusters, and for each that waits: in which month it began or ended,
    and in how many replicates. Of several districts these months are not kept, which is said."""
    policy = played.scenario.policy
    aimed = [_aimed(phase, phase.to, played) for phase in policy if phase.to]
    if played.reacted.size:
        return [*aimed, *(_line(reaction, played.scenario) for reaction in reactions(played))]
    waiting = dict.fromkeys(str(all_levers()[p.lever].label) for p in policy if p.when or p.until)
    return [*aimed, *(tr("lever_waits_apart", lever=label) for label in waiting)]


def _aimed(phase: Phase, to: Target, played: RunResult) -> str:
    """Whom a phase is for, and in which months it may be at work."""
    many = decimal(to.many, 0) if to.many >= 1.0 else percent(to.many)
    whom = tr(f"whom_{to.how}", many=many, names=", ".join(to.clusters))
    if played.counts["district"] > 1 and not to.clusters:
        whom = tr("whom_in_each", whom=whom)
    first, last = (played.scenario.calendar_name(month) for month in (phase.start, phase.end))
    return tr("lever_aimed", lever=all_levers()[phase.lever].label, whom=whom, first=first, last=last)


def _line(reaction: Reaction, scenario: Scenario) -> str:
    condition, outcome = reaction.condition, OUTCOMES[reaction.condition.outcome]
    words = {
        "lever": all_levers()[reaction.lever].label, "outcome": outcome.label,
        "side": tr("side_above" if condition.above else "side_below"), "line": measured(condition.line, outcome.unit),
        "draws": int(reaction.draws), "times": decimal(len(reaction.months), 0),
    }  # fmt: skip
    if not len(reaction.months):
        return tr(f"never_{reaction.what}", **words)
    ends = dict(zip(("median", "first", "last"), _ends(reaction.months, scenario), strict=True))
    return tr(f"lever_{reaction.what}", **words, **ends)


def _ends(months: Iterable[float], scenario: Scenario) -> list[str]:
    """The median, the first and the last of some months of a run, as months of the calendar."""
    values = np.array(list(months))
    return [scenario.calendar_name(round(float(end))) for end in (np.median(values), values.min(), values.max())]
