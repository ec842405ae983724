"""Promotion (kenaikan pangkat): credit adds up to a rank, and what that does to the motive behind it.

The study names promotion as the administrative motive to take part. Only civil servants (PNS) rise in rank; teachers on
a government contract (PPPK) and on a school's contract (honorer) have none to gain. Credit comes from teaching, and
where it is recognised from the KKG, from short courses whose certificate counts, and from courses outside.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import select, whole
from kkgsim.model.rules.scheduling import length

PARAMETERS = {
    "pppk_share": parameter(
        0.25, 0.1, 0.4, "share", "civil servants who are on a government contract (PPPK)",
        "proporsi guru ASN yang berstatus PPPK", "PPPK22 STAT18 ASM", "assumed", condition=True,
        note="school lists do not carry it; many were taken on from 2021"),
    "rank_usual": parameter(
        0.18, 0.12, 0.25, "ranks per year", "credit toward the next rank that teaching brings by itself",
        "angka kredit menuju pangkat berikutnya dari mengajar saja", "AKN ASM", "assumed", neutral=0.0,
        note="a rank in five to six years; the shortest allowed is four"),
    "rank_meeting": parameter(
        0.005, 0.001, 0.01, "ranks per meeting", "credit that a meeting of the KKG brings where it is recognised",
        "angka kredit dari satu pertemuan KKG yang diakui", "AKN AK16 ASM", "assumed", neutral=0.0),
    "rank_certificate": parameter(
        0.005, 0.0, 0.015, "ranks per meeting", "credit that a certified short course in the KKG brings",
        "angka kredit dari pelatihan singkat bersertifikat di KKG", "AK16 kkg_brief ASM", "assumed", neutral=0.0),
    "rank_course": parameter(
        0.04, 0.01, 0.1, "ranks per course", "credit that a course outside brings, certified by a partner",
        "angka kredit dari pelatihan luar yang disertifikasi mitra", "AK16 kkg_brief ASM", "assumed", neutral=0.0),
}  # fmt: skip


def rises(teacher):
    """1 for a teacher who can rise in rank: a civil servant in the narrow sense (PNS)."""
    return teacher.permanent * (1.0 - teacher.pppk)


def credit_at_start(teacher, n):
    """Part of the next rank that a teacher has together at the start, from her years of teaching."""
    ranks = n.rank_usual * teacher.experience
    return ranks - whole(ranks)


def certificate(cluster, district):
    """Worth of this month's certificates for a career: the sessions certified, by a partner entitled to, and led by
    people who meet the standard. Without a partner it is paper."""
    return cluster.facilitated * district.sessions_certified * district.partnered * cluster.people


def earned(teacher, cluster, district, n):
    """Credit of this month, in ranks."""
    sessions = teacher.attended * cluster.meetings * length(cluster, n)
    in_kkg = n.rank_meeting * teacher.recognition + n.rank_certificate * certificate(cluster, district)
    return n.rank_usual / 12.0 + sessions * in_kkg + n.rank_course * teacher.sent * district.partnered


def rise(teacher, cluster, district, n):
    """Credit adds up to a promotion."""
    credit = teacher.credit + rises(teacher) * earned(teacher, cluster, district, n)
    teacher.promoted = select(credit >= 1.0, 1.0, 0.0)
    teacher.credit = credit - teacher.promoted
