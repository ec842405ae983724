"""How robust packages are, in words that a planner reads: what is best how often, what one loses by being wrong."""

from __future__ import annotations

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.explore.judged import Judged, Robustness
from kkgsim.explore.robustness import Array, Objective
from kkgsim.locale import decimal, measured, percent, say
from kkgsim.report.fitting import Fitting
from kkgsim.study.bands import FEWEST
from kkgsim.units import Unit

AGREE = 0.7
"""Kendall's W from which the measures are said to agree."""


def told(found: Robustness, lang: str) -> RenderableType:
    """The packages as something rich prints: one table an objective, with what it comes to."""
    parts: list[RenderableType] = [Text(_head(found, lang))]
    for one in found.judged:
        parts += [Text(), Text(one.objective.label[lang], style="bold"), Fitting(_table(found, one, lang))]
        parts += [Text(line) for line in _verdict(found, one, lang)]
    if found.all_met is not None:
        parts += [Text(), Text(say("robust_all_met", lang), style="bold")]
        parts += [Text(f"  • {name}: {percent(float(share), lang)}")
                  for name, share in zip(found.titles(lang), found.all_met, strict=True)]  # fmt: skip
    parts += [Text(), Text(say("robust_note", lang), style="italic")]
    if found.replicates < FEWEST:
        parts.append(Text(say("robust_few", lang, fewest=FEWEST), style="italic"))
    return Group(*parts)


def _head(found: Robustness, lang: str) -> str:
    return say(
        "robust_head", lang, place=found.place.title[lang], packages=len(found.packages), months=found.months,
        futures=decimal(found.replicates, lang, 0), seed=found.seed,
    )  # fmt: skip


def _table(found: Robustness, one: Judged, lang: str) -> Table:
    """A package a row, a measure a column."""
    unit = one.objective.unit
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("robust_package", lang), min_width=24)
    heads = ["robust_mean", "robust_best", "robust_regret_max", "robust_regret_90"]
    words = [say(key, lang) for key in heads] + [threshold_told(one.objective, lang), say("robust_signal", lang)]
    for head in words:
        table.add_column(head, justify="right", max_width=22)
    names = ("mean", "best", "regret_max", "regret_90", "satisficing", "signal")
    rows = {name: one.measure(name) for name in names}
    for rank, title in enumerate(found.titles(lang)):
        gain = "–" if rank == found.today else measured(rows["mean"][rank], unit, lang, sign=True)
        losses = [_lost(rows[name][rank], unit, lang) for name in ("regret_max", "regret_90")]
        shares = [percent(rows[name][rank], lang) for name in ("best", "satisficing")]
        table.add_row(title, gain, shares[0], *losses, shares[1], decimal(rows["signal"][rank], lang, 1))
    return table


def _lost(value: float, unit: Unit, lang: str) -> str:
    """A regret: a difference, which for shares is in points."""
    text = measured(value, unit, lang, sign=True)
    return text.removeprefix("+")


def threshold_told(objective: Objective, lang: str) -> str:
    """What satisfies, as the head of a column."""
    if objective.threshold is None:
        return say("robust_better", lang)
    word = "robust_at_least" if objective.better > 0 else "robust_at_most"
    return say(word, lang, value=measured(objective.threshold, objective.unit, lang))


def _verdict(found: Robustness, one: Judged, lang: str) -> list[str]:
    """Which package is most often the best, which is least to regret, and how sure that is."""
    titles = found.titles(lang)
    best, regret = one.measure("best"), one.measure("regret_90")
    top, calm = int(np.argmax(best)), int(np.argmin(regret))
    if best[top] - np.sort(best)[-2] < 1e-9:
        lines = [say("robust_tied", lang)]
    else:
        lines = [say("robust_best_line", lang, package=titles[top], share=percent(best[top], lang))]
    lines.append(
        say("robust_regret_line", lang, package=titles[calm], lost=_lost(regret[calm], one.objective.unit, lang))
    )
    lines.append(_sure(one, titles, top, lang))
    return lines


def _sure(one: Judged, titles: list[str], top: int, lang: str) -> str:
    """Whether the measures agree, and whether the first would stay the first among other futures."""
    by = {sure.measure: sure.first for sure in one.stability}
    stays: Array = by["best"]
    words = say("robust_agree" if one.concordance >= AGREE else "robust_disagree", lang,
                w=decimal(one.concordance, lang, 2))  # fmt: skip
    return f"{words} {say('robust_stays', lang, package=titles[top], share=percent(stays[top], lang))}"
