"""A comparison told in the terminal: what changes, how sure that is, what it costs and who pays."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import band_note
from kkgsim.analysis.comparison import (
    aimed_report,
    budget_report,
    cost_report,
    district_report,
    group_report,
    week_report,
)
from kkgsim.analysis.comparison.compare import Effect, effects
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.analysis.trust import words as trust
from kkgsim.analysis.trust.fitting import fitted_in_words
from kkgsim.engine.intervals import FEWEST, Interval
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import amount, decimal, measured, measured_band, percent, rupiah, tr
from kkgsim.model.outcomes import OUTCOMES, rapor, to_next


def render(comparison: Comparison, *, everything: bool = False) -> RenderableType:
    """The comparison as something rich prints."""
    parts: list[RenderableType] = [Text(head(comparison))]
    for rank, (played, against) in enumerate(zip(comparison.played, comparison.against, strict=True)):
        parts += [Text(), Text(str(played.scenario.title), style="bold"), Text(str(played.scenario.about))]
        parts.append(WrappingTable(_table(played, against, everything)))
        parts += _shares(comparison, rank, everything)
        parts += group_report.who_gains(played, against)
        parts += aimed_report.by_clusters(played, against, comparison.place)
        parts += [Text(line) for line in trust.lines(comparison, played, against)]
        parts.append(Text(_rapor(played, against)))
        parts += [Text(line) for line in aimed_report.in_words(played)]
        parts += [Text(line) for line in group_report.served(played, against)]
        parts.append(Text(cost_report.cost(played, against)))
        parts += [Text(line) for line in cost_report.prices(played)]
        parts.append(Text(cost_report.time(played, against)))
        parts += budget_report.render_budget(played)
        parts += [Text(line) for line in week_report.week(played, against)]
        parts += district_report.render_provinces(comparison, played, against)
        if played.scenario.assumptions:
            own = "; ".join(f"{a.number} = {amount(a.value)} ({a.why})" for a in played.scenario.assumptions)
            parts.append(Text(tr("assumed_differently", numbers=own)))
    return Group(*parts, *notes(comparison, "price_note", "small_note", "means_note", "groups_note"))


def notes(comparison: Comparison, *words: str) -> list[Text]:
    """What stands below the tables: too few draws, the notes named (where something is compared), and the band."""
    compared = any(p is not a for p, a in zip(comparison.played, comparison.against, strict=True))
    said = [Text()] if compared else []
    if compared and comparison.replicates < FEWEST:
        said = [Text(), Text(tr("too_few_draws", fewest=FEWEST), style="italic"), Text()]
    if compared:
        said += [Text(tr(word, months=comparison.months), style="italic") for word in words]
        said += [Text(line) for line in trust.ranked_otherwise(comparison)]
    band = band_note(comparison.uncertain, comparison.replicates)
    return [*said, Text(band, style="italic"), Text(fitted_in_words(comparison.uncertain), style="italic")]


def _shares(comparison: Comparison, rank: int, everything: bool) -> list[RenderableType]:
    """Where the variance of one scenario's effects comes from, where that was replayed."""
    if not comparison.shares:
        return []
    return [WrappingTable(trust.table_of(comparison.shares[rank], everything)), Text(tr("trust_note"), style="italic")]


def head(comparison: Comparison) -> str:
    """Where, how many, how long and on what luck."""
    place = comparison.place
    listed = all(school.cluster_source == "listed" for school in place.schools)
    counted = all(school.teachers is not None for school in place.schools)
    counts = {
        "schools": len(place.schools), "clusters": len(place.clusters), "districts": len(comparison.parts.districts),
        "provinces": len(comparison.parts.provinces), "teachers": comparison.played[0].counts["teacher"],
    }  # fmt: skip
    return tr(
        "country_line" if comparison.parts.districts else "place_line", title=place.title,
        **{name: decimal(count, 0) for name, count in counts.items()},
        source=tr("clusters_listed" if listed else "clusters_proxy"),
        counted="" if counted else tr("teachers_estimated"),
        months=comparison.months, replicates=comparison.replicates, seed=comparison.seed,
    )  # fmt: skip


def _table(played: RunResult, against: RunResult, everything: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("head_outcome"), min_width=24)
    if played is against:
        table.add_column(tr("head_value"), justify="right", no_wrap=True)
        for effect in _chosen(played, against, everything):
            table.add_row(str(effect.outcome.label), three(effect.value, effect))
        return table
    table.add_column(str(against.scenario.title), justify="right", max_width=24)
    for key in ("head_policy", "head_difference", "head_better", "head_price"):
        table.add_column(tr(key), justify="right", no_wrap=True)
    base = {e.outcome.name: e for e in effects(against, against)}
    for effect in _chosen(played, against, everything):
        unit = effect.outcome.unit
        table.add_row(
            str(effect.outcome.label),
            measured(base[effect.outcome.name].value.mean, unit),
            measured(effect.value.mean, unit),
            three(effect.difference, effect, sign=True),
            better(effect, played),
            price(effect),
        )
    return table


def _chosen(played: RunResult, against: RunResult, everything: bool) -> list[Effect]:
    return [e for e in effects(played, against) if everything or OUTCOMES[e.outcome.name].headline]


def three(values: Interval, effect: Effect, *, sign: bool = False) -> str:
    """A value with its band in the unit of its outcome; the value alone where there is a single draw."""
    if effect.draws == 1:
        return measured(values.mean, effect.outcome.unit, sign=sign)
    return measured_band(*values, effect.outcome.unit, sign=sign)


def better(effect: Effect, played: RunResult) -> str:
    """In how many draws the policy does better; a tie counts half."""
    if not effect.outcome.better:
        return "–"
    draws = played.monthly.shape[-1]
    return tr("of_draws", better=decimal(effect.better_share * draws, 0), draws=decimal(draws, 0))


def price(effect: Effect) -> str:
    """Rupiah for a step of an outcome, or in words why there is no such figure."""
    if not effect.outcome.better:
        return "–"
    if effect.small or effect.cost_per_step != effect.cost_per_step:
        return tr(_why_no_price(effect))
    step = str(effect.outcome.unit.step_label)
    return tr("per_step", amount=rupiah(effect.cost_per_step), step=step)


def _why_no_price(effect: Effect) -> str:
    """The word for what stands where a price cannot: too few draws, nothing clear, worse, free, or not throughout."""
    if effect.draws < FEWEST:
        return "price_few_draws"
    if not effect.clear:
        return "too_small_effect" if effect.sure else "no_clear_effect"
    if effect.difference.mean * effect.outcome.better < 0.0:
        return "price_worse"
    return "price_free" if effect.extra <= 0.0 else "price_not_throughout"


def _rapor(played: RunResult, against: RunResult) -> str:
    """The Rapor Pendidikan category of the place, today and with the policy, and how far the next is."""
    rank = list(OUTCOMES).index("minimum_share")
    shares = [float(p.at_end()[rank].mean()) for p in (against, played)]
    before, after = (str(rapor(share)) for share in shares)
    line = tr("rapor_line_alone", after=after) if played is against else tr("rapor_line", before=before, after=after)
    return f"{line}; {_distance(shares[-1])}"


def _distance(share: float) -> str:
    """How far a share at minimum competence is from the next category."""
    lacks = to_next(share)
    if not lacks:
        return tr("rapor_highest", share=percent(share))
    return tr("rapor_distance", share=percent(share, 1), points=decimal(100.0 * lacks, 1), next=rapor(share + lacks))
