"""All pictures of a sensitivity analysis in a folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from kkgsim.explore.sensitivity.study import Answer
from kkgsim.views import style
from kkgsim.views.sensitivity import bars, lines, pairs, paper, tornado

EVERY = {
    "indices": bars.draw,
    "tornado": tornado.draw,
    "time_course": lines.over_time,
    "convergence": lines.over_samples,
    "pairs": pairs.draw,
}


def draw_all(answer: Answer, folder: Path) -> list[Path]:
    """Draw every picture that makes sense as a PNG in ``folder``, which exists; gives their paths."""
    made: list[Path] = []
    if not paper.shown(answer):
        return made
    for name, draw in EVERY.items():
        with suppress(paper.NothingToDraw):
            made.append(style.save(draw(answer), folder / f"{name}.png"))
    return made
