"""Who gains, and who serves: groups, standards, facilitators and training, told beside the outcomes."""

from __future__ import annotations

from math import ceil

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table

from kkgsim.analysis.comparison.compare import effects
from kkgsim.analysis.comparison.groups import GroupEffect, Side, group_effects
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.engine.intervals import Interval
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import NO_VALUE, decimal, measured, measured_band, measured_pair, percent, tr, with_ends
from kkgsim.i18n.units import SHARE
from kkgsim.model.arrays import Array
from kkgsim.model.levers import all_settings
from kkgsim.model.outcomes import GROUPS, OUTCOMES

TEAM = "facilitator_team"
KINDS_OF_SESSION = {
    f"needs_programme_{kind}" for kind in ("sharing", "case_study", "reflection", "drafting", "training")
}
"""Settings that each claim a part of the same content."""


def who_gains(played: RunResult, against: RunResult) -> list[RenderableType]:
    """The headline outcomes for members of each group and for the rest; nothing where nothing is clear."""
    head, rows = gains(played, against)
    if not rows:
        return []
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(head[0], min_width=24)
    for title in head[1:]:
        table.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return [WrappingTable(table)]


def gains(played: RunResult, against: RunResult) -> tuple[list[str], list[list[str]]]:
    """The same as texts: titles of columns, and a row a headline outcome; no rows where nothing is clear."""
    if played is against:
        return [], []
    gaps = [e for e in group_effects(played, against) if e.outcome.headline]
    if not any(_said(e, e.members) or _said(e, e.rest) or e.told != "unclear" for e in gaps):
        return [], []
    shown = [group for group in GROUPS.values() if any(e.group is group for e in gaps)]
    head = [tr("head_groups"), *(tr("group_pair", members=group.label, rest=group.rest) for group in shown)]
    rows = []
    for outcome in dict.fromkeys(e.outcome.name for e in gaps):
        cells = {e.group.name: _cell(e) for e in gaps if e.outcome.name == outcome}
        rows.append([str(OUTCOMES[outcome].label), *(cells.get(group.name, NO_VALUE) for group in shown)])
    return head, rows


def _said(effect: GroupEffect, side: Side) -> bool:
    """Whether a side's gain is clear, and large enough to be called an effect."""
    return side.clear and abs(side.difference.mean) >= effect.outcome.smallest


def _cell(effect: GroupEffect) -> str:
    """What both sides gain, and what becomes of the gap where that is clear."""
    sides, unit = (effect.members, effect.rest), effect.outcome.unit
    said = [_said(effect, side) for side in sides]
    if all(said):
        both = measured_pair(sides[0].difference.mean, sides[1].difference.mean, unit, sign=True)
    elif any(said):
        both = " / ".join(
            measured(side.difference.mean, unit, sign=True) if clear else tr(_unsaid(side))
            for side, clear in zip(sides, said, strict=True)
        )
    else:
        both = tr("too_small_effect" if all(side.clear for side in sides) else "no_clear_effect")
    return both if effect.told == "unclear" else f"{both}; {tr(f'gap_{effect.told}')}"


def _unsaid(side: Side) -> str:
    """Why the gain of a side is not given: it is small, or not clear."""
    return "too_small_effect" if side.clear else "no_clear_effect"


def served(played: RunResult, against: RunResult) -> list[str]:
    """Lines on the standards met, on the facilitators where there are any, and on training where a policy changes how
    its places are spread."""
    after, before = _ends(played), _ends(against)
    lines = [_standards(played, against)]
    if after["facilitators_active"] > 0.0 or any(phase.lever == TEAM for phase in played.scenario.policy):
        lines.append(_facilitators(played))
        lines += _too_few_willing(played)
    lines += _more_than_the_whole(played)
    if after["visits_asked_mean"] > 0.0:
        lines.append(_visits(played))
    spread = [e for e in effects(played, against) if e.outcome.name in ("training_gini", "training_top_share")]
    if any(e.clear for e in spread):
        lines.append(_training(after, before))
    return lines


def _ends(played: RunResult) -> dict[str, float]:
    """Every outcome at the end, mean of the replicates."""
    return dict(zip(OUTCOMES, played.at_end().mean(axis=-1).tolist(), strict=True))


def _percent(played: RunResult, name: str) -> str:
    """An outcome at the end in percent, with its band."""
    return measured_band(*Interval.of(_ends_of(played, name)), SHARE)


def _ends_of(played: RunResult, name: str) -> Array:
    ends: Array = played.at_end()[list(OUTCOMES).index(name)]
    return ends


def _banded(played: RunResult, name: str, times: float = 1.0) -> str:
    """An outcome at the end, ``times`` as much, with its band and without its unit."""
    ends = times * _ends_of(played, name)
    return with_ends(*(decimal(value, 1) for value in Interval.of(ends)))


def _standards(played: RunResult, against: RunResult) -> str:
    after = _banded(played, "standards_met")
    if played is against:
        return tr("standards_line_alone", after=after)
    return tr("standards_line", before=_banded(against, "standards_met"), after=after)


def _facilitators(played: RunResult) -> str:
    return tr(
        "facilitators_line", active=_banded(played, "facilitators_active"), reach=_percent(played, "reach_share"),
        load=_percent(played, "facilitator_load_share"), preparation=_percent(played, "preparation_mean"),
    )  # fmt: skip


def _too_few_willing(played: RunResult) -> list[str]:
    """A word where a policy asks for a larger team than there are teachers who are willing."""
    teams = [phase.settings["per_10_schools"] for phase in played.scenario.policy if phase.lever == TEAM]
    wanted, willing = max(teams, default=0.0) * played.counts["school"] / 10.0, played.counts["facilitator"]
    if wanted <= willing:
        return []
    return [tr("team_cut", wanted=ceil(wanted), willing=willing)]


def _more_than_the_whole(played: RunResult) -> list[str]:
    """A word where a policy sets aside more than all of the content for kinds of session."""
    settings = played.scenario.committed()
    whole = settings[[rank for rank, name in enumerate(all_settings()) if name in KINDS_OF_SESSION]].sum(axis=0).max()
    return [tr("kinds_scaled", asked=percent(whole))] if whole > 1.0 + 1e-9 else []


def _visits(played: RunResult) -> str:
    """Visits asked for and visits made, side by side."""
    asked, made = (_banded(played, f"visits_{what}_mean", 12.0) for what in ("asked", "made"))
    return tr("visits_line", asked=asked, made=made)


def _training(after: dict[str, float], before: dict[str, float]) -> str:
    words = {}
    for when, ends in (("before", before), ("after", after)):
        words[f"top_{when}"] = percent(ends["training_top_share"])
        words[f"gini_{when}"] = decimal(ends["training_gini"], 2)
    return tr("training_line", **words)
