"""The month in numbers: outcomes against the status quo, and what has been spent by whom on what."""

from __future__ import annotations

from html import escape

from kkgsim.app.screen import HEADLINES, RANK, ScreenModel
from kkgsim.ledger import items
from kkgsim.levers import all_levers
from kkgsim.levers.lever import IN_TIME, PAYERS
from kkgsim.locale import measured, rupiah, say
from kkgsim.outcomes import OUTCOMES


def told(model: ScreenModel) -> str:
    """The summary as HTML."""
    return _outcomes(model) + _money(model) + _time(model)


def _outcomes(model: ScreenModel) -> str:
    lang, played = model.lang, model.steps
    head = [say(key, lang) for key in ("app_outcome", "app_now", "app_status_quo", "app_difference")]
    rows = []
    for outcome in HEADLINES:
        cells = ["–", "–", "–"]
        if played:
            now, ghost = model.curve(outcome.name)[-1], float(model.ghost[RANK[outcome.name]][played - 1])
            cells = [measured(now, outcome.unit, lang), measured(ghost, outcome.unit, lang),
                     measured(now - ghost, outcome.unit, lang, sign=True)]  # fmt: skip
        rows.append([outcome.label[lang], *cells])
    title = say("app_month_of", lang, month=played, months=model.months)
    return table(title, head, rows)


def _money(model: ScreenModel) -> str:
    lang = model.lang
    extra = model.extra_spent()
    per_year = extra * 12.0 / model.steps if model.steps else 0.0
    rows = [
        [say("app_total", lang), rupiah(model.spent(), lang)],
        [say("app_extra", lang), rupiah(extra, lang, sign=True)],
        [say("app_extra_year", lang), rupiah(per_year, lang, sign=True)],
    ]
    rows += [[name, rupiah(total, lang)] for name, total in spent_by(model).items()]
    return table(say("app_money", lang), [say("app_on_what", lang), say("app_rupiah", lang)], rows)


def _time(model: ScreenModel) -> str:
    """What meetings took in time so far, valued in rupiah and counted; it stands beside the money, not in it."""
    lang, played = model.lang, max(model.steps, 1)
    worth = dict.fromkeys(IN_TIME, 0.0)
    for rank, item in enumerate(items().values()):
        if item.in_time:
            worth[str(item.cost.payer)] += float(sum(month[rank] for month in model.ledger))
    rows = [[label[lang], rupiah(worth[kind], lang)] for kind, label in IN_TIME.items()]
    for outcome in (OUTCOMES["hours_mean"], OUTCOMES["lessons_lost_share"]):
        mean = sum(model.curve(outcome.name)) / played
        rows.append([outcome.label[lang], measured(mean, outcome.unit, lang)])
    return table(say("app_time", lang), [say("app_in_time", lang), say("app_so_far", lang)], rows)


def spent_by(model: ScreenModel) -> dict[str, float]:
    """Rupiah spent so far by what it was spent on and who paid; what cost nothing, and time, are left out."""
    lang, paid = model.lang, model.policy.payers()
    found: dict[str, float] = {}
    for rank, item in enumerate(items().values()):
        total = float(sum(month[rank] for month in model.ledger))
        if total and not item.in_time:
            on = all_levers()[item.lever].label[lang] if item.lever else say("app_meetings", lang)
            by = PAYERS[item.cost.payer or paid[str(item.lever)][0]][lang]
            found[f"{on} ({by})"] = found.get(f"{on} ({by})", 0.0) + total
    return found


def table(title: str, head: list[str], rows: list[list[str]]) -> str:
    first = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="kkg"><caption>{escape(title)}</caption><tr>{first}</tr>{body}</table>'
