"""The one picture of a memo: pupils and teachers month by month, as large as the page is wide."""

from __future__ import annotations

import io

from matplotlib.figure import Figure

from kkgsim.analysis.comparison.plots import captions, series, trajectories
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.memo.answer import PUPILS, TEACHERS, effect_of, ranked, verdict
from kkgsim.analysis.memo.content import Picture
from kkgsim.i18n import measured, tr
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.plotting import outcome_captions
from kkgsim.plotting.figure_layout import FigureLayout
from kkgsim.plotting.lines import draw_panels

WIDE, TALL = 8.4, 3.6
"""Inches as drawn; on paper it is shrunk to the width of the text. It grows where title and key take many lines."""
LEAST = 1.75
"""Inches that the panels have at least, so that lines can be told apart and labels find room."""
ON_PAPER = 6.7
SHARP = 200
"""Dots an inch, for paper."""


def draw(comparison: Comparison) -> Figure:
    """Both outcomes over months, one panel each; the finding in the title."""
    sheet = _framed(comparison, TALL)
    missing = LEAST - (sheet.top - sheet.bottom)
    if missing > 0.0:
        sheet = _framed(comparison, TALL + missing)
    shown = [OUTCOMES[PUPILS], OUTCOMES[TEACHERS]]
    curves = [trajectories.curves(comparison, list(OUTCOMES).index(outcome.name), outcome) for outcome in shown]
    words = [outcome_captions.with_unit(outcome) for outcome in shown]
    draw_panels(sheet, shown, curves, words, comparison.played[0].scenario.first_month)
    return sheet.figure


def _framed(comparison: Comparison, height: float) -> FigureLayout:
    """A sheet of that height with title, key and foot, and between them room for the panels."""
    sheet = FigureLayout(comparison, width=WIDE, height=height)
    sheet.foot(tr("view_reading_lines", last=captions.last_months(comparison)), captions.left_out(comparison))
    sheet.head(finding(comparison), "", captions.key(comparison))
    return sheet


FINDINGS = {"better": "memo_picture", "worse": "memo_picture", "small": "memo_picture_small"}
"""The title by what the first sentence says of the pupils; it is unclear otherwise."""


def finding(comparison: Comparison) -> str:
    """What the picture shows, in a line."""
    top = ranked(comparison)[0]
    effect = effect_of(top, PUPILS)
    base = effect.value.mean - effect.difference.mean
    unit = effect.outcome.unit
    word = FINDINGS.get(verdict(effect), "memo_picture_unclear")
    return tr(word, scenario=top.name(), value=measured(effect.value.mean, unit), base=measured(base, unit),
              baseline=series.title_of(top.against))  # fmt: skip


def block(comparison: Comparison) -> Picture:
    """The picture as a block of the memo."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = draw(comparison)
    figure.set_dpi(SHARP)
    png = io.BytesIO()
    FigureCanvasAgg(figure).print_png(png, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return Picture(png.getvalue(), ON_PAPER, ON_PAPER * figure.get_figheight() / WIDE, finding(comparison))
