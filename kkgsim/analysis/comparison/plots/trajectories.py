"""What happens month by month: headline outcomes with every scenario, the baseline as a ghost."""

from __future__ import annotations

from matplotlib.figure import Figure

from kkgsim.analysis.comparison.compare import effects
from kkgsim.analysis.comparison.plots import captions as wording
from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.i18n import measured, tr
from kkgsim.model.outcomes import Outcome
from kkgsim.plotting import outcome_captions, style
from kkgsim.plotting.axes import end_label
from kkgsim.plotting.figure_layout import FigureLayout
from kkgsim.plotting.lines import Curve, draw_panels, end_of


def draw(comparison: Comparison) -> Figure:
    """Headline outcomes over months, one panel each."""
    sheet = FigureLayout(comparison)
    last = wording.last_months(comparison)
    sheet.foot(tr("view_reading_lines", last=last), wording.left_out(comparison))
    sheet.head(_finding(comparison), "", wording.key(comparison))
    shown = wording.headline()
    groups = [curves(comparison, rank, outcome) for rank, outcome in shown]
    captions = [outcome_captions.with_unit(outcome) for _, outcome in shown]
    first = comparison.played[0].scenario.first_month
    draw_panels(sheet, [outcome for _, outcome in shown], groups, captions, first)
    return sheet.figure


def curves(comparison: Comparison, rank: int, outcome: Outcome) -> list[Curve]:
    """The baselines and the scenarios as lines of one outcome, which stands at ``rank`` in the tables."""
    drawn = []
    for ghost in series.ghosts(comparison):
        monthly = ghost.played.monthly[rank]
        label = ghost.mark(end_label(end_of(monthly)[0], outcome.unit))
        drawn.append(Curve(monthly, style.GHOST, style.QUIET, label, ghost=True))
    for item in series.series_of(comparison):
        label = end_label(end_of(item.played.monthly[rank])[0], outcome.unit)
        drawn.append(Curve(item.played.monthly[rank], item.colour, item.ink, item.mark(label)))
    return drawn


def _finding(comparison: Comparison) -> str:
    """The first headline outcome in words: what the best scenario reaches, and its baseline."""
    rank, outcome = wording.headline()[0]
    top = series.best(comparison, rank)
    name, value = top.name(), end_of(top.played.monthly[rank])[0]
    words = {"outcome": str(outcome.label), "scenario": name, "value": measured(value, outcome.unit)}
    if comparison.alone:
        return tr("view_alone_title", **words)
    effect = effects(top.played, top.against)[rank]
    if not effect.clear:
        return tr("view_nothing_clear", **words)
    base = measured(end_of(top.against.monthly[rank])[0], outcome.unit)
    return tr("view_trajectories_title", base=base, baseline=series.title_of(top.against), **words)
