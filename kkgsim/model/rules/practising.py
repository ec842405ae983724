"""From knowing to doing: practice tried out, practice that becomes routine, and the way back to the old ways.

By the brief, teachers who understand a training still cannot apply it, and without a competent mentor go back
to the old ways. CFKMT22: trained-only teachers kept knowledge and lost technique; coached ones kept it. So practice
is gained on the old ways in two parts: what is tried out (after a course, after a good meeting, with a mentor, from
what colleagues do) goes back month by month; what a mentor stayed with becomes routine and largely stays. Both live
under a frontier that knowledge sets, so gains shrink as they add up. Which source helps most depends on where a
teacher stands (FR11).
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, select
from kkgsim.model.rules.learning import able_to_draft, frontier, room_to_practise, share_of_meetings
from kkgsim.model.rules.managing import from_the_centre
from kkgsim.model.rules.networking import gained
from kkgsim.model.rules.selecting import worth_of_course
from kkgsim.model.rules.self_study import tried_after_study

PARAMETERS = {
    "practise_alone": parameter(
        0.2, 0.1, 0.3, "share of the gap per good session",
        "practice tried out after a meeting by a teacher nobody mentors",
        "praktik yang dicoba sesudah pertemuan tanpa pendamping", "CFKMT22 ASM", "assumed", neutral=0.0),
    "trial_sharing": parameter(
        0.4, 0.1, 1.0, "times", "trial in class after sharing good practice, relative to a good session of all kinds",
        "uji coba sesudah berbagi praktik baik, dibanding sesi yang baik dengan semua jenis", "janapria_study FR11 ASM",
        "assumed", neutral=0.0),
    "trial_case_study": parameter(
        2.4, 1.0, 4.0, "times", "trial in class after a case study, relative to a good session of all kinds",
        "uji coba sesudah studi kasus, dibanding sesi yang baik dengan semua jenis", "janapria_study FR11 ASM",
        "assumed", neutral=0.0),
    "trial_drafting": parameter(
        1.2, 0.4, 2.0, "times", "trial in class of drafted modules, relative to a good session of all kinds",
        "uji coba modul yang disusun, dibanding sesi yang baik dengan semua jenis",
        "janapria_study ASM", "assumed", neutral=0.0),
    "trial_training": parameter(
        2.4, 1.0, 4.0, "times", "trial that practice time sets off, relative to a good session of all kinds",
        "uji coba karena waktu praktik, dibanding sesi yang baik dengan semua jenis", "POP22 FR11 ASM",
        "assumed", neutral=0.0),
    "share_rate": parameter(
        0.25, 0.1, 0.5, "share of the difference per good session",
        "practice taken over in a session of sharing from the best that somebody present can show",
        "praktik yang ditiru dalam sesi berbagi dari yang terbaik di antara peserta", "janapria_study PTTL20 ASM",
        "assumed", neutral=0.0),
    "passive_loss": parameter(
        0.3, 0.0, 0.6, "share",
        "trial in class given up where content comes from the centre and teachers only receive it",
        "uji coba di kelas yang hilang bila materi datang dari pusat dan guru hanya menerima", "kkg_brief ASM",
        "assumed", neutral=0.0),
    "practise_course": parameter(
        0.9, 0.7, 1.0, "share of the gap per course", "practice tried out in class after a good course",
        "praktik yang dicoba di kelas sesudah pelatihan yang baik", "CFPT20 CFKMT22 ASM", "assumed", neutral=0.0),
    "practise_mentored": parameter(
        0.36, 0.18, 0.54, "share of the gap per month at full skill", "practice taken up under a mentor",
        "praktik baru dengan pendamping", "KBH18 CFPT20 PERU25 ASM", "judged", neutral=0.0,
        note="KBH18: 0.49 SD within trials of a year or less; PERU25: most of three years' gain in the first"),
    "practise_support": parameter(
        0.4, 0.2, 0.7, "share", "part of taking up practice that needs the principal's support",
        "bagian praktik baru yang memerlukan dukungan kepala sekolah", "janapria_study SUPV ASM", "judged",
        neutral=0.0),
    "peer_rate": parameter(
        0.045, 0.01, 0.08, "share of the difference per month", "practice taken over from the colleagues one talks to",
        "praktik yang ditiru dari rekan tempat bertukar pengalaman", "PTTL20 JB09 ASM", "judged", neutral=0.0),
    "peer_novice": parameter(
        1.5, 1.0, 2.5, "times", "what a new teacher takes over from colleagues, relative to later years",
        "yang ditiru guru baru dari rekan dibandingkan dengan tahun-tahun kemudian", "JB09 ASM", "judged",
        neutral=1.0, note="JB09: strongest for less experienced teachers; the size is assumed"),
    "novice_years": parameter(
        5, 3, 10, "years", "how long a teacher counts as new", "lama disebut guru baru", "ASM", "assumed"),
    "start_matters": parameter(
        0.35, 0.2, 0.5, "per SD of practice", "how far it depends on where a teacher stands which source helps",
        "seberapa jauh sumber yang membantu bergantung pada tingkat awal guru", "FR11 ASM", "assumed", neutral=0.0,
        note="FR11 (470 teachers) gives the pattern: focused training low, own trial middle, colleagues high"),
    "standing_most": parameter(
        2.0, 2.0, 2.0, "SD", "standing beyond which no further difference is made",
        "kedudukan yang di luarnya tidak dibedakan lagi", "ASM", "assumed", distribution="fixed"),
    "routine_made": parameter(
        0.3, 0.15, 0.45, "share per month at full skill", "tried practice that becomes routine under a mentor",
        "praktik yang dicoba menjadi kebiasaan dengan pendamping", "CFKMT22 ASM", "assumed", neutral=0.0),
    "routine_worn": parameter(
        0.008, 0.0, 0.02, "share per month", "routine lost", "kebiasaan yang hilang", "CFKMT22 ASM", "assumed",
        neutral=0.0),
    "revert_rate": parameter(
        0.145, 0.09, 0.24, "share of what is tried per month", "return to the old ways without a mentor",
        "kembali ke cara lama tanpa pendamping", "kkg_brief CFKMT22", "literature", neutral=0.0,
        note="CFKMT22: technique is gone a year on; the low end leaves a third of it, the high end a twentieth"),
    "mentor_keeps": parameter(
        0.90, 0.75, 1.0, "share of the reversion", "reversion prevented by monthly mentoring",
        "penurunan yang dicegah pendampingan bulanan", "CFKMT22", "literature", neutral=0.0),
    "supervision_keeps": parameter(
        0.40, 0.1, 0.7, "share of the reversion",
        "reversion prevented by a supportive principal skilled in academic supervision",
        "penurunan yang dicegah supervisi akademik kepala sekolah", "janapria_study SUPV", "judged", neutral=0.0),
    "reflection_keeps": parameter(
        0.6, 0.2, 0.9, "share of the reversion", "reversion prevented by as much reflection together as one could wish",
        "penurunan yang dicegah refleksi bersama atas yang dicoba", "janapria_study ASM", "assumed", neutral=0.0),
    "reflection_half": parameter(
        0.15, 0.05, 0.3, "good sessions a month", "reflection together that prevents half as much as one could wish",
        "refleksi bersama yang mencegah separuh dari yang terbaik", "ASM", "assumed"),
    "mentored_fade": parameter(
        0.5, 0.3, 0.7, "share kept per month", "how fast a visit wears off", "seberapa cepat kesan kunjungan pudar",
        "CFPT20 ASM", "assumed"),
}  # fmt: skip


def standing(teacher, district, n):
    """Where a teacher's practice stands among those of the place, in SD."""
    return clip((teacher.practice - district.practice_usual) / district.practice_sd, -n.standing_most, n.standing_most)


