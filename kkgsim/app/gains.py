"""Who gains, and which standards are met, beside the status quo."""

from __future__ import annotations

from html import escape

import numpy as np

from kkgsim.app.screen import HEADLINES, RANK, ScreenModel
from kkgsim.app.summary import table
from kkgsim.engine.run_result import LAST
from kkgsim.locale import measured, measured_pair, percent, say
from kkgsim.outcomes import GROUPED, GROUPS, OUTCOMES
from kkgsim.study.standards import ALL, label_of
from kkgsim.things import STANDARDS


def groups_told(model: ScreenModel) -> str:
    """What each side of each group has more than under the status quo, mean of the last year played, as HTML."""
    lang, played = model.lang, model.steps
    if not played:
        said = say("app_gains_unplayed", lang)
        return f"<p>{escape(said)}</p>"
    first = max(0, played - LAST)
    sides = zip(model.sides(), model.ghost_sides, strict=True)
    members, rest = ((now[:, first:played] - ghost[:, first:played]).mean(axis=1) for now, ghost in sides)
    there = [name for name in GROUPS if _anybody(model, name)]
    head = [say("app_who_gains", lang)]
    head += [say("group_pair", lang, members=GROUPS[n].label[lang], rest=GROUPS[n].rest[lang]) for n in there]
    rows = []
    for outcome in HEADLINES:
        cells = {
            group: measured_pair(float(members[rank]), float(rest[rank]), outcome.unit, lang, sign=True)
            for rank, (name, group) in enumerate(GROUPED)
            if name == outcome.name
        }
        if cells:
            rows.append([outcome.label[lang], *(cells.get(group, "–") for group in there)])
    note = escape(say("app_gains_note", lang, months=min(LAST, played)))
    return table(say("app_gains", lang), head, rows) + f"<p>{note}</p>"


def _anybody(model: ScreenModel, group: str) -> bool:
    """Whether a group has members and others here: all outcomes of nobody are zero."""
    ranks = [rank for rank, (_, name) in enumerate(GROUPED) if name == group]
    return all(bool(np.any(side[ranks])) for side in model.ghost_sides)


def standards_told(model: ScreenModel) -> str:
    """The share of clusters that meet each standard in the latest month, as HTML."""
    lang, month = model.lang, model.steps - 1
    if month < 0:
        said = say("app_standards_unplayed", lang)
        return f"<p>{escape(said)}</p>"

    def both(outcome: str) -> tuple[float, float]:
        return model.curve(outcome)[-1], float(model.ghost[RANK[outcome]][month])

    rows = []
    for number, name in enumerate(STANDARDS, start=1):
        words = say("standards_row", lang, number=number, name=label_of(name)[lang])
        rows.append([words, *(percent(share, lang) for share in both(f"{name}_met"))])
    unit = OUTCOMES[ALL].unit
    rows.append([OUTCOMES[ALL].label[lang], *(measured(value, unit, lang) for value in both(ALL))])
    head = [say(key, lang) for key in ("standards_head_standard", "app_now", "app_status_quo")]
    return table(say("app_standards", lang), head, rows)
