"""When a memo would be wrong, and how far to trust it: read from the runs themselves, and from what the model rests on.

Every replicate draws the numbers of the model anew. Where the policy does much more in replicates that drew a number
high than in those that drew it low, the answer hangs on that number: a planner who knows hers knows more than the memo.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import spearmanr

from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.plots.series import Series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.interactions.requirements import NEEDS
from kkgsim.analysis.memo.answer import PUPILS, TEACHERS, effect_of, extra, ranked
from kkgsim.analysis.memo.content import Block, Bullets, Heading, Paragraph
from kkgsim.analysis.trust import words
from kkgsim.analysis.trust.fitting import fitted_in_words
from kkgsim.engine.intervals import FEWEST
from kkgsim.engine.sampling import numbers_of
from kkgsim.i18n import decimal, measured, percent, rupiah, tr, unit
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.synthetic import embedded

SIGNIFICANT = 0.05
"""How likely it may be that chance alone makes a number look decisive, over all numbers that are drawn."""
MOST = 3
"""So many decisive numbers are named, the strongest first."""


@dataclass(frozen=True)
class Decisive:
    """A number on which the answer hangs: the mean effect in the third of the replicates that drew it lowest and
    highest."""

    name: str
    low: float
    high: float


def wrong(comparison: Comparison) -> Iterator[Block]:
    """When the answer would be another."""
    top = ranked(comparison)[0]
    yield Heading(tr("memo_wrong"))
    yield Bullets([line for line in (_other_way(top), *_hangs_on(comparison, top), _money_stops(top), *_needs(top),
                                     *_list(comparison)) if line])  # fmt: skip


def _other_way(item: Series) -> str:
    """In how many runs it goes the other way."""
    effect = effect_of(item, PUPILS)
    if effect.draws < FEWEST:
        return tr("memo_wrong_few", draws=effect.draws, fewest=FEWEST)
    worse = effect.draws - round(effect.better_share * effect.draws)
    return tr("memo_wrong_runs", worse=worse, draws=effect.draws, baseline=series.title_of(item.against),
              low=measured(effect.difference.low, effect.outcome.unit, sign=True))  # fmt: skip


def _hangs_on(comparison: Comparison, item: Series) -> Iterator[str]:
    """The numbers on which the answer hangs."""
    measure = OUTCOMES[TEACHERS].unit
    for number in decisive(comparison, item):
        about = PARAMETERS[number.name]
        yield tr(
            "memo_wrong_number", number=about.meaning, unit=unit(about.unit),
            more=tr("memo_high" if number.high > number.low else "memo_low"),
            low=measured(min(number.low, number.high), measure, sign=True),
            high=measured(max(number.low, number.high), measure, sign=True),
        )  # fmt: skip


def decisive(comparison: Comparison, item: Series) -> list[Decisive]:
    """The numbers whose draws clearly go with what the policy does to practice (rank correlation, with the probability
    divided by how many numbers are tried) and make a difference that is called an effect, the strongest first; none
    where numbers are not drawn or runs are few."""
    rank = list(OUTCOMES).index(TEACHERS)
    effect = item.played.at_end()[rank] - item.against.at_end()[rank]
    if not comparison.uncertain or len(effect) < FEWEST or not np.ptp(effect):
        return []
    mine = item.played.scenario.assumptions
    drawn = numbers_of(comparison.seed, range(comparison.replicates), mine, uncertain=comparison.uncertain)
    varied = [(name, row) for name, row in zip(PARAMETERS, drawn, strict=True) if np.ptp(row) > 0.0]
    tests = [(name, row, spearmanr(row, effect)) for name, row in varied]
    clear = [(name, row, test) for name, row, test in tests if test.pvalue * len(varied) < SIGNIFICANT]
    clear.sort(key=lambda entry: -abs(entry[2].statistic))
    numbers = [Decisive(name, *_thirds(row, effect)) for name, row, _ in clear]
    return [number for number in numbers if abs(number.high - number.low) >= OUTCOMES[TEACHERS].smallest][:MOST]


def _thirds(row: Array, effect: Array) -> tuple[float, float]:
    """The mean effect in the lowest and the highest third of a number's draws."""
    order = np.argsort(row, kind="stable")
    third = len(order) // 3
    return float(effect[order[:third]].mean()), float(effect[order[-third:]].mean())


def _money_stops(item: Series) -> str:
    """That the money has to come every year."""
    more, scenario = extra(item), item.played.scenario
    if more <= 0.0:
        return ""
    return tr("memo_wrong_money", amount=rupiah(more), last=scenario.calendar_name(scenario.months))


def _needs(item: Series) -> Iterator[str]:
    """What is said to make a lever of the policy work that the policy does not have."""
    phases = item.played.scenario.policy
    has = {f"{phase.lever}_{name}" for phase in phases for name, value in phase.settings.items() if value}
    lacking = [need for need in NEEDS.values() if has.issuperset(need.pair.first) and not has & set(need.pair.second)]
    claims = {need.claim: need.here for need in lacking}
    yield from (tr("memo_wrong_need", claim=claim, here=f" {here}".rstrip()) for claim, here in claims.items())


def _list(comparison: Comparison) -> Iterator[str]:
    """What the list of schools leaves open."""
    schools = comparison.place.schools
    if comparison.place.name in embedded():
        yield tr("memo_wrong_synthetic")
        return
    if any(school.teachers is None for school in schools):
        yield tr("memo_wrong_teachers")
    if any(school.cluster_source != "listed" for school in schools):
        yield tr("memo_wrong_clusters")


def trust(comparison: Comparison) -> Iterator[Block]:
    """How far the answer is to be trusted."""
    assumed = sum(number.grade == "assumed" for number in PARAMETERS.values())
    yield Heading(tr("memo_trust"))
    yield Paragraph(tr("memo_not_calibrated"))
    yield Paragraph(tr("memo_trust_numbers", count=decimal(len(PARAMETERS), 0),
                       share=percent(assumed / len(PARAMETERS))))  # fmt: skip
    yield Bullets([fitted_in_words(comparison.uncertain), *_of_policies(comparison),
                   *words.ranked_otherwise(comparison)])  # fmt: skip


def _of_policies(comparison: Comparison) -> Iterator[str]:
    """Where each effect on literacy stands among trials, and where the variance of the strongest comes from."""
    for item in series.every_series(comparison):
        yield item.mark(f"{item.name()}. {words.against_trials(words.effect_on_literacy(item.played, item.against))}")
    yield from words.replayed(comparison)
    if not comparison.shares:
        yield from words.of_the_like(comparison, ranked(comparison)[0].played)
