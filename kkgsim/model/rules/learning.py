"""What teachers learn: in the meeting and from a mentor, and what they forget.

Four competencies (Law 14/2005), each grown by kinds of session of its own (:mod:`kkgsim.model.rules.sessions`).
Knowledge is learnt up to the level of who leads, social and
personality competence by working together; what is not practised fades (LP20, GP07).
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, share
from kkgsim.model.rules.curriculum import left_to_renew, up_to_date
from kkgsim.model.rules.scheduling import length
from kkgsim.model.rules.selecting import part_had, passed_on

PARAMETERS = {
    "learn_rate": parameter(
        0.46, 0.15, 0.7, "share of the gap per good session or visit", "learning in a session or from a mentor",
        "belajar dalam sesi atau dari pendamping", "CFPT20 PERU25 ASM", "assumed", neutral=0.0),
    "learn_motivation": parameter(
        1.0, 0.5, 1.5, "per unit of motivation", "how much more an eager teacher takes in than a middling one",
        "tambahan yang diserap guru bersemangat", "janapria_study ASM", "assumed", neutral=0.0),
    "practice_room": parameter(
        0.88, 0.6, 1.15, "SD of instruction",
        "most that practice gains on the old ways where all there is to know is known",
        "kenaikan praktik tertinggi bila semua pengetahuan dikuasai", "KBH18 KBH17 PERU25 ASM", "assumed",
        note="coaching studies: 0.49 and 0.58 in small trials, with two thirds of all there is to know; 0.20 at scale"),
    "hollow_presence": parameter(
        0.6, 0.2, 1.0, "share", "what is not taken in by somebody who came for duty alone",
        "yang tidak diserap guru yang hadir karena wajib saja", "kkg_brief ASM", "assumed", neutral=0.0),
    "stake_boost": parameter(
        1.25, 1.0, 1.6, "times", "learning where members set the agenda themselves",
        "hasil belajar bila anggota menetapkan agenda sendiri", "kkg_brief ASM", "judged", neutral=1.0),
    "online_learning": parameter(
        0.25, 0.0, 0.5, "times", "learning online relative to on the spot",
        "hasil belajar daring dibandingkan dengan tatap muka",
        "VIRT22", "literature", neutral=1.0,
        note="oral skill 0.12 of 0.31, reading nothing of 0.13"),
    "ict_rate": parameter(
        0.08, 0.03, 0.15, "share of the gap per month", "ICT skill gained by a teacher in training",
        "kenaikan penguasaan TIK guru yang dilatih", "TIK20 ASM", "assumed", neutral=0.0),
    "focus_pedagogic": parameter(
        0.40, 0.3, 0.5, "share", "part of what a visit brings that is pedagogic",
        "porsi pedagogik dalam hasil kunjungan", "janapria_study ASM", "assumed"),
    "focus_professional": parameter(
        0.30, 0.2, 0.4, "share", "part of what a visit brings that is professional",
        "porsi profesional dalam hasil kunjungan", "janapria_study ASM", "assumed"),
    "character_rate": parameter(
        0.3, 0.1, 0.6, "times", "growth of social and personality competence in a session, relative to knowledge",
        "pertumbuhan kompetensi sosial dan kepribadian dalam sesi dibanding pengetahuan", "janapria_study ASM",
        "assumed", neutral=0.0),
    "character_level": parameter(
        0.75, 0.65, 0.85, "0-1", "social and personality competence up to which working together raises",
        "kompetensi sosial dan kepribadian yang dapat dicapai dengan bekerja bersama", "janapria_study ASM",
        "assumed"),
    "reach_pedagogic": parameter(
        0.6, 0.4, 0.8, "share", "part of practice that rests on pedagogic competence, the rest on professional",
        "bagian praktik yang bertumpu pada kompetensi pedagogik, sisanya profesional", "janapria_study ASM", "assumed"),
    "ict_needed": parameter(
        0.5, 0.2, 0.8, "share", "part of drafting ATP and teaching modules that needs ICT skill",
        "bagian penyusunan ATP dan modul ajar yang memerlukan TIK", "janapria_study TIK18 ASM", "judged", neutral=0.0),
    "drafts_renewed": parameter(
        0.3, 0.15, 0.6, "share per month", "how fast drafted modules come into use, and run out",
        "seberapa cepat modul yang disusun dipakai dan habis", "ASM", "assumed"),
    "unqualified_learning": parameter(
        0.85, 0.7, 1.0, "times", "learning of a teacher without the S1 degree", "laju belajar guru tanpa S1",
        "kkg_brief ASM", "assumed", neutral=1.0),
    "forget_rate": parameter(
        0.09, 0.03, 0.20, "share of the gain per month", "fading of knowledge that is not practised",
        "berkurangnya pengetahuan yang tidak dipraktikkan", "LP20 GP07 CFKMT22", "literature", neutral=0.0),
    "forget_personality": parameter(
        0.5, 0.2, 1.0, "times", "fading of social and personality competence relative to knowledge",
        "berkurangnya kompetensi sosial dan kepribadian", "ASM", "assumed"),
}  # fmt: skip


def eagerness(teacher, n):
    """How much of what is offered this teacher takes in: motivation, schooling, and will rather than duty."""
    schooling = teacher.qualified + (1.0 - teacher.qualified) * n.unqualified_learning
    motivated = 1.0 + n.learn_motivation * (teacher.motivation - 0.5)
    return motivated * schooling * (1.0 - n.hollow_presence * teacher.unwilling)


def nearness(teacher, n):
    """What a meeting is to this teacher: whole on the spot, less on a screen."""
    return 1.0 - teacher.online * (1.0 - n.online_learning)


def presence_in_meetings(teacher, cluster, n):
    """Whole meetings' worth of time that a teacher was in this month's meetings: less on a screen, more in a KKG of
    one's own."""
    own = 1.0 + (n.stake_boost - 1.0) * cluster.self_run
    return teacher.attended * cluster.meetings * length(cluster, n) * nearness(teacher, n) * own


