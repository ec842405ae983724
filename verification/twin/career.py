"""Ranks, credit and certificates (``teachers.md``, career)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import is_so
from verification.twin.meetings import length
from verification.twin.things import World


def rises(teacher: Any) -> Any:
    """1 for who can rise in rank."""
    return teacher.permanent * (1.0 - teacher.pppk)


def credit_at_start(n: SimpleNamespace, teacher: Any) -> Any:
    """Part of the next rank that there is at the start."""
    ranks = n.rank_usual * teacher.experience
    return ranks - np.floor(ranks)


def certificate(cluster: Any, district: Any) -> Any:
    """Worth of this month's certificates for a career."""
    return cluster.facilitated * district.sessions_certified * district.partnered * cluster.people


def rise(w: World) -> None:
    """Credit adds up to a promotion."""
    n, t, cluster, d = w.n, w.teacher, w.her_cluster, w.district
    sessions = t.attended * cluster.meetings * length(n, cluster)
    in_kkg = n.rank_meeting * t.recognition + n.rank_certificate * certificate(cluster, d)
    earned = n.rank_usual / 12.0 + sessions * in_kkg + n.rank_course * t.sent * d.partnered
    credit = t.credit + rises(t) * earned
    t.promoted = is_so(credit >= 1.0)
    t.credit = credit - t.promoted
