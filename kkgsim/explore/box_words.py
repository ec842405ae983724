"""Boxes in words that a planner reads: factors by their labels, limits in their units, the range looked at."""

from __future__ import annotations

import math

import numpy as np

from kkgsim.explore.boxes import Box
from kkgsim.explore.looked_at import Line, Measure
from kkgsim.locale import decimal, measured, percent, rupiah, say, unit
from kkgsim.sweep.study import Factor, Study


def value_told(factor: Factor, value: float, lang: str) -> str:
    """A value of a factor in as many digits as a hundredth of its range needs: shares in percent, money in rupiah."""
    if factor.unit.startswith("Rp"):
        return rupiah(value, lang)
    percents = factor.unit.startswith("share")
    scale = 100.0 if percents else 1.0
    span = (factor.high - factor.low) * scale
    digits = min(6, max(0, 2 - math.floor(math.log10(span)))) if span > 0.0 else 2
    return percent(value, lang, min(digits, 1)) if percents else decimal(value, lang, digits)


def unit_told(factor: Factor, lang: str) -> str:
    """The unit behind a value; labels of policy name theirs already, percent and rupiah stand at the value."""
    plain = factor.kind != "number" or factor.unit in ("0-1", "share", "log-odds") or factor.unit.startswith("Rp")
    return "" if plain else f" {unit(factor.unit)[lang]}"


def limits_told(box: Box, study: Study, lang: str) -> list[str]:
    """Each limited factor: ``Facilitators per 10 schools below 0.82 (looked at: 0.00 to 3.00)``."""
    return [_limit(factor, float(box.low[rank]), float(box.high[rank]), lang)
            for rank, factor in enumerate(study.factors) if rank in box.limited]  # fmt: skip


def _limit(factor: Factor, low: float, high: float, lang: str) -> str:
    word = "between" if np.isfinite(low) and np.isfinite(high) else "above" if np.isfinite(low) else "below"
    edges = {"low": low, "high": high, "first": factor.low, "last": factor.high}
    told = {name: value_told(factor, value, lang) for name, value in edges.items() if math.isfinite(value)}
    words = {"low": "", "high": "", **told, "unit": unit_told(factor, lang), "factor": factor.label[lang]}
    return say(f"limit_{word}", lang, **words)


def rule_told(box: Box, study: Study, lang: str) -> str:
    """All limits of a box as one condition."""
    return f" {say('and', lang)} ".join(limits_told(box, study, lang))


def failing_told(measure: Measure, line: Line, lang: str) -> str:
    """What failing means, in words."""
    value = measured(line.value, measure.unit, lang, sign=line.against_today and line.value != 0.0)
    return say(f"fails_{'gain' if line.against_today else 'value'}_{line.side}", lang,
               outcome=measure.label[lang], value=value)  # fmt: skip
