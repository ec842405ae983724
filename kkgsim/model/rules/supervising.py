"""What supervisors do for the KKG, out of one budget of days: checks, meetings led by a trained cadre, and mentoring.

A supervisor (pengawas) has far too many schools (PGWSLM, PGWPMK, PGWBKS), and what one task takes is missing at the
others. Some visit more than twice as many lessons as others (SALATIGA13). The cadre are the ablest of them.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, select, share
from kkgsim.model.rules.meeting import left_open
from kkgsim.model.rules.mentoring import reached_in_a_day
from kkgsim.model.rules.scheduling import length, sittings

PARAMETERS = {
    "supervisor_days": parameter(
        4, 2, 8, "days per month", "days that a supervisor can give to classrooms and the KKG",
        "hari seorang pengawas untuk kelas dan KKG per bulan", "PGWSLM ASM", "assumed", condition=True),
    "supervisor_freed": parameter(
        4, 2, 8, "days per month", "days more of a supervisor freed from other duties",
        "tambahan hari pengawas yang bebas tugas lain", "ASM", "assumed", neutral=0.0),
    "supervisor_visits_found": parameter(
        4.2, 1, 10, "teachers per month", "teachers whom a supervisor visits as things are",
        "guru yang dikunjungi seorang pengawas pada keadaan awal", "SALATIGA13 PGWSLM PGWPMK", "judged", neutral=0.0,
        condition=True, note="SALATIGA13: 1.8 to 4.75 a month, with fewer teachers than most supervisors have"),
    "supervisor_visits_sd": parameter(
        0.31, 0.2, 0.45, "times", "spread of these visits between supervisors",
        "sebaran kunjungan antarpengawas", "SALATIGA13", "literature", neutral=0.0,
        note="22, 39, 40, 46 and 57 visits a year"),
    "check_days": parameter(
        0.7, 0.3, 1.5, "days", "days that one internal check takes its supervisor",
        "hari yang dipakai pengawas untuk satu pemantauan internal", "ASM", "assumed", neutral=0.0),
    "cadre_sessions": parameter(
        1, 0.5, 2, "meetings per month", "meetings that a supervisor of the cadre leads where the days allow it",
        "pertemuan yang dipandu pengawas kader per bulan bila harinya cukup", "kkg_brief ASM", "assumed", neutral=0.0),
    "cadre_gain": parameter(
        0.15, 0.05, 0.3, "points", "skill that supervisors gain as a trained cadre",
        "tambahan kecakapan pengawas kader",
        "kkg_brief ASM", "assumed", neutral=0.0),
    "merit_skill": parameter(
        0.60, 0.45, 0.8, "0-1", "mentoring skill of supervisors recruited on merit",
        "kecakapan pengawas yang direkrut menurut kecakapan", "kkg_brief ASM", "judged"),
    "supervisor_leaves": parameter(
        0.15, 0.08, 0.25, "per year", "chance that a supervisor retires or moves on",
        "peluang pengawas pensiun atau berganti", "PENS ASM", "assumed", neutral=0.0, condition=True),
}  # fmt: skip


def compare_skills(supervisor, other_supervisor):
    """The ablest supervisors come first; equals share a place."""
    equal = select(other_supervisor.skill == supervisor.skill, 0.5, 0.0)
    supervisor.abler = supervisor.abler + select(other_supervisor.skill > supervisor.skill, 1.0, equal)


def supervise(supervisor, district, n):
    """Supervisors have their days, and the ablest are trained as a cadre."""
    supervisor.cadre = clip(district.cadre * district.supervisors - supervisor.abler, 0.0, 1.0)
    freed = n.supervisor_freed * district.supervisors_freed
    supervisor.days = n.supervisor_days + freed
    diligent = positive(1.0 + n.supervisor_visits_sd * supervisor.diligence)
    by_habit = n.supervisor_visits_found * diligent
    supervisor.visits_routine = by_habit + freed * reached_in_a_day(district.travel_minutes, n)


def skill_of_supervisor(supervisor, n):
    """Mentoring skill of a supervisor, more as a member of the trained cadre."""
    return clip(supervisor.skill + n.cadre_gain * supervisor.cadre, 0.0, 1.0)


def sessions_led(cluster, supervisor, days, n):
    """Meetings of a cluster that a supervisor of the cadre leads, as far as the days go."""
    session = n.session_days * length(cluster, n)
    offered = supervisor.cadre * n.cadre_sessions / supervisor.clusters
    return min(offered, days / session, left_open(cluster) * cluster.meetings * sittings(cluster))


def look_after(cluster, supervisor, district, n):
    """Supervisors look after their clusters: checks first, then meetings, their round of visits, and requests."""
    part = share(cluster.teachers, supervisor.teachers)
    in_a_day = reached_in_a_day(district.travel_minutes, n)
    after_checks = positive(part * supervisor.days - n.check_days * cluster.checks)
    sessions = sessions_led(cluster, supervisor, after_checks, n)
    cluster.cadre_led = share(sessions, cluster.meetings * sittings(cluster))
    cluster.cadre_skill = skill_of_supervisor(supervisor, n)
    visits_possible = (after_checks - sessions * n.session_days * length(cluster, n)) * in_a_day
    routine = min(part * supervisor.visits_routine, visits_possible)
    still_asked = positive(cluster.visits_asked * cluster.listed - cluster.visits_made)
    requested = min(still_asked, visits_possible - routine)
    visits = cluster.visits_made + routine + requested
    skill = cluster.visits_skill + (routine + requested) * cluster.cadre_skill
    cluster.visit_chance = share(visits, cluster.listed)
    cluster.visit_skill = share(skill, visits)
    district.supervisor_visits = district.supervisor_visits + requested
    district.supervisor_km = district.supervisor_km + 2.0 * requested * district.distance_km
