"""A new curriculum, and what stays out of date (``teachers.md``, curriculum)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip
from verification.twin.things import World


def come_into_force(w: World) -> None:
    """A month goes by; in one of them a new curriculum may come into force."""
    d, month = w.district, w.n.curriculum_month
    before = d.months
    d.months = before + 1.0
    d.reform = 1.0 if month > before and month <= d.months else 0.0


def outdate(w: World) -> None:
    """What KKG work on, and what teachers know, is then out of date."""
    w.cluster.outdated = np.maximum(w.cluster.outdated, w.district.reform)
    w.teacher.outdated = np.maximum(w.teacher.outdated, w.district.reform)


def relevance_now(n: SimpleNamespace, cluster: Any) -> Any:
    """Fit of a KKG's content under the curriculum in force."""
    return cluster.relevance * (1.0 - n.curriculum_relevance * cluster.outdated)


def left_to_renew(n: SimpleNamespace, teacher: Any, drafted: Any) -> Any:
    """What stays out of date this month of a teacher."""
    by_self = (1.0 - n.renewed_alone) * (1.0 - n.renewed_course * teacher.sent)
    return teacher.outdated * by_self * (1.0 - clip(n.renewed_drafting * drafted, 0.0, 1.0))
