"""Roads and travel times of a run, and which schools are far.

A place is made with one circuity and one speed; a run that assumes others stretches what was estimated with them in
proportion. Listed distances are known, so only their speed varies.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import middle, select

PARAMETERS = {
    "circuity": parameter(
        1.4, 1.2, 2.0, "ratio",
        "road length over straight-line distance",
        "panjang jalan dibagi jarak garis lurus",
        "ASM", "assumed", condition=True,
    ),
    "speed_lombok": parameter(
        25, 15, 35, "km/h",
        "speed of a motorbike on the roads of Lombok and other gentle country",
        "kecepatan sepeda motor di jalan Lombok dan daerah landai lainnya",
        "ASM", "assumed", condition=True,
    ),
    "speed_hills": parameter(
        15, 8, 25, "km/h",
        "speed of a motorbike in steep or roadless country, such as Nusa Tenggara Timur",
        "kecepatan sepeda motor di daerah terjal atau kurang jalan, seperti Nusa Tenggara Timur",
        "ASM", "assumed", condition=True,
    ),
}  # fmt: skip


def stretch(district, n):
    """How much longer estimated roads are than those the place was made with."""
    return n.circuity / district.circuity_given


def speed(district, n):
    """Travel speed by motorbike, km/h."""
    return select(district.hills > 0.5, n.speed_hills, n.speed_lombok)


def find_ways(school, district, n):
    """Each school has its ways to the core school and to the others."""
    longer = school.listed + (1.0 - school.listed) * stretch(district, n)
    school.distance_km = school.km_given * longer
    school.travel_minutes = school.minutes_given * longer * (district.speed_given / speed(district, n))
    school.rotating_km = school.rotating_km_given * stretch(district, n)
    school.neighbour_km = school.neighbour_km_given * stretch(district, n)
    district.km_sum = district.km_sum + school.distance_km
    district.minutes_sum = district.minutes_sum + school.travel_minutes


def average_ways(district):
    """The place has its mean way."""
    district.distance_km = district.km_sum / district.schools
    district.travel_minutes = district.minutes_sum / district.schools


def look_for_middle(district):
    """The middle way lies between none and all ways together."""
    district.low = 0.0
    district.high = district.km_sum + 1.0
    district.middle = district.high / 2.0


def count_nearer(school, district):
    """Schools nearer than a trial of the middle way are counted."""
    district.below = district.below + select(school.distance_km < district.middle, 1.0, 0.0)


def narrow(district):
    """The trial of a middle is mended: too high where half of all schools, or more, lie below it."""
    enough = 2.0 * district.below >= district.schools
    district.high = select(enough, district.middle, district.high)
    district.low = select(enough, district.low, district.middle)
    district.middle = (district.low + district.high) / 2.0
    district.below = 0.0


def call_far(school, district):
    """Schools with a way longer than the median are far."""
    school.far = select(school.distance_km >= district.high, 1.0, 0.0)


def lead_to_posting(posting, district, n):
    """Facilitators have their ways to clusters."""
    posting.km = posting.km_given * stretch(district, n)
    posting.minutes = 60.0 * posting.km / speed(district, n)


def lead_to_engagement(engagement, district, n):
    """Resource persons have their ways to clusters."""
    engagement.minutes = 60.0 * (engagement.km_given * stretch(district, n)) / speed(district, n)


def count_way(posting, cluster):
    """Those who could be sent to a cluster have their ways."""
    cluster.staff_sum = cluster.staff_sum + posting.minutes
    cluster.staff_near = cluster.staff_near + 1.0


def average_way(cluster):
    """A cluster lies so far from those who could be sent."""
    cluster.staff_minutes = cluster.staff_sum / max(cluster.staff_near, 1.0)


def compare_outlying(cluster, other_cluster, district):
    """Clusters are ranked by how far they lie from those who could serve them; equals share a place."""
    equal = select(other_cluster.staff_minutes == cluster.staff_minutes, middle(), 0.0)
    nearer = select(other_cluster.staff_minutes < cluster.staff_minutes, 1.0, equal)
    cluster.outlying = cluster.outlying + nearer / max(district.clusters - 1.0, 1.0)
