"""The learning community in the school (komunitas belajar): colleagues of one school who meet about their teaching.

The study sees the KKG as a learning community and cites the guide of 2022 to communities inside schools. There is no
way to go, it can meet weekly, it has colleagues only and content of its own, and whoever the school has leads it: an
able principal or its seniors. So it is the KKG's rival, for it takes hours of the same weekly slack, and its
partner: what some brought home from the KKG is passed on to colleagues, and practice that is talked about fades less.
Where nobody is there to talk to, nothing comes of it.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import logistic, positive, select, share
from kkgsim.model.rules.scheduling import length, meetings_a_year
from kkgsim.model.rules.sessions import good_sessions
from kkgsim.model.rules.week import hours_after_class

PARAMETERS = {
    "community_found": parameter(
        0.25, 0.05, 0.6, "share", "schools where a learning community meets, as found",
        "sekolah yang komunitas belajarnya berjalan, keadaan awal", "janapria_study ASM", "assumed", neutral=0.0,
        condition=True, note="no count of communities that meet was found; registered ones say little"),
    "community_usual": parameter(
        9, 4, 18, "meetings per year", "sessions that a learning community plans a year, as found",
        "pertemuan komunitas belajar yang direncanakan setahun, keadaan awal", "ASM", "assumed", condition=True),
    "community_hours": parameter(
        1.25, 1.0, 1.5, "h", "length of a session of the learning community", "lama pertemuan komunitas belajar",
        "EFA18", "literature", condition=True),
    "community_slip": parameter(
        0.5, 0.2, 0.8, "share", "planned sessions that fall away where the principal does not support them at all",
        "pertemuan komunitas belajar yang batal bila kepala sekolah sama sekali tidak mendukung", "janapria_study ASM",
        "assumed", neutral=0.0),
    "community_whole": parameter(
        6, 4, 8, "persons", "colleagues with whom a session is worth all it can be",
        "jumlah rekan agar pertemuan komunitas belajar bernilai penuh", "EFA18 ASM", "judged", neutral=1.0,
        note="EFA18 worked in groups of eight to fourteen; how much fewer lose is assumed"),
    "community_content": parameter(
        0.4, 0.2, 0.65, "share", "part of a session without guide that is about teaching, not school affairs",
        "porsi pertemuan tanpa panduan yang membahas pengajaran, bukan urusan sekolah", "ASM", "assumed"),
    "guided_content": parameter(
        0.8, 0.65, 0.95, "share", "the same with a written guide to each session",
        "porsi itu bila setiap pertemuan memakai panduan tertulis", "EFA18 ASM", "judged"),
    "community_lead_gain": parameter(
        0.15, 0.05, 0.25, "0-1", "skill in leading a session that a short course for those who lead adds",
        "tambahan kecakapan memandu dari pelatihan singkat bagi pemandu komunitas belajar", "ASM", "assumed",
        neutral=0.0),
    "community_sharing": parameter(
        0.45, 0.2, 0.7, "share", "part of a session in which good practice is shared",
        "porsi pertemuan komunitas belajar untuk berbagi praktik baik", "janapria_study EFA18 ASM", "assumed"),
    "community_cases": parameter(
        0.20, 0.1, 0.3, "share", "part of a session that is on a case and on what to try next; the rest is reflection",
        "porsi untuk studi kasus dan rencana uji coba; sisanya refleksi", "janapria_study EFA18 ASM", "assumed"),
    "brought_home": parameter(
        0.6, 0.4, 0.8, "share", "what is left of a KKG's content for colleagues to whom it is passed on",
        "isi KKG yang sampai kepada rekan yang tidak hadir", "MEM ASM", "assumed", neutral=0.0,
        note="one step of a cascade (cascade_loss)"),
    "brought_half": parameter(
        1, 0.5, 3, "sessions a month", "sessions of the community that pass on half of what could be",
        "jumlah pertemuan komunitas belajar yang meneruskan separuhnya", "ASM", "assumed"),
}  # fmt: skip


def sessions_a_year(school, n):
    """Sessions that the school's learning community plans a year: as found, or as a policy asks."""
    return max(school.community_found * n.community_usual, school.community_asked)


def kept(school, n):
    """Part of what is planned that is held."""
    return 1.0 - n.community_slip * (1.0 - school.support)


def hours_a_week(school, district, n):
    """Hours of a week of school that the sessions take of whoever comes."""
    return sessions_a_year(school, n) * kept(school, n) * n.community_hours / district.school_weeks


def taken_by_kkg(school, cluster, district, n):
    """Hours of a week outside class that the KKG and the way to it take of a teacher of the school, as many as came
    last time."""
    meetings = school.attended_share * meetings_a_year(cluster, n) / district.school_weeks
    return meetings * hours_after_class(school.way_minutes, cluster, n)


def turnout(school, cluster, district, n):
    """Part of the teachers who are at a session: who is at work and free to stay, as the principal's support and what
    the KKG leaves of the week's slack allow; nobody has a way to go."""
    asked = hours_a_week(school, district, n)
    free = positive(school.slack_sum / school.teachers - taken_by_kkg(school, cluster, district, n))
    drag = n.attend_slack * share(asked, asked + free)
    inclined = n.attend_base + n.attend_support * (school.support - 0.5) - drag
    return (1.0 - n.absence_found) * (1.0 - share(school.carers, school.teachers)) * logistic(inclined)


def gather(school, cluster, calendar, district, n):
    """Learning communities meet at school, as far as the week allows."""
    school.community_held = sessions_a_year(school, n) * calendar.year_share * kept(school, n)
    meets = select(school.community_held > 0.0, 1.0, 0.0)
    school.community_turnout = meets * turnout(school, cluster, district, n)
    school.community_week = school.community_turnout * hours_a_week(school, district, n)
    school.community_time = school.community_held * school.community_turnout * school.teachers * n.community_hours


def lead_of(school, n):
    """Skill of whoever leads: an able principal, or seniors."""
    principal = select(school.leadership >= n.principal_able, school.leadership, 0.0)
    return min(max(n.senior_skill, principal) + n.community_lead_gain * school.community_leads, 1.0)


def worth_of_session(school, n):
    """What an hour of it is worth, in good sessions: its content is the school's own, or guided."""
    content = n.community_content + school.community_guides * (n.guided_content - n.community_content)
    materials = max(n.materials_found, school.community_guides)
    equipped = 1.0 - n.materials_hold * (1.0 - materials)
    return good_sessions(content, lead_of(school, n), n.relevance_local, equipped, n)


def company(school, n):
    """How much of a session a teacher has by the number of colleagues there: none where she is alone."""
    return share((school.teachers - 1.0) * school.community_turnout, n.community_whole)


def confer(school, cluster, n):
    """Colleagues talk about their teaching, and hear what others brought home from the KKG."""
    there = school.community_held * school.community_turnout
    good = there * n.community_hours / n.whole_meeting * company(school, n) * worth_of_session(school, n)
    school.good_sharing = n.community_sharing * good
    school.good_cases = n.community_cases * good
    school.good_reflection = positive(1.0 - n.community_sharing - n.community_cases) * good
    school.community_lead = lead_of(school, n)
    passed_on = n.brought_home * there / (there + n.brought_half)
    school.brought_home = passed_on * min(school.came, 1.0) * cluster.meetings * length(cluster, n)
