"""Who gains: what every policy changes for the members of a group and for everybody else, side by side."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kkgsim.analysis.comparison.groups import GroupEffect, Side, group_effects
from kkgsim.analysis.comparison.plots import captions, series
from kkgsim.analysis.comparison.plots.series import Series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.i18n import tr
from kkgsim.model.outcomes import GROUPS, Group, Outcome
from kkgsim.plotting import axes as ax
from kkgsim.plotting import outcome_captions, style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

ROW, BLOCK, GAP = 0.21, 0.46, 0.12
"""Height of one scenario's row, least height of a group's rows together, and the room between groups, inches."""
MARKS = ("o", "D")
"""Members and the rest."""
Found = list[tuple[Series, list[GroupEffect]]]


def draw(comparison: Comparison) -> Figure:
    """One panel a headline outcome, a block of rows a group. Raises ``ValueError`` where nothing is compared."""
    if comparison.alone:
        raise ValueError("nothing is compared: there is nobody to set against others")
    gains: Found = [(item, group_effects(item.played, item.against)) for item in series.series_of(comparison)]
    outcomes = [o for _, o in captions.headline() if any(e.outcome is o for _, row in gains for e in row)]
    blocks = max((len(_groups(gains, outcome)) for outcome in outcomes), default=1)
    tall = blocks * (_block(len(gains)) + GAP)
    rows = -(-len(outcomes) // 2)
    sheet = FigureLayout(comparison, height=2.75 + 0.25 * (len(gains) > 3) + rows * (tall + 0.85))
    last = captions.last_months(comparison)
    sheet.foot(
        tr("view_reading_groups", last=last, baseline=captions.baseline_name(comparison)),
        tr("view_groups_who"),
        captions.left_out(comparison),
    )
    sheet.head(_finding(gains), "", [*captions.scenarios_key(comparison, "dot"), *_key()])
    left = 0.3 + max(sheet.wide(str(w), style.SMALL) for g in GROUPS.values() for w in (g.label, g.rest))
    right = 0.16 + max(sheet.wide(_said(item, e), style.TINY, _weight(e)) for item, row in gains for e in row)
    panels = sheet.panels(len(outcomes), 2, left=left, right=right, tops=[0.42] * rows, bottom=0.34)
    for panel, outcome in zip(panels, outcomes, strict=True):
        ax.caption(sheet, panel, outcome_captions.change_unit(outcome), left=left, right=right)
        _panel(sheet, panel, outcome, gains)
    return sheet.figure


def _block(count: int) -> float:
    return max(BLOCK, ROW * count)


def _groups(gains: Found, outcome: Outcome) -> list[Group]:
    """The groups for which an outcome is known, in their order."""
    known = {e.group.name for _, row in gains for e in row if e.outcome is outcome}
    return [group for name, group in GROUPS.items() if name in known]


def _key() -> list[LegendEntry]:
    return [LegendEntry(tr("view_hollow"), style.QUIET, "hollow", style.QUIET)]


def _panel(sheet: FigureLayout, panel: Axes, outcome: Outcome, gains: Found) -> None:
    """One outcome, drawn in inches from the top."""
    groups, block = _groups(gains, outcome), _block(len(gains))
    ax.plain(panel, grid="x")
    panel.set_ylim(len(groups) * (block + GAP), 0.0)
    panel.set_yticks([])
    panel.spines["left"].set_visible(False)
    seen = [0.0]
    for rank, group in enumerate(groups):
        top = rank * (block + GAP) + GAP / 2.0
        _names(panel, group, top + block / 2.0)
        height = block / len(gains)
        for number, (gain, row) in enumerate(gains):
            effect = next((e for e in row if e.outcome is outcome and e.group is group), None)
            if effect is not None:
                y = top + height * (number + 0.5)
                seen += _row(panel, gain, effect, y, 0.1 if len(gains) == 1 else ROW / 4.6)
                _verdict(panel, gain, effect, y)
    panel.set_xlim(*ax.padded(min(seen), max(seen), outcome.unit, bounded=False))
    panel.axvline(0.0, color=style.GHOST, linewidth=1.4, linestyle=(0, (4, 2)), zorder=2)
    panel.xaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 2.5, 5, 10]))
    panel.xaxis.set_major_formatter(ax.numbers_for(outcome.unit, sign=True))


def _names(panel: Axes, group: Group, middle: float) -> None:
    """Both sides of a group at the left, each with its mark."""
    beside = panel.get_yaxis_transform()
    wide = panel.get_position().width * panel.figure.get_figwidth()  # type: ignore[union-attr]
    for mark, label, y in zip(MARKS, (group.label, group.rest), (middle - 0.1, middle + 0.1), strict=True):
        panel.plot([-0.1 / wide], [y], marker=mark, markersize=5.0, color=style.QUIET, linestyle="none",
                   clip_on=False, transform=beside)  # fmt: skip
        ax.text(panel, -0.2 / wide, y, str(label), va="center", ha="right", transform=beside)


def _row(panel: Axes, gain: Series, effect: GroupEffect, y: float, apart: float) -> list[float]:
    """Members above, the rest below; gives what the axis has to hold."""
    for mark, side, at in zip(MARKS, (effect.members, effect.rest), (y - apart, y + apart), strict=True):
        _side(panel, gain, side, mark, at)
    return [*effect.members.difference, *effect.rest.difference]


def _side(panel: Axes, gain: Series, side: Side, mark: str, y: float) -> None:
    mean, low, high = side.difference
    panel.plot([low, high], [y, y], color=gain.colour, linewidth=1.8, solid_capstyle="butt", zorder=3)
    panel.plot([mean], [y], marker=mark, markersize=5.0, color=gain.colour, markeredgewidth=1.3, linestyle="none",
               zorder=4, markerfacecolor=gain.colour if side.clear else "white")  # fmt: skip


def _said(gain: Series, effect: GroupEffect) -> str:
    """What becomes of the gap; where that is not clear, whether both sides gain or lose, which often is."""
    word = effect.told
    if word == "unclear" and effect.members.clear and effect.rest.clear:
        gained = [side.difference.mean * (effect.outcome.better or 1) > 0.0 for side in (effect.members, effect.rest)]
        word = "both" if all(gained) else "unclear" if any(gained) else "neither"
    return gain.mark(tr(f"view_gap_{word}"))


def _weight(effect: GroupEffect) -> str:
    return "normal" if effect.told == "unclear" else "bold"


def _verdict(panel: Axes, gain: Series, effect: GroupEffect, y: float) -> None:
    """At the right, what becomes of the gap."""
    wide = panel.get_position().width * panel.figure.get_figwidth()  # type: ignore[union-attr]
    ax.text(
        panel, 1.0 + 0.08 / wide, y, _said(gain, effect), va="center", fontsize=style.TINY,
        transform=panel.get_yaxis_transform(), color=style.QUIET if effect.told == "unclear" else gain.ink,
        weight=_weight(effect),
    )  # fmt: skip


def _finding(gains: Found) -> str:
    """The first gap, by outcome and group, that a scenario clearly changes; otherwise that there is none."""
    clear = [(e, gain) for gain, row in gains for e in row if e.outcome.headline and e.told != "unclear"]
    if not clear:
        return tr("view_groups_none")
    effect, gain = clear[0]
    return tr(
        f"view_groups_{effect.told}", outcome=effect.outcome.label, members=effect.group.label,
        rest=effect.group.rest, scenario=gain.name(),
    )  # fmt: skip
