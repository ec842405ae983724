"""Words that the pictures of discovery share: when it fails, what failing means, boxes and factors."""

from __future__ import annotations

import math

from kkgsim.analysis.discovery.boxes import Box
from kkgsim.analysis.discovery.discovery import DiscoveredBox, Discovery
from kkgsim.analysis.discovery.wording import describe_failing, format_unit, format_value
from kkgsim.design.study import Factor
from kkgsim.i18n import percent, tr


def in_brackets(factor: Factor) -> str:
    """A factor with its unit behind it."""
    words = format_unit(factor).strip()
    return str(factor.label) + (f" ({words})" if words else "")


def box_told(number: int, one: DiscoveredBox) -> str:
    """A box that holds, as an entry of a key."""
    return tr("view_box", number=number + 1, density=percent(one.held_back.density),
               coverage=percent(one.held_back.coverage))  # fmt: skip


def failing(found: Discovery) -> str:
    """What failing means, and how common it is."""
    return tr("view_failing", failing=describe_failing(found.measure, found.line), share=percent(found.share))


def finding(found: Discovery) -> str:
    """When it fails: the first box in words, or that none holds."""
    if not found.boxes:
        return tr("view_discovery_none")
    one = found.boxes[0]
    when = f" {tr('and')} ".join(_briefly(found, one.box, rank) for rank in one.box.limited)
    return tr("view_discovery_title", density=percent(one.held_back.density), when=when)


def _briefly(found: Discovery, box: Box, rank: int) -> str:
    factor = found.cases.study.factors[rank]
    edges = {"low": float(box.low[rank]), "high": float(box.high[rank])}
    told = {name: format_value(factor, value) for name, value in edges.items() if math.isfinite(value)}
    word = {"low": "above", "high": "below"}[next(iter(told))] if len(told) == 1 else "between"
    return tr(f"view_limit_{word}", factor=factor.label, **told)
