"""What a meeting is: its agenda, who leads it, and what it is held with.

The agenda is split between capacity building and paperwork (the brief: most programmes are routine
administration), and falls to paperwork the more the less a programme is built on needs.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, share
from kkgsim.model.rules.curriculum import relevance_now
from kkgsim.model.rules.scheduling import sittings
from kkgsim.model.rules.selecting import competence_of_tutors, part_lent, passed_on, tutors_at_work
from kkgsim.model.rules.sessions import hold_sessions, ready_for_class, worth_of_a_good_session

PARAMETERS = {
    "meeting_hours": parameter(
        4, 1, 8, "h", "length of a meeting", "lama satu pertemuan", "CIP17", "literature", distribution="fixed",
        condition=True),
    "facilitated_admin_cut": parameter(
        0.6, 0.3, 0.9, "share of the paperwork", "paperwork pushed out of a meeting that a facilitator leads",
        "administrasi yang tergeser bila dipandu fasilitator", "kkg_brief SUM19", "judged", neutral=0.0),
    "managed_admin_cut": parameter(
        0.5, 0.0, 1.0, "share per unit of management gained", "paperwork that better management moves elsewhere",
        "administrasi yang tergeser oleh pengelolaan yang membaik", "kkg_brief ASM", "assumed", neutral=0.0),
    "workshop_admin_cut": parameter(
        0.4, 0.1, 0.7, "share of the paperwork",
        "paperwork pushed out of meetings that are held as pedagogic workshops",
        "administrasi yang tergeser bila pertemuan menjadi lokakarya", "kkg_brief ASM", "assumed", neutral=0.0),
    "programme_admin_cut": parameter(
        0.5, 0.1, 0.8, "share per unit of standard", "paperwork pushed out by a programme built on needs",
        "administrasi yang tergeser oleh program berbasis kebutuhan", "kkg_brief ASM", "assumed", neutral=0.0),
    "programme_usual": parameter(
        0.55, 0.55, 0.55, "0-1", "standard of the programme that goes with the usual agenda (a point of reference)",
        "standar program pada agenda lazim (titik acuan)", "kkg_brief ASM", "assumed", distribution="fixed"),
    "senior_skill": parameter(
        0.40, 0.2, 0.6, "0-1", "skill of the cluster's own senior teachers in leading a session",
        "kecakapan guru senior memandu", "kkg_brief ASM", "judged"),
    "people_skill": parameter(
        0.20, 0.05, 0.35, "points per unit",
        "skill in own sessions where more of the cluster's own people meet the standard of human resources",
        "tambahan kecakapan sesi internal bila lebih banyak orang gugus memenuhi standar SDM", "kkg_brief KKG10 ASM",
        "assumed", neutral=0.0),
    "people_usual": parameter(
        0.40, 0.40, 0.40, "0-1", "standard of human resources that goes with the usual skill (a point of reference)",
        "standar SDM pada kecakapan lazim (titik acuan)", "kkg_brief ASM", "assumed", distribution="fixed"),
    "outside_skill": parameter(
        0.60, 0.4, 0.8, "0-1", "skill of a paid outside resource person", "kecakapan narasumber luar",
        "kkg_brief ASM", "assumed"),
    "outside_skill_sd": parameter(
        0.10, 0.05, 0.15, "0-1", "spread of that skill", "sebaran kecakapan narasumber", "ASM", "assumed"),
    "management_hold": parameter(
        0.3, 0.1, 0.5, "share", "what a session cannot do without any management",
        "yang tidak dapat dilakukan pertemuan tanpa pengelolaan", "janapria_study kkg_brief ASM", "assumed",
        neutral=0.0),
    "relevance_for_lead": parameter(
        0.15, 0.0, 0.3, "points", "relevance that a facilitator's structured short course adds",
        "tambahan relevansi dari pelatihan singkat terstruktur", "kkg_brief ASM", "assumed", neutral=0.0),
    "facilities_hold": parameter(
        0.25, 0.1, 0.4, "share", "what a session cannot do without shared facilities",
        "yang tidak dapat dilakukan pertemuan tanpa sarana bersama", "kkg_brief ASM", "assumed", neutral=0.0),
    "materials_hold": parameter(
        0.20, 0.1, 0.4, "share", "what a session cannot do without materials",
        "yang tidak dapat dilakukan pertemuan tanpa materi",
        "kkg_brief ASM", "assumed", neutral=0.0),
    "materials_found": parameter(
        0.3, 0.1, 0.5, "0-1", "materials at hand as found", "materi yang tersedia, keadaan awal", "kkg_brief ASM",
        "assumed"),
    "relevance_of_grades": parameter(
        0.10, 0.0, 0.2, "points", "relevance gained where teachers of grades 1 to 3 and of 4 to 6 meet apart",
        "kenaikan relevansi bila guru kelas 1-3 dan kelas 4-6 bertemu terpisah", "CPRAYA GUG96 ASM", "assumed",
        neutral=0.0),
    "quorum": parameter(
        8, 3, 15, "persons", "attendance below which a meeting teaches in proportion less",
        "jumlah hadir minimum agar pertemuan bermakna", "GUG96 ASM", "assumed"),
    "usefulness_floor": parameter(
        0.40, 0.30, 0.47, "0-1", "usefulness felt after a meeting of nothing but paperwork",
        "manfaat yang dirasakan dari pertemuan yang seluruhnya administrasi", "kkg_brief ASM", "assumed"),
    "usefulness_slope": parameter(
        0.5, 0.3, 0.9, "per unit of relevant content", "usefulness felt per unit of relevant content of the meeting",
        "kenaikan manfaat per porsi isi yang relevan", "kkg_brief ASM", "assumed", neutral=0.0),
}  # fmt: skip


def paperwork(cluster, calendar, n):
    """Share of this meeting's agenda that is paperwork."""
    managed = n.managed_admin_cut * positive(cluster.management - cluster.management_found)
    planned = n.programme_admin_cut * cluster.programme
    bare = cluster.admin_found / (1.0 - n.programme_admin_cut * n.programme_usual)
    usual = (
        bare
        * (1.0 - n.facilitated_admin_cut * cluster.facilitated)
        * (1.0 - n.workshop_admin_cut * cluster.workshop)
        * (1.0 - managed)
        * (1.0 - planned)
    )
    exams = calendar.exams * n.exam_paperwork * (1.0 - n.workshop_admin_cut * cluster.workshop)
    return clip(usual + exams * (1.0 - usual), 0.0, 1.0)


