"""How far an answer can be trusted, in the current language: a few lines below a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.table import Table

from kkgsim.analysis.comparison.compare import Effect, effects
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.trust.forms import choices, disagreements
from kkgsim.analysis.trust.released import like
from kkgsim.analysis.trust.shares import PARTS, Shares
from kkgsim.analysis.trust.trials import OUTCOME, TRIALS, placed
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.sampling import numbers_of
from kkgsim.i18n import decimal, measured, percent, tr
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import posterior
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.synthetic import embedded


def lines(comparison: Comparison, played: RunResult, against: RunResult) -> list[str]:
    """Of one policy: where its effect on literacy stands among trials, and where the variance of that comes from by the
    table of the release, unless the comparison itself was replayed."""
    result = [] if played is against else [against_trials(effect_on_literacy(played, against))]
    return [*result, *([] if comparison.shares or played is against else of_the_like(comparison, played))]


def effect_on_literacy(played: RunResult, against: RunResult) -> Effect:
    """What a policy does to literacy."""
    return effects(played, against)[list(OUTCOMES).index(OUTCOME)]


def against_trials(effect: Effect) -> str:
    """Where an effect on literacy stands among trials."""
    unit = effect.outcome.unit
    return tr(
        f"trust_trials_{placed(effect)}", value=measured(effect.difference.mean, unit, sign=True),
        median=measured(TRIALS.median, unit, sign=True), doubtful=measured(TRIALS.doubtful, unit, sign=True),
        studies=TRIALS.studies, source=TRIALS.cited,
    )  # fmt: skip


def doubtful(comparison: Comparison) -> Iterator[str]:
    """A warning for each policy whose effect on literacy is larger than trials find."""
    for played, against in zip(comparison.played, comparison.against, strict=True):
        if played is not against:
            effect = effect_on_literacy(played, against)
            if placed(effect) == "doubtful":
                yield f"{played.scenario.title}: {against_trials(effect)}"


def of_the_like(comparison: Comparison, played: RunResult) -> list[str]:
    """The shares of the like policy."""
    row = like(played.scenario, comparison.uncertain)
    shares = row.shares.get(OUTCOME, {}) if row else {}
    if row is None or not shares:
        return []
    return [tr("trust_like", outcome=OUTCOMES[OUTCOME].label, shares=in_words(shares), policy=row.title,
               place=embedded()[row.place], months=row.months)]  # fmt: skip


def replayed(comparison: Comparison) -> Iterator[str]:
    """The shares of each policy's effect on literacy in a line, where they were replayed and it moves."""
    for played, shares in zip(comparison.played, comparison.shares, strict=False):
        if shares[OUTCOME]:
            yield tr("trust_replayed", policy=played.scenario.title, shares=in_words(shares[OUTCOME]))


def in_words(shares: Shares) -> str:
    """Shares in a line."""
    return ", ".join(f"{tr(f'trust_part_{part}')} {_share(shares, part)}" for part in PARTS if part in shares)


def _share(shares: Shares, part: str) -> str:
    value, low, high = shares[part]
    return f"{percent(value)} ({decimal(100.0 * low, 0)} – {decimal(100.0 * high, 0)})"


def table_of(shares: Mapping[str, Shares], everything: bool) -> Table:
    """The shares that were replayed, an outcome a row."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("trust_head"), min_width=24)
    parts = [part for part in PARTS if any(part in row for row in shares.values())]
    for part in parts:
        table.add_column(tr(f"trust_part_{part}"), justify="right", no_wrap=True)
    for name, row in shares.items():
        if row and (everything or OUTCOMES[name].headline):
            table.add_row(str(OUTCOMES[name].label), *(_share(row, part) for part in parts))
    return table


def ranked_otherwise(comparison: Comparison) -> Iterator[str]:
    """A sentence for each pair of policies that forms of structure rank differently in the runs of the comparison."""
    pairs = [(p, a) for p, a in zip(comparison.played, comparison.against, strict=True) if p is not a]
    if len(pairs) < 2 or not comparison.uncertain:
        return
    rank = list(OUTCOMES).index(OUTCOME)
    gains = [played.at_end()[rank] - against.at_end()[rank] for played, against in pairs]
    table = numbers_of(comparison.seed, range(comparison.replicates), pairs[0][0].scenario.assumptions,
                       uncertain=comparison.uncertain)  # fmt: skip
    for number in choices():
        for found in disagreements(number, table[list(PARAMETERS).index(number)], gains):
            better, worse = (pairs[place][0].scenario.title for place in (found.better, found.worse))
            said = [tr("trust_forms", better=better, worse=worse, number=number, here=found.here.name,
                       there=found.there.name)]  # fmt: skip
            if isinstance(comparison.uncertain, str):
                known = posterior(comparison.uncertain)
                here, there = (percent(form.weight(number, known)) for form in (found.here, found.there))
                said.append(tr("trust_forms_fitted", here=here, there=there))
            yield " ".join(said)