def tried(teacher, school, cluster, district, n):
    """Share of the gap tried out this month: after a course or practice time most by those who stand low, after case
    studies and drafting by the middle, after sharing by those who stand high, with a mentor, who meets everybody where
    they are, by all alike."""
    stands = standing(teacher, district, n)
    middling = positive(1.0 + n.start_matters * (1.0 - stands * stands))
    low, high = 1.0 - n.start_matters * stands, 1.0 + n.start_matters * stands
    own = n.trial_case_study * cluster.good_case_study
    own = own + n.trial_drafting * cluster.good_drafting * able_to_draft(teacher, n)
    sources = (
        own * middling + n.trial_training * cluster.good_training * low + n.trial_sharing * cluster.good_sharing * high
    )
    courses = teacher.sent * worth_of_course(teacher, district, n) + tried_after_study(teacher, school, n)
    after_course = n.practise_course * courses * low
    committed = 1.0 - n.passive_loss * from_the_centre(cluster, n)
    in_meetings = share_of_meetings(teacher, school, cluster, n) * sources * committed
    at_school = n.trial_case_study * school.good_cases * middling + n.trial_sharing * school.good_sharing * high
    after_meeting = n.practise_alone * (in_meetings + at_school)
    guided = n.practise_mentored * teacher.mentored * teacher.mentor_skill
    return after_course + after_meeting + guided


