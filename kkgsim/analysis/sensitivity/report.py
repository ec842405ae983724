"""A sensitivity analysis told in the terminal: what decides each outcome, how much is luck, whether it is settled."""

from __future__ import annotations

from collections import Counter

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import numbers_note
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.analysis.sensitivity.convergence import WIDEST, ranking
from kkgsim.analysis.sensitivity.display_name import display_name
from kkgsim.analysis.sensitivity.methods import Indices
from kkgsim.analysis.sensitivity.order import first_of, ranks_of
from kkgsim.analysis.sensitivity.result import Column, Sensitivity
from kkgsim.design.study import END
from kkgsim.i18n import decimal, from_to, measured, percent, tr, with_ends

SHOWN = 8
"""Factors printed for an outcome; the files hold all."""
NAMED = 6
"""Names printed of a long list."""


def render(answer: Sensitivity) -> RenderableType:
    """The answer as something rich prints: for each outcome, at the end or in its last month, what decides it."""
    parts: list[RenderableType] = [Text(_head(answer))]
    if answer.study.left_out:
        count = Counter(why for _, why in answer.study.left_out)
        parts.append(Text(tr("sens_left_out", **{w: count[w] for w in ("fixed", "roster", "place", "point")})))
    if answer.screened is not None:
        parts.append(Text(_screened(answer)))
    for rank, column in enumerate(answer.columns):
        if column in _shown(answer):
            parts += [Text(), Text(_asked(answer, rank, column), style="bold"), *_outcome(answer, rank)]
    parts += [Text(), Text(_settled(answer))]
    notes = [*map(tr, _notes(answer)), *([] if answer.swept else [numbers_note(answer.study.drawn)])]
    parts += [Text(note, style="italic") for note in notes]
    return Group(*parts)


def _notes(answer: Sensitivity) -> list[str]:
    """What has to be known to read the tables."""
    by = answer.analysis.how.by
    whole = "sens_of_swept" if answer.swept else "sens_of_runs" if by.fresh else "sens_of_points"
    shares = [f"sens_note_{by.name}" if by.fresh else "sens_note_share", whole]
    notes = shares if by.kind == "share" else [f"sens_note_{by.kind}"]
    return [*notes, *(["sens_note_rank"] if by.key in answer.analysis.indices[0].widths else [])]


def _shown(answer: Sensitivity) -> list[Column]:
    """One column an outcome: the mean of the last year where it was asked for, else the last month."""
    last: dict[str, Column] = {}
    for column in answer.columns:
        if column.outcome not in last or last[column.outcome].month != END:
            last[column.outcome] = column
    return list(last.values())


def _head(answer: Sensitivity) -> str:
    analysis, study = answer.analysis, answer.study
    return tr(
        "sens_head", title=study.title, factors=decimal(len(study.factors), 0),
        labels=len(analysis.problem.labels), method=analysis.how.method,
        samples=decimal(analysis.steps[-1].samples, 0),
        points=decimal(len(analysis.unit), 0), replicates=len(analysis.how.replicates),
        place=answer.place.title, schools=len(answer.place.schools), months=study.scenario.months,
    )  # fmt: skip


def _listed(names: list[str], between: str) -> str:
    """The first names of a list, and how many more there are."""
    first = between.join(names[:NAMED])
    return first if len(names) <= NAMED else tr("sens_and_more", names=first, more=len(names) - NAMED)


def _screened(answer: Sensitivity) -> str:
    result = answer.screened
    assert result is not None
    listed = _listed([str(display_name(label, result.analysis.problem.factors)) for label in result.dropped], ", ")
    moved = [rank for rank, row in enumerate(result.effects) if row.any()]
    return tr(
        "sens_screened", trajectories=result.analysis.steps[-1].samples, kept=len(result.kept),
        labels=len(result.analysis.problem.labels), dropped=listed or "–",
        carried=percent(min((result.carried(rank) for rank in moved), default=0.0)),
    )  # fmt: skip


def _asked(answer: Sensitivity, rank: int, column: Column) -> str:
    mean = measured(float(answer.analysis.values[:, rank].mean()), column.unit)
    if column.target is not None:
        return tr("sens_outcome_target", outcome=column.label, month=column.when(), mean=mean)
    return tr("sens_outcome", outcome=column.label, month=column.when(), mean=mean)


