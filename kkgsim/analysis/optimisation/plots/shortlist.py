"""The packages of a shortlist: what each gains on fresh futures, with its interval, and what it costs."""

from __future__ import annotations

from matplotlib.figure import Figure

from kkgsim.analysis.counted_shares import with_interval
from kkgsim.analysis.optimisation.optimise import Solution
from kkgsim.analysis.optimisation.verdict import Verdict
from kkgsim.i18n import rupiah, tr
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.plotting import axes as ax
from kkgsim.plotting import outcome_captions, style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry, stamp

COLOURS = {"leads": style.COLOURS[0], "alike": style.COLOURS[5], "more": style.COLOURS[2], "less": style.FAINT}
ROW, NAMES = 0.62, 2.3
"""Height of a row and room for what stands beside it, inches."""


def draw(solution: Solution, judged: Verdict) -> Figure:
    """One row a package, the cheapest on top."""
    count, outcome = len(solution.winners), OUTCOMES[solution.wanted.aim.outcome]
    sheet = FigureLayout(stamp(solution.place.title, solution.seed, solution.replicates), height=3.0 + ROW * count)
    sheet.foot(tr("view_shortlist_reading"))
    words = [judged.word(rank) for rank in range(count)]
    key = [LegendEntry(tr(f"shortlist_{word}"), colour, "dot") for word, colour in COLOURS.items() if word in words]
    budget = rupiah(solution.wanted.budget)
    sheet.head(tr("view_shortlist_title", outcome=outcome.label, budget=budget), "", key)
    panel = sheet.panels(1, 1, left=NAMES, right=0.3, tops=[0.1], bottom=0.45)[0]
    ax.plain(panel, grid="x")
    panel.set_yticks([])
    panel.set_ylim(count - 0.5, -0.5)
    scale = outcome.unit.scale
    beside = -0.1 / (panel.get_position().width * sheet.width)
    for rank, word in enumerate(words):
        mean, low, high = judged.gain[:, rank] * scale
        panel.plot([low, high], [rank, rank], color=COLOURS[word], linewidth=3.0, zorder=3)
        panel.plot([mean], [rank], marker="o", markersize=9, color=COLOURS[word], linestyle="none", zorder=4)
        name = f"{tr('search_package', rank=rank + 1)}\n{rupiah(float(solution.winners.fresh['cost'][rank]))}"
        ax.text(panel, beside, rank, name, ha="right", va="center", transform=panel.get_yaxis_transform())
        share = with_interval(float(judged.within[rank]), solution.replicates)
        ax.text(panel, high, rank + 0.28, tr("view_shortlist_within", share=share), ha="right", color=style.QUIET)
    panel.axvline(0.0, color=style.GHOST, linewidth=1.2)
    panel.xaxis.set_major_formatter(ax.LocalNumbers())
    ax.axis_label(panel, outcome_captions.change_unit(outcome))
    return sheet.figure
