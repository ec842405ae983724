"""From knowing to doing: practice follows competency when somebody mentors, and reverts when not.

By the brief, teachers who understand a training still cannot apply it, and without a competent mentor go back
to the old ways. CFKMT22: trained-only teachers kept knowledge and lost technique; coached ones kept it.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive
from kkgsim.model.rules.attending import at_stake, busyness
from kkgsim.model.rules.learning import within_reach

PARAMETERS = {
    "practise_alone": parameter(
        0.14, 0.0, 0.28, "share of the gap per meeting of full worth",
        "practice tried out after a meeting by a teacher nobody mentors",
        "praktik yang dicoba sesudah pertemuan tanpa pendamping", "CFKMT22 ASM", "judged", neutral=0.0),
    "practise_mentored": parameter(
        0.15, 0.05, 0.3, "share of the gap per month at full skill", "practice taken up under a mentor",
        "praktik baru dengan pendamping", "KBH18 CFPT20 ASM", "judged", neutral=0.0),
    "practise_support": parameter(
        0.6, 0.2, 0.9, "share", "part of taking up practice that needs the principal's support",
        "bagian praktik baru yang memerlukan dukungan kepala sekolah", "janapria_study SUPV ASM", "judged",
        neutral=0.0),
    "practise_time": parameter(
        0.10, 0.0, 0.2, "share per SD of workload", "trial in class given up for lack of time",
        "uji coba di kelas yang hilang karena beban kerja", "janapria_study ASM", "assumed", neutral=0.0),
    "practise_stake": parameter(
        0.02, 0.0, 0.05, "share of the gap per month", "practice tried out by a teacher whose allowance hangs on it",
        "praktik yang dicoba bila tunjangan bergantung pada praktik itu", "KIAT20 ASM", "assumed", neutral=0.0),
    "revert_rate": parameter(
        0.20, 0.08, 0.35, "share of the gain per month", "return to the old ways without a mentor",
        "kembali ke cara lama tanpa pendamping", "kkg_brief CFKMT22", "literature", neutral=0.0),
    "mentor_keeps": parameter(
        0.90, 0.75, 1.0, "share of the reversion", "reversion prevented by monthly mentoring",
        "penurunan yang dicegah pendampingan bulanan", "CFKMT22", "literature", neutral=0.0),
    "supervision_keeps": parameter(
        0.40, 0.1, 0.7, "share of the reversion",
        "reversion prevented by a supportive principal skilled in academic supervision",
        "penurunan yang dicegah supervisi akademik kepala sekolah", "janapria_study SUPV", "judged", neutral=0.0),
    "personality_keeps": parameter(
        0.15, 0.0, 0.3, "share of the reversion", "reversion prevented by personality competence",
        "penurunan yang dicegah kompetensi kepribadian", "janapria_study ASM", "assumed", neutral=0.0),
    "reflection_keeps": parameter(
        0.10, 0.0, 0.25, "share of the reversion", "reversion prevented by reflecting together on what was tried",
        "penurunan yang dicegah refleksi bersama atas yang dicoba", "janapria_study ASM", "assumed", neutral=0.0),
    "mentored_fade": parameter(
        0.5, 0.3, 0.7, "share kept per month", "how fast a visit wears off", "seberapa cepat kesan kunjungan pudar",
        "CFPT20 ASM", "assumed"),
}  # fmt: skip


def taken_up(teacher, school, cluster, n):
    """Practice gained this month: a little is tried out after a good meeting, more under a mentor."""
    supported = 1.0 - n.practise_support * (1.0 - school.support)
    time = positive(1.0 - n.practise_time * busyness(teacher, n))
    tried = n.practise_alone * teacher.attended * cluster.meetings * cluster.worth + n.practise_stake * at_stake(
        teacher, n
    )
    guided = n.practise_mentored * teacher.mentored * teacher.mentor_skill
    gap = positive(within_reach(teacher.pedagogic, teacher.professional, n) - teacher.practice)
    return (tried + guided) * supported * time * gap


def lost(teacher, school, cluster, n):
    """Practice lost this month to the old ways."""
    reflected = 1.0 - n.reflection_keeps * teacher.attended * cluster.held * (1.0 - cluster.admin_share)
    supervised = 1.0 - n.supervision_keeps * school.support * school.leadership
    steady = 1.0 - n.personality_keeps * teacher.personality
    alone = 1.0 - n.mentor_keeps * teacher.mentored
    kept = alone * supervised * steady * reflected
    return n.revert_rate * kept * positive(teacher.practice - teacher.practice_found)


def practise(teacher, school, cluster, n):
    """Practice follows competency, or reverts."""
    change = taken_up(teacher, school, cluster, n) - lost(teacher, school, cluster, n)
    teacher.practice = clip(teacher.practice + change, 0.0, 1.0)
