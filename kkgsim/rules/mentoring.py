"""Facilitators, supervisors and what their days are spent on.

People are scarce: a facilitator has so many working days a month, a supervisor far too many schools
(PGWSLM, PGWPMK, PGWBKS). Meetings come first, follow-up visits get the days that are left.
"""

from kkgsim.numbers import number
from kkgsim.rules.arithmetic import clip, positive, share

NUMBERS = {
    "facilitator_days": number(
        8, 4, 16, "days per month", "working days of a part-time facilitator (two or three days a week)",
        "hari kerja fasilitator paruh waktu per bulan", "seed:001 ASM", "assumed"),
    "unpaid_effort": number(
        0.5, 0.2, 0.8, "share", "days that a facilitator nobody pays still gives",
        "hari yang tetap diberikan fasilitator tanpa dana", "ASM", "assumed"),
    "session_days": number(
        2, 1, 3, "days", "a facilitator's days for one meeting, preparation included",
        "hari kerja fasilitator untuk satu pertemuan", "ASM", "assumed"),
    "visiting_day": number(
        300, 240, 360, "minutes", "what a day of visiting leaves for travel and visits", "waktu satu hari kunjungan",
        "ASM", "assumed"),
    "visits_per_day": number(
        3, 1, 5, "teachers", "teachers whom a day of visiting reaches where no time goes into travel",
        "guru terjangkau per hari kunjungan bila tanpa perjalanan", "ASM", "assumed"),
    "facilitator_skill": number(
        0.70, 0.5, 0.9, "0-1", "mentoring skill of a trained facilitator", "kecakapan fasilitator terlatih",
        "seed:001 SUM19 ASM", "judged"),
    "facilitator_skill_sd": number(
        0.10, 0.05, 0.15, "0-1", "spread of that skill", "sebaran kecakapan fasilitator", "ASM", "assumed"),
    "facilitator_recruited": number(
        0.5, 0.2, 0.9, "per month", "chance that an open place on the team is filled and trained",
        "peluang tempat kosong terisi per bulan", "ASM", "assumed"),
    "leave_recognised": number(
        0.01, 0.0, 0.03, "per month", "chance that a facilitator with formal status stops",
        "peluang fasilitator berstatus berhenti", "ASM", "assumed"),
    "leave_paid": number(
        0.02, 0.0, 0.05, "per month", "chance that a paid facilitator without status stops",
        "peluang fasilitator dibiayai tanpa status berhenti", "ASM", "assumed"),
    "leave_unpaid": number(
        0.15, 0.05, 0.30, "per month", "chance that a facilitator without pay or status stops",
        "peluang fasilitator tanpa dana dan status berhenti", "seed:001 ASM", "judged", neutral=0.02),
    "supervisor_visits": number(
        12, 4, 20, "teachers per month", "teachers whom one supervisor can mentor on request",
        "guru yang dapat didampingi satu pengawas per bulan", "PGWSLM ASM", "assumed"),
    "supervisor_visits_found": number(
        4, 1, 10, "teachers per month", "teachers whom one supervisor mentors as things are",
        "guru yang didampingi satu pengawas pada keadaan awal", "PGWSLM PGWPMK ASM", "assumed", neutral=0.0),
}  # fmt: skip


def chance_of_leaving(wanted, recognised, n):
    """Monthly chance that a facilitator stops, by who pays and whether the system knows them."""
    insecure = n.leave_paid if wanted > 0.5 else n.leave_unpaid
    return recognised * n.leave_recognised + (1.0 - recognised) * insecure


def serve(facilitator, district, luck, n):
    """Facilitators join, serve or leave. | Fasilitator bergabung, bertugas, atau berhenti."""
    funded = clip(district.facilitators_wanted - facilitator.slot, 0.0, 1.0)
    wanted = 1.0 if funded > 0.0 else 0.0
    leaves = luck.leave < chance_of_leaving(wanted, district.facilitators_recognised, n)
    joins = wanted > 0.5 and luck.recruit < n.facilitator_recruited
    if facilitator.active > 0.5:
        facilitator.active = 0.0 if leaves else 1.0
    elif joins:
        facilitator.active = 1.0
        facilitator.recruited = 1.0
        facilitator.skill = clip(n.facilitator_skill + n.facilitator_skill_sd * luck.skill, 0.0, 1.0)
    effort = funded + (1.0 - wanted) * n.unpaid_effort
    district.facilitators_active = district.facilitators_active + facilitator.active
    district.facilitators_new = district.facilitators_new + facilitator.recruited
    district.facilitator_days = district.facilitator_days + facilitator.active * effort * n.facilitator_days
    district.facilitators_paid = district.facilitators_paid + facilitator.active * funded
    district.facilitator_skill_sum = district.facilitator_skill_sum + facilitator.active * facilitator.skill


def report_for_duty(supervisor, district):
    """Supervisors are counted with their skill. | Pengawas dihitung dengan kecakapannya."""
    district.supervisors = district.supervisors + 1.0
    district.supervisor_skill_sum = district.supervisor_skill_sum + supervisor.skill


def reached_in_a_day(district, n):
    """Teachers whom a day of visiting reaches: fewer where the way to the schools is long."""
    return n.visits_per_day * share(n.visiting_day, n.visiting_day + 2.0 * district.travel_minutes)


def allot(district, n):
    """Days go to meetings first, then to visits. | Hari kerja untuk pertemuan dulu, lalu kunjungan."""
    district.facilitator_skill = share(district.facilitator_skill_sum, district.facilitators_active)
    district.session_share = share(district.facilitator_days, district.clusters * n.session_days)
    in_meetings = district.session_share * district.clusters * n.session_days
    can_visit = reached_in_a_day(district, n) * positive(district.facilitator_days - in_meetings)
    asked = district.visits_asked * district.teachers
    routine = min(n.supervisor_visits_found, n.supervisor_visits) * district.supervisors
    to_spare = n.supervisor_visits * district.supervisors - routine
    district.facilitator_visits = min(asked, can_visit)
    district.supervisor_visits = min(asked - district.facilitator_visits, to_spare)
    supervised = routine + district.supervisor_visits
    supervisor_skill = share(district.supervisor_skill_sum, district.supervisors)
    skill = district.facilitator_visits * district.facilitator_skill + supervised * supervisor_skill
    visits = district.facilitator_visits + supervised
    district.visit_chance = share(visits, district.teachers)
    district.visit_skill = share(skill, visits)


def await_turn(cluster, district):
    """Facilitators lead meetings in rotation. | Fasilitator memandu bergiliran."""
    waited = cluster.turn + district.session_share
    cluster.facilitated = 1.0 if waited >= 1.0 else 0.0
    cluster.turn = waited - cluster.facilitated
    district.facilitated_sessions = district.facilitated_sessions + cluster.facilitated


def be_visited(teacher, district, luck, n):
    """A mentor visits the classroom. | Pendamping mengunjungi kelas."""
    teacher.visited = 1.0 if luck.visit < district.visit_chance else 0.0
    teacher.mentored = max(teacher.visited, n.mentored_fade * teacher.mentored)
    if teacher.visited > 0.5:
        teacher.mentor_skill = district.visit_skill
