"""What discovery found, in words that a planner reads: when it fails, how sure that is, what a tree says."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.explore.box_words import failing_told, limits_told, rule_told
from kkgsim.explore.boxes import SIGNIFICANT, Worth
from kkgsim.explore.discovery import DENSE, FEWEST_KIND, HOLDS, Discovery, Found
from kkgsim.locale import decimal, percent, say
from kkgsim.report.fitting import Fitting
from kkgsim.study.bands import FEWEST

RULES = 3
"""Leaves of the tree told; the table holds all."""
MOST_FAIL = 0.5
"""Density above which a leaf is told as a rule of failing."""


def told(found: Discovery, lang: str) -> RenderableType:
    """What was discovered as something rich prints."""
    parts: list[RenderableType] = [Text(line) for line in _head(found, lang)]
    for number, one in enumerate(found.boxes, 1):
        parts += [Text(), *_box(found, one, number, lang)]
    if not found.boxes:
        parts += [Text(), Text(_nothing(found, lang), style="bold")]
    if found.leaves:
        parts += [Text(), Text(say("tree_head", lang), style="bold"), *(Text(each) for each in _rules(found, lang))]
    parts += [Text(), Text(say("discover_note", lang, dense=percent(DENSE, lang)), style="italic")]
    if found.cases.replicates < FEWEST:
        parts.append(Text(say("discover_few", lang, replicates=found.cases.replicates), style="italic"))
    return Group(*parts)


def _head(found: Discovery, lang: str) -> list[str]:
    """What was looked at, and how much of it fails."""
    cases = found.cases
    lines = [
        say("discover_head", lang, title=cases.study.title[lang], place=cases.place.title[lang],
            points=decimal(len(cases.points), lang, 0), replicates=cases.replicates, months=cases.months,
            seed=cases.seed),
        say("discover_fails", lang, failing=failing_told(found.measure, found.line, lang),
            count=decimal(int(found.fails.sum()), lang, 0), all=decimal(len(found.fails), lang, 0),
            share=percent(found.share, lang)),
    ]  # fmt: skip
    if cases.dropped:
        lines.append(say("discover_dropped", lang, dropped=decimal(cases.dropped, lang, 0)))
    return lines


def _box(found: Discovery, one: Found, number: int, lang: str) -> list[RenderableType]:
    """One box: its limits, its worth, how it was chosen and how sure its limits are."""
    study, worth = found.cases.study, one.held_back
    measures = {"density": percent(worth.density, lang), "coverage": percent(worth.coverage, lang)}
    said = [say("box_by_density" if one.dense else "box_by_knee", lang, dense=percent(DENSE, lang))]
    if one.box.dropped:
        names = ", ".join(study.factors[rank].label[lang] for rank in one.box.dropped)
        said.append(say("box_dropped", lang, factors=names, chance=percent(SIGNIFICANT, lang)))
    if number == 1:
        said.append(_again(found, one, lang))
    return [
        Text(say("box_head", lang, number=number), style="bold"),
        *(Text(f"  • {limit}") for limit in limits_told(one.box, study, lang)),
        Text(say("box_worth", lang, share=percent(found.share, lang), **measures)),
        Fitting(_worths(one, lang)),
        *map(Text, said),
    ]


def _again(found: Discovery, one: Found, lang: str) -> str:
    """How often the factors of the first box are limited when the search is done again."""
    factors = found.cases.study.factors
    times = "; ".join(
        say("box_again_of", lang, factor=factors[rank].label[lang], times=round(found.halves * found.again[rank]))
        for rank in one.box.limited
    )
    return say("box_again", lang, halves=found.halves, factors=times)


def _worths(one: Found, lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for key in ("worth_searched", "worth_held_back"):
        table.add_column(say(key, lang), justify="right", no_wrap=True)
    rows = {"worth_density": "density", "worth_coverage": "coverage", "worth_mass": "mass"}
    for key, name in rows.items():
        table.add_row(say(key, lang), *(_measured(worth, name, lang) for worth in (one.searched, one.held_back)))
    return table


def _measured(worth: Worth, name: str, lang: str) -> str:
    share = percent(getattr(worth, name), lang)
    return f"{share} ({worth.failing}/{worth.cases})" if name == "density" else share


def _nothing(found: Discovery, lang: str) -> str:
    """Why no box is told."""
    failing, sound = int(found.fails.sum()), int((~found.fails).sum())
    if min(failing, sound) < FEWEST_KIND:
        word = "never" if not failing else "always" if not sound else "seldom" if failing < sound else "mostly"
        return say(f"fails_{word}", lang, failing=failing, sound=sound, fewest=FEWEST_KIND)
    if found.rejected is None:
        return say("box_none", lang)
    one = found.rejected
    return say(
        "box_rejected", lang, rule=rule_told(one.box, found.cases.study, lang),
        searched=percent(one.searched.density, lang), failing=one.held_back.failing, cases=one.held_back.cases,
        share=percent(found.share, lang), chance=percent(one.chance, lang, 1), holds=percent(HOLDS, lang),
    )  # fmt: skip


def _rules(found: Discovery, lang: str) -> list[str]:
    """The leaves of the tree in which most cases fail, the densest first."""
    failing = [leaf for leaf in found.leaves if leaf.searched.density > MOST_FAIL][:RULES]
    if not failing:
        return [say("tree_none", lang)]
    return [
        say("tree_rule", lang, rule=rule_told(leaf.box, found.cases.study, lang),
            failing=leaf.held_back.failing, cases=leaf.held_back.cases) for leaf in failing
    ]  # fmt: skip
