"""The week of a teacher: paperwork that is left, how busy she is with it, and the hours that stay free."""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import positive
from kkgsim.model.rules.week import hours_of_slack

PARAMETERS = {
    "drafting_saves": parameter(
        3, 1, 6, "hours a week", "preparation saved by modules drafted together, a good session of drafting a month",
        "jam persiapan yang dihemat modul hasil penyusunan bersama, satu sesi penyusunan yang baik per bulan",
        "janapria_study ABS14H ASM", "assumed", neutral=0.0),
}  # fmt: skip


def hours_of_paperwork(teacher, n):
    """Hours a week of marking, meetings and paperwork left after relief and with modules that were drafted together."""
    return positive(teacher.workload - teacher.relief_hours - n.drafting_saves * teacher.drafted)


def busyness(teacher, n):
    """Workload left, in SD above the mean of teachers."""
    return (hours_of_paperwork(teacher, n) - n.start_workload) / n.start_workload_sd


def slack_of(teacher, n):
    """Hours a week that a teacher has left."""
    return hours_of_slack(hours_of_paperwork(teacher, n), n)


def hours_free(teacher, school):
    """Hours a week of her slack that the learning community of her school and self-paced courses leave a teacher."""
    return positive(teacher.slack - school.community_week - teacher.study_week)
