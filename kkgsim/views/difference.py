"""What a policy changes month by month: headline outcomes less the baseline on the same luck."""

from __future__ import annotations

from matplotlib.figure import Figure

from kkgsim.locale import say
from kkgsim.outcomes import Outcome
from kkgsim.study.compare import Comparison
from kkgsim.views import style, wording
from kkgsim.views.axes import end_label
from kkgsim.views.lines import Curve, draw_panels, end_of
from kkgsim.views.sheet import Sheet


def draw(comparison: Comparison, lang: str) -> Figure:
    """Headline differences over months, one panel each. Raises ``ValueError`` where nothing is compared."""
    if style.alone(comparison):
        raise ValueError("nothing is compared: there is no difference to draw")
    sheet = Sheet(comparison, lang)
    last = wording.last_months(comparison)
    sheet.foot(
        say("view_reading_difference", lang, last=last, baseline=wording.baseline_name(comparison, lang)),
        wording.left_out(comparison, lang),
    )
    sheet.head(_finding(comparison, lang), "", wording.difference_key(comparison, lang))
    shown = wording.headline()
    groups = [_curves(comparison, rank, outcome, lang) for rank, outcome in shown]
    captions = [wording.change_unit(outcome, lang) for _, outcome in shown]
    draw_panels(sheet, [outcome for _, outcome in shown], groups, captions, zero=True)
    return sheet.figure


def _curves(comparison: Comparison, rank: int, outcome: Outcome, lang: str) -> list[Curve]:
    made = []
    for one in style.series_of(comparison):
        difference = one.played.monthly[rank] - one.against.monthly[rank]
        mean, low, high = end_of(difference)
        verdict = wording.verdict(mean, low, high)
        label = say(f"view_{verdict}", lang) if verdict != "clear" else end_label(mean, outcome.unit, lang, sign=True)
        made.append(Curve(difference, one.colour, one.ink, one.mark(label)))
    return made


def _finding(comparison: Comparison, lang: str) -> str:
    """Which scenarios clearly raise most of the headline outcomes."""
    outcomes = wording.headline()
    raised = {}
    for one in style.series_of(comparison):
        ends = [end_of(one.played.monthly[rank] - one.against.monthly[rank]) for rank, _ in outcomes]
        raised[one] = sum(low > 0.0 for _, low, _ in ends)
    most = max(raised.values())
    if not most:
        return say("view_no_difference", lang)
    names = wording.listed([one for one, count in raised.items() if count == most], lang)
    return say("view_difference_title", lang, scenarios=names, count=most, all=len(outcomes))
