"""``kkgsim compare --brief``: many policies in one table an outcome, the strongest first."""

from __future__ import annotations

from itertools import starmap

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.comparison import aimed_report, budget_report
from kkgsim.analysis.comparison.compare import Effect, effects
from kkgsim.analysis.comparison.report import better, head, notes, price, three
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.analysis.trust import words as trust
from kkgsim.engine.intervals import BAND
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import from_to, measured, rupiah, tr
from kkgsim.model.outcomes import OUTCOMES, Outcome


def render_brief(comparison: Comparison, *, everything: bool = False) -> RenderableType:
    """The comparison as something rich prints: a table for each headline outcome (for all with ``everything``)."""
    rows = [(p, a, effects(p, a), effects(a, a)) for p, a in zip(comparison.played, comparison.against, strict=True)]
    parts: list[RenderableType] = [Text(head(comparison))]
    for rank, outcome in enumerate(OUTCOMES.values()):
        if outcome.headline or everything:
            compared = [(p, a, its[rank], base[rank]) for p, a, its, base in rows]
            parts += [Text(), Text(str(outcome.label), style="bold"), WrappingTable(_table(compared, outcome))]
    parts += [Text(line) for p, *_ in rows for line in (*aimed_report.in_words(p), *budget_report.in_short(p))]
    parts += [Text(line) for line in (*trust.doubtful(comparison), *trust.replayed(comparison))]
    return Group(*parts, *notes(comparison, "price_note", "small_note", "means_note"))


def _table(rows: list[tuple[RunResult, RunResult, Effect, Effect]], outcome: Outcome) -> Table:
    """One row a policy, by what it does to the outcome; where neither more nor less is better, by how much more."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("head_brief"), min_width=30)
    titles = {str(against.scenario.title) for _, against, _, _ in rows}
    table.add_column(titles.pop() if len(titles) == 1 else tr("head_against"), justify="right")
    places = _places([(played, against) for played, against, *_ in rows], outcome)
    keys = ("head_policy", "head_difference", *(["head_place"] if places else []), "head_better")
    for key in (*keys, "head_extra_rupiah", "head_price"):
        table.add_column(tr(key), justify="right", no_wrap=True)
    gains = [effect.difference.mean * (outcome.better or 1) for *_, effect, _ in rows]
    for rank in sorted(range(len(rows)), key=lambda rank: -gains[rank]):
        played, _, effect, base = rows[rank]
        table.add_row(
            str(played.scenario.title), measured(base.value.mean, outcome.unit),
            measured(effect.value.mean, outcome.unit), three(effect.difference, effect, sign=True),
            *places[rank : rank + 1], better(effect, played), rupiah(effect.extra, sign=True), price(effect),
        )  # fmt: skip
    return table


def _places(pairs: list[tuple[RunResult, RunResult]], outcome: Outcome) -> list[str]:
    """Which place each policy takes among all, run by run: the first and the last of nine in ten runs; equals share the
    better place. Nothing where there is nothing to rank."""
    which = list(OUTCOMES).index(outcome.name)
    gains = np.array([played.at_end()[which] - against.at_end()[which] for played, against in pairs])
    if len(gains) < 2 or gains.shape[1] < 2:
        return []
    gains *= outcome.better or 1
    place = 1 + (gains[None] > gains[:, None]).sum(axis=1)
    ends = np.quantile(place, BAND, axis=1, method="closest_observation").astype(int)
    return list(starmap(from_to, ends.T.tolist()))
