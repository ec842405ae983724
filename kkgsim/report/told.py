"""A comparison told in the terminal: what changes, how sure that is, what it costs and who pays."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.engine.run_result import RunResult
from kkgsim.locale import decimal, measured, measured_band, rupiah, say
from kkgsim.outcomes import OUTCOMES, rapor
from kkgsim.report import country_told, gains, money
from kkgsim.report.fitting import Fitting
from kkgsim.study.bands import FEWEST, Band
from kkgsim.study.compare import Comparison, Effect, effects


def told(comparison: Comparison, lang: str, *, everything: bool = False) -> RenderableType:
    """The comparison as something rich prints."""
    parts: list[RenderableType] = [Text(head(comparison, lang))]
    for played, against in zip(comparison.played, comparison.against, strict=True):
        parts += [Text(), Text(played.scenario.title[lang], style="bold"), Text(played.scenario.about[lang])]
        parts.append(Fitting(_table(played, against, lang, everything)))
        parts += gains.who_gains(played, against, lang)
        parts.append(Text(_rapor(played, against, lang)))
        parts += [Text(line) for line in gains.served(played, against, lang)]
        parts.append(Text(money.cost(played, against, lang)))
        parts.append(Text(money.time(played, against, lang)))
        parts += country_told.provinces(comparison, played, against, lang)
        if played.scenario.assumptions:
            own = "; ".join(f"{a.number} = {a.value:g} ({a.why})" for a in played.scenario.assumptions)
            parts.append(Text(say("assumed_differently", lang, numbers=own)))
    return Group(*parts, *notes(comparison, lang, "price_note", "groups_note"))


def notes(comparison: Comparison, lang: str, *words: str) -> list[Text]:
    """What stands below the tables: too few draws, the notes named (where something is compared), and the band."""
    compared = any(p is not a for p, a in zip(comparison.played, comparison.against, strict=True))
    said = [Text()] if compared else []
    if compared and comparison.replicates < FEWEST:
        said = [Text(), Text(say("too_few_draws", lang, fewest=FEWEST), style="italic"), Text()]
    if compared:
        said += [Text(say(word, lang, months=comparison.months), style="italic") for word in words]
    band = "none" if comparison.replicates == 1 else "both" if comparison.uncertain else "luck"
    return [*said, Text(say(f"band_{band}", lang), style="italic")]


def head(comparison: Comparison, lang: str) -> str:
    """Where, how many, how long and on what luck."""
    place = comparison.place
    listed = all(school.cluster_source == "listed" for school in place.schools)
    counted = all(school.teachers is not None for school in place.schools)
    counts = {
        "schools": len(place.schools), "clusters": len(place.clusters), "districts": len(comparison.parts.districts),
        "provinces": len(comparison.parts.provinces), "teachers": comparison.played[0].counts["teacher"],
    }  # fmt: skip
    return say(
        "country_line" if comparison.parts.districts else "place_line", lang, title=place.title[lang],
        **{name: decimal(count, lang, 0) for name, count in counts.items()},
        source=say("clusters_listed" if listed else "clusters_proxy", lang),
        counted=say("teachers_listed" if counted else "teachers_estimated", lang),
        months=comparison.months, replicates=comparison.replicates, seed=comparison.seed,
    )  # fmt: skip


def _table(played: RunResult, against: RunResult, lang: str, everything: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("head_outcome", lang), min_width=24)
    if played is against:
        table.add_column(say("head_value", lang), justify="right", no_wrap=True)
        for effect in _chosen(played, against, everything):
            table.add_row(effect.outcome.label[lang], three(effect.value, effect, lang))
        return table
    table.add_column(against.scenario.title[lang], justify="right", max_width=24)
    for key in ("head_policy", "head_difference", "head_better", "head_price"):
        table.add_column(say(key, lang), justify="right", no_wrap=True)
    base = {e.outcome.name: e for e in effects(against, against)}
    for effect in _chosen(played, against, everything):
        unit = effect.outcome.unit
        table.add_row(
            effect.outcome.label[lang],
            measured(base[effect.outcome.name].value.mean, unit, lang),
            measured(effect.value.mean, unit, lang),
            three(effect.difference, effect, lang, sign=True),
            better(effect, played, lang),
            price(effect, lang),
        )
    return table


def _chosen(played: RunResult, against: RunResult, everything: bool) -> list[Effect]:
    return [e for e in effects(played, against) if everything or OUTCOMES[e.outcome.name].headline]


def three(values: Band, effect: Effect, lang: str, *, sign: bool = False) -> str:
    if effect.draws == 1:
        return measured(values.mean, effect.outcome.unit, lang, sign=sign)
    return measured_band(*values, effect.outcome.unit, lang, sign=sign)


def better(effect: Effect, played: RunResult, lang: str) -> str:
    """In how many draws the policy does better; a tie counts half."""
    if not effect.outcome.better:
        return "–"
    draws = played.monthly.shape[-1]
    return say("of_draws", lang, better=decimal(effect.better_share * draws, lang, 0), draws=decimal(draws, lang, 0))


def price(effect: Effect, lang: str) -> str:
    if not effect.outcome.better:
        return "–"
    if effect.cost_per_step != effect.cost_per_step:
        return say(_why_no_price(effect), lang)
    step = effect.outcome.unit.step_label[lang]
    return say("per_step", lang, amount=rupiah(effect.cost_per_step, lang), step=step)


def _why_no_price(effect: Effect) -> str:
    """The word for what stands where a price cannot: too few draws, nothing clear, worse, free, or not throughout."""
    if effect.draws < FEWEST:
        return "price_few_draws"
    if not effect.clear:
        return "no_clear_effect"
    if effect.difference.mean * effect.outcome.better < 0.0:
        return "price_worse"
    return "price_free" if effect.extra <= 0.0 else "price_not_throughout"


def _rapor(played: RunResult, against: RunResult, lang: str) -> str:
    """The Rapor Pendidikan category of the place, today and with the policy."""
    rank = list(OUTCOMES).index("minimum_share")
    before, after = (rapor(float(p.at_end()[rank].mean()))[lang] for p in (against, played))
    if played is against:
        return say("rapor_line_alone", lang, after=after)
    return say("rapor_line", lang, before=before, after=after)
