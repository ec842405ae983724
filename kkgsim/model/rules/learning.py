"""What teachers learn: in the meeting, from abler colleagues, and what they forget.

Four competencies (Law 14/2005). A session's gain is split over them; peers pass on pedagogic
competence along ties; knowledge that is not practised fades (LP20, GP07).
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, select, share

PARAMETERS = {
    "learn_rate": parameter(
        0.36, 0.15, 0.7, "share of the gap per meeting of full worth", "learning in a meeting",
        "belajar dalam pertemuan", "CFPT20 PERU25 ASM", "judged", neutral=0.0),
    "hollow_presence": parameter(
        0.6, 0.2, 1.0, "share", "what is not taken in by somebody who came for duty alone",
        "yang tidak diserap guru yang hadir karena wajib saja", "kkg_brief ASM", "assumed", neutral=0.0),
    "stake_boost": parameter(
        1.25, 1.0, 1.6, "times", "learning where members set the agenda themselves",
        "hasil belajar bila anggota menetapkan agenda sendiri", "kkg_brief ASM", "judged", neutral=1.0),
    "online_learning": parameter(
        0.35, 0.0, 0.5, "times", "learning online relative to on the spot",
        "hasil belajar daring dibandingkan dengan tatap muka",
        "VIRT22", "literature", neutral=1.0),
    "ict_rate": parameter(
        0.08, 0.03, 0.15, "share of the gap per month", "ICT skill gained by a teacher in training",
        "kenaikan penguasaan TIK guru yang dilatih", "TIK20 ASM", "assumed", neutral=0.0),
    "focus_pedagogic": parameter(
        0.40, 0.3, 0.5, "share", "part of a session's gain that is pedagogic",
        "porsi pedagogik dalam hasil belajar sesi", "janapria_study ASM",
        "judged", distribution="fixed"),
    "focus_professional": parameter(
        0.30, 0.2, 0.4, "share", "part of a session's gain that is professional",
        "porsi profesional dalam hasil belajar sesi",
        "janapria_study ASM", "judged", distribution="fixed"),
    "focus_social": parameter(
        0.20, 0.1, 0.3, "share", "part of a session's gain that is social", "porsi sosial dalam hasil belajar sesi",
        "janapria_study ASM",
        "judged", distribution="fixed"),
    "focus_personality": parameter(
        0.10, 0.05, 0.2, "share", "part of a session's gain that is personality",
        "porsi kepribadian dalam hasil belajar sesi",
        "janapria_study ASM", "judged", distribution="fixed"),
    "reach_pedagogic": parameter(
        0.6, 0.4, 0.8, "share", "part of practice that rests on pedagogic competence, the rest on professional",
        "bagian praktik yang bertumpu pada kompetensi pedagogik, sisanya profesional", "janapria_study ASM", "assumed"),
    "ict_needed": parameter(
        0.5, 0.2, 0.8, "share", "part of drafting ATP and teaching modules that needs ICT skill",
        "bagian penyusunan ATP dan modul ajar yang memerlukan TIK", "janapria_study TIK18 ASM", "judged", neutral=0.0),
    "unqualified_learning": parameter(
        0.85, 0.7, 1.0, "times", "learning of a teacher without the S1 degree", "laju belajar guru tanpa S1",
        "kkg_brief ASM", "assumed", neutral=1.0),
    "peer_rate": parameter(
        0.03, 0.01, 0.08, "share of the difference per month", "learning from the ablest colleague talked to",
        "belajar dari rekan yang lebih cakap", "PTTL20 JB09 ASM", "judged", neutral=0.0),
    "peer_at_school": parameter(
        0.4, 0.1, 0.8, "times", "passing on to a colleague who stayed at school, relative to meeting in the KKG",
        "penerusan kepada rekan yang tidak hadir", "kkg_brief MEM ASM", "assumed", neutral=0.0),
    "peer_novice": parameter(
        1.5, 1.0, 2.5, "times", "learning from peers in the first years of teaching relative to later",
        "belajar dari rekan bagi guru baru", "JB09", "literature", neutral=1.0),
    "novice_years": parameter(
        5, 3, 10, "years", "how long a teacher counts as new", "lama disebut guru baru", "ASM", "assumed"),
    "forget_rate": parameter(
        0.08, 0.03, 0.20, "share of the gain per month", "fading of knowledge that is not practised",
        "berkurangnya pengetahuan yang tidak dipraktikkan", "LP20 GP07 CFKMT22", "literature", neutral=0.0),
    "forget_personality": parameter(
        0.5, 0.2, 1.0, "times", "fading of social and personality competence relative to knowledge",
        "berkurangnya kompetensi sosial dan kepribadian", "ASM", "assumed"),
}  # fmt: skip


def eagerness(teacher, n):
    """How much of what is offered this teacher takes in: motivation, schooling, and will rather than duty."""
    schooling = teacher.qualified + (1.0 - teacher.qualified) * n.unqualified_learning
    return (0.5 + teacher.motivation) * schooling * (1.0 - n.hollow_presence * teacher.unwilling)


def dose(teacher, cluster, n):
    """What this month's meetings offer: more of them, more; on a screen, less; in a KKG of one's own, more."""
    near = 1.0 - teacher.online * (1.0 - n.online_learning)
    return cluster.meetings * cluster.worth * near * (1.0 + (n.stake_boost - 1.0) * cluster.self_run)


def gain(level, focus, teacher, cluster, n):
    """Gain of one competency in a month's meetings; less where there is less left to learn."""
    return clip(n.learn_rate * focus * dose(teacher, cluster, n) * eagerness(teacher, n), 0.0, 1.0) * (1.0 - level)