def share_of_meetings(teacher, school, cluster, n):
    """Whole meetings' worth that reach a teacher: of those she was in, or what colleagues bring home to her."""
    return presence_in_meetings(teacher, cluster, n) + (1.0 - teacher.attended) * school.brought_home


def able_to_draft(teacher, n):
    """Part of the drafting of ATP and teaching modules that a teacher's ICT skill allows."""
    return 1.0 - n.ict_needed * (1.0 - teacher.ict)


def gain(level, taught_up_to, rate):
    """Gain of one competency: a share of what is left up to the level that is taught; nobody learns beyond it."""
    return clip(rate, 0.0, 1.0) * positive(taught_up_to - level)


def learn_at_school(teacher, school, n):
    """Teachers learn in the learning community of their school, up to the level of who leads it."""
    eager = n.learn_rate * eagerness(teacher, n)
    pedagogic = n.pedagogic_in_sharing * school.good_sharing + n.pedagogic_in_case_study * school.good_cases
    pedagogic = pedagogic + n.pedagogic_in_reflection * school.good_reflection
    professional = n.professional_in_sharing * school.good_sharing + n.professional_in_case_study * school.good_cases
    teacher.pedagogic = teacher.pedagogic + gain(teacher.pedagogic, school.community_lead, eager * pedagogic)
    teacher.professional = teacher.professional + gain(
        teacher.professional, school.community_lead, eager * professional
    )


def reported(teacher, cluster, n):
    """Part of the gap that a teacher makes up by the reports of those back from courses: more the more of them report,
    and only of what she has not had herself."""
    reporters = cluster.bearers / (cluster.bearers + n.reporters_half)
    untold = cluster.informs * reporters * (1.0 - part_had(teacher))
    return n.report_rate * presence_in_meetings(teacher, cluster, n) * untold


def learn(teacher, school, cluster, n):
    """Teachers learn in the meeting, or from what colleagues bring home; at school, and from the mentor who came."""
    reached = share_of_meetings(teacher, school, cluster, n)
    met = n.learn_rate * reached * eagerness(teacher, n)
    mentored = n.learn_rate * teacher.visited
    together = n.character_rate * met
    drafted = able_to_draft(teacher, n) * n.professional_in_drafting * cluster.good_drafting
    pedagogic = gain(teacher.pedagogic, cluster.lead, met * cluster.teaches_pedagogic)
    professional = gain(teacher.professional, cluster.lead, met * (cluster.teaches_professional + drafted))
    guided_pedagogic = gain(teacher.pedagogic, teacher.mentor_skill, mentored * n.focus_pedagogic)
    guided_professional = gain(teacher.professional, teacher.mentor_skill, mentored * n.focus_professional)
    heard = reported(teacher, cluster, n)
    pedagogic = pedagogic + gain(teacher.pedagogic, passed_on(n.course_level, n), heard)
    professional = professional + gain(teacher.professional, passed_on(n.course_level, n), heard)
    social = gain(teacher.social, n.character_level, together * cluster.teaches_social)
    personality = gain(teacher.personality, n.character_level, together * cluster.teaches_personality)
    teacher.pedagogic = clip(teacher.pedagogic + pedagogic + guided_pedagogic, 0.0, 1.0)
    teacher.professional = clip(teacher.professional + professional + guided_professional, 0.0, 1.0)
    teacher.social = clip(teacher.social + social, 0.0, 1.0)
    teacher.personality = clip(teacher.personality + personality, 0.0, 1.0)
    teacher.ict = clip(teacher.ict + n.ict_rate * teacher.ict_course * (1.0 - teacher.ict), 0.0, 1.0)
    made = clip(reached * cluster.good_drafting * able_to_draft(teacher, n), 0.0, 1.0)
    teacher.drafted = teacher.drafted + n.drafts_renewed * (made - teacher.drafted)
    teacher.outdated = left_to_renew(teacher, made, n)
    learn_at_school(teacher, school, n)


def faded(level, start, rate):
    """A competency a month later: what was gained fades toward what was there."""
    return level - rate * positive(level - start)


def within_reach(pedagogic, professional, n):
    """The practice that competence allows."""
    return n.reach_pedagogic * pedagogic + (1.0 - n.reach_pedagogic) * professional


def frontier(district, n):
    """Most that practice gains on the old ways where all there is to know is known (0-1 points)."""
    return n.practice_room * district.practice_sd


def room_to_practise(teacher, district, n):
    """Most that a teacher's practice can gain with what she knows of what is in force (0-1 points)."""
    return frontier(district, n) * within_reach(teacher.pedagogic, teacher.professional, n) * up_to_date(teacher, n)


def share_practised(teacher, district, n):
    """Share of what knowledge allows that shows in practice."""
    return share(teacher.practice - teacher.practice_found, room_to_practise(teacher, district, n))


def forget(teacher, district, n):
    """What is not practised fades."""
    unused = 1.0 - share_practised(teacher, district, n)
    knowledge = n.forget_rate * unused
    character = n.forget_personality * n.forget_rate * unused
    teacher.pedagogic = faded(teacher.pedagogic, teacher.pedagogic_found, knowledge)
    teacher.professional = faded(teacher.professional, teacher.professional_found, knowledge)
    teacher.social = faded(teacher.social, teacher.social_found, character)
    teacher.personality = faded(teacher.personality, teacher.personality_found, character)
