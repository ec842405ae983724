"""Words that several pictures share: outcomes with their units, names of baselines, notes."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.engine.run_result import LAST
from kkgsim.locale import say
from kkgsim.outcomes import OUTCOMES, Outcome
from kkgsim.study.compare import Comparison
from kkgsim.views import style
from kkgsim.views.sheet import Entry

MOST_NAMES = 2
"""More scenarios than this are named by their letters in a title."""

DELIVERED = (
    "visited_share", "places_mean", "trained_share", "online_share", "meetings_held", "facilitated_share",
    "outside_share", "tutored_share", "reach_share", "preparation_mean", "facilitator_load_share",
    "facilitators_active", "held_share", "afforded_share", "purse_mean",
)  # fmt: skip
"""Outcomes that say what a policy itself puts in (visits, sessions, places, money); no title counts them as gains."""


def headline() -> list[tuple[int, Outcome]]:
    """The headline outcomes with their places in the tables."""
    return [(rank, outcome) for rank, outcome in enumerate(OUTCOMES.values()) if outcome.headline]


def with_unit(outcome: Outcome, lang: str) -> str:
    """An outcome and what it is measured in."""
    return f"{outcome.label[lang]} ({outcome.unit.level[lang]})"


def change_unit(outcome: Outcome, lang: str) -> str:
    """An outcome and what its changes are measured in."""
    return f"{outcome.label[lang]} ({outcome.unit.change[lang]})"


def last_months(comparison: Comparison) -> int:
    """Over how many months the end is averaged."""
    return min(LAST, comparison.months)


def baseline_name(comparison: Comparison, lang: str) -> str:
    """What the scenarios are set against."""
    found = dict.fromkeys(style.title_of(g, lang) for g in style.ghosts(comparison))
    return " / ".join(found)


def key(comparison: Comparison, lang: str, look: str = "line") -> list[Entry]:
    """The baseline and the scenarios as entries of a key."""
    entries = [Entry(s.mark(s.name(lang)), s.colour, look, s.ink) for s in style.series_of(comparison)]
    if style.ghosts(comparison):
        ghost = "ghost" if look == "line" else look
        entries.insert(0, Entry(baseline_name(comparison, lang), style.GHOST, ghost, style.QUIET))
    return entries


def left_out(comparison: Comparison, lang: str) -> str:
    """A note about scenarios that a picture has no room for, and about baselines that differ."""
    notes = []
    more = len(style.every_series(comparison)) - style.MOST
    if more > 0:
        notes.append(say("view_more", lang, shown=style.MOST, more=more))
    if len(style.ghosts(comparison)) > 1:
        notes.append(say("view_own_baselines", lang))
    return " ".join(notes)


def verdict(mean: float, low: float, high: float) -> str:
    """Whether a difference is "clear", "unclear" (its band includes zero) or "same" (there is none)."""
    if low > 0.0 or high < 0.0:
        return "clear"
    return "same" if mean == low == high == 0.0 else "unclear"


def listed(series: Sequence[style.Series], lang: str) -> str:
    """Scenarios by name where they are few, by letter where they are many."""
    if len(series) > MOST_NAMES:
        return ", ".join(one.letter for one in series)
    return ", ".join(f"“{one.name(lang)}”" for one in series)


def money(amount: float, lang: str) -> tuple[float, str]:
    """The scale of an axis of money that reaches ``amount``, and the words for its unit."""
    size, word = (1e9, "billion") if abs(amount) >= 3e9 else (1e6, "million")
    return 1.0 / size, say(f"view_money_{word}", lang)
