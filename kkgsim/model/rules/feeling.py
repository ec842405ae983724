"""Motivation and belief: what meetings, recognition and overload do to the will to come.

Belief in the KKG moves toward the usefulness just felt, and by hearsay toward what colleagues
believe; a campaign moves it while it is news. Motivation rests on the intrinsic motive and moves with the principal,
the worth of meetings, recognition and overload.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive
from kkgsim.model.rules.scheduling import length
from kkgsim.model.rules.workload import busyness

PARAMETERS = {
    "belief_rate": parameter(
        0.10, 0.03, 0.25, "share of the gap per meeting", "belief moved by a meeting attended",
        "pergeseran keyakinan per pertemuan", "ASM", "assumed", neutral=0.0),
    "belief_hearsay": parameter(
        0.3, 0.0, 0.6, "times", "belief moved by colleagues' talk, relative to one's own experience",
        "pergeseran keyakinan karena cerita rekan", "ASM", "assumed", neutral=0.0),
    "belief_intrinsic": parameter(
        0.6, 0.2, 1.0, "per unit of intrinsic motive", "how much more use an eager teacher sees in the same meeting",
        "manfaat lebih yang dilihat guru bersemangat", "ASM", "assumed", neutral=0.0),
    "campaign_rate": parameter(
        0.03, 0.0, 0.06, "share of the gap per month", "belief moved by a campaign that says what the KKG can be",
        "pergeseran keyakinan karena kampanye", "kkg_brief ASM", "assumed", neutral=0.0),
    "campaign_wears": parameter(
        0.08, 0.03, 0.2, "share per month", "how fast a campaign stops being news, and can be news again",
        "seberapa cepat kampanye tidak lagi menjadi hal baru, dan dapat menjadi baru lagi", "ASM", "assumed",
        neutral=0.0),
    "motivation_principal": parameter(
        0.7, 0.5, 0.9, "per unit of support", "motivation from a principal who facilitates and motivates",
        "motivasi dari kepala sekolah sebagai fasilitator dan motivator", "janapria_study PKU ASM", "assumed",
        neutral=0.0),
    "motivation_rate": parameter(
        0.10, 0.05, 0.2, "share of the gap per month", "speed at which motivation moves", "kecepatan motivasi berubah",
        "ASM", "assumed"),
    "motivation_worth": parameter(
        0.40, 0.1, 0.8, "per unit of usefulness", "motivation from meetings that are worth it",
        "motivasi dari pertemuan yang bermanfaat", "janapria_study kkg_brief ASM", "judged", neutral=0.0),
    "motivation_recognition": parameter(
        0.10, 0.0, 0.2, "per unit of recognition", "motivation from recognition and credit",
        "motivasi dari penghargaan dan angka kredit", "janapria_study POP22", "judged", neutral=0.0),
    "motivation_overload": parameter(
        0.06, 0.0, 0.15, "per SD of workload above the mean", "motivation lost to overload",
        "motivasi yang hilang karena beban berlebih", "janapria_study ASM", "assumed", neutral=0.0),
    "motivation_luck": parameter(
        0.02, 0.0, 0.05, "SD per month", "ups and downs of motivation from everything else",
        "naik turun motivasi karena hal lain", "ASM", "assumed"),
}  # fmt: skip


def use_seen(teacher, cluster, n):
    """Usefulness that this teacher sees in this meeting."""
    return clip(cluster.usefulness + teacher.outlook + n.belief_intrinsic * (teacher.intrinsic - 0.5), 0.0, 1.0)


def believe(teacher, school, cluster, n):
    """Belief moves toward what was felt or heard."""
    heard = school.belief_sum / school.teachers
    by_talk = n.belief_rate * n.belief_hearsay * (heard - teacher.belief)
    moved = clip(n.belief_rate * cluster.meetings * length(cluster, n) * teacher.attended, 0.0, 1.0)
    by_meeting = moved * (use_seen(teacher, cluster, n) - teacher.belief)
    by_campaign = n.campaign_rate * positive(teacher.campaign - teacher.campaign_heard) * (1.0 - teacher.belief)
    teacher.belief = clip(teacher.belief + by_meeting + by_talk + by_campaign, 0.0, 1.0)
    teacher.campaign_heard = teacher.campaign_heard + n.campaign_wears * (teacher.campaign - teacher.campaign_heard)


def motive_without_meetings(teacher, school, n):
    """Where motivation would settle without meetings: the intrinsic motive, the principal, overload."""
    led = n.motivation_principal * (school.support - 0.5)
    return teacher.intrinsic + led - n.motivation_overload * positive(busyness(teacher, n))


def resting_motivation(teacher, school, cluster, n):
    """Where motivation would settle if this month went on for ever."""
    from_usefulness = n.motivation_worth * teacher.attended * (cluster.usefulness - 0.5)
    credit = n.motivation_recognition * teacher.recognition * teacher.career * teacher.attended
    return motive_without_meetings(teacher, school, n) + from_usefulness + credit


def feel(teacher, school, cluster, luck, n):
    """Motivation changes."""
    pull = n.motivation_rate * (resting_motivation(teacher, school, cluster, n) - teacher.motivation)
    teacher.company = teacher.friends
    teacher.motivation = clip(teacher.motivation + pull + n.motivation_luck * luck.mood, 0.0, 1.0)


def tell(teacher, school):
    """Colleagues at a school know each other's view."""
    school.belief_sum = school.belief_sum + teacher.belief
