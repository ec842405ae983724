"""Words that several pictures of a comparison share: names of baselines, keys, notes."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.run_result import LAST
from kkgsim.i18n import tr
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.places.place import Place
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import LegendEntry

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


def last_months(comparison: Comparison) -> int:
    """Over how many months the end is averaged."""
    return min(LAST, comparison.months)


def baseline_name(comparison: Comparison) -> str:
    """What the scenarios are set against; of several, each of them the status quo, what they have in common."""
    ghosts = series.ghosts(comparison)
    if len(ghosts) > 1:
        return str(ghosts[0].played.scenario.without_policy().title)
    return "".join(ghost.name() for ghost in ghosts)


def key(comparison: Comparison, look: str = "line") -> list[LegendEntry]:
    """The baselines and the scenarios as entries of a key."""
    names = [ghost.name() for ghost in series.ghosts(comparison)]
    return _ghosts_key(names, look) + scenarios_key(comparison, look)


def difference_key(comparison: Comparison, look: str = "line") -> list[LegendEntry]:
    """The key where differences are drawn: all baselines are the same zero."""
    return _ghosts_key([baseline_name(comparison)], look) + scenarios_key(comparison, look)


def _ghosts_key(names: Sequence[str], look: str) -> list[LegendEntry]:
    return [LegendEntry(name, style.GHOST, "ghost" if look == "line" else look, style.QUIET) for name in names]


def scenarios_key(comparison: Comparison, look: str = "line") -> list[LegendEntry]:
    """The scenarios alone as entries of a key."""
    return [LegendEntry(s.mark(s.name()), s.colour, look, s.ink) for s in series.series_of(comparison)]


def left_out(comparison: Comparison) -> str:
    """A note about scenarios that a picture has no room for, and about baselines that differ."""
    notes = []
    shown = len(series.series_of(comparison))
    more = len(series.every_series(comparison)) - shown
    if more > 0:
        notes.append(tr("view_more", shown=shown, more=more))
    if len(series.ghosts(comparison)) > 1:
        notes.append(tr("view_own_baselines"))
    return " ".join(notes)


def cluster_names(place: Place) -> dict[str, str]:
    """What people call each cluster: as the list does, or after its core school where it was formed from distances."""
    cores = {school.cluster: school for school in place.schools if school.core}
    names = {}
    for school in place.schools:
        listed = school.cluster_source == "listed" or school.cluster not in cores
        name = school.cluster if listed else cores[school.cluster].name
        known = name.casefold().startswith(("gugus", "cluster"))
        names[school.cluster] = name if known else tr("view_cluster" if listed else "view_cluster_of", name=name)
    return names


def verdict(mean: float, low: float, high: float) -> str:
    """Whether a difference is "clear", "unclear" (its band includes zero) or "same" (there is none)."""
    if low > 0.0 or high < 0.0:
        return "clear"
    return "same" if mean == low == high == 0.0 else "unclear"


def listed(series: Sequence[series.Series]) -> str:
    """Scenarios by name where they are few, by letter where they are many."""
    if len(series) > MOST_NAMES:
        return ", ".join(name.letter for name in series)
    return ", ".join(f"“{name.name()}”" for name in series)