def _outcome(answer: Sensitivity, rank: int) -> list[RenderableType]:
    """Where an outcome's variance comes from, and the factors that decide it."""
    indices = answer.analysis.indices[rank]
    strength = ranking(answer.analysis.how.by, indices)
    if not strength.any():
        return [Text(tr("sens_nothing"))]
    lines: list[RenderableType] = []
    if answer.parts is not None and answer.parts[rank].shares:
        shares = answer.parts[rank].shares.items()
        parts = [tr(f"sens_part_{part}", share=_between(*share)) for part, share in shares]
        lines.append(Text(tr("sens_parts", parts=", ".join(parts))))
    lines.append(Text(_first(answer, rank)))
    ranks = ranks_of(answer.analysis.how.by, indices)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("sens_factor"), min_width=30)
    if ranks is not None:
        table.add_column(tr("sens_rank"), justify="right", no_wrap=True)
    for name in _indices(indices):
        table.add_column(tr(f"sens_index_{name}"), justify="right", no_wrap=True)
    table.add_column(tr("sens_swing"), justify="right", no_wrap=True)
    for place in np.argsort(-strength, kind="stable")[:SHOWN]:
        if strength[place] > 0.0:
            label = answer.analysis.problem.labels[place]
            cells = [_index(answer, rank, name, int(place)) for name in _indices(indices)]
            among = [] if ranks is None else [from_to(int(ranks[0][place]), int(ranks[1][place]))]
            table.add_row(str(display_name(label, answer.factors)), *among, *cells, _swing(answer, rank, label))
    return [*lines, WrappingTable(table)]


def _between(share: float, low: float, high: float) -> str:
    """A share with its interval."""
    return with_ends(*map(percent, (share, low, high))).replace(" %", "\u00a0%")


def _first(answer: Sensitivity, rank: int) -> str:
    """What decides an outcome most, or what cannot be told apart from it."""
    by, indices = answer.analysis.how.by, answer.analysis.indices[rank]
    first = first_of(by, indices)
    names = [str(display_name(answer.analysis.problem.labels[place], answer.factors)) for place in first]
    if len(first) > 1:
        return tr("sens_first_several", count=len(first), factors=_listed(names, ", "))
    if by.key not in indices.widths:
        return tr("sens_first_unsure", factor=names[0])
    return tr(
        "sens_first", factor=names[0], index=tr(f"sens_index_{by.key}"), value=_index(answer, rank, by.key, first[0])
    )


def _indices(indices: Indices) -> list[str]:
    """The indices that are printed."""
    return [name for name in indices.values if name != "mu"]


def _index(answer: Sensitivity, rank: int, name: str, place: int) -> str:
    """One index with its interval: shares of variance in percent, effects in the outcome's unit and without."""
    indices, unit, kind = answer.analysis.indices[rank], answer.columns[rank].unit, answer.analysis.how.by.kind

    def written(value: float) -> str:
        if kind == "share":
            return percent(max(value, 0.0))
        if kind == "effect":
            return measured(value, unit, sign=True).removeprefix("+") if np.isfinite(value) else "–"
        return decimal(value, 2)

    kind = "distance" if name == "apart" else kind
    value, width = float(indices.values[name][place]), indices.widths.get(name)
    if width is None or (kind == "effect" and not np.isfinite(width[place])):
        return written(value)
    half = float(width[place])
    return with_ends(*map(written, (value, value - half, value + half)))


def _swing(answer: Sensitivity, rank: int, label: str) -> str:
    """The outcome where a factor is low and where it is high; "–" of a group."""
    names = [factor.name for factor in answer.factors]
    if label not in names or answer.factors[names.index(label)].group:
        return "–"
    unit, place = answer.columns[rank].unit, names.index(label)
    ends = (float(table[place, rank]) for table in (answer.low, answer.high))
    return " → ".join(measured(end, unit) for end in ends)


def _settled(answer: Sensitivity) -> str:
    """Whether the sample was large enough, and for which outcomes not."""
    unsettled = [
        str(column)
        for column, verdict in zip(answer.columns, answer.analysis.steps[-1].verdicts, strict=True) if not verdict.holds
    ]  # fmt: skip
    if not unsettled:
        return tr("sens_settled", widest=decimal(100.0 * WIDEST, 0))
    return tr("sens_unsettled", outcomes=_listed(unsettled, "; "))