def left_open(cluster):
    """Share of this month's meetings that neither a facilitator nor a resource person leads."""
    return positive(1.0 - share(cluster.led + cluster.outside, cluster.meetings))


def own_skill(cluster, n):
    """Skill of the cluster's own seniors, as far as they meet the standard of human resources."""
    return positive(n.senior_skill + n.people_skill * (cluster.people_found - n.people_usual))


def skill_in_front(cluster, district, n):
    """Mean skill of those who lead: facilitators and resource persons, supervisors of the cadre, tutors, principals,
    and in what is left the cluster's own."""
    own = own_skill(cluster, n)
    tutor = max(own, passed_on(competence_of_tutors(cluster, district), n))
    guests = share(cluster.led_skill + cluster.outside_skill, cluster.meetings)
    principal = max(own, share(cluster.principals_skill, cluster.principals_able))
    rest = positive(left_open(cluster) - cluster.cadre_led - cluster.tutored - cluster.principal_led)
    hosts = cluster.cadre_led * max(cluster.cadre_skill, own) + cluster.tutored * tutor + rest * own
    hosts = hosts + cluster.principal_led * principal
    return clip(guests + hosts, 0.0, 1.0)


def relevance_felt(cluster, n):
    """Relevance of this meeting's content: more with a facilitator, and where all teach the same grades."""
    of_grades = n.relevance_of_grades * cluster.by_grade
    return clip(relevance_now(cluster, n) + n.relevance_for_lead * cluster.facilitated + of_grades, 0.0, 1.0)


def means(cluster, n):
    """What facilities, materials and management allow a session to do."""
    materials = max(n.materials_found, cluster.materials_given)
    equipped = (1.0 - n.facilities_hold * (1.0 - cluster.facilities)) * (1.0 - n.materials_hold * (1.0 - materials))
    return equipped * (1.0 - n.management_hold * (1.0 - cluster.management))


def meet(cluster, calendar, district, n):
    """The meetings are held and are worth something."""
    if cluster.meetings > 0.5:
        cluster.admin_share = paperwork(cluster, calendar, n)
        by_tutors = n.tutor_sessions * tutors_at_work(cluster, district) / sittings(cluster)
        cluster.tutored = clip(by_tutors, 0.0, positive(left_open(cluster) - cluster.cadre_led))
        cluster.tutored_by_lent = cluster.tutored * part_lent(cluster, district)
        by_principals = n.principal_sessions * cluster.principals_able
        left = positive(left_open(cluster) - cluster.cadre_led - cluster.tutored)
        cluster.principal_led = clip(by_principals, 0.0, left)
        cluster.lead = skill_in_front(cluster, district, n)
        content, relevance = 1.0 - cluster.admin_share, relevance_felt(cluster, n)
        hold_sessions(cluster, content, relevance, means(cluster, n), n)
        cluster.worth = cluster.taught * worth_of_a_good_session(n)
        of_use = cluster.held * content * relevance * ready_for_class(cluster, n)
        cluster.usefulness = clip(n.usefulness_floor + n.usefulness_slope * of_use, 0.0, 1.0)
        cluster.present = cluster.on_site
