"""What supervisors do for the KKG: mentoring on request, checks, and meetings led by a trained cadre.

A supervisor (pengawas) has far too many schools (PGWSLM, PGWPMK, PGWBKS), and what one task takes is missing at the
others.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, share
from kkgsim.model.rules.meeting import left_open

NUMBERS = {
    "supervisor_visits": parameter(
        12, 4, 20, "teachers per month", "teachers whom one supervisor can mentor on request",
        "guru yang dapat didampingi satu pengawas per bulan", "PGWSLM ASM", "assumed"),
    "supervisor_visits_found": parameter(
        4, 1, 10, "teachers per month", "teachers whom one supervisor mentors as things are",
        "guru yang didampingi satu pengawas pada keadaan awal", "PGWSLM PGWPMK ASM", "assumed", neutral=0.0),
    "supervisor_freed": parameter(
        12, 4, 20, "teachers per month", "teachers more whom a supervisor freed from other duties can mentor",
        "tambahan guru yang dapat didampingi pengawas bila bebas tugas lain", "ASM", "assumed", neutral=0.0),
    "check_visits": parameter(
        2, 1, 4, "teachers", "mentored teachers that one internal check costs its supervisor",
        "guru dampingan yang tergeser oleh satu pemantauan internal", "ASM", "assumed", neutral=0.0),
    "cadre_sessions": parameter(
        1, 0.5, 2, "meetings per month", "meetings that a supervisor of the cadre leads",
        "pertemuan yang dipandu pengawas kader per bulan", "seed:001 ASM", "assumed", neutral=0.0),
    "cadre_gain": parameter(
        0.15, 0.05, 0.3, "points", "skill that supervisors gain as a trained cadre",
        "tambahan kecakapan pengawas kader",
        "seed:001 ASM", "assumed", neutral=0.0),
    "merit_skill": parameter(
        0.60, 0.45, 0.8, "0-1", "mentoring skill of supervisors recruited on merit",
        "kecakapan pengawas yang direkrut menurut kecakapan", "seed:001 ASM", "judged"),
    "supervisor_leaves": parameter(
        0.15, 0.08, 0.25, "per year", "chance that a supervisor retires or moves on",
        "peluang pengawas pensiun atau berganti", "PENS ASM", "assumed", neutral=0.0),
}  # fmt: skip


def supervise(supervisor, district, n):
    """Supervisors set their month's visits."""
    found = min(n.supervisor_visits_found, n.supervisor_visits)
    supervisor.visits_routine = found + n.supervisor_freed * district.supervisors_freed
    supervisor.visits_to_spare = n.supervisor_visits - found


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
    sessions = share(district.cadre * n.cadre_sessions, supervisor.clusters * max(cluster.meetings, 1.0))
    cluster.cadre_led = min(sessions, left_open(cluster))
    cluster.cadre_skill = skill_of_supervisor(supervisor, district, n)
    visits = cluster.visits_made + routine + requested
    skill = cluster.visits_skill + (routine + requested) * cluster.cadre_skill
    cluster.visit_chance = share(visits, cluster.teachers)
    cluster.visit_skill = share(skill, visits)
    district.supervisor_visits = district.supervisor_visits + requested
    district.supervisor_km = district.supervisor_km + 2.0 * requested * district.distance_km
