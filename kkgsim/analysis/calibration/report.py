"""A fit in words: what was fitted, which numbers the facts narrow, what they foretell, and how far to believe it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.calibration.check import BAND, COVERED
from kkgsim.analysis.calibration.result import CONDITION, PRIOR, Calibration, CalibrationCheck
from kkgsim.analysis.calibration.tables import LUCK, REST, TOGETHER
from kkgsim.analysis.facts.words import short_name
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.i18n import NO_VALUE, amount, decimal, percent, tr, with_ends

MOST_NAMED = 30
"""Numbers that stay as they were and are named; all of them stand in the table."""
LEADING = 4
"""Numbers that are named for a figure."""


def render(calibration: Calibration) -> RenderableType:
    """The fitted numbers, what carries each figure, what the fit foretells, and what stays as it was."""
    fit, budget = calibration.fit, calibration.budget
    kept = ", ".join(percent(share, 1) for share in fit.kept)
    parts: list[RenderableType] = [Text(tr(
        "calibrate_head", numbers=len(calibration.names), figures=len(fit.measured), facts=len(calibration.fitted),
        points=budget.points, waves=budget.waves, seed=calibration.seed,
    ))]  # fmt: skip
    if kept:
        parts.append(Text(tr("calibrate_kept", shares=kept, points=decimal(len(fit.last), 0))))
    if fit.lost:
        parts.append(Text(tr("calibrate_lost", points=fit.lost)))
    parts += [Text(), Text(tr("calibrate_numbers"), style="bold"), WrappingTable(_numbers(calibration)),
              Text(tr("calibrate_numbers_note"), style="italic"), _left(calibration), Text(),
              Text(tr("calibrate_identifiability"), style="bold"), WrappingTable(_shares(calibration)), Text(),
              Text(tr("calibrate_figures"), style="bold"), WrappingTable(_figures(calibration, fitted=True)),
              Text(), Text(tr("calibrate_aside"), style="bold"), WrappingTable(_figures(calibration, fitted=False)),
              Text(tr("calibrate_figures_note"), style="italic")]  # fmt: skip
    return Group(*parts)


def _columns(*heads: tuple[str, bool]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for key, number in heads:
        table.add_column(tr(key), justify="right" if number else "left")
    return table


def _numbers(calibration: Calibration) -> Table:
    """The fitted numbers, those that are narrowed most first."""
    table = _columns(("calibrate_number", False), ("calibrate_prior", True), ("calibrate_posterior", True),
                     ("calibrate_expected", True), ("calibrate_narrowed", True),
                     ("calibrate_smoother", True))  # fmt: skip
    rows = calibration.tables["fitted_numbers"].set_index("number").loc[calibration.names]
    for name, row in rows.iterrows():
        bands = [f"{amount(row[f'{word}_low'])} … {amount(row[f'{word}_high'])}" for word in ("prior", "posterior")]
        table.add_row(
            str(name), *bands,
            *(percent(row[word]) for word in ("narrowed_expected", "narrowed", "smoother_narrowed")),
        )  # fmt: skip
    return table


def _left(calibration: Calibration) -> Text:
    """How many numbers stay at their evidence, and why."""
    status = [calibration.status(rank) for rank in range(len(calibration.space))]
    names = [name for name, word in zip(calibration.space.names, status, strict=True) if word == PRIOR]
    named = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
    return Text(tr("calibrate_left", unmoved=len(names), conditions=status.count(CONDITION), names=named))


def _shares(calibration: Calibration) -> Table:
    """What carries each figure's variance."""
    table = _columns(("facts_fact", False), ("facts_quantity", False), ("calibrate_carried", False),
                     ("calibrate_luck", True), ("calibrate_unseen", True))  # fmt: skip
    labels = {(fact.name, q.name): q.label for fact in calibration.fitted for q in fact.quantities.values()}
    for (fact, quantity), rows in calibration.tables["identifiability"].groupby(["fact", "quantity"], sort=False):
        share = dict(zip(rows["number"], rows["share"], strict=True))
        leading = [f"{name} {percent(part)}" for name, part in share.items() if name not in (LUCK, TOGETHER, REST)]
        rest = share[REST] + share[TOGETHER]
        table.add_row(short_name(fact), str(labels[fact, quantity]), ", ".join(leading[:LEADING]) or NO_VALUE,
                      _share(share[LUCK]), _share(rest))  # fmt: skip
    return table


def _share(value: float) -> str:
    return percent(value) if math.isfinite(value) else NO_VALUE


