"""Who gains, and who serves: groups, standards, facilitators and training, told beside the outcomes."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table

from kkgsim.engine.run_result import RunResult
from kkgsim.locale import can_be_written, decimal, measured, measured_pair, percent, say
from kkgsim.outcomes import GROUPS, OUTCOMES
from kkgsim.report.fitting import Fitting
from kkgsim.study.compare import effects
from kkgsim.study.groups import GroupEffect, Side, group_effects

TEAM = "facilitator_team"


def who_gains(played: RunResult, against: RunResult, lang: str) -> list[RenderableType]:
    """The headline outcomes for members of each group and for the rest; nothing where nothing is clear."""
    if played is against:
        return []
    found = [e for e in group_effects(played, against) if e.outcome.headline]
    if not any(_said(e, e.members) or _said(e, e.rest) or e.told != "unclear" for e in found):
        return []
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("head_groups", lang), min_width=24)
    shown = [group for group in GROUPS.values() if any(e.group is group for e in found)]
    for group in shown:
        pair = say("group_pair", lang, members=group.label[lang], rest=group.rest[lang])
        table.add_column(pair, justify="right", no_wrap=True)
    for outcome in dict.fromkeys(e.outcome.name for e in found):
        cells = {e.group.name: _cell(e, lang) for e in found if e.outcome.name == outcome}
        table.add_row(OUTCOMES[outcome].label[lang], *(cells.get(group.name, "–") for group in shown))
    return [Fitting(table)]


def _said(effect: GroupEffect, side: Side) -> bool:
    """Whether a side's gain is clear, and large enough to be written."""
    return side.clear and can_be_written(side.difference.mean, effect.outcome.unit)


def _cell(effect: GroupEffect, lang: str) -> str:
    """What both sides gain, and what becomes of the gap where that is clear."""
    sides, unit = (effect.members, effect.rest), effect.outcome.unit
    said = [_said(effect, side) for side in sides]
    if all(said):
        both = measured_pair(sides[0].difference.mean, sides[1].difference.mean, unit, lang, sign=True)
    elif any(said):
        both = " / ".join(
            measured(side.difference.mean, unit, lang, sign=True) if clear else say("no_clear_effect", lang)
            for side, clear in zip(sides, said, strict=True)
        )
    else:
        both = say("no_clear_effect", lang)
    return both if effect.told == "unclear" else f"{both}; {say(f'gap_{effect.told}', lang)}"


def served(played: RunResult, against: RunResult, lang: str) -> list[str]:
    """Lines on the standards met, on the facilitators where there are any, and on training where a policy changes how
    its places are spread."""
    after, before = _ends(played), _ends(against)
    lines = [_standards(after, before, lang, alone=played is against)]
    if after["facilitators_active"] > 0.0 or any(phase.lever == TEAM for phase in played.scenario.policy):
        lines.append(_facilitators(after, lang))
    spread = [e for e in effects(played, against) if e.outcome.name in ("training_gini", "training_top_share")]
    if any(e.clear for e in spread):
        lines.append(_training(after, before, lang))
    return lines


def _ends(played: RunResult) -> dict[str, float]:
    """Every outcome at the end, mean of the replicates."""
    return dict(zip(OUTCOMES, played.at_end().mean(axis=-1).tolist(), strict=True))


def _standards(after: dict[str, float], before: dict[str, float], lang: str, *, alone: bool) -> str:
    words = {name: decimal(ends["standards_met"], lang, 1) for name, ends in (("before", before), ("after", after))}
    return say("standards_line_alone" if alone else "standards_line", lang, **words)


def _facilitators(after: dict[str, float], lang: str) -> str:
    return say(
        "facilitators_line", lang, active=decimal(after["facilitators_active"], lang, 1),
        reach=percent(after["reach_share"], lang), load=percent(after["facilitator_load_share"], lang),
        preparation=percent(after["preparation_mean"], lang),
    )  # fmt: skip


def _training(after: dict[str, float], before: dict[str, float], lang: str) -> str:
    words = {}
    for when, ends in (("before", before), ("after", after)):
        words[f"top_{when}"] = percent(ends["training_top_share"], lang)
        words[f"gini_{when}"] = decimal(ends["training_gini"], lang, 2)
    return say("training_line", lang, **words)
