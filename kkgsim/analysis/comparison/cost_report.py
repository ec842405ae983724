"""What a policy costs, told in a few lines: money by payer, and time beside it."""

from __future__ import annotations

from kkgsim.analysis.comparison.compare import by_payer, in_all, in_time, throughout, yearly_cost
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import decimal, percent, rupiah, tr
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.rules.financing import BASE_YEAR
from kkgsim.scenario.prices import inflation_of, own_rupiah


def cost(played: RunResult, against: RunResult) -> str:
    """Rupiah a year and who pays."""
    total, base = float(yearly_cost(played).mean()), float(yearly_cost(against).mean())
    paid = {payer: amount for payer, amount in by_payer(played).items() if amount > 0.0}
    payers = "; ".join(f"{PAYERS[payer]} {rupiah(amount)}" for payer, amount in paid.items())
    if played is against:
        return tr("cost_line_alone", total=rupiah(total), payers=payers, months=played.scenario.months)
    return tr(
        "cost_line" if total >= base else "cost_line_less", total=rupiah(total),
        extra=rupiah(abs(total - base)), against=against.scenario.title, payers=payers,
        months=played.scenario.months,
    )  # fmt: skip


def time(played: RunResult, against: RunResult) -> str:
    """What the meetings take in time: hours of teachers and lessons of pupils, and what they are worth."""
    values = {kind: rupiah(amount) for kind, amount in in_time(played).items()}
    spent, lost = throughout(played, "hours_mean"), 100.0 * throughout(played, "lessons_lost_share")
    now = {"spent": decimal(spent, 1), "lost": decimal(lost, 1), "months": played.scenario.months}
    if played is against:
        return tr("time_line_alone", **values, **now)
    more_spent = spent - throughout(against, "hours_mean")
    more_lost = lost - 100.0 * throughout(against, "lessons_lost_share")
    return tr(
        "time_line", **values, **now, more_spent=decimal(more_spent, 1, sign=True),
        more_lost=decimal(more_lost, 1, sign=True), against=against.scenario.title,
    )  # fmt: skip


def prices(played: RunResult) -> list[str]:
    """Of which year rupiah are, what the whole horizon costs at those prices and as it would be paid, and what was done
    with rupiah of the scenario's own."""
    scenario = played.scenario
    said = {"base": BASE_YEAR, "rise": percent(inflation_of(scenario), 1)}
    if scenario.months > 12:  # within a year prices hardly move
        real, nominal = in_all(played)
        lines = [tr("prices_line", months=scenario.months, real=rupiah(real), nominal=rupiah(nominal), **said)]
    else:
        lines = [tr("prices_line_short", **said)]
    if own_rupiah(scenario):
        year = scenario.price_year
        word = "prices_no_year" if year is None else "prices_brought" if year != BASE_YEAR else ""
        lines += [tr(word, year=year, **said)] if word else []
    return lines
