"""A new curriculum: what teachers know and what KKG work on is partly out of date, until it is drafted or learnt anew.

Curricula changed in 2013 and 2022. The study's teachers draft learning paths (ATP) and modules for the newest; drafting
them together is how a KKG makes up for it. No change is foreseen in a run unless a scenario names the month of one.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, select

PARAMETERS = {
    "curriculum_month": parameter(
        0, 0, 120, "month of the run", "month in which a new curriculum comes into force (0: none does)",
        "bulan mulai berlakunya kurikulum baru (0: tidak ada)", "ASM", "assumed", distribution="fixed", neutral=0.0,
        condition=True, note="a scenario names it; nothing is known of the next change"),
    "curriculum_part": parameter(
        0.25, 0.1, 0.5, "share", "part of what teachers know about teaching that a new curriculum makes out of date",
        "bagian pengetahuan mengajar yang usang karena kurikulum baru", "janapria_study ASM", "assumed", neutral=0.0),
    "curriculum_relevance": parameter(
        0.3, 0.1, 0.6, "share", "relevance that content loses which is still that of the curriculum before",
        "relevansi yang hilang pada materi yang masih mengikuti kurikulum lama", "janapria_study ASM", "assumed",
        neutral=0.0),
    "renewed_alone": parameter(
        0.03, 0.01, 0.08, "share per month", "how fast teachers get to know a new curriculum by themselves",
        "seberapa cepat guru mengenal kurikulum baru dengan sendirinya", "ASM", "assumed", neutral=0.0,
        note="half in about two years, the time in which schools took up the curriculum of 2022"),
    "renewed_drafting": parameter(
        0.4, 0.1, 0.8, "share per good session", "how far drafting ATP and modules together brings teachers up to date",
        "seberapa jauh penyusunan ATP dan modul bersama memutakhirkan pengetahuan guru", "janapria_study ASM",
        "assumed", neutral=0.0),
    "renewed_course": parameter(
        0.5, 0.2, 0.8, "share per course", "how far a course brings a teacher up to date",
        "seberapa jauh satu pelatihan memutakhirkan pengetahuan guru", "CFPT20 ASM", "assumed", neutral=0.0),
    "content_renewed": parameter(
        0.03, 0.01, 0.08, "share per month", "how fast the content of KKG follows a new curriculum by itself",
        "seberapa cepat materi KKG mengikuti kurikulum baru dengan sendirinya", "ASM", "assumed", neutral=0.0),
    "content_asked": parameter(
        0.15, 0.05, 0.3, "share per month", "how much faster where the programme is set from needs or made locally",
        "tambahan kecepatannya bila program disusun dari kebutuhan atau di daerah", "kkg_brief ASM", "assumed",
        neutral=0.0),
}  # fmt: skip


def come_into_force(district, n):
    """A month goes by; in one of them a new curriculum may come into force."""
    before = district.months
    district.months = before + 1.0
    reached = select(n.curriculum_month <= district.months, 1.0, 0.0)
    district.reform = select(n.curriculum_month > before, reached, 0.0)


def fall_behind(teacher, district):
    """Under a new curriculum what teachers know of the one before is out of date."""
    teacher.outdated = max(teacher.outdated, district.reform)


def outdate(cluster, district):
    """So is what a KKG works on."""
    cluster.outdated = max(cluster.outdated, district.reform)


def up_to_date(teacher, n):
    """Part of what a teacher knows about teaching that counts under the curriculum in force."""
    return 1.0 - n.curriculum_part * teacher.outdated


def relevance_now(cluster, n):
    """Fit of a KKG's content to needs under the curriculum in force."""
    return cluster.relevance * (1.0 - n.curriculum_relevance * cluster.outdated)


def left_to_renew(teacher, drafted, n):
    """What stays out of date this month of a teacher who ``drafted`` so many good sessions' worth and may have been to
    a course."""
    by_self = (1.0 - n.renewed_alone) * (1.0 - n.renewed_course * teacher.sent)
    return teacher.outdated * by_self * (1.0 - clip(n.renewed_drafting * drafted, 0.0, 1.0))


def content_left_to_renew(cluster, assessed, n):
    """What stays out of date of a KKG's content, of which a part is ``assessed`` from needs."""
    return cluster.outdated * (1.0 - clip(n.content_renewed + n.content_asked * assessed, 0.0, 1.0))
