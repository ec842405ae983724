"""Levers in pairs as a matrix: which need each other, which overlap, and by how much."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kkgsim.analysis.interactions.interactions import Interaction, Interactions, Verdict
from kkgsim.i18n import decimal, measured, tr
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import Outcome
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

COLOURS: dict[Verdict, str] = {
    "need": style.COLOURS[0], "overlap": style.COLOURS[1], "add": style.GRID, "unclear": "#FFFFFF",
}  # fmt: skip
UNCLEAR = "?"
"""What stands in the square of a pair of which nothing can be said."""
PALEST = 0.35
"""Strength of the colour of the smallest surplus; that of the largest is 1."""
FIGURES = 6.5
"""Size of the figures in the squares."""
NAMES, ROW, SQUARE = 3.1, 0.26, 0.9
"""Room for the names of levers and the height of a row, inches; and what of a row a square takes."""


def draw(interactions: Interactions, outcome: Outcome) -> Figure:
    """The pairs of all levers for one outcome: a square a pair, coloured by its verdict, the darker the larger."""
    pairs = [pair for pair in interactions.pairs if pair.outcome is outcome]
    names = list(dict.fromkeys(name for pair in sorted_pairs(pairs) for name in (pair.first, pair.second)))
    sheet = FigureLayout(interactions, height=2.6 + ROW * (len(names) + 1))
    sheet.foot(tr("view_reading_pairs", step=str(outcome.unit.step_label)))
    key = [LegendEntry(tr(f"verdict_{name}"), colour, "box") for name, colour in COLOURS.items() if name != "unclear"]
    sheet.head(_finding(pairs, outcome), "", key)
    panel = sheet.panels(1, 1, left=NAMES, right=0.1, tops=[0.1], bottom=0.1)[0]
    ax.bare(panel)
    panel.set_xlim(-0.5, len(names) - 0.5)
    panel.set_ylim(len(names) - 0.5, -1.0)
    largest = max((abs(pair.beyond.mean) for pair in pairs), default=0.0) or 1.0
    for pair in pairs:
        _square(panel, pair, sorted((names.index(pair.first), names.index(pair.second))), largest)
    for rank, name in enumerate(names):
        label = sheet.fit(f"{rank + 1}  {all_levers()[name].label}", style.TINY, NAMES - 0.2, lines=2)
        ax.text(panel, -0.6, rank, label, ha="right", va="center", fontsize=style.TINY)
        if rank < len(names) - 1:
            ax.text(panel, rank, -0.75, str(rank + 1), ha="center", va="center", color=style.QUIET)
    return sheet.figure


def _finding(pairs: list[Interaction], outcome: Outcome) -> str:
    """The pair whose surplus, or lack, is largest; or that there is none."""
    clear = [pair for pair in pairs if pair.verdict in ("need", "overlap")]
    if not clear:
        return tr("view_pairs_none", outcome=outcome.label)
    top = max(clear, key=lambda pair: abs(pair.beyond.mean))
    first, second = (all_levers()[name].label for name in (top.first, top.second))
    return tr(f"view_pairs_{top.verdict}", outcome=outcome.label, first=first, second=second,
              more=measured(top.beyond.mean, top.unit, sign=True))  # fmt: skip


def sorted_pairs(pairs: list[Interaction]) -> list[Interaction]:
    """Pairs in the order in which levers are declared."""
    rank = {name: position for position, name in enumerate(all_levers())}
    return sorted(pairs, key=lambda pair: (rank[pair.first], rank[pair.second]))


def _square(panel: Axes, pair: Interaction, place: list[int], largest: float) -> None:
    """One pair: its colour, and its surplus where it is clear."""
    column, row = place
    share = abs(pair.beyond.mean) / largest
    clear = pair.verdict in ("need", "overlap")
    strength = PALEST + (1.0 - PALEST) * share if clear else 1.0
    colour = tuple(1.0 - strength * (1.0 - part) for part in to_rgb(COLOURS[pair.verdict]))
    corner = column - SQUARE / 2.0, row - SQUARE / 2.0
    edge = style.FAINT if pair.verdict == "unclear" else "none"
    panel.add_patch(Rectangle(corner, SQUARE, SQUARE, facecolor=colour, edgecolor=edge, linewidth=0.6))
    if clear or pair.verdict == "unclear":
        ink = "white" if clear and strength > 0.7 else style.INK
        words = decimal(pair.beyond.mean / pair.unit.step, 1, sign=True) if clear else UNCLEAR
        ax.text(panel, column, row, words, ha="center", va="center", color=ink, fontsize=FIGURES)
