"""The answer as tidy tables: what was varied and why, every index with its interval, convergence, variance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

import kkgsim
from kkgsim.analysis.sensitivity.methods import LEVELS, Indices
from kkgsim.analysis.sensitivity.order import ranks_of
from kkgsim.analysis.sensitivity.problem import JOINT, OTHERS, TOGETHER_LABELS, Problem, salib_seed
from kkgsim.analysis.sensitivity.result import Column, Sensitivity
from kkgsim.design.study import WAYS, Factor
from kkgsim.execution.fingerprint import fingerprint
from kkgsim.i18n import message
from kkgsim.io.table_layout import OF_THE_OUTCOME, OF_THE_ROW, Layout, named
from kkgsim.model.levers import all_settings
from kkgsim.model.posterior import word_of
from kkgsim.model.registry import PARAMETERS

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = 2
"""Version of these tables; a change that adds, moves or renames a column raises it."""
Row = dict[str, Any]


def tables(answer: Sensitivity) -> dict[str, pd.DataFrame]:
    """All tables by name, as :data:`LAYOUTS` and :func:`layouts_of` declare them; those that have nothing to say are
    left out."""
    rows: dict[str, Iterator[Row]] = {
        "factors": _factors(answer),
        "indices": _indices(answer),
        "convergence": _convergence(answer),
        "swings": _swings(answer),
        "second_order": _second(answer),
        "variance": _variance(answer),
        "screening": _screening(answer),
        "left_out": ({"number": name, "why": why} for name, why in answer.study.left_out),
    }
    result = {name: LAYOUTS[name].table(item) for name, item in rows.items()}
    return {**_points(answer), **{name: table for name, table in result.items() if len(table)}}


WHERE = named("outcome", "month")
INDEX = {**named("factor", "index"), **dict.fromkeys(("value", "low", "high"), "of the index")}
LAYOUTS = {
    "factors": Layout(("factor",), {
        **named("factor", "kind", "label_en", "label_id", "group"), "low": OF_THE_ROW, "high": OF_THE_ROW,
        **named("distribution"), "mode": OF_THE_ROW, "values": OF_THE_ROW, **named("unit"), "usual": OF_THE_ROW,
        **named("grade", "sources", "why_en", "why_id", "kept"),
    }),
    "indices": Layout(("outcome", "month", "factor", "index"), {
        **named("method"), **WHERE, **INDEX, **dict.fromkeys(("rank_low", "rank_high"), "rank"),
    }),
    "convergence": Layout(("samples", "outcome", "month", "factor", "index"), {
        **named("samples"), **WHERE, **INDEX, **dict.fromkeys(("widest", "moved"), "of the index"),
        **named("swapped", "holds"),
    }),
    "swings": Layout(("outcome", "month", "factor"), {
        **WHERE, **named("factor"), **dict.fromkeys(("at_low", "at_high", "mean"), OF_THE_ROW), **named("unit"),
    }),
    "second_order": Layout(("outcome", "month", "factor", "other"), {
        **WHERE, **named("factor", "other"), **dict.fromkeys(("value", "low", "high"), "share of variance"),
    }),
    "variance": Layout(("outcome", "month", "part"), {
        **WHERE, **named("part"), **dict.fromkeys(("share", "low", "high"), "share of variance"),
        "variance": "of the outcome, squared",
    }),
    "screening": Layout(("outcome", "month", "factor"), {
        **WHERE, **named("factor"), **dict.fromkeys(("mu_star", "sigma"), OF_THE_OUTCOME), "share": "share",
        **named("kept"),
    }),
    "left_out": Layout(("number",), named("number", "why")),
}  # fmt: skip
"""What a row of every table is and what its columns are measured in; an index is a share of variance, a mean effect in
the unit of the outcome, or a distance, by its name."""


def layouts_of(answer: Sensitivity) -> dict[str, Layout]:
    """The tables of the points: a column a factor or an outcome."""
    named_units = {factor.name: factor.unit for factor in answer.factors if factor.group not in (OTHERS, JOINT)}
    outcomes = {column.name: column.unit.name for column in answer.columns}
    unit = dict.fromkeys((factor.name for factor in answer.factors), "0-1")
    units = {"experiments": named_units, "outcomes": outcomes, "unit": unit}
    return {name: Layout(("point",), {**named("point"), **columns}) for name, columns in units.items()}


def _points(answer: Sensitivity) -> dict[str, pd.DataFrame]:
    """The points as values of the factors, the outcomes there (means over replicates), and the points in the unit cube
    where SALib's analysis reads them."""
    import pandas as pd

    analysis, names = answer.analysis, [factor.name for factor in answer.factors]
    apart = [rank for rank, factor in enumerate(answer.factors) if factor.group not in (OTHERS, JOINT)]
    point = np.arange(len(analysis.unit))

    def table(values: Any, columns: list[str]) -> pd.DataFrame:
        result = pd.DataFrame(values, columns=columns)
        result.insert(0, "point", point)
        return result

    result = {
        "experiments": table(answer.points[:, apart], [names[rank] for rank in apart]),
        "outcomes": table(analysis.values, [column.name for column in answer.columns]),
    }
    if analysis.how.by.given_points:
        result["unit"] = table(analysis.unit, names)
    layouts = layouts_of(answer)
    return {name: layouts[name].table(item) for name, item in result.items()}


