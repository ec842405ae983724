"""What a policy changes month by month: headline outcomes less the baseline on the same luck."""

from __future__ import annotations

from matplotlib.figure import Figure

from kkgsim.analysis.comparison.plots import captions as wording
from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.i18n import tr
from kkgsim.model.outcomes import Outcome
from kkgsim.plotting import outcome_captions
from kkgsim.plotting.axes import end_label
from kkgsim.plotting.figure_layout import FigureLayout
from kkgsim.plotting.lines import Curve, draw_panels, end_of


def draw(comparison: Comparison) -> Figure:
    """Headline differences over months, one panel each. Raises ``ValueError`` where nothing is compared."""
    if comparison.alone:
        raise ValueError("nothing is compared: there is no difference to draw")
    sheet = FigureLayout(comparison)
    last = wording.last_months(comparison)
    sheet.foot(
        tr("view_reading_difference", last=last, baseline=wording.baseline_name(comparison)),
        wording.left_out(comparison),
    )
    sheet.head(_finding(comparison), "", wording.difference_key(comparison))
    shown = wording.headline()
    groups = [_curves(comparison, rank, outcome) for rank, outcome in shown]
    captions = [outcome_captions.change_unit(outcome) for _, outcome in shown]
    first = comparison.played[0].scenario.first_month
    draw_panels(sheet, [outcome for _, outcome in shown], groups, captions, first, zero=True)
    return sheet.figure


def _curves(comparison: Comparison, rank: int, outcome: Outcome) -> list[Curve]:
    curves = []
    for item in series.series_of(comparison):
        difference = item.played.monthly[rank] - item.against.monthly[rank]
        mean, low, high = end_of(difference)
        verdict = wording.verdict(mean, low, high)
        label = tr(f"view_{verdict}") if verdict != "clear" else end_label(mean, outcome.unit, sign=True)
        curves.append(Curve(difference, item.colour, item.ink, item.mark(label)))
    return curves


def _finding(comparison: Comparison) -> str:
    """Which scenarios clearly raise most of the headline outcomes."""
    outcomes = wording.headline()
    raised = {}
    for item in series.series_of(comparison):
        ends = [end_of(item.played.monthly[rank] - item.against.monthly[rank]) for rank, _ in outcomes]
        raised[item] = sum(low > 0.0 for _, low, _ in ends)
    most = max(raised.values())
    if not most:
        return tr("view_no_difference")
    names = wording.listed([item for item, count in raised.items() if count == most])
    return tr("view_difference_title", scenarios=names, count=most, all=len(outcomes))
