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
    """What the scenarios are set against; of several, each of them the status quo, what they have in common."""
    ghosts = style.ghosts(comparison)
    if len(ghosts) > 1:
        return ghosts[0].played.scenario.without_policy().title[lang]
    return "".join(ghost.name(lang) for ghost in ghosts)


def key(comparison: Comparison, lang: str, look: str = "line") -> list[Entry]:
    """The baselines and the scenarios as entries of a key."""
    names = [ghost.name(lang) for ghost in style.ghosts(comparison)]
    return _ghosts_key(names, look) + scenarios_key(comparison, lang, look)


def difference_key(comparison: Comparison, lang: str, look: str = "line") -> list[Entry]:
    """The key where differences are drawn: all baselines are the same zero."""
    return _ghosts_key([baseline_name(comparison, lang)], look) + scenarios_key(comparison, lang, look)


def _ghosts_key(names: Sequence[str], look: str) -> list[Entry]:
    return [Entry(name, style.GHOST, "ghost" if look == "line" else look, style.QUIET) for name in names]


def scenarios_key(comparison: Comparison, lang: str, look: str = "line") -> list[Entry]:
    """The scenarios alone as entries of a key."""
    return [Entry(s.mark(s.name(lang)), s.colour, look, s.ink) for s in style.series_of(comparison)]


def left_out(comparison: Comparison, lang: str) -> str:
    """A note about scenarios that a picture has no room for, and about baselines that differ."""
    notes = []
    shown = len(style.series_of(comparison))
    more = len(style.every_series(comparison)) - shown
    if more > 0:
        notes.append(say("view_more", lang, shown=shown, more=more))
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
