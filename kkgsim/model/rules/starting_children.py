"""What children are like at the start: how they differ, and which chance of birth each grade has."""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import select, square_root
from kkgsim.model.rules.cohorts import chance_of_cohort, count, ordinary

PARAMETERS = {
    "reading_spread_nation": parameter(
        1.0, 1.0, 1.0, "SD", "spread of early reading between children, nation (the unit of the scale)",
        "sebaran kemampuan membaca awal antarmurid, nasional", "EGRA14B", "literature", distribution="fixed",
        condition=True),
    "reading_spread_ntb": parameter(
        1.0, 0.85, 1.1, "SD", "spread of early reading between children, NTB (fewer than a quarter fluent)",
        "sebaran kemampuan membaca awal antarmurid, NTB", "EGRA14B NLOM17", "judged", condition=True),
    "reading_spread_ntt": parameter(
        0.55, 0.45, 0.70, "SD",
        "spread of early reading between children, NTT (26 % non-readers and 1 % fluent in Sumba Timur)",
        "sebaran kemampuan membaca awal antarmurid, NTT", "WTA18", "literature", condition=True),
}  # fmt: skip


def left_within(spread, n):
    """Spread between the children of one school where that between all children of a place is ``spread``."""
    return max(square_root(spread * spread - n.literacy_school_sd * n.literacy_school_sd), 0.1)


def measure_spread(district, n):
    """Children of a place differ, most of it within their schools; the assessment's unit is the nation's spread."""
    outside_ntb = select(district.in_ntt > 0.5, n.reading_spread_ntt, n.reading_spread_nation)
    district.pupil_spread = left_within(select(district.in_ntb > 0.5, n.reading_spread_ntb, outside_ntb), n)
    district.assessed_spread = left_within(1.0, n)
    district.drift_left = 1.0


def seat(grade, school, district, luck, n):
    """Each grade has its children, as the school year begins."""
    grade.apart = luck.cohort * chance_of_cohort(school, district, n)
    grade.reading = ordinary(grade.number, 0.0, n) + school.literacy_found + grade.apart
    count(grade, school, grade.apart)
