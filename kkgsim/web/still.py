"""What stands on a page where nothing can be played: in both languages what it needs, and the main outcomes as today.

iPhones show it when a file is looked at without being opened, and every browser where scripts are off.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

import numpy as np

from kkgsim.engine.intervals import intervals
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import LANGUAGES, Text, measured, tr, use_language
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

RUNS = 16
"""How many runs the picture rests on."""
WIDE, HIGH, ROW, EDGE = 640, 150, 190, 16
"""The size of a curve, how far the next one stands below it, and the room around."""
BAND, LINE, INK = "#cfe0ee", "#0b5c9e", "#1b2733"


def still(scenario: Scenario, place: Place) -> str:
    """The words and the picture as HTML; what is played is ``scenario`` with nothing done."""
    played, = simulate_scenarios([scenario.without_policy()], place, replicates=RUNS, seed=scenario.seed)  # fmt: skip
    monthly = played.monthly
    words = "".join(_said(language) for language in LANGUAGES)
    main = [(rank, name) for rank, name in enumerate(OUTCOMES) if OUTCOMES[name].headline]
    curves = "".join(
        f'<g transform="translate({EDGE} {EDGE + at * ROW})">{"".join(_curve(name, monthly[rank]))}</g>'
        for at, (rank, name) in enumerate(main)
    )
    size = f"0 0 {WIDE + 2 * EDGE} {len(main) * ROW + EDGE}"
    return f'{words}<svg class="chart" viewBox="{size}" role="img" aria-label="{_both(place.title)}">{curves}</svg>'


def _said(language: str) -> str:
    with use_language(language):
        needs, shown = html.escape(tr("page_needs_scripts")), html.escape(tr("page_still", runs=RUNS))
        return f'<p lang="{language}">{needs} {shown}</p>'


def _both(text: Text) -> str:
    """A label in both languages, once where they are the same."""
    return html.escape(" / ".join(dict.fromkeys(getattr(text, language) for language in LANGUAGES)))


def _curve(name: str, months: Array) -> Iterator[str]:
    """An outcome over the months (months, runs): its name, where it begins and ends, its mean and its band."""
    outcome = OUTCOMES[name]
    mean, low, high = intervals(months)
    bottom, top = float(low.min()), float(high.max())
    span = max(top - bottom, outcome.unit.least_curve, 1e-9)
    x = np.linspace(0.0, WIDE, len(mean))

    def points(values: Array) -> str:
        y = 24.0 + (1.0 - (values - bottom) / span) * (HIGH - 24.0)
        return " ".join(f"{east:.1f},{down:.1f}" for east, down in zip(x, y, strict=True))

    ends = " … ".join(measured(float(mean[at]), outcome.unit) for at in (0, -1))
    yield f'<text x="0" y="14" font-size="15" fill="{INK}">{_both(outcome.label)}: {html.escape(ends)}</text>'
    yield f'<polygon fill="{BAND}" points="{points(low)} {" ".join(reversed(points(high).split()))}"/>'
    yield f'<polyline fill="none" stroke="{LINE}" stroke-width="2.5" points="{points(mean)}"/>'
