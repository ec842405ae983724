"""All pictures of a sensitivity analysis in a folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from kkgsim.analysis.result import NothingToDraw
from kkgsim.analysis.sensitivity.plots import bars, layout, lines, pairs, tornado
from kkgsim.analysis.sensitivity.result import Sensitivity
from kkgsim.plotting import style

EVERY = {
    "indices": bars.draw,
    "tornado": tornado.draw,
    "time_course": lines.over_time,
    "convergence": lines.over_samples,
    "pairs": pairs.draw,
}


def plot_all(answer: Sensitivity, folder: Path) -> list[Path]:
    """Draw every picture that makes sense as a PNG in ``folder``, which exists; gives their paths."""
    made: list[Path] = []
    if not layout.shown(answer):
        return made
    for name, draw in EVERY.items():
        with suppress(NothingToDraw):
            made.append(style.save(draw(answer), folder / f"{name}.png"))
    return made
