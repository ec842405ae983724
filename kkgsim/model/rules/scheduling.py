"""When and where the KKG meets: the school calendar, the committee's order, and the place of the meeting.

Both documents name the timetable, the venue and remote clusters among what goes wrong. The calendar owes each
cluster its yearly meetings in proportion to school weeks; a cluster without formal standing lets some of them slip.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import over, select, share, whole

PARAMETERS = {
    "meetings_per_year": parameter(
        12, 4, 36, "meetings per year", "meetings that a KKG plans a year", "pertemuan KKG yang direncanakan setahun",
        "GUG96 CIP17 ASM", "assumed", distribution="fixed", condition=True),
    "whole_meeting": parameter(
        4, 4, 4, "h", "length of a meeting by which its worth, its food and the days of those who lead it are reckoned "
        "(a point of reference)", "lama pertemuan yang menjadi acuan nilai, konsumsi, dan hari kerja pemandu",
        "CIP17", "literature", distribution="fixed"),
    "meetings_slip": parameter(
        0.25, 0.05, 0.5, "share", "planned meetings that slip where a KKG has no formal standing at all",
        "pertemuan yang batal bila KKG tanpa kedudukan resmi", "kkg_brief ASM", "assumed", neutral=0.0),
    "exam_paperwork": parameter(
        0.5, 0.2, 0.8, "share of the rest", "agenda that exam papers take in exam months, besides the usual paperwork",
        "tambahan porsi agenda untuk soal ujian pada bulan ujian", "kkg_brief CIP17", "judged", neutral=0.0),
}  # fmt: skip


def meetings_a_year(cluster, n):
    """Meetings that a KKG plans a year: as found, and those that a policy adds."""
    return n.meetings_per_year + cluster.meetings_added


def hours_of(cluster, n):
    """Hours of a meeting: as found, or as a policy sets them."""
    return select(cluster.hours_set > 0.0, cluster.hours_set, n.meeting_hours)


def length(cluster, n):
    """Length of a meeting in whole meetings."""
    return hours_of(cluster, n) / n.whole_meeting


def schedule(cluster, calendar, n):
    """The calendar owes meetings; a disordered cluster lets some slip."""
    kept = 1.0 - n.meetings_slip * (1.0 - cluster.organisation)
    cluster.due = cluster.due + meetings_a_year(cluster, n) * calendar.year_share * kept
    cluster.planned = whole(cluster.due)
    cluster.due = cluster.due - cluster.planned


def way_of(school, cluster):
    """Km to this month's meeting: to the core school, round the schools in turn, or to the neighbour."""
    to_core = (1.0 - cluster.rotating) * school.distance_km + cluster.rotating * school.rotating_km
    remote = cluster.split * school.far
    return (1.0 - remote) * to_core + remote * min(to_core, school.neighbour_km)


def find_the_way(school, cluster, district):
    """The way to the meeting place."""
    school.way_km = way_of(school, cluster)
    cluster.way_sum = cluster.way_sum + school.way_km * school.teachers
    minutes_per_km = over(district.travel_minutes, district.distance_km)
    own = over(school.travel_minutes, school.distance_km) if school.distance_km > 0.0 else minutes_per_km
    school.way_minutes = school.way_km * own


def filling(cluster, quorum):
    """1 from the quorum upward, less in proportion below; sub-clusters and the KKG of grade bands each need one."""
    return share(cluster.arrived, quorum * (1.0 + cluster.split) * sittings(cluster))


def sittings(cluster):
    """Sittings of each meeting that somebody has to lead: two where the lower and the upper grades have a KKG each."""
    return 1.0 + cluster.by_grade