def _figures(calibration: Calibration, *, fitted: bool) -> Table:
    """What was measured, and what points of the prior and of the posterior show."""
    table = _columns(("facts_fact", False), ("facts_quantity", False), ("calibrate_measured", True),
                     ("calibrate_before", True), ("calibrate_after", True), ("calibrate_target", True))  # fmt: skip
    every = calibration.tables["figures"]
    rows = every[every["fitted"] == fitted]
    labels = {(fact.name, quantity.name): quantity.label for fact, quantity in calibration.judged}
    for row in rows.to_dict("records"):
        value, spread = number_in_words(row["value"]), number_in_words(row["spread"])
        measured = f"{value} ± {spread}" if np.isfinite(row["value"]) else NO_VALUE
        bands = [band_in_words(row, when, number_in_words) for when in ("before", "after")]
        shares = f"{_share(row['before_in_target'])} → {_share(row['after_in_target'])}"
        table.add_row(short_name(row["fact"]), str(labels[row["fact"], row["quantity"]]), measured, *bands, shares)
    return table


def band_in_words(row: Mapping[Any, Any], name: str, written: Callable[[Any], str]) -> str:
    """A mean of a row with the ends of its band."""
    return with_ends(*(written(row[f"{name}_{part}"]) for part in ("mean", "low", "high")))


def number_in_words(value: float) -> str:
    """A number of any size, as briefly as it needs."""
    if not math.isfinite(value):
        return NO_VALUE
    return decimal(value, 0) if abs(value) >= 1000 else decimal(value, 3)


def render_check(check: CalibrationCheck) -> RenderableType:
    """The gates and what speaks for and against each."""
    planted = check.planted
    low, high = planted.covered_within
    details = {
        "ranks": tr("calibrate_gate_ranks", truths=len(planted.truth), chance=decimal(float(planted.chance.min()), 3),
                    numbers=len(planted.chance)),
        "coverage": tr("calibrate_gate_coverage", band=percent(BAND), low=percent(float(planted.covered.min())),
                       high=percent(float(planted.covered.max())), below=percent(float(low.min())),
                       above=percent(float(high.max())), least=percent(COVERED[0]), most=percent(COVERED[1])),
        "recovery": tr("calibrate_gate_recovery", numbers=len(check.calibration.fit.table.identified),
                       missed=", ".join(check.unrecovered) or tr("calibrate_none")),
        "left_out": tr("calibrate_gate_left_out", inside=sum(int(left.inside.sum()) for left in check.left_out),
                       figures=sum(len(left.names) for left in check.left_out)),
    }  # fmt: skip
    table = _columns(("calibrate_gate", False), ("calibrate_verdict", False), ("calibrate_why", False))
    for gate, verdict in check.gates.items():
        table.add_row(tr(f"calibrate_{gate}"), tr(f"calibrate_{verdict}"), details[gate])
    closing = tr("calibrate_may_ship") if check.passed else tr("calibrate_may_not_ship")
    return Group(
        Text(tr("calibrate_gates"), style="bold"), WrappingTable(table), Text(tr("calibrate_planted"), style="bold"),
        WrappingTable(_planted(check)), Text(tr("calibrate_left_out"), style="bold"), WrappingTable(_left_out(check)),
        Text(closing, style="bold"),
    )  # fmt: skip


def _planted(check: CalibrationCheck) -> Table:
    table = _columns(("calibrate_number", False), ("calibrate_covered", True), ("calibrate_chance", True),
                     ("calibrate_correlation", True))  # fmt: skip
    for row in check.tables["planted"].to_dict("records"):
        band = band_in_words(row, "covered", percent)
        table.add_row(row["number"], band, decimal(row["chance"], 3), decimal(row["recovered_correlation"], 2))
    return table


def _left_out(check: CalibrationCheck) -> Table:
    table = _columns(("facts_fact", False), ("facts_quantity", False), ("calibrate_measured", True),
                     ("calibrate_foretelling", True), ("facts_verdict", False))  # fmt: skip
    labels = {(fact.name, quantity.name): quantity.label for fact, quantity in check.calibration.judged}
    for row in check.tables["without_study"].to_dict("records"):
        band = band_in_words(row, "foretold", number_in_words)
        verdict = tr("calibrate_inside" if row["inside"] else "calibrate_outside")
        fact, quantity = row["fact"], labels[row["fact"], row["quantity"]]
        table.add_row(short_name(fact), str(quantity), number_in_words(row["value"]), band, verdict)
    return table
