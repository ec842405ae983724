"""The school year: how many weeks of school each month has, and how long BOS has to last."""

from kkgsim.i18n import month_name
from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import select

_WEEKS = (3, 3, 3, 3, 3, 2, 2, 4, 4, 4, 3, 2)
_QUARTERS = (0.20, 0.40, 0.20, 0.20)

PARAMETERS = {
    **{
        f"school_weeks_{month:02d}": parameter(
            weeks, 0, 5, "weeks", f"school weeks in {month_name(month).en} (with the others 36 a year)",
            f"minggu efektif bulan {month_name(month).id} (setahun 36)", "ASM", "assumed",
            distribution="fixed", condition=True, note="without the fasting month, which moves through the calendar")
        for month, weeks in enumerate(_WEEKS, start=1)
    },
    **{
        f"bos_quarter_{quarter}": parameter(
            part, 0.0, 1.0, "share", f"part of the year's BOS released in quarter {quarter}",
            f"bagian BOS setahun yang cair pada triwulan {quarter}", "BOSQ", "literature", distribution="fixed",
            condition=True,
            note="the rule to 2019; later rules release it in three, then two parts")
        for quarter, part in enumerate(_QUARTERS, start=1)
    },
}  # fmt: skip


def weeks_in(month, n):
    """School weeks of a month (1 for January)."""
    first = select(month < 2.0, n.school_weeks_01, select(month < 3.0, n.school_weeks_02, n.school_weeks_03))
    second = select(month < 5.0, n.school_weeks_04, select(month < 6.0, n.school_weeks_05, n.school_weeks_06))
    third = select(month < 8.0, n.school_weeks_07, select(month < 9.0, n.school_weeks_08, n.school_weeks_09))
    fourth = select(month < 11.0, n.school_weeks_10, select(month < 12.0, n.school_weeks_11, n.school_weeks_12))
    return select(month < 4.0, first, select(month < 7.0, second, select(month < 10.0, third, fourth)))


def released_in(quarter, n):
    """Share of the year's BOS that comes in as a quarter (1-4) begins; none where none does (0)."""
    early = select(quarter < 2.0, n.bos_quarter_1, n.bos_quarter_2)
    late = select(quarter < 4.0, n.bos_quarter_3, n.bos_quarter_4)
    return select(quarter < 1.0, 0.0, select(quarter < 3.0, early, late))


def fill_month(calendar, district, n):
    """Each month has its weeks of school and its part of BOS."""
    calendar.weeks = weeks_in(calendar.month, n)
    calendar.bos_released = released_in(calendar.quarter, n)
    district.school_weeks = district.school_weeks + calendar.weeks


def divide_year(calendar, district):
    """Each month has its share of the school year."""
    calendar.year_share = calendar.weeks / max(district.school_weeks, 1.0)
    calendar.share_to_release = calendar.year_share
    calendar.passed = calendar.year_share
    calendar.waiting = 1.0


def look_ahead(calendar, other_calendar):
    """BOS has to last until it comes in again: the months that follow are looked at, one by one."""
    calendar.waiting = select(other_calendar.bos_released > 0.0, 0.0, calendar.waiting)
    calendar.share_to_release = calendar.share_to_release + calendar.waiting * other_calendar.year_share


def since_july(month):
    """Months of the school year before a month: 0 for July."""
    return select(month < 7.0, month + 5.0, month - 7.0)


def look_back(calendar, other_calendar):
    """How much of the school year has passed: the months before are added up, one by one."""
    before = since_july(other_calendar.month) < since_july(calendar.month)
    calendar.passed = min(calendar.passed + select(before, other_calendar.year_share, 0.0), 1.0)
