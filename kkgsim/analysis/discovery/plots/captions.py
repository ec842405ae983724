"""Words that the pictures of discovery share: when it fails, what failing means, boxes and factors."""

from __future__ import annotations

import math

from kkgsim.analysis.counted_shares import with_interval
from kkgsim.analysis.discovery.boxes import Box
from kkgsim.analysis.discovery.discovery import DiscoveredBox, Discovery
from kkgsim.analysis.discovery.wording import describe_failing
from kkgsim.design.factor_words import format_value
from kkgsim.i18n import percent, tr
from kkgsim.plotting.figure_layout import stamp


def box_entry(number: int, discovered: DiscoveredBox) -> str:
    """A box that holds, as an entry of a key."""
    worth = discovered.held_back
    return tr("view_box", number=number + 1, density=with_interval(worth.density, worth.cases),
               coverage=with_interval(worth.coverage, worth.all_failing))  # fmt: skip


def failing(discovery: Discovery) -> str:
    """What failing means, and how common it is."""
    return tr(
        "view_failing", failing=describe_failing(discovery.measure, discovery.line), share=percent(discovery.share)
    )


def stamped(discovery: Discovery) -> str:
    """Where a picture comes from: the points that it shows, and by which seed a third of them was held out."""
    cases = discovery.cases
    held_out = tr("view_stamp_held_out", seed=discovery.seed)
    return f"{stamp(cases.place.title, cases.seed, cases.replicates)} · {held_out}"


def finding(discovery: Discovery) -> str:
    """When it fails: the first box in words, or that none holds."""
    if not discovery.boxes:
        return tr("view_discovery_none")
    first = discovery.boxes[0]
    when = f" {tr('and')} ".join(_briefly(discovery, first.box, rank) for rank in first.box.limited)
    word = "view_discovery_mostly" if first.mostly else "view_discovery_oftener"
    return tr(word, density=with_interval(first.held_back.density, first.held_back.cases), when=when)


def _briefly(discovery: Discovery, box: Box, rank: int) -> str:
    factor = discovery.cases.study.factors[rank]
    edges = {"low": float(box.low[rank]), "high": float(box.high[rank])}
    words = {name: format_value(factor, value) for name, value in edges.items() if math.isfinite(value)}
    word = {"low": "above", "high": "below"}[next(iter(words))] if len(words) == 1 else "between"
    return tr(f"view_limit_{word}", factor=factor.label, **words)
