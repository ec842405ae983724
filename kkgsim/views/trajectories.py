"""What happens month by month: headline outcomes with every scenario, the baseline as a ghost."""

from __future__ import annotations

from matplotlib.figure import Figure

from kkgsim.locale import measured, say
from kkgsim.outcomes import Outcome
from kkgsim.study.compare import Comparison, effects
from kkgsim.views import style, wording
from kkgsim.views.axes import end_label
from kkgsim.views.lines import Curve, draw_panels, end_of
from kkgsim.views.sheet import Sheet


def draw(comparison: Comparison, lang: str) -> Figure:
    """Headline outcomes over months, one panel each."""
    sheet = Sheet(comparison, lang)
    last = wording.last_months(comparison)
    sheet.foot(say("view_reading_lines", lang, last=last), wording.left_out(comparison, lang))
    sheet.head(_finding(comparison, lang), "", wording.key(comparison, lang))
    shown = wording.headline()
    groups = [_curves(comparison, rank, outcome, lang) for rank, outcome in shown]
    captions = [wording.with_unit(outcome, lang) for _, outcome in shown]
    draw_panels(sheet, [outcome for _, outcome in shown], groups, captions)
    return sheet.figure


def _curves(comparison: Comparison, rank: int, outcome: Outcome, lang: str) -> list[Curve]:
    made = []
    for ghost in style.ghosts(comparison):
        monthly = ghost.played.monthly[rank]
        label = ghost.mark(end_label(end_of(monthly)[0], outcome.unit, lang))
        made.append(Curve(monthly, style.GHOST, style.QUIET, label, ghost=True))
    for one in style.series_of(comparison):
        label = end_label(end_of(one.played.monthly[rank])[0], outcome.unit, lang)
        made.append(Curve(one.played.monthly[rank], one.colour, one.ink, one.mark(label)))
    return made


def _finding(comparison: Comparison, lang: str) -> str:
    """The first headline outcome in words: what the best scenario reaches, and its baseline."""
    rank, outcome = wording.headline()[0]
    top = style.best(comparison, rank)
    name, value = top.name(lang), end_of(top.played.monthly[rank])[0]
    words = {"outcome": outcome.label[lang], "scenario": name, "value": measured(value, outcome.unit, lang)}
    if style.alone(comparison):
        return say("view_alone_title", lang, **words)
    effect = effects(top.played, top.against)[rank]
    if not effect.clear:
        return say("view_nothing_clear", lang, **words)
    base = measured(end_of(top.against.monthly[rank])[0], outcome.unit, lang)
    return say("view_trajectories_title", lang, base=base, baseline=style.title_of(top.against, lang), **words)