def _factors(answer: Sensitivity) -> Iterator[Row]:
    """What was varied over which range, spread how, and why."""
    apart = {factor.name for factor in answer.factors if factor.group not in TOGETHER_LABELS}
    for factor in answer.factors:
        if factor.group in (OTHERS, JOINT):
            continue
        yield {
            "factor": factor.name, "kind": factor.kind, "label_en": factor.label.en, "label_id": factor.label.id,
            "group": factor.group or factor.name, "low": factor.low, "high": factor.high,
            "distribution": _spread(factor), "mode": factor.mode,
            "values": " ".join(f"{value:g}" for value in factor.values), **_evidence(factor),
            "why_en": factor.why.en or message(f"sens_why_{_reason(factor)}").en,
            "why_id": factor.why.id or message(f"sens_why_{_reason(factor)}").id, "kept": factor.name in apart,
        }  # fmt: skip


def _spread(factor: Factor) -> str:
    if factor.values:
        return "values"
    return f"{factor.distribution}, whole" if factor.whole else factor.distribution


def _evidence(factor: Factor) -> Row:
    """Unit, usual value, grade and sources as declared."""
    if factor.kind == "number":
        number = PARAMETERS[factor.name]
        return {"unit": factor.unit, "usual": number.value, "grade": number.grade, "sources": " ".join(number.sources)}
    if factor.kind == "lever":
        return {"unit": factor.unit, "usual": 1.0, "grade": "policy", "sources": ""}
    if factor.kind in WAYS:
        return {"unit": factor.unit, "usual": None, "grade": "policy", "sources": ""}
    setting = all_settings()[factor.name]
    return {"unit": factor.unit, "usual": setting.usual, "grade": "policy", "sources": setting.source}


def _reason(factor: Factor) -> str:
    """Why a factor varies over its range, where the study does not say."""
    if factor.kind == "lever":
        return "lever"
    if factor.kind in WAYS:
        return "study"
    low, high = (getattr(all_settings()[factor.name] if factor.kind == "setting" else PARAMETERS[factor.name], end)
                 for end in ("low", "high"))  # fmt: skip
    return factor.kind if (factor.low, factor.high) == (low, high) else "study"


def _where(column: Column) -> Row:
    """Which outcome and when; money a year is that of "all" months. Of a target the value that is to be reached stands
    with the outcome."""
    outcome = column.outcome if column.target is None else f"{column.outcome}={column.target.value:g}"
    return {"outcome": outcome, "month": column.month or "all"}


def _rows(problem: Problem, indices: Indices) -> Iterator[Row]:
    """Every index of one outcome."""
    for name, values in indices.values.items():
        width = indices.widths.get(name)
        for rank, label in enumerate(problem.labels):
            value = float(values[rank])
            ends = (None, None) if width is None else (value - float(width[rank]), value + float(width[rank]))
            yield {"factor": label, "index": name, "value": value, "low": ends[0], "high": ends[1]}


