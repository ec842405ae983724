"""From knowing to doing: practice follows competency when somebody mentors, and reverts when not.

B: teachers who understand a training still cannot apply it, and without a competent mentor go back
to the old ways. CFKMT22: trained-only teachers kept knowledge and lost technique; coached ones kept it.
"""

from kkgsim.numbers import number
from kkgsim.rules.arithmetic import clip, positive

NUMBERS = {
    "practise_alone": number(
        0.05, 0.0, 0.10, "share of the gap per month", "practice taken up by a teacher nobody mentors",
        "praktik baru tanpa pendamping", "CFKMT22 ASM", "judged", neutral=0.0),
    "practise_mentored": number(
        0.15, 0.05, 0.3, "share of the gap per month at full skill", "practice taken up under a mentor",
        "praktik baru dengan pendamping", "KBH18 CFPT20 ASM", "judged", neutral=0.0),
    "practise_support": number(
        0.6, 0.2, 0.9, "share", "part of taking up practice that needs the principal's support",
        "bagian praktik baru yang memerlukan dukungan kepala sekolah", "seed:000 SUPV ASM", "judged", neutral=0.0),
    "practise_time": number(
        0.10, 0.0, 0.2, "share per SD of workload", "trial in class given up for lack of time",
        "uji coba di kelas yang hilang karena beban kerja", "seed:000 ASM", "assumed", neutral=0.0),
    "revert_rate": number(
        0.20, 0.08, 0.35, "share of the gain per month", "return to the old ways without a mentor",
        "kembali ke cara lama tanpa pendamping", "seed:001 CFKMT22", "literature", neutral=0.0),
    "mentor_keeps": number(
        0.90, 0.75, 1.0, "share of the reversion", "reversion prevented by monthly mentoring",
        "penurunan yang dicegah pendampingan bulanan", "CFKMT22", "literature", neutral=0.0),
    "supervision_keeps": number(
        0.40, 0.1, 0.7, "share of the reversion",
        "reversion prevented by a supportive principal skilled in academic supervision",
        "penurunan yang dicegah supervisi akademik kepala sekolah", "seed:000 SUPV", "judged", neutral=0.0),
    "personality_keeps": number(
        0.15, 0.0, 0.3, "share of the reversion", "reversion prevented by personality competence",
        "penurunan yang dicegah kompetensi kepribadian", "seed:000 ASM", "assumed", neutral=0.0),
    "mentored_fade": number(
        0.5, 0.3, 0.7, "share kept per month", "how fast a visit wears off", "seberapa cepat kesan kunjungan pudar",
        "CFPT20 ASM", "assumed"),
}  # fmt: skip


def within_reach(teacher):
    """The practice that a teacher's competence allows: pedagogic first, professional next."""
    return 0.6 * teacher.pedagogic + 0.4 * teacher.professional


def taken_up(teacher, school, n):
    """Practice gained this month: alone, only as much of one's competence as before; with a mentor, all of it."""
    supported = 1.0 - n.practise_support * (1.0 - school.support)
    busy = (teacher.workload - teacher.relief_hours - n.start_workload) / n.start_workload_sd
    time = clip(1.0 - n.practise_time * busy, 0.2, 1.5)
    reach = within_reach(teacher)
    alone = n.practise_alone * positive(n.start_practice * reach - teacher.practice)
    guided = n.practise_mentored * teacher.mentored * teacher.mentor_skill * positive(reach - teacher.practice)
    return (alone + guided) * supported * time


def lost(teacher, school, n):
    """Practice lost this month to the old ways."""
    supervised = 1.0 - n.supervision_keeps * school.support * school.leadership
    steady = 1.0 - n.personality_keeps * teacher.personality
    alone = 1.0 - n.mentor_keeps * teacher.mentored
    return n.revert_rate * alone * supervised * steady * positive(teacher.practice - teacher.practice_found)


def practise(teacher, school, n):
    """Practice follows competency, or reverts. | Praktik mengikuti kompetensi, atau kembali ke cara lama."""
    teacher.practice = clip(teacher.practice + taken_up(teacher, school, n) - lost(teacher, school, n), 0.0, 1.0)
