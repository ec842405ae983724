"""The answer of a memo: two sentences on the scenario that helps pupils most, and what each policy changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kkgsim.analysis.comparison.compare import Effect, by_payer, effects, yearly_cost
from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.plots.series import Series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.memo.content import Block, Heading, Paragraph, Table
from kkgsim.engine.intervals import FEWEST
from kkgsim.i18n import decimal, measured, measured_band, rupiah, tr
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import band_of

PUPILS, TEACHERS = "minimum_share", "practice_mean"
"""What a memo judges a policy by: pupils at minimum competence, as the Rapor Pendidikan counts them, and practice."""
SHOWN = (PUPILS, TEACHERS, "attendance_share", "belief_share", "standards_met")
"""Outcomes of the table where there is one policy."""
BRIEF = (PUPILS, TEACHERS, "attendance_share")
"""Those of the table where there are several."""


def effect_of(item: Series, outcome: str) -> Effect:
    """What a scenario changes of an outcome, by its name."""
    return effects(item.played, item.against)[list(OUTCOMES).index(outcome)]


def baseline(item: Series) -> Series:
    """What a scenario is compared with, as a scenario of its own."""
    return Series(item.against, item.against, 0, "")


def ranked(comparison: Comparison) -> list[Series]:
    """The scenarios, that which helps pupils most first; where none clearly does, by the practice of teachers."""
    named = series.every_series(comparison)
    clear = any(effect_of(item, PUPILS).clear for item in named)
    return sorted(named, key=lambda item: -effect_of(item, PUPILS if clear else TEACHERS).difference.mean)


def extra(item: Series) -> float:
    """What a scenario costs more a year than what it is compared with, rupiah."""
    return float((yearly_cost(item.played) - yearly_cost(item.against)).mean())


def blocks(comparison: Comparison) -> Iterator[Block]:
    """Both sentences and the table."""
    order = ranked(comparison)
    yield Heading(tr("memo_answer"))
    yield Paragraph(f"{first_sentence(order[0])} {second_sentence(order[0])}", "lead")
    if len(order) == 1:
        yield _of_one(order[0])
    else:
        yield _of_several(order)
    yield Paragraph(tr("memo_reading", band=tr(f"memo_band_{band_of(comparison.uncertain)}")), "note")


def first_sentence(item: Series) -> str:
    """What becomes of the pupils, and how sure that is."""
    effect = effect_of(item, PUPILS)
    unit = effect.outcome.unit
    base = effect_of(baseline(item), PUPILS).value.mean
    return tr(
        f"memo_says_{verdict(effect)}", scenario=item.name(), value=measured(effect.value.mean, unit),
        base=measured(base, unit), difference=measured(effect.difference.mean, unit, sign=True),
        low=decimal(100.0 * effect.difference.low, 1, sign=True),
        high=measured(effect.difference.high, unit, sign=True), baseline=series.title_of(item.against),
    )  # fmt: skip


def verdict(effect: Effect) -> str:
    """What is said of a difference: "few" draws, "unclear", "small", clearly "better" or clearly "worse"."""
    if effect.draws < FEWEST:
        return "few"
    if not effect.sure:
        return "unclear"
    if effect.small:
        return "small"
    return "better" if effect.difference.mean > 0.0 else "worse"


def second_sentence(item: Series) -> str:
    """What it costs, who carries most of that, and in how many simulations it does better."""
    more, effect = extra(item), effect_of(item, TEACHERS)
    with_it, without = by_payer(item.played), by_payer(item.against)
    most = max(PAYERS, key=lambda payer: with_it[payer] - without[payer])
    word = "memo_costs" if more > 0.0 else "memo_saves" if more < 0.0 else "memo_free"
    draws = effect.draws
    return tr(
        word, amount=rupiah(abs(more)), payer=PAYERS[most], better=decimal(effect.better_share * draws, 0), draws=draws,
        baseline=series.title_of(item.against),
    )  # fmt: skip


def cell(effect: Effect) -> str:
    """A difference with its band, in words where it is none."""
    band = measured_band(*effect.difference, effect.outcome.unit, sign=True)
    if effect.draws < FEWEST or effect.clear or not effect.outcome.better:
        return band
    if band == measured_band(0.0, 0.0, 0.0, effect.outcome.unit, sign=True):
        return f"{band}, {tr('memo_same')}"
    return f"{band}, {tr('memo_too_small' if effect.sure else 'memo_not_clear')}"


def _of_one(item: Series) -> Table:
    """A row an outcome: the policy, what it is compared with, and the difference."""
    base, rows = baseline(item), []
    for name in SHOWN:
        effect, unit = effect_of(item, name), OUTCOMES[name].unit
        rows.append([str(OUTCOMES[name].label), measured(effect_of(base, name).value.mean, unit),
                     measured(effect.value.mean, unit), cell(effect)])  # fmt: skip
    head = [tr("head_outcome"), series.title_of(item.against), item.name(), tr("memo_difference")]
    return Table(head, rows, (0.34, 0.16, 0.16, 0.34))


def _of_several(order: Sequence[Series]) -> Table:
    """A row a policy, the strongest first."""
    rows = [[item.mark(item.name()), *(cell(effect_of(item, name)) for name in BRIEF), rupiah(extra(item), sign=True)]
            for item in order]  # fmt: skip
    head = [tr("memo_strongest"), *(str(OUTCOMES[name].label) for name in BRIEF), tr("head_extra_rupiah")]
    return Table(head, rows, (0.21, 0.22, 0.22, 0.2, 0.15))
