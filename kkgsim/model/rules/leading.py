"""Principals: support of the KKG, skill in academic supervision and in leading a session, and how they develop.

By the study, the principal is facilitator and motivator and takes KKG results into academic supervision.
By the brief, principals lack the capacity; they can be developed, through the principals' own group (KKKS). Those who
are able to may lead a session of the KKG.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, select, share
from kkgsim.model.rules.neighbouring import support_taken_over

PARAMETERS = {
    "principal_gain_support": parameter(
        0.25, 0.1, 0.4, "points", "support that the development programme adds in the end",
        "tambahan dukungan oleh program kepala sekolah", "janapria_study PKU ASM", "assumed", neutral=0.0),
    "principal_gain_leadership": parameter(
        0.30, 0.1, 0.5, "points", "skill in academic supervision that the programme adds in the end",
        "tambahan kecakapan supervisi akademik", "SUPV ASM", "assumed", neutral=0.0),
    "principal_rate": parameter(
        0.10, 0.05, 0.2, "share of the gap per month", "speed at which principals change", "kecepatan perubahan",
        "ASM", "assumed"),
    "principal_able": parameter(
        0.5, 0.4, 0.65, "0-1", "skill in supervision from which a principal can lead a session",
        "kecakapan supervisi minimum kepala sekolah untuk memandu sesi", "kkg_brief ASM", "assumed"),
    "principal_sessions": parameter(
        0.1, 0.03, 0.2, "share of meetings", "meetings that one able and supportive principal leads",
        "bagian pertemuan yang dipandu satu kepala sekolah yang mampu dan mendukung", "janapria_study ASM", "assumed",
        neutral=0.0),
    "principal_sees_use": parameter(
        0.20, 0.0, 0.4, "per unit", "support that grows when the school's teachers believe in the KKG",
        "dukungan yang tumbuh bila guru meyakini KKG", "janapria_study ASM", "assumed", neutral=0.0),
}  # fmt: skip


def volunteer(school, cluster, n):
    """Principals who are able to and support the KKG are ready to lead a session."""
    ready = select(school.leadership >= n.principal_able, school.support, 0.0)
    cluster.principals_able = cluster.principals_able + ready
    cluster.principals_skill = cluster.principals_skill + ready * school.leadership
    gained = positive(school.support - school.support_found)
    cluster.support_gained = cluster.support_gained + share(gained, cluster.schools)


def lead(school, cluster, n):
    """Principals support and supervise."""
    believed = school.belief_sum / school.teachers
    support = (
        school.support_found
        + n.principal_gain_support * school.principals_trained
        + n.principal_sees_use * (believed - 0.5)
        + support_taken_over(school, cluster, n)
    )
    leadership = school.leadership_found + n.principal_gain_leadership * school.principals_trained
    school.support = clip(school.support + n.principal_rate * (support - school.support), 0.0, 1.0)
    school.leadership = clip(school.leadership + n.principal_rate * (leadership - school.leadership), 0.0, 1.0)
    if cluster.meetings > 0.5:
        school.attended_share = school.came / school.teachers
    school.attendance_year = school.attendance_year + (school.attended_share - school.attendance_year) / 12.0
