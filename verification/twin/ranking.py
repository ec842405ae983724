"""Standards of KKG, and clusters as an office ranks them (``children_and_offices.md``, standards and ranking)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, is_so, positive, share
from verification.twin.things import World


def raised(start: Any, by: Any) -> Any:
    """What was found, with a part of its gap closed."""
    return start + (1.0 - start) * clip(by, 0.0, 1.0)


def force_of_rules(n: SimpleNamespace, cluster: Any) -> Any:
    """How much of a regulation is more than paper."""
    return cluster.rule_kept * (n.rule_on_paper + (1.0 - n.rule_on_paper) * cluster.funding)


def lapse(w: World) -> None:
    """Regulations keep their force, or lapse."""
    c = w.cluster
    issued = np.where(c.ruled > c.rule_known, 1.0, c.rule_kept)
    upheld = 1.0 - (1.0 - c.funding) * (1.0 - c.monitoring)
    c.rule_kept = issued * (1.0 - w.n.rule_lapses * (1.0 - upheld) / 12.0)
    c.rule_known = c.ruled


def develop(w: World) -> None:
    """Standards follow what supports them."""
    n, c = w.n, w.cluster

    def moved(level: Any, goal: Any) -> Any:
        return clip(level + n.standard_rate * (goal - level), 0.0, 1.0)

    decree = c.decree * force_of_rules(n, c)
    programme = np.maximum(c.needs_asked, n.guideline_programme * c.guideline)
    c.organisation = moved(c.organisation, raised(c.organisation_found, decree))
    c.programme = moved(c.programme, raised(c.programme_found, programme))
    lent = c.facilities_found + c.rotating * (c.facilities_around - c.facilities_found)
    reach = np.minimum(raised(lent, c.facilities_given), c.facilities_most)
    given = n.standard_rate * positive(np.maximum(lent, reach) - c.facilities)
    worn = n.facilities_wear * (1.0 - c.facilities_given) * positive(c.facilities - lent)
    c.facilities = clip(c.facilities + given - worn, 0.0, 1.0)
    guests = share(c.led + c.outside, c.meetings)
    others = c.purse_bosda + c.bosda_income + c.purse_grant + c.grant_income
    second = share(others, n.second_source * (others + c.purse_bos + c.bos_income))
    money = c.afforded * (n.one_source + (1.0 - n.one_source) * second)
    met = c.meetings > 0.5
    people = moved(c.people, raised(c.people_found, guests + c.cadre_led + c.tutored))
    c.set_where(met, people=people, funding=moved(c.funding, money))
    watched = 12.0 * c.evaluations / n.evaluations_due + 12.0 * c.checks / n.checks_due
    c.monitoring = moved(c.monitoring, raised(c.monitoring_found, watched))


def assess(w: World) -> None:
    """Pupils are assessed."""
    s = w.school
    w.cluster.add("assessed_sum", s.cluster, s.assessed * s.pupils)
    w.cluster.add("pupils", s.cluster, s.pupils)


def mean_assessed(cluster: Any) -> Any:
    """Mean literacy of a cluster's pupils in the national assessment."""
    return cluster.assessed_sum / np.maximum(cluster.pupils, 1.0)


def publish(w: World) -> None:
    """Once a year the Rapor comes out; clusters are ranked anew."""
    if w.calendar.month == w.n.rapor_month:
        w.cluster.rapor = mean_assessed(w.cluster)
    w.cluster.needier = np.zeros(w.cluster.count)
    compare_need(w)


def compare_need(w: World) -> None:
    """Clusters that read less are needier; of equals the lower lot is."""
    c = w.cluster
    for ahead in range(1, c.count):
        other, first = np.roll(c.rapor, -ahead), np.roll(c.lot, -ahead) < c.lot
        c.needier = c.needier + is_so((other < c.rapor) | ((other == c.rapor) & first))


def compare_ways(w: World) -> None:
    """Clusters farther away are remoter; of equals the lower lot is."""
    c = w.cluster
    for ahead in range(1, c.count):
        other, first = np.roll(c.remoteness, -ahead), np.roll(c.lot, -ahead) < c.lot
        c.remoter = c.remoter + is_so((other > c.remoteness) | ((other == c.remoteness) & first))
