"""What schools are like at the start: their principals, facilities, internet, pupils, and how many come to the KKG."""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import drawn_level, happens, select
from kkgsim.model.rules.starting_clusters import together

PARAMETERS = {
    "internet_found": parameter(
        0.526, 0.5, 0.8, "share", "schools with internet (2020)", "sekolah dengan internet (2020)", "PROF20",
        "measured", condition=True),
    "power_found": parameter(
        0.959, 0.95, 0.98, "share", "schools with electricity (2020); without, little of the facilities can be used",
        "sekolah dengan listrik (2020); tanpa listrik sarana hampir tidak dapat dipakai", "PROF20", "measured",
        condition=True),
    "start_facilities": parameter(
        0.60, 0.4, 0.8, "0-1",
        "mean facilities of a school with electricity: of a room, computer, projector and media, what it owns",
        "rata-rata sarana sekolah berlistrik: ruang, komputer, LCD, dan media yang dimiliki", "kkg_brief ASM",
        "judged", condition=True),
    "start_facilities_sd": parameter(
        0.25, 0.1, 0.3, "0-1", "spread of these facilities between schools", "sebaran sarana itu antarsekolah", "ASM",
        "assumed", condition=True),
    "start_support": parameter(
        0.5, 0.35, 0.65, "0-1", "mean support of the KKG by principals", "rata-rata dukungan kepala sekolah",
        "janapria_study ASM", "judged"),
    "start_support_sd": parameter(
        0.30, 0.15, 0.35, "0-1",
        "spread of that support", "sebaran dukungan kepala sekolah", "PKU SUPV ASM", "assumed"),
    "support_common": parameter(
        0.6, 0.2, 0.8, "share",
        "part of the differences between principals in that support that goes with how well kept their KKG is",
        "bagian perbedaan dukungan itu yang sejalan dengan baiknya pengelolaan KKG", "janapria_study ASM", "assumed",
        neutral=0.0),
    "start_leadership": parameter(
        0.35, 0.1, 0.6, "0-1", "mean skill of principals in academic supervision",
        "rata-rata kecakapan supervisi akademik", "kkg_brief ASM", "judged"),
    "start_leadership_sd": parameter(
        0.15, 0.1, 0.2, "0-1", "spread of that skill", "sebaran kecakapan supervisi", "ASM", "assumed"),
    "literacy_nation": parameter(
        0.0, -0.1, 0.1, "SD", "pupils' literacy, nation (the zero of the scale)", "literasi murid nasional", "EGRA14B",
        "literature", condition=True),
    "literacy_ntb": parameter(
        -0.80, -1.0, -0.5, "SD", "pupils' literacy, NTB (region's 22 % non-readers)", "literasi murid NTB", "EGRA14B",
        "literature", condition=True),
    "literacy_ntt": parameter(
        -1.215, -1.4, -1.0, "SD", "pupils' literacy, NTT (Sumba Timur's 26 % non-readers and 1 % fluent)",
        "literasi murid NTT", "WTA18", "literature", condition=True),
    "assessed_ntb": parameter(
        -0.56, -0.75, -0.45, "SD",
        "pupils' literacy in the national assessment, NTB (half at minimum in Lombok Tengah)",
        "literasi murid dalam Asesmen Nasional, NTB", "LOTENG22 LOTENG25 RAPNTB25", "literature", condition=True),
    "assessed_ntt": parameter(
        -0.54, -0.65, -0.45, "SD", "pupils' literacy in the national assessment, NTT (52.7 % at minimum)",
        "literasi murid dalam Asesmen Nasional, NTT", "RAPNTT25", "literature", condition=True),
    "literacy_school_sd": parameter(
        0.30, 0.2, 0.4, "SD", "spread of literacy between schools", "sebaran literasi antarsekolah", "ASM", "assumed",
        condition=True),
}  # fmt: skip


def appoint_principal(school, cluster, luck, n):
    """Principals differ in their support of the KKG and in supervision."""
    support = together(cluster, luck.support, n.support_common)
    school.support_found = drawn_level(n.start_support, n.start_support_sd, support)
    school.leadership_found = drawn_level(n.start_leadership, n.start_leadership_sd, luck.leadership)
    school.support = school.support_found
    school.leadership = school.leadership_found


def look_round(school):
    """Who comes to the KKG is what colleagues at the school go by."""
    school.attended_share = school.came / school.teachers
    school.came = 0.0


def note_year(school):
    """How many came over the year before."""
    school.attendance_year = school.attended_share


def furnish(school, cluster, luck, n):
    """Schools own some of what a meeting needs; the core school's counts where the KKG usually meets."""
    owned = drawn_level(n.start_facilities, n.start_facilities_sd, luck.facilities)
    school.facilities = happens(luck.power, n.power_found) * owned
    at_core = select(school.distance_km > 0.0, 0.0, school.facilities)
    cluster.facilities_core = max(cluster.facilities_core, at_core)
    cluster.facilities_sum = cluster.facilities_sum + school.facilities


def take_in_pupils(school, cluster, district, luck, n):
    """Schools have internet or not, and pupils who read more or less well."""
    outside_ntb = select(district.in_ntt > 0.5, n.literacy_ntt, n.literacy_nation)
    mean = select(district.in_ntb > 0.5, n.literacy_ntb, outside_ntb)
    assessed_outside = select(district.in_ntt > 0.5, n.assessed_ntt, n.literacy_nation)
    assessed = select(district.in_ntb > 0.5, n.assessed_ntb, assessed_outside)
    school.internet = happens(luck.internet, n.internet_found)
    school.community_found = happens(luck.community, n.community_found)
    school.literacy_found = mean + n.literacy_school_sd * luck.literacy
    school.assessed_found = assessed + n.literacy_school_sd * luck.literacy
    cluster.internet_sum = cluster.internet_sum + school.internet
    cluster.literacy_sum = cluster.literacy_sum + school.literacy_found
    district.literacy_range = district.literacy_range + abs(school.literacy_found)


def look_for_middle(district):
    """The middle literacy lies between the least and the most that is possible."""
    district.high = district.literacy_range + 1.0
    district.low = -district.high
    district.middle = 0.0


def count_better(school, district):
    """Schools that read better than a trial of the middle literacy are counted; less literacy is further up."""
    district.below = district.below + select(-school.literacy_found < district.middle, 1.0, 0.0)


def call_weak(school, district):
    """Schools with literacy below the median are weak."""
    school.weak = select(-school.literacy_found >= district.high, 1.0, 0.0)
