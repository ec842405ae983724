"""Measures of who serves one cluster (facilitators, visitors) and of its money."""

from __future__ import annotations

from kkgsim.model.rules.arithmetic import share


def of_visits_asked(cluster):
    """Follow-up visits that a policy asks for."""
    return cluster.visits_asked * cluster.teachers


def of_visits_made(cluster):
    """Visits that somebody has time for, the supervisors' routine included."""
    return cluster.visit_chance * cluster.listed


def teachers_of(cluster):
    return cluster.teachers


def of_reach(cluster):
    """1 where a facilitator came within about a year."""
    return 1.0 if cluster.reached > 0.5 else 0.0


def of_preparation(cluster, district):
    return district.preparation


def at_work(cluster, district):
    """1 where there are facilitators at all."""
    return 1.0 if district.facilitators_active > 0.0 else 0.0


def of_days_used(cluster, district):
    return share(district.days_used, district.facilitator_days)


def of_facilitators(cluster, district):
    """A cluster's part of its district's facilitators, so that districts can be added up."""
    return district.facilitators_active / district.clusters


def part_of_district(cluster, district):
    return 1.0 / district.clusters


def of_afforded(cluster):
    return cluster.planned * cluster.afforded


def of_purse(cluster):
    return cluster.purse_bos + cluster.purse_bosda + cluster.purse_grant
