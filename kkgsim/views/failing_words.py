"""Words that the pictures of discovery share: when it fails, what failing means, boxes and factors."""

from __future__ import annotations

import math

from kkgsim.explore.box_words import failing_told, unit_told, value_told
from kkgsim.explore.boxes import Box
from kkgsim.explore.discovery import Discovery, Found
from kkgsim.locale import percent, say
from kkgsim.sweep.study import Factor


def in_brackets(factor: Factor, lang: str) -> str:
    """A factor with its unit behind it."""
    words = unit_told(factor, lang).strip()
    return factor.label[lang] + (f" ({words})" if words else "")


def box_told(number: int, one: Found, lang: str) -> str:
    """A box that holds, as an entry of a key."""
    return say("view_box", lang, number=number + 1, density=percent(one.held_back.density, lang),
               coverage=percent(one.held_back.coverage, lang))  # fmt: skip


def failing(found: Discovery, lang: str) -> str:
    """What failing means, and how common it is."""
    return say(
        "view_failing", lang, failing=failing_told(found.measure, found.line, lang), share=percent(found.share, lang)
    )


def finding(found: Discovery, lang: str) -> str:
    """When it fails: the first box in words, or that none holds."""
    if not found.boxes:
        return say("view_discovery_none", lang)
    one = found.boxes[0]
    when = f" {say('and', lang)} ".join(_briefly(found, one.box, rank, lang) for rank in one.box.limited)
    return say("view_discovery_title", lang, density=percent(one.held_back.density, lang), when=when)


def _briefly(found: Discovery, box: Box, rank: int, lang: str) -> str:
    factor = found.cases.study.factors[rank]
    edges = {"low": float(box.low[rank]), "high": float(box.high[rank])}
    told = {name: value_told(factor, value, lang) for name, value in edges.items() if math.isfinite(value)}
    word = {"low": "above", "high": "below"}[next(iter(told))] if len(told) == 1 else "between"
    return say(f"view_limit_{word}", lang, factor=factor.label[lang], **told)
