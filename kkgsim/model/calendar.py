"""The school year: weeks of school, exam papers and the release of BOS, month by month."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kkgsim.i18n import month_name
from kkgsim.model.parameters import Parameter, parameter

FIRST_MONTH = 7
"""The month in which a run starts unless its scenario says otherwise: July, when the school year does."""
EXAM_MONTHS = (6, 12)
"""When a semester ends and exam papers are written."""
_WEEKS = (3, 3, 3, 3, 3, 2, 2, 4, 4, 4, 3, 2)
_QUARTERS = (0.20, 0.40, 0.20, 0.20)
_QUARTER_STARTS = (1, 4, 7, 10)


def _weeks(month: int) -> Parameter:
    name = month_name(month)
    return parameter(
        _WEEKS[month - 1], 0, 5, "weeks", f"school weeks in {name.en} (with the others 36 a year)",
        f"minggu efektif bulan {name.id} (setahun 36)", "ASM", "assumed", distribution="fixed",
        condition=True, note="without the fasting month, which moves through the calendar",
    )  # fmt: skip


def _quarter(rank: int) -> Parameter:
    return parameter(
        _QUARTERS[rank], 0.0, 1.0, "share", f"part of the year's BOS released in quarter {rank + 1}",
        f"bagian BOS setahun yang cair pada triwulan {rank + 1}", "BOSQ", "literature", distribution="fixed",
        condition=True, note="the rule to 2019; later rules release it in three, then two parts",
    )  # fmt: skip


PARAMETERS: Mapping[str, Parameter] = {
    **{f"school_weeks_{month:02d}": _weeks(month) for month in range(1, 13)},
    **{f"bos_quarter_{rank + 1}": _quarter(rank) for rank in range(4)},
}


def year(n: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """The traits of the twelve months under the numbers ``n`` of each lane, shape (12, lanes)."""
    weeks = np.stack([n[f"school_weeks_{month:02d}"] for month in range(1, 13)])
    whole = weeks[0]
    for of_month in weeks[1:]:
        whole = whole + of_month
    released = np.zeros_like(weeks)
    for rank, month in enumerate(_QUARTER_STARTS):
        released[month - 1] = n[f"bos_quarter_{rank + 1}"]
    exams = np.zeros((12, 1))
    exams[[month - 1 for month in EXAM_MONTHS]] = 1.0
    year_share = weeks / np.maximum(whole, 1.0)
    return {
        "year_share": year_share,
        "exams": exams,
        "share_to_release": _share_to_release(year_share, released),
        "bos_released": released,
    }


def _share_to_release(year_share: NDArray[np.float64], released: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the year's school weeks from each month, itself included, until BOS comes in again; at most a year."""
    left = year_share.copy()
    waiting = np.ones_like(released)
    for ahead in range(1, 12):
        waiting = waiting * (np.roll(released, -ahead, axis=0) <= 0.0)
        left = left + waiting * np.roll(year_share, -ahead, axis=0)
    return left
