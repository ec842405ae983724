"""The week of a teacher: paperwork that is left, how busy she is with it, and the hours that stay free."""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import positive
from kkgsim.model.rules.week import hours_of_slack

PARAMETERS = {
    "drafting_saves": parameter(
        3, 1, 6, "hours a week", "preparation saved by modules drafted together, a good session of drafting a month",
        "jam persiapan yang dihemat modul hasil penyusunan bersama, satu sesi penyusunan yang baik per bulan",
        "janapria_study ABS14H ASM", "assumed", neutral=0.0),
    "contract_other_work": parameter(
        1.5, 0.0, 4.0, "hours a week", "hours of her slack that a contract teacher, paid little, works elsewhere",
        "jam dari waktu longgar guru honorer yang dipakai untuk pekerjaan lain karena honornya kecil", "HON20 ASM",
        "assumed", neutral=0.0, condition=True,
        note="schools pay Rp 200 to 400 thousand a month, so other work is needed; how many hours nobody has counted"),
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


def hours_free(teacher, school, n):
    """Hours a week of her slack that the learning community of her school, self-paced courses and, on a school's
    contract, other work leave a teacher."""
    elsewhere = n.contract_other_work * (1.0 - teacher.permanent)
    return positive(teacher.slack - school.community_week - teacher.study_week - elsewhere)
