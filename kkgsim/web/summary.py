"""The month in numbers: outcomes against the status quo, and what has been spent by whom on what."""

from __future__ import annotations

from html import escape

from kkgsim.i18n import NO_VALUE, measured, rupiah, tr
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import IN_TIME, PAYERS
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.web.screen import HEADLINES, RANK, ScreenModel


def told(model: ScreenModel) -> str:
    """The summary as HTML."""
    return _outcomes(model) + _money(model) + _time(model)


def _outcomes(model: ScreenModel) -> str:
    played = model.steps
    head = [tr(key) for key in ("app_outcome", "app_now", "app_status_quo", "app_difference")]
    rows = []
    for outcome in HEADLINES:
        cells = [NO_VALUE, NO_VALUE, NO_VALUE]
        if played:
            now, ghost = model.curve(outcome.name)[-1], float(model.ghost[RANK[outcome.name]][played - 1])
            cells = [measured(now, outcome.unit), measured(ghost, outcome.unit),
                     measured(now - ghost, outcome.unit, sign=True)]  # fmt: skip
        rows.append([str(outcome.label), *cells])
    title = tr("app_month_of", month=played, months=model.months)
    return table(title, head, rows)


def _money(model: ScreenModel) -> str:
    extra = model.extra_spent()
    per_year = extra * 12.0 / model.steps if model.steps else 0.0
    rows = [
        [tr("app_total"), rupiah(model.spent())],
        [tr("app_extra"), rupiah(extra, sign=True)],
        [tr("app_extra_year"), rupiah(per_year, sign=True)],
    ]
    rows += [[name, rupiah(total)] for name, total in spent_by(model).items()]
    return table(tr("app_money"), [tr("app_on_what"), tr("app_rupiah")], rows)


def _time(model: ScreenModel) -> str:
    """What meetings took in time so far, valued in rupiah and counted; it stands beside the money, not in it."""
    played = max(model.steps, 1)
    worth = dict.fromkeys(IN_TIME, 0.0)
    for rank, item in enumerate(items().values()):
        if item.in_time:
            worth[str(item.cost.payer)] += float(sum(month[rank] for month in model.ledger))
    rows = [[str(label), rupiah(worth[kind])] for kind, label in IN_TIME.items()]
    for outcome in (OUTCOMES["hours_mean"], OUTCOMES["lessons_lost_share"]):
        mean = sum(model.curve(outcome.name)) / played
        rows.append([str(outcome.label), measured(mean, outcome.unit)])
    return table(tr("app_time"), [tr("app_in_time"), tr("app_so_far")], rows)


def spent_by(model: ScreenModel) -> dict[str, float]:
    """Rupiah spent so far by what it was spent on and who paid; what cost nothing, and time, are left out."""
    paid = model.policy.payers()
    found: dict[str, float] = {}
    for rank, item in enumerate(items().values()):
        total = float(sum(month[rank] for month in model.ledger))
        if total and not item.in_time:
            on = str(all_levers()[item.lever].label) if item.lever else tr("app_meetings")
            by = str(PAYERS[item.cost.payer or paid[str(item.lever)][0]])
            found[f"{on} ({by})"] = found.get(f"{on} ({by})", 0.0) + total
    return found


def table(title: str, head: list[str], rows: list[list[str]]) -> str:
    first = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="kkg"><caption>{escape(title)}</caption><tr>{first}</tr>{body}</table>'
