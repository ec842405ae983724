"""How a KKG is managed: plan-do-check-act in stages that can each fail, and content that fits or does not.

The study sees plan-do-check-act behind what a KKG does for teaching, and a professional committee behind a KKG that
works; the brief finds programmes without a plan built on needs, no monitoring, and no line of command that replies. So
each stage happens or not: a plan is written by the committee (``plan``), carried out in meetings that are held, looked
at by somebody (``check``), and acted on by committee, office or those who follow up (``act``). Where one fails the
wheel does not turn.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, happens, over, positive, select, share
from kkgsim.model.rules.curriculum import content_left_to_renew

PARAMETERS = {
    "plan_made": parameter(
        0.25, 0.1, 0.5, "per month",
        "chance that a fully professional committee with a programme built on needs writes the plan that is missing",
        "peluang pengurus profesional dengan program berbasis kebutuhan menyusun rencana kerja yang belum ada",
        "kkg_brief KKG10 ASM", "assumed", neutral=0.0),
    "plan_lasts": parameter(
        12, 12, 12, "months", "how long a work plan holds", "masa berlaku rencana kerja", "KKG10", "literature",
        distribution="fixed"),
    "check_weight": parameter(
        0.15, 0.05, 0.3, "times", "chance that an internal check finds what an independent evaluation does",
        "peluang pemantauan internal menemukan yang ditemukan evaluasi independen", "kkg_brief ASM", "assumed",
        neutral=0.0),
    "line_looks": parameter(
        0.10, 0.0, 0.2, "per month", "chance that an office with a line of command sees what full monitoring shows",
        "peluang dinas dengan garis komando melihat yang terlihat dari pemantauan penuh", "kkg_brief ASM", "assumed",
        neutral=0.0),
    "members_look": parameter(
        0.10, 0.0, 0.2, "per month",
        "chance that members who run their KKG have a fully professional committee account for the plan",
        "peluang anggota yang mengelola sendiri KKG-nya menagih pertanggungjawaban pengurus profesional",
        "kkg_brief ASM", "assumed", neutral=0.0),
    "committee_acts": parameter(
        0.20, 0.05, 0.4, "per month", "chance that a fully professional committee acts on a finding by itself",
        "peluang pengurus profesional menindaklanjuti temuan dengan sendirinya", "janapria_study ASM", "assumed",
        neutral=0.0),
    "line_acts": parameter(
        0.30, 0.1, 0.6, "per month", "chance that an office with a line of command acts on a finding",
        "peluang dinas dengan garis komando menindaklanjuti temuan", "kkg_brief ASM", "judged", neutral=0.0),
    "tracking_acts": parameter(
        0.40, 0.2, 0.7, "per month", "chance that a finding is acted on where plans and results are followed up",
        "peluang temuan ditindaklanjuti bila rencana dan hasil dilacak", "kkg_brief ASM", "judged", neutral=0.0),
    "finding_lapses": parameter(
        0.25, 0.1, 0.5, "per month", "chance that a finding on which nobody acts is forgotten",
        "peluang temuan yang tidak ditindaklanjuti terlupakan", "ASM", "assumed", neutral=0.0),
    "review_rate": parameter(
        0.30, 0.1, 0.5, "share of the gap", "management gained by a completed plan-do-check-act cycle",
        "perbaikan pengelolaan per siklus PDCA yang tuntas", "janapria_study kkg_brief ASM", "assumed", neutral=0.0),
    "review_fade": parameter(
        0.02, 0.0, 0.05, "share per month", "management lost where the wheel does not turn",
        "penurunan pengelolaan bila siklus tidak berjalan", "kkg_brief ASM", "assumed", neutral=0.0),
    "committee_carries": parameter(
        0.5, 0.2, 0.8, "per unit", "management that a more professional committee carries by itself",
        "pengelolaan yang ditopang pengurus yang lebih profesional", "janapria_study ASM", "assumed", neutral=0.0),
    "review_relevance": parameter(
        0.08, 0.0, 0.15, "points per cycle", "relevance gained per completed plan-do-check-act cycle",
        "kenaikan relevansi per siklus PDCA", "janapria_study ASM", "assumed", neutral=0.0),
    "assessment_planned": parameter(
        0.5, 0.2, 0.8, "share", "part of an assessment of needs that reaches the content by a work plan alone",
        "bagian analisis kebutuhan yang sampai ke materi hanya lewat rencana kerja", "kkg_brief ASM", "assumed",
        neutral=0.0),
    "relevance_local": parameter(
        0.75, 0.6, 0.9, "0-1", "relevance of content set from local needs", "relevansi materi dari kebutuhan setempat",
        "kkg_brief ASM", "judged"),
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
    "relevance_fade": parameter(
        0.01, 0.0, 0.04, "share per month", "relevance lost when needs are not asked again",
        "penurunan relevansi tanpa analisis kebutuhan", "ASM", "assumed", neutral=0.0),
}  # fmt: skip


def has_plan(cluster):
    """1 while a work plan holds."""
    return select(cluster.plan_left > 0.0, 1.0, 0.0)


def plan(cluster, luck, n):
    """The committee writes a work plan where there is none, or does not."""
    left = positive(cluster.plan_left - 1.0)
    written = happens(luck.plan, n.plan_made * cluster.programme * cluster.committee)
    cluster.plan_left = select(left > 0.0, left, written * n.plan_lasts)


def carried_out(cluster):
    """Part of this month's planned meetings that are held whole: what of the plan is done."""
    return cluster.held * share(cluster.meetings, cluster.planned)


