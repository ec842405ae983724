"""Measures of one cluster: its meetings and the standards that it meets."""

from __future__ import annotations


def each_cluster(cluster):
    return 1.0


def meetings_of(cluster):
    """Meetings of the month: what agenda, worth and who leads are averaged over."""
    return cluster.meetings


def of_capacity_agenda(cluster):
    return cluster.meetings * (1.0 - cluster.admin_share)


def of_worth(cluster):
    return cluster.meetings * cluster.worth


def of_relevance(cluster):
    return cluster.relevance


def of_management(cluster):
    return cluster.management


def of_facilitated(cluster):
    return cluster.led


def of_outside(cluster):
    return cluster.outside


def of_tutored(cluster):
    return cluster.meetings * cluster.tutored


def of_meetings_held(cluster):
    return cluster.meetings


def meetings_planned(cluster):
    return cluster.planned


def of_held(cluster):
    return cluster.planned * cluster.held


def met(level, n):
    """1 where a standard counts as met."""
    return 1.0 if level >= n.standard_met else 0.0


def of_organisation(cluster, n):
    return met(cluster.organisation, n)


def of_programme(cluster, n):
    return met(cluster.programme, n)


def of_people(cluster, n):
    return met(cluster.people, n)


def of_facilities(cluster, n):
    return met(cluster.facilities, n)


def of_managed(cluster, n):
    return met(cluster.management, n)


def of_funding(cluster, n):
    return met(cluster.funding, n)


def of_monitoring(cluster, n):
    return met(cluster.monitoring, n)


def of_standards_met(cluster, n):
    """How many of the seven standards a cluster meets."""
    return (
        met(cluster.organisation, n)
        + met(cluster.programme, n)
        + met(cluster.people, n)
        + met(cluster.facilities, n)
        + met(cluster.management, n)
        + met(cluster.funding, n)
        + met(cluster.monitoring, n)
    )


def of_standards(cluster):
    """Mean level of the seven standards."""
    return (
        cluster.organisation
        + cluster.programme
        + cluster.people
        + cluster.facilities
        + cluster.management
        + cluster.funding
        + cluster.monitoring
    ) / 7.0


def of_committee(cluster):
    return cluster.committee


def of_plan(cluster):
    """1 while a work plan holds."""
    return 1.0 if cluster.plan_left > 0.0 else 0.0


def of_cycles(cluster):
    """1 where a finding was acted on this month."""
    return cluster.turned
