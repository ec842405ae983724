"""Rules that say what the form of a month does not have, one construct each."""

import math

LIST = [1.0]


def writes_and_gives(teacher):
    teacher.belief = 1.0
    return 1.0


def goes_on(teacher):
    while teacher.belief > 0.5:
        teacher.belief = 0.0


def takes_a_power(teacher):
    teacher.belief = teacher.belief**2


def calls_libm(teacher):
    teacher.belief = math.exp(teacher.belief)


def looks_into_a_list(teacher):
    teacher.belief = LIST[0]


def misspells(teacher):
    teacher.beleif = 1.0


def reaches_through(teacher):
    teacher.belief = teacher.school.support


def counts_a_condition(teacher):
    teacher.belief = 0.5 * (teacher.belief > 0.5)


def asks_whether_a_number_holds(teacher):
    if teacher.belief:
        teacher.belief = 0.0


def gives_now_and_then(teacher):  # noqa: RET503 (that is what is refused)
    if teacher.belief > 0.5:
        return 1.0


def stops_early(teacher):
    if teacher.belief > 0.5:
        return
    teacher.belief = 1.0


def hands_over_by_name(teacher):
    teacher.belief = writes_and_gives(teacher=teacher)


def drops_what_it_is_given(teacher):
    math.floor(teacher.belief)


def is_now_a_number_now_a_condition(teacher):
    x = 1.0
    x = teacher.belief > 0.5
    teacher.belief = 1.0 if x else 0.0


def reads_what_nobody_knows(teacher):
    teacher.belief = LIST


def asks_for_a_tie(teacher, tie):
    teacher.belief = tie.strength
