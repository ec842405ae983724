"""What supervisors do for the KKG: mentoring on request, checks, and meetings led by a trained cadre.

A supervisor (pengawas) has far too many schools (PGWSLM, PGWPMK, PGWBKS), and what one task takes is missing at the
others.
"""

from kkgsim.model.parameters import Parameter
from kkgsim.model.rules.arithmetic import clip, positive, share
from kkgsim.model.rules.meeting import left_open
from kkgsim.model.rules.scheduling import sittings

PARAMETERS: dict[str, Parameter] = {}
"""None of its own: those of everybody who mentors stand together in :mod:`kkgsim.model.rules.mentoring`."""


def supervise(supervisor, district, n):
    """Supervisors set their month's visits."""
    visits = min(n.supervisor_visits_found, n.supervisor_visits)
    supervisor.visits_routine = visits + n.supervisor_freed * district.supervisors_freed
    supervisor.visits_to_spare = n.supervisor_visits - visits


def skill_of_supervisor(supervisor, district, n):
    """Mentoring skill of a supervisor, more as a member of the trained cadre."""
    return clip(supervisor.skill + n.cadre_gain * district.cadre, 0.0, 1.0)


def look_after(cluster, supervisor, district, n):
    """Supervisors look after their clusters."""
    part = share(cluster.teachers, supervisor.teachers)
    checks = n.check_visits * cluster.checks
    routine = positive(part * supervisor.visits_routine - checks)
    still_asked = positive(district.visits_asked * cluster.teachers - cluster.visits_made)
    requested = min(still_asked, part * supervisor.visits_to_spare)
    to_lead = supervisor.clusters * max(cluster.meetings, 1.0) * sittings(cluster)
    sessions = share(district.cadre * n.cadre_sessions, to_lead)
    cluster.cadre_led = min(sessions, left_open(cluster))
    cluster.cadre_skill = skill_of_supervisor(supervisor, district, n)
    visits = cluster.visits_made + routine + requested
    skill = cluster.visits_skill + (routine + requested) * cluster.cadre_skill
    cluster.visit_chance = share(visits, cluster.teachers)
    cluster.visit_skill = share(skill, visits)
    district.supervisor_visits = district.supervisor_visits + requested
    district.supervisor_km = district.supervisor_km + 2.0 * requested * district.distance_km