def taken_up(teacher, school, cluster, district, n):
    """Part of the gap to the frontier that closes this month (0-1)."""
    supported = 1.0 - n.practise_support * (1.0 - school.support)
    return clip(tried(teacher, school, cluster, district, n) * supported, 0.0, 1.0)


def learnt_by_sharing(teacher, school, cluster, n):
    """Practice that sessions of sharing bring a teacher of middling standing (0-1 points): toward the best that
    somebody there newly does and can show."""
    sessions = share_of_meetings(teacher, school, cluster, n) * cluster.good_sharing
    return clip(n.share_rate * sessions, 0.0, 1.0) * positive(cluster.shown - gained(teacher))


def taken_over(teacher, school, cluster, calendar, district, n):
    """Practice taken over from colleagues this month (0-1 points): what those one talks to newly do and what is shown
    in sessions of sharing, most by those who stand high; from a matched partner and from able colleagues of other
    schools what they have always done better, most by those who stand low; less where there is less left to gain."""
    novice = select(teacher.experience < n.novice_years, n.peer_novice, 1.0)
    weeks = 12.0 * calendar.year_share
    stands = standing(teacher, district, n)
    high = 1.0 + n.start_matters * stands
    seen = high * teacher.seen / n.ties_within
    low = 1.0 - n.start_matters * stands
    able = low * (teacher.paired * teacher.partner_ahead + teacher.able_elsewhere / n.ties_within)
    left = positive(1.0 - gained(teacher) / frontier(district, n))
    shared = high * learnt_by_sharing(teacher, school, cluster, n)
    return left * (n.peer_rate * novice * weeks * (seen + able) + shared)


def lost(teacher, school, cluster, n):
    """Tried practice lost this month to the old ways."""
    in_meetings = share_of_meetings(teacher, school, cluster, n) * cluster.good_reflection
    together = in_meetings + school.good_reflection
    reflected = 1.0 - n.reflection_keeps * together / (together + n.reflection_half)
    supervised = 1.0 - n.supervision_keeps * school.support * school.leadership
    alone = 1.0 - n.mentor_keeps * teacher.mentored
    return n.revert_rate * alone * supervised * reflected * positive(teacher.practice - teacher.routine)


def practise(teacher, school, cluster, calendar, district, n):
    """Practice follows competency and colleagues, or reverts; what a mentor stays with becomes routine."""
    part = taken_up(teacher, school, cluster, district, n)
    own = part * positive(room_to_practise(teacher, district, n) - gained(teacher))
    colleagues = (1.0 - part) * taken_over(teacher, school, cluster, calendar, district, n)
    settled = n.routine_made * teacher.mentored * teacher.mentor_skill * positive(teacher.practice - teacher.routine)
    worn = n.routine_worn * (teacher.routine - teacher.practice_found)
    teacher.practice = clip(teacher.practice + own + colleagues - lost(teacher, school, cluster, n), 0.0, 1.0)
    teacher.routine = min(teacher.routine + settled - worn, teacher.practice)