def _indices(answer: Sensitivity) -> Iterator[Row]:
    analysis = answer.analysis
    for column, indices in zip(answer.columns, analysis.indices, strict=True):
        ranks = ranks_of(analysis.how.by, indices)
        place = {label: rank for rank, label in enumerate(analysis.problem.labels)}
        for row in _rows(analysis.problem, indices):
            among: tuple[int | None, ...] = None, None
            if ranks is not None and row["index"] == analysis.how.by.key:
                among = tuple(int(end[place[row["factor"]]]) for end in ranks)
            yield {"method": analysis.how.method, **_where(column), **row, "rank_low": among[0], "rank_high": among[1]}


def _second(answer: Sensitivity) -> Iterator[Row]:
    labels = answer.analysis.problem.labels
    for column, indices in zip(answer.columns, answer.analysis.indices, strict=True):
        if indices.second is None or indices.second_width is None:
            continue
        for first, second in combinations(range(len(labels)), 2):
            value, width = float(indices.second[first, second]), float(indices.second_width[first, second])
            yield {**_where(column), "factor": labels[first], "other": labels[second], "value": value,
                   "low": value - width, "high": value + width}  # fmt: skip


def _convergence(answer: Sensitivity) -> Iterator[Row]:
    analysis = answer.analysis
    for step in analysis.steps:
        for column, indices, judged in zip(answer.columns, step.indices, step.verdicts, strict=True):
            swapped = "; ".join(" / ".join(pair) for pair in judged.swapped)
            for row in _rows(analysis.problem, indices):
                if row["index"] == analysis.how.by.key:
                    yield {"samples": step.samples, **_where(column), **row, "widest": judged.widest,
                           "moved": judged.moved, "swapped": swapped, "holds": judged.holds}  # fmt: skip


def _swings(answer: Sensitivity) -> Iterator[Row]:
    for rank, factor in enumerate(answer.factors):
        if factor.group in TOGETHER_LABELS:
            continue
        for place, column in enumerate(answer.columns):
            yield {**_where(column), "factor": factor.name, "at_low": float(answer.low[rank, place]),
                   "at_high": float(answer.high[rank, place]), "mean": float(answer.analysis.values[:, place].mean()),
                   "unit": column.unit.name}  # fmt: skip


def _variance(answer: Sensitivity) -> Iterator[Row]:
    for column, indices in zip(answer.columns, answer.parts or [], strict=answer.parts is not None):
        for part, (share, low, high) in indices.shares.items():
            yield {**_where(column), "part": part, "share": share, "low": low, "high": high,
                   "variance": share * indices.total}  # fmt: skip


def _screening(answer: Sensitivity) -> Iterator[Row]:
    if answer.screened is None:
        return
    screened = answer.screened
    for rank, (column, indices) in enumerate(zip(answer.columns, screened.analysis.indices, strict=True)):
        for place, label in enumerate(screened.analysis.problem.labels):
            yield {**_where(column), "factor": label, "mu_star": float(indices.values["mu_star"][place]),
                   "sigma": float(indices.values["sigma"][place]), "share": float(screened.effects[rank, place]),
                   "kept": label in screened.kept}  # fmt: skip


def provenance_of(answer: Sensitivity, command: str) -> dict[str, Any]:
    """The provenance of the tables: enough to make them again, and to call SALib on them by hand."""
    from importlib.metadata import version

    how, study = answer.analysis.how, answer.study
    return {
        "schema": SCHEMA, "kkgsim": kkgsim.__version__, "command": command, "study": study.text, "name": study.name,
        "place": answer.place.name, "seed": study.seed, "replicates": len(how.replicates),
        "numbers": word_of(study.drawn),
        "identity": fingerprint(study, answer.place, answer.analysis.unit),
        "salib": {
            "version": version("SALib"), "method": how.method, "samples": answer.analysis.steps[-1].samples,
            "seed": salib_seed(how.seed), "second_order": how.second, "num_levels": LEVELS,
            "num_resamples": how.by.resamples,
            "labels": answer.analysis.problem.labels,
            "groups": answer.analysis.problem.members if answer.analysis.problem.grouped else [],
        },
    }  # fmt: skip
