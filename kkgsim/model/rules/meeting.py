"""What a meeting is: its agenda, who leads it, what it is held with, and how it is reviewed.

The agenda is split between capacity building and paperwork (the brief: most programmes are routine
administration). Relevance falls when content is set from above. Management improves through
plan-do-check-act only where somebody monitors (both documents).
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, share
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
        0.5, 0.1, 0.8, "share per unit of standard gained", "paperwork pushed out by a programme built on needs",
        "administrasi yang tergeser oleh program berbasis kebutuhan", "kkg_brief ASM", "assumed", neutral=0.0),
    "senior_skill": parameter(
        0.40, 0.2, 0.6, "0-1", "skill of the cluster's own senior teachers in leading a session",
        "kecakapan guru senior memandu", "kkg_brief ASM", "judged"),
    "outside_skill": parameter(
        0.60, 0.4, 0.8, "0-1", "skill of a paid outside resource person", "kecakapan narasumber luar",
        "kkg_brief ASM", "assumed"),
    "outside_skill_sd": parameter(
        0.10, 0.05, 0.15, "0-1", "spread of that skill", "sebaran kecakapan narasumber", "ASM", "assumed"),
    "senior_best_weight": parameter(
        0.25, 0.0, 0.5, "share of the difference", "how far the ablest teacher present lifts an own session",
        "seberapa jauh guru tercakap yang hadir mengangkat sesi internal", "kkg_brief ASM", "assumed", neutral=0.0),
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
    "relevance_local": parameter(
        0.75, 0.6, 0.9, "0-1", "relevance of content set from local needs", "relevansi materi dari kebutuhan setempat",
        "kkg_brief ASM", "judged"),
    "relevance_of_grades": parameter(
        0.10, 0.0, 0.2, "points", "relevance gained where teachers of grades 1 to 3 and of 4 to 6 meet apart",
        "kenaikan relevansi bila guru kelas 1-3 dan kelas 4-6 bertemu terpisah", "CPRAYA GUG96 ASM", "assumed",
        neutral=0.0),
    "relevance_central": parameter(
        0.45, 0.3, 0.6, "0-1", "relevance of content designed centrally", "relevansi materi yang dirancang terpusat",
        "kkg_brief ASM", "judged"),
    "kit_content": parameter(
        0.5, 0.2, 0.8, "share",
        "part of a workshop's content that comes from the ministry's kits and programme (PKB) where nobody adapts them",
        "porsi isi lokakarya yang berasal dari perangkat kementerian dan PKB bila tidak "
        "disesuaikan di daerah", "kkg_brief ASM", "assumed", neutral=0.0),
    "relevance_rate": parameter(
        0.08, 0.03, 0.15, "share of the gap per month", "speed at which a programme set from needs becomes relevant",
        "kecepatan program berbasis kebutuhan menjadi relevan", "ASM", "assumed", neutral=0.0),
    "quorum": parameter(
        8, 3, 15, "persons", "attendance below which a meeting teaches in proportion less",
        "jumlah hadir minimum agar pertemuan bermakna", "GUG96 ASM", "assumed"),
    "usefulness_floor": parameter(
        0.40, 0.30, 0.47, "0-1", "usefulness felt after a meeting of nothing but paperwork",
        "manfaat yang dirasakan dari pertemuan yang seluruhnya administrasi", "kkg_brief ASM", "assumed"),
    "usefulness_slope": parameter(
        0.5, 0.3, 0.9, "per unit of relevant content", "usefulness felt per unit of relevant content of the meeting",
        "kenaikan manfaat per porsi isi yang relevan", "kkg_brief ASM", "assumed", neutral=0.0),
    "review_rate": parameter(
        0.08, 0.02, 0.15, "share of the gap per evaluation", "management gained per evaluation with feedback",
        "perbaikan pengelolaan per evaluasi", "janapria_study kkg_brief ASM", "assumed", neutral=0.0),
    "check_weight": parameter(
        0.15, 0.05, 0.3, "times", "what an internal check does relative to an independent evaluation",
        "pengaruh pemantauan internal dibandingkan dengan evaluasi independen", "kkg_brief ASM", "assumed",
        neutral=0.0),
    "tracking_gain": parameter(
        0.6, 0.2, 1.0, "share", "how much more an evaluation does where plans and results are followed up",
        "tambahan pengaruh evaluasi bila rencana dan hasil ditindaklanjuti", "kkg_brief ASM", "assumed", neutral=0.0),
    "line_acts": parameter(
        0.20, 0.05, 0.5, "per month", "chance that an office with a line of command acts on a problem of the KKG",
        "peluang dinas dengan garis komando menangani masalah KKG", "kkg_brief ASM", "judged", neutral=0.0),
    "acted_on": parameter(
        0.5, 0.2, 1.0, "evaluations", "what acting on a problem is worth, in evaluations",
        "nilai satu penanganan masalah, setara evaluasi", "ASM", "assumed", neutral=0.0),
    "self_run_review": parameter(
        0.05, 0.0, 0.1, "evaluations per month", "evaluations that members who run their KKG make themselves",
        "evaluasi oleh anggota yang mengelola sendiri KKG-nya", "kkg_brief ASM", "assumed", neutral=0.0),
    "review_fade": parameter(
        0.02, 0.0, 0.05, "share per month", "management lost when nobody monitors",
        "penurunan pengelolaan tanpa pemantauan", "kkg_brief ASM", "assumed", neutral=0.0),
    "review_relevance": parameter(
        0.03, 0.0, 0.08, "points per cycle", "relevance gained per completed plan-do-check-act cycle",
        "kenaikan relevansi per siklus PDCA", "janapria_study ASM", "assumed", neutral=0.0),
    "assessment_planned": parameter(
        0.5, 0.2, 0.8, "share", "part of an assessment of needs that a programme standard carries into the content",
        "bagian analisis kebutuhan yang sampai ke materi lewat standar program", "kkg_brief ASM", "assumed",
        neutral=0.0),
    "relevance_fade": parameter(
        0.01, 0.0, 0.04, "share per month", "relevance lost when needs are not asked again",
        "penurunan relevansi tanpa analisis kebutuhan", "ASM", "assumed", neutral=0.0),
}  # fmt: skip


def paperwork(cluster, calendar, n):
    """Share of this meeting's agenda that is paperwork."""
    managed = n.managed_admin_cut * positive(cluster.management - cluster.management_found)
    planned = n.programme_admin_cut * positive(cluster.programme - cluster.programme_found)
    usual = (
        cluster.admin_found
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
    """Skill of the cluster's own seniors, lifted toward the ablest teacher present, who can be at one sitting."""
    lifted = n.senior_best_weight * positive(cluster.best - n.senior_skill)
    return n.senior_skill + lifted / sittings(cluster)


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
    return clip(cluster.relevance + n.relevance_for_lead * cluster.facilitated + of_grades, 0.0, 1.0)


def from_the_centre(cluster, n):
    """Part of the content that the centre has made and teachers receive: what it prescribes, or what kits and PKB carry
    where the district makes and adapts none."""
    return max(cluster.central_content, n.kit_content * cluster.workshop * (1.0 - cluster.local_content))


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


def turns_of_the_wheel(cluster, district, n):
    """Evaluations that plan-do-check-act gets this month, whoever makes them."""
    watched = cluster.evaluations + n.check_weight * cluster.checks
    acted = n.line_acts * district.line * n.acted_on * cluster.monitoring
    own = n.self_run_review * cluster.self_run
    return (watched + acted + own) * (1.0 + n.tracking_gain * cluster.tracking)


def review(cluster, district, n):
    """The cluster checks its plan, if somebody looks, and its needs, if it asks."""
    turns = turns_of_the_wheel(cluster, district, n)
    gained = n.review_rate * turns * (1.0 - cluster.management)
    lost = n.review_fade * positive(cluster.management - cluster.management_found)
    cluster.management = clip(cluster.management + gained - lost, 0.0, 1.0)
    carried = 1.0 - n.assessment_planned * (1.0 - cluster.programme)
    central = from_the_centre(cluster, n)
    own = 1.0 - central
    assessed = own * max(cluster.needs_asked * carried, cluster.local_content)
    imposed = n.relevance_rate * central * (n.relevance_central - cluster.relevance)
    fitted = n.relevance_rate * assessed * positive(n.relevance_local - cluster.relevance)
    stale = n.relevance_fade * positive(own - assessed) * positive(cluster.relevance - cluster.relevance_found)
    gained = min(n.review_relevance * turns + fitted, positive(n.relevance_local - cluster.relevance))
    cluster.relevance = clip(cluster.relevance + gained + imposed - stale, 0.0, 1.0)
