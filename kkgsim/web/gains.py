"""Who gains, and which standards are met, beside the status quo."""

from __future__ import annotations

from html import escape

import numpy as np

from kkgsim.analysis.comparison.standards import ALL, label_of
from kkgsim.engine.run_result import LAST
from kkgsim.i18n import NO_VALUE, measured, measured_pair, percent, tr
from kkgsim.model.entities import STANDARDS
from kkgsim.model.outcomes import GROUPED, GROUPS, OUTCOMES
from kkgsim.web.screen import HEADLINES, RANK, ScreenModel
from kkgsim.web.summary import table


def groups_told(model: ScreenModel) -> str:
    """What each side of each group has more than under the status quo, mean of the last year played, as HTML."""
    played = model.steps
    if not played:
        said = tr("app_gains_unplayed")
        return f"<p>{escape(said)}</p>"
    first = max(0, played - LAST)
    sides = zip(model.sides(), model.ghost_sides, strict=True)
    members, rest = ((now[:, first:played] - ghost[:, first:played]).mean(axis=1) for now, ghost in sides)
    there = [name for name in GROUPS if _anybody(model, name)]
    head = [tr("app_who_gains")]
    head += [tr("group_pair", members=GROUPS[n].label, rest=GROUPS[n].rest) for n in there]
    rows = []
    for outcome in HEADLINES:
        cells = {
            group: measured_pair(float(members[rank]), float(rest[rank]), outcome.unit, sign=True)
            for rank, (name, group) in enumerate(GROUPED)
            if name == outcome.name
        }
        if cells:
            rows.append([str(outcome.label), *(cells.get(group, NO_VALUE) for group in there)])
    note = escape(tr("app_gains_note", months=min(LAST, played)))
    return table(tr("app_gains"), head, rows) + f"<p>{note}</p>"


def _anybody(model: ScreenModel, group: str) -> bool:
    """Whether a group has members and others here: all outcomes of nobody are zero."""
    ranks = [rank for rank, (_, name) in enumerate(GROUPED) if name == group]
    return all(bool(np.any(side[ranks])) for side in model.ghost_sides)


def standards_told(model: ScreenModel) -> str:
    """The share of clusters that meet each standard in the latest month, as HTML."""
    month = model.steps - 1
    if month < 0:
        said = tr("app_standards_unplayed")
        return f"<p>{escape(said)}</p>"

    def both(outcome: str) -> tuple[float, float]:
        return model.curve(outcome)[-1], float(model.ghost[RANK[outcome]][month])

    rows = []
    for number, name in enumerate(STANDARDS, start=1):
        words = tr("standards_row", number=number, name=label_of(name))
        rows.append([words, *(percent(share) for share in both(f"{name}_met"))])
    unit = OUTCOMES[ALL].unit
    rows.append([str(OUTCOMES[ALL].label), *(measured(value, unit) for value in both(ALL))])
    head = [tr(key) for key in ("standards_head_standard", "app_now", "app_status_quo")]
    return table(tr("app_standards"), head, rows)