def gain_from_peers(teacher, cluster, n):
    """Pedagogic gain from the ablest colleague talked to this month."""
    novice = select(teacher.experience < n.novice_years, n.peer_novice, 1.0)
    in_person = teacher.attended * (1.0 - teacher.online)
    where = in_person * cluster.held * (1.0 - cluster.admin_share) + (1.0 - in_person) * n.peer_at_school
    return n.peer_rate * novice * where * positive(teacher.peer_best - teacher.pedagogic)


def learn(teacher, cluster, n):
    """Teachers learn in the meeting and from peers."""
    came = teacher.attended
    able_to_draft = 1.0 - n.ict_needed * (1.0 - teacher.ict)
    pedagogic = came * gain(teacher.pedagogic, n.focus_pedagogic, teacher, cluster, n)
    professional = came * able_to_draft * gain(teacher.professional, n.focus_professional, teacher, cluster, n)
    social = came * gain(teacher.social, n.focus_social, teacher, cluster, n)
    personality = came * gain(teacher.personality, n.focus_personality, teacher, cluster, n)
    peers = gain_from_peers(teacher, cluster, n)
    teacher.pedagogic = clip(teacher.pedagogic + pedagogic + peers, 0.0, 1.0)
    teacher.professional = clip(teacher.professional + professional, 0.0, 1.0)
    teacher.social = clip(teacher.social + social, 0.0, 1.0)
    teacher.personality = clip(teacher.personality + personality, 0.0, 1.0)
    teacher.ict = clip(teacher.ict + n.ict_rate * teacher.ict_course * (1.0 - teacher.ict), 0.0, 1.0)


def faded(level, start, rate):
    """A competency a month later: what was gained fades toward what was there."""
    return level - rate * positive(level - start)


def within_reach(pedagogic, professional, n):
    """The practice that competence allows."""
    return n.reach_pedagogic * pedagogic + (1.0 - n.reach_pedagogic) * professional


def share_practised(teacher, n):
    """Share of what was gained in competence that shows in practice."""
    before = within_reach(teacher.pedagogic_found, teacher.professional_found, n)
    gained = within_reach(teacher.pedagogic, teacher.professional, n) - before
    return share(teacher.practice - teacher.practice_found, gained)


def forget(teacher, n):
    """What is not practised fades."""
    unused = 1.0 - share_practised(teacher, n)
    knowledge = n.forget_rate * unused
    character = n.forget_personality * n.forget_rate * unused
    teacher.pedagogic = faded(teacher.pedagogic, teacher.pedagogic_found, knowledge)
    teacher.professional = faded(teacher.professional, teacher.professional_found, knowledge)
    teacher.social = faded(teacher.social, teacher.social_found, character)
    teacher.personality = faded(teacher.personality, teacher.personality_found, character)
