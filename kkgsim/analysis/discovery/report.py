"""What discovery found, in words that a planner reads: when it fails, how sure that is, what a tree says."""

from __future__ import annotations

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import numbers_note
from kkgsim.analysis.counted_shares import with_interval
from kkgsim.analysis.discovery.boxes import SIGNIFICANT, BoxScore
from kkgsim.analysis.discovery.discovery import (
    DENSE,
    FEWEST_KIND,
    HOLDS,
    MOST_FAIL,
    DiscoveredBox,
    Discovery,
)
from kkgsim.analysis.discovery.wording import describe_failing, describe_limits, describe_rule
from kkgsim.analysis.joint_numbers import held_by, joint_of
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.engine.intervals import FEWEST
from kkgsim.i18n import decimal, percent, tr

RULES = 3
"""Leaves of the tree told; the table holds all."""


def render(discovery: Discovery) -> RenderableType:
    """What was discovered as something rich prints."""
    parts: list[RenderableType] = [Text(line) for line in _head(discovery)]
    for number, box in enumerate(discovery.boxes, 1):
        parts += [Text(), *_box(discovery, box, number)]
    if not discovery.boxes:
        parts += [Text(), Text(why_nothing(discovery), style="bold")]
    if discovery.leaves:
        parts += [Text(), Text(tr("tree_head"), style="bold"), *(Text(item) for item in _rules(discovery))]
    cases = discovery.cases
    notes = [tr("discover_note"), numbers_note(cases.uncertain)]
    if cases.swept and held_by(joint_of(cases.study), cases.study.factors):
        notes.append(tr("numbers_swept"))
    parts += [Text(), Text(" ".join(notes), style="italic")]
    if discovery.cases.replicates < FEWEST:
        parts.append(Text(tr("discover_few", replicates=discovery.cases.replicates), style="italic"))
    return Group(*parts)


def _head(discovery: Discovery) -> list[str]:
    """What was looked at, and how much of it fails."""
    cases = discovery.cases
    lines = [
        tr("discover_head", title=cases.study.title, place=cases.place.title,
            points=decimal(len(cases.points), 0), replicates=cases.replicates, months=cases.months,
            seed=cases.seed),
        tr("discover_fails", failing=describe_failing(discovery.measure, discovery.line),
            count=decimal(int(discovery.fails.sum()), 0), all=decimal(len(discovery.fails), 0),
            share=percent(discovery.share)),
    ]  # fmt: skip
    if cases.dropped:
        lines.append(tr("discover_dropped", dropped=decimal(cases.dropped, 0)))
    return lines


def _box(discovery: Discovery, discovered: DiscoveredBox, number: int) -> list[RenderableType]:
    """One box: its limits, its worth, how it was chosen and how sure its limits are."""
    study, worth = discovery.cases.study, discovered.held_back
    measures = {"density": with_interval(worth.density, worth.cases),
                "coverage": with_interval(worth.coverage, worth.all_failing)}  # fmt: skip
    said = [_selection(discovered)]
    if discovered.box.dropped:
        names = ", ".join(str(study.factors[rank].label) for rank in discovered.box.dropped)
        said.append(tr("box_dropped", factors=names, chance=percent(SIGNIFICANT)))
    if number == 1:
        said.append(_again(discovery, discovered))
    return [
        Text(tr("box_head_mostly" if discovered.mostly else "box_head_oftener", number=number), style="bold"),
        *(Text(f"  • {limit}") for limit in describe_limits(discovered.box, study)),
        Text(tr("box_worth", share=percent(discovery.share), **measures)),
        WrappingTable(_worths(discovered)),
        *map(Text, said),
    ]


def _selection(discovered: DiscoveredBox) -> str:
    """By which rule the box was chosen, and whether cases held back bear out what the rule asked for."""
    words = {"dense": percent(DENSE), "searched": percent(discovered.searched.density)}
    if not discovered.dense:
        return tr("box_by_knee", **words)
    held = {True: "box_borne_out", False: "box_not_borne_out", None: "box_left_open"}[discovered.borne_out]
    return f"{tr('box_by_density', **words)} {tr(held, dense=percent(DENSE))}"


def _again(discovery: Discovery, discovered: DiscoveredBox) -> str:
    """How often the factors of the first box are limited when the search is done again."""
    factors = discovery.cases.study.factors
    times = "; ".join(
        tr("box_again_of", factor=factors[rank].label, times=round(discovery.halves * discovery.again[rank]))
        for rank in discovered.box.limited
    )
    return tr("box_again", halves=discovery.halves, factors=times)


def _worths(discovered: DiscoveredBox) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for key in ("worth_searched", "worth_held_back"):
        table.add_column(tr(key), justify="right", no_wrap=True)
    rows = {"worth_density": "density", "worth_coverage": "coverage", "worth_mass": "mass"}
    for key, name in rows.items():
        searched, held_back = (_counted(worth, name) for worth in (discovered.searched, discovered.held_back))
        share, low, high = getattr(discovered.held_back, name), *discovered.held_back.interval(name)
        ends = "" if np.isnan(share) else f" ({percent(low)} … {percent(high)})"
        table.add_row(tr(key), searched, f"{held_back}{ends}")
    return table


def _counted(worth: BoxScore, name: str) -> str:
    """A share and what it was counted of."""
    part, whole = {"density": (worth.failing, worth.cases), "coverage": (worth.failing, worth.all_failing),
                   "mass": (worth.cases, worth.all_cases)}[name]  # fmt: skip
    return f"{part}/{whole} = {percent(part / whole)}" if whole else f"{part}/{whole}"


def why_nothing(discovery: Discovery) -> str:
    """Why no box is reported."""
    failing, sound = int(discovery.fails.sum()), int((~discovery.fails).sum())
    if min(failing, sound) < FEWEST_KIND:
        word = "never" if not failing else "always" if not sound else "seldom" if failing < sound else "mostly"
        return tr(f"fails_{word}", failing=failing, sound=sound, fewest=FEWEST_KIND)
    if discovery.rejected is None:
        return tr("box_none")
    rejected = discovery.rejected
    return tr(
        "box_rejected", rule=describe_rule(rejected.box, discovery.cases.study),
        searched=percent(rejected.searched.density), failing=rejected.held_back.failing, cases=rejected.held_back.cases,
        held=with_interval(rejected.held_back.density, rejected.held_back.cases), share=percent(discovery.share),
        chance=percent(rejected.chance, 1), holds=percent(HOLDS),
    )  # fmt: skip


def _rules(discovery: Discovery) -> list[str]:
    """The leaves of the tree in which most cases fail, the densest first."""
    failing = [leaf for leaf in discovery.leaves if leaf.searched.density > MOST_FAIL][:RULES]
    if not failing:
        return [tr("tree_none")]
    return [
        tr("tree_rule", rule=describe_rule(leaf.box, discovery.cases.study),
            failing=leaf.held_back.failing, cases=leaf.held_back.cases,
            share=with_interval(leaf.held_back.density, leaf.held_back.cases)) for leaf in failing
    ]  # fmt: skip