def depth_of_checks(supervisor, n):
    """What a supervisor sees in a check, relative to one of usual skill."""
    return over(supervisor.skill, n.supervisor_skill)


def looked_at(cluster, supervisor, district, n):
    """Chance that somebody looks this month and sees: evaluators, supervisors as far as they are able, an office with a
    line, members who have their committee account to them."""
    outside = cluster.evaluations + n.check_weight * cluster.checks * depth_of_checks(supervisor, n)
    office = n.line_looks * district.line * cluster.monitoring
    members = n.members_look * cluster.self_run * cluster.committee
    return outside + office + members


def check(cluster, supervisor, district, luck, n):
    """Somebody looks at what was planned and done, and finds something to be improved."""
    chance = looked_at(cluster, supervisor, district, n) * has_plan(cluster) * carried_out(cluster)
    cluster.finding = max(cluster.finding, happens(luck.check, chance))


def replied_to(cluster, district, n):
    """Chance that a finding is acted on: by the committee, by the office through its line, by those who follow up."""
    nobody = (1.0 - n.committee_acts * cluster.committee) * (1.0 - n.line_acts * district.line)
    return 1.0 - nobody * (1.0 - n.tracking_acts * cluster.tracking)


def rest(cluster, n):
    """Management that is there where the wheel does not turn: as found, and what the committee carries."""
    return clip(
        cluster.management_found + n.committee_carries * (cluster.committee - cluster.committee_found), 0.0, 1.0
    )


def act(cluster, district, luck, n):
    """A finding is acted on, and the wheel has turned; or it waits, and is forgotten."""
    cluster.turned = cluster.finding * happens(luck.act, replied_to(cluster, district, n))
    forgotten = happens(luck.forget, n.finding_lapses)
    cluster.finding = cluster.finding * (1.0 - cluster.turned) * (1.0 - forgotten)
    gained = n.review_rate * cluster.turned * (1.0 - cluster.management)
    worn = n.review_fade * (cluster.management - rest(cluster, n))
    cluster.management = clip(cluster.management + gained - worn, 0.0, 1.0)


def from_the_centre(cluster, n):
    """Part of the content that the centre has made and teachers receive: what it prescribes, or what kits and PKB carry
    where the district makes and adapts none."""
    return max(cluster.central_content, n.kit_content * cluster.workshop * (1.0 - cluster.local_content))


def fit(cluster, n):
    """Content fits better where needs are asked and a plan carries them, or the wheel turns, and worse as they age."""
    carried = 1.0 - n.assessment_planned * (1.0 - has_plan(cluster))
    central = from_the_centre(cluster, n)
    own = 1.0 - central
    assessed = own * max(cluster.needs_asked * carried, cluster.local_content)
    imposed = n.relevance_rate * central * (n.relevance_central - cluster.relevance)
    fitted = n.relevance_rate * assessed * positive(n.relevance_local - cluster.relevance)
    stale = n.relevance_fade * positive(own - assessed) * positive(cluster.relevance - cluster.relevance_found)
    handed_on = n.content_handed_on * cluster.fit_nearby
    gained = min(
        n.review_relevance * cluster.turned + fitted + handed_on, positive(n.relevance_local - cluster.relevance)
    )
    cluster.relevance = clip(cluster.relevance + gained + imposed - stale, 0.0, 1.0)
    cluster.outdated = content_left_to_renew(cluster, assessed, n)
