"""What a teacher's week and day can hold: slack, what a meeting and its way take of it, and when it gets late.

The study names lack of time among what keeps teachers away. ABS14H counts the hours: of a statutory week about six are
left. A meeting outside class hours and the way to it are taken from these; a meeting in class hours costs lessons. Work
can be moved from a week with a meeting into one without, as far as there are such weeks. And a day ends: who would be
home too late does not set out.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, share
from kkgsim.model.rules.scheduling import hours_of, meetings_a_year

PARAMETERS = {
    "week_hours": parameter(
        37.5, 37.5, 37.5, "hours a week", "statutory working week of a teacher", "jam kerja guru menurut aturan",
        "ABS14H", "literature", distribution="fixed", condition=True),
    "class_hours": parameter(
        24.4, 22.4, 26.4, "hours a week",
        "hours worked at school besides marking, meetings and paperwork (31.7 less 7.3)",
        "jam kerja di sekolah di luar koreksi, rapat, dan administrasi (31,7 dikurangi 7,3)",
        "ABS14H", "literature", condition=True),
    "usual_meetings": parameter(
        12, 12, 12, "meetings per year",
        "meetings by which the usual share of slack is reckoned (a point of reference)",
        "pertemuan setahun yang menjadi acuan waktu yang lazim tersita", "CIP17 ASM", "assumed", distribution="fixed"),
    "usual_way": parameter(
        5, 5, 5, "minutes", "way by which the usual share of slack is reckoned (a point of reference: Lombok Tengah)",
        "waktu tempuh yang menjadi acuan waktu yang lazim tersita (Lombok Tengah)", "ASM", "assumed",
        distribution="fixed"),
    "slack_lent": parameter(
        0.5, 0.0, 1.0, "share", "slack of a week without a meeting that work can be moved into",
        "waktu longgar minggu tanpa pertemuan yang dapat dipakai untuk tugas minggu lain", "ASM", "assumed",
        neutral=0.0),
    "afternoon_hours": parameter(
        4.5, 3.5, 5.5, "h", "time from the end of lessons until teachers want to be home",
        "waktu dari akhir jam pelajaran sampai guru perlu tiba di rumah", "JUMAPOLO25 ASM", "assumed",
        condition=True, note="lessons end at about one; JUMAPOLO25 met until three; it is dark soon after six"),
    "afternoon_stretch": parameter(
        1.0, 0.5, 2.0, "h", "time within which ever fewer teachers can stay beyond that",
        "rentang waktu sesudahnya ketika makin sedikit guru dapat bertahan", "ASM", "assumed"),
    "care_share": parameter(
        0.10, 0.0, 0.3, "share",
        "teachers who cannot stay after class because they care for somebody at home (0: the group is not played)",
        "guru yang tidak dapat tinggal sesudah jam pelajaran karena merawat anggota keluarga (0: kelompok ini tidak "
        "dimainkan)", "CARE24 WOMEN03 ASM", "assumed", neutral=0.0, condition=True,
        note="over half of the teachers are women (WOMEN03); of mothers who work, four in ten had to leave early when "
        "care fell through (CARE24); how many teachers have small children or old parents to care for is assumed"),
}  # fmt: skip


def part_in_class(cluster, n):
    """Part of a meeting and of its way that falls in class hours."""
    return n.lessons_in_meeting * (1.0 - cluster.after_class)


def outside_class(in_class, hours, minutes):
    """Hours outside class of a meeting of so many hours, a part of it in class, with a way there and back."""
    return (1.0 - in_class) * (hours + 2.0 * minutes / 60.0)


def hours_after_class(minutes, cluster, n):
    """Hours outside class that a meeting takes with a way of so many minutes, there and back."""
    return outside_class(part_in_class(cluster, n), hours_of(cluster, n), minutes)


def weeks_to_draw_on(meetings, district, n):
    """Weeks of slack that there are for each of so many meetings a year: its own, and what can be moved into those
    without one."""
    between = district.school_weeks / meetings
    return min(between, 1.0) + n.slack_lent * positive(between - 1.0)


def hours_of_slack(paperwork, n):
    """Hours a week that the statutory week leaves beside class and so many hours of paperwork."""
    return positive(n.week_hours - n.class_hours - paperwork)


def slack_taken(minutes, slack, cluster, district, n):
    """Hours of a meeting and its way as a share of these hours and the slack there is for them: half where both are
    as long."""
    needed = hours_after_class(minutes, cluster, n)
    return share(needed, needed + slack * weeks_to_draw_on(meetings_a_year(cluster, n), district, n))


def slack_usually_taken(slack, district, n):
    """The same of a usual meeting nearby, part of it in class hours."""
    needed = outside_class(n.lessons_in_meeting, n.whole_meeting, n.usual_way)
    return share(needed, needed + slack * weeks_to_draw_on(n.usual_meetings, district, n))


def home_in_time(minutes, cluster, n):
    """Share of the teachers with a way of so many minutes who are home in time after a meeting."""
    late = hours_after_class(minutes, cluster, n) - n.afternoon_hours
    return 1.0 - clip(late / n.afternoon_stretch, 0.0, 1.0)


def free_to_stay(cares, cluster, n):
    """Part of the meetings on the spot that a teacher can stay for: one who cares for somebody at home for none of what
    is held after class."""
    return 1.0 - cares * (1.0 - part_in_class(cluster, n))
