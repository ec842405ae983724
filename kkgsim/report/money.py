"""What a policy costs, told in a few lines: money by payer, and time beside it."""

from __future__ import annotations

from kkgsim.engine.run_result import RunResult
from kkgsim.levers.lever import PAYERS
from kkgsim.locale import decimal, rupiah, say
from kkgsim.study.compare import by_payer, in_time, throughout, yearly_cost


def cost(played: RunResult, against: RunResult, lang: str) -> str:
    """Rupiah a year and who pays."""
    total, base = float(yearly_cost(played).mean()), float(yearly_cost(against).mean())
    paid = {payer: amount for payer, amount in by_payer(played).items() if amount > 0.0}
    payers = "; ".join(f"{PAYERS[payer][lang]} {rupiah(amount, lang)}" for payer, amount in paid.items())
    if played is against:
        return say("cost_line_alone", lang, total=rupiah(total, lang), payers=payers, months=played.scenario.months)
    return say(
        "cost_line" if total >= base else "cost_line_less", lang, total=rupiah(total, lang),
        extra=rupiah(abs(total - base), lang), against=against.scenario.title[lang], payers=payers,
        months=played.scenario.months,
    )  # fmt: skip


def time(played: RunResult, against: RunResult, lang: str) -> str:
    """What the meetings take in time: hours of teachers and lessons of pupils, and what they are worth."""
    worth = {kind: rupiah(amount, lang) for kind, amount in in_time(played).items()}
    spent, lost = throughout(played, "hours_mean"), 100.0 * throughout(played, "lessons_lost_share")
    now = {"spent": decimal(spent, lang, 1), "lost": decimal(lost, lang, 1), "months": played.scenario.months}
    if played is against:
        return say("time_line_alone", lang, **worth, **now)
    more_spent = spent - throughout(against, "hours_mean")
    more_lost = lost - 100.0 * throughout(against, "lessons_lost_share")
    return say(
        "time_line", lang, **worth, **now, more_spent=decimal(more_spent, lang, 1, sign=True),
        more_lost=decimal(more_lost, lang, 1, sign=True), against=against.scenario.title[lang],
    )  # fmt: skip
