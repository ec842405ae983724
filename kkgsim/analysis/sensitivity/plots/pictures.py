"""Which pictures a sensitivity analysis has."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from kkgsim.analysis.sensitivity.plots import bars, layout, lines, pairs, tornado
from kkgsim.analysis.sensitivity.result import Sensitivity


def pictures_of(answer: Sensitivity) -> dict[str, Callable[[Sensitivity], Figure]]:
    """Every picture that has something to show, by name, the main one first; none where no factor moves anything."""
    if not layout.shown(answer):
        return {}
    pictures: dict[str, Callable[[Sensitivity], Figure]] = {"indices": bars.draw, "tornado": tornado.draw}
    if lines.time_courses(answer):
        pictures["time_course"] = lines.over_time
    if len(answer.analysis.steps) > 1:
        pictures["convergence"] = lines.over_samples
    if pairs.has_clear_pair(answer):
        pictures["pairs"] = pairs.draw
    return pictures
