"""Children as cohorts: they grow, move up each July, meet one teacher after the other, keep part of what they gain."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made

from kkgsim.analysis.facts.read_quantity import belongs
from kkgsim.analysis.facts.sight import above
from kkgsim.engine import sampling
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.outcomes import OUTCOMES, rapor, to_next
from kkgsim.model.rules import cohorts
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place
from kkgsim.places.population.roster import GRADES, roster
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario

N = SimpleNamespace(**sampling.base_numbers())
NO_CHANCE = SimpleNamespace(**{**vars(N), "cohort_chance": 0.0})
DISTRICT = made("district", pupil_spread=1.0)
RANK = {name: rank for rank, name in enumerate(OUTCOMES)}


class OneSchool:
    """A school of six teachers, a grade each, whose children move on as in a run."""

    def __init__(self, n: SimpleNamespace = NO_CHANCE):
        self.n, self.month = n, 6
        self.grades = [made("grade", number=rank + 1.0, teachers=1.0) for rank in range(GRADES)]

    def year(self, taught: Callable[[int], float]) -> list[float]:
        """A school year from July to June; ``taught`` is what the teacher of a grade brings, SD a year. Gives the gains
        of the grades as it ends."""
        for month in (7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6):
            calendar = made("calendar", month=float(month), year_share=1.0 / 12.0)
            school = made("school", teachers=6.0, pupils=150.0)
            for rank, grade in enumerate(self.grades):
                grade.taught_sum = taught(rank + 1)
                cohorts.meet_teachers(grade, school)
            for rank, grade in enumerate(self.grades):
                cohorts.move_up(grade, self.grades[max(rank - 1, 0)], school, calendar, DISTRICT, self.n)
                cohorts.learn(grade, grade, school, calendar, self.n)
        return [grade.gain for grade in self.grades]


def kept(years: int) -> float:
    """What is left of a gain after years."""
    return float((1.0 - N.literacy_fade / 12.0) ** (12 * years))


def test_a_good_teacher_in_grade_1_only_reaches_every_cohort_once_and_it_fades() -> None:
    school = OneSchool()
    for _ in range(8):
        gains = school.year(lambda number: 0.6 if number == 1 else 0.0)
    own, shared = N.class_teacher_share, (1.0 - N.class_teacher_share) / 6.0
    once = gains[0] / (own + shared)
    assert 0.45 < once < 0.6, "most of a year is still there at its end"
    for number, gain in enumerate(gains[1:], start=2):
        met_since = shared * once * sum(kept(years) for years in range(number - 1))
        assert gain == pytest.approx(gains[0] * kept(number - 1) + met_since)
    assert gains[5] < 0.3 * gains[0]


def test_a_gain_leaves_with_the_children_who_have_it() -> None:
    school = OneSchool()
    first = school.year(lambda number: 0.6 if number == 6 else 0.0)
    later = school.year(lambda number: 0.0)
    assert first[5] > 0.3
    assert later[5] == pytest.approx(first[4] * kept(1)), "the sixth grade of the second year was the fifth"


def test_good_teachers_everywhere_add_up_over_six_years_and_level_off() -> None:
    school = OneSchool()
    for _ in range(7):
        gains = school.year(lambda number: 0.3)
    assert np.all(np.diff(gains) > 0.0)
    assert np.all(np.diff(gains, 2) < 0.0)
    assert 2.0 < gains[5] / gains[0] < 3.0


def test_children_meet_the_other_teachers_of_their_school_too() -> None:
    gains = OneSchool().year(lambda number: 0.6 if number == 4 else 0.0)
    assert gains[3] > 10.0 * gains[2] > 0.0


def test_a_cohort_followed_over_six_years_grows_fast_then_slowly() -> None:
    """Seen on one scale: 0.6 to 0.95 SD a year in grades 1 to 3, 0.15 to 0.21 in grades 4 to 6."""
    ends = [cohorts.ordinary(float(number), 1.0, N) for number in range(1, 7)]
    begin = cohorts.ordinary(1.0, 0.0, N)
    grown = np.diff([begin, *ends])
    assert np.all((grown[:3] >= 0.6) & (grown[:3] <= 0.95))
    assert np.all((grown[3:] >= 0.15) & (grown[3:] <= 0.21))
    assert ends[1] == pytest.approx(0.0), "the zero of the scale"
    summer = [cohorts.ordinary(number + 1.0, 0.0, N) for number in range(1, 6)]
    assert summer == pytest.approx(ends[:5]), "holidays change nothing"


def test_in_a_real_place_children_move_up_with_all_that_is_theirs(hills: Place) -> None:
    model = KKGModel(hills, months=13, seed=3)
    before: list[tuple[float, float]] = []
    while model.running:
        before = [(grade.apart, grade.gain) for grade in model.grades]
        model.step()
    share = model.calendars[6].year_share
    for rank, grade in enumerate(model.grades):
        if grade.number > 1.0:
            apart, gain = before[rank - 1]
            assert grade.apart == apart
            assert abs(grade.gain - cohorts.kept_a_month(N) * gain) < 2.0 * share, "a month with the new teacher"
        else:
            assert abs(grade.gain) < 2.0 * share
            assert grade.apart not in [apart for apart, _ in before]
        standing = model.schools[rank // GRADES].literacy_found + grade.apart + grade.gain
        assert grade.reading == pytest.approx(cohorts.ordinary(grade.number, share, N) + standing)


@pytest.mark.parametrize("name", ["janapria", "sumba_remote"])
def test_every_grade_has_a_teacher_and_every_teacher_a_grade(name: str) -> None:
    people = roster(open_place(name), sampling.base_numbers())
    grades, parents = people.counts["grade"], people.parents
    homes = np.bincount(parents["teacher_grade"], minlength=grades)
    lowest = parents["grade_taught_with"]
    assert np.all(homes[lowest] > 0)
    assert np.array_equal(parents["teacher_grade"] // GRADES, people.school_of)
    assert np.array_equal(lowest // GRADES, np.arange(grades) // GRADES)
    small = np.repeat(people.teachers_per_school < GRADES, GRADES)
    assert np.array_equal(lowest[~small], np.arange(grades)[~small])
    assert np.all(homes[lowest[small]] == 1), "one teacher for several grades"
    assert np.all(np.diff(lowest) >= 0)


def test_a_fact_can_ask_for_the_grade_of_a_teacher_and_for_what_a_grade_does_not_belong_to() -> None:
    people = roster(open_place("sumba_remote"), sampling.base_numbers())
    assert np.array_equal(above(people, "teacher", "grade"), people.grade_of)
    assert belongs("grade", "supervisor")
    assert not belongs("grade", "facilitator")
    with pytest.raises(KeyError):
        above(people, "grade", "facilitator")


def played(place: str | Place, months: int, first_month: int = 7, replicates: int = 8, **numbers: float) -> RunResult:
    """The status quo with some numbers changed, at the book's values."""
    where = open_place(place) if isinstance(place, str) else place
    assumed = tuple(Assumption(name, value, value, value, "tried") for name, value in numbers.items())
    scenario = Scenario("found", Text("found", "found"), Text("", ""), where.name, months, replicates, 5, (), assumed)
    scenario = scenario.__class__(**{**vars(scenario), "first_month": first_month})
    return simulate_scenarios([scenario], where, replicates=replicates, seed=5, uncertain=False)[0]


def of(result: RunResult, outcome: str) -> np.ndarray:
    """An outcome month by month."""
    return result.monthly[RANK[outcome]].mean(axis=-1)


def test_the_drift_moves_the_assessment_and_nothing_that_children_know() -> None:
    on, off = played("janapria", 36), played("janapria", 36, assessment_drift=0.0)
    rise = of(on, "assessed_mean") - of(off, "assessed_mean")
    yearly = np.diff(rise[[11, 23, 35]], prepend=0.0)
    assert np.all((yearly > 0.12) & (yearly < 0.21))
    assert np.all(np.diff(yearly) < 0.0)
    assert of(on, "minimum_share")[-1] > of(off, "minimum_share")[-1] + 0.1
    still = [rank for name, rank in RANK.items() if name not in ("assessed_mean", "minimum_share")]
    assert np.array_equal(on.monthly[still], off.monthly[still], equal_nan=True)


def test_nothing_done_children_stay_where_children_of_the_place_stand() -> None:
    found = played("janapria", 72, replicates=16)
    assert np.ptp(of(found, "literacy_mean")) < 0.06


def test_the_test_of_the_early_grades_rises_through_a_school_year_and_starts_anew() -> None:
    passed = of(played("sumba_remote", 14), "basic_share")
    assert np.all(np.diff(passed[:12]) > 0.0)
    assert passed[12] < passed[11] - 0.15
    assert passed[12] == pytest.approx(passed[0], abs=0.03)


def test_a_run_may_begin_in_any_month_of_the_school_year() -> None:
    july, january = played("janapria", 12), played("janapria", 6, first_month=1)
    assert of(january, "reading_mean")[0] == pytest.approx(of(july, "reading_mean")[6], abs=0.06)


def test_cohorts_differ_by_chance_more_in_small_schools_and_that_alone_moves_labels() -> None:
    """The chance of who was born when is that of as many children; it moves more than 15 % of the labels a year."""
    place = open_place("janapria")
    model = KKGModel(place, months=1, seed=2)
    pupils = np.array([school.pupils for school in model.schools for _ in range(GRADES)])
    apart = np.array([grade.apart for grade in model.grades])
    expected = model.district.pupil_spread / np.sqrt(pupils / 6.0)
    assert 0.85 < np.std(apart / expected) < 1.15
    calm = KKGModel(place, months=1, seed=2)
    calm.n.cohort_chance = 0.0
    assert {cohorts.chance_of_cohort(school, calm.district, calm.n) for school in calm.schools} == {0.0}


def test_each_measure_reads_the_grades_in_which_it_is_taken() -> None:
    moved = {}
    for number in range(1, 7):
        school = made("school")
        cohorts.count(made("grade", number=float(number), gain=1.0), school, 1.0)
        cohorts.add_up(school, made("district"))
        moved[number] = (school.beginners, school.early_reading, school.assessed, school.literacy)
    assert [m for m, seen in moved.items() if seen[0]] == [1, 2, 3]
    assert [m for m, seen in moved.items() if seen[1]] == [2, 3]
    assert [m for m, seen in moved.items() if seen[2]] == [5]
    assert sum(seen[3] for seen in moved.values()) == pytest.approx(1.0)


def test_early_reading_is_carried_by_the_teachers_of_the_early_grades(hills: Place) -> None:
    """The same gift to the teachers of the early grades, and to those of the late ones."""
    seen = {}
    for early in (True, False):
        model = KKGModel(hills, months=11, seed=4)
        for teacher in model.teachers:
            if (teacher.grade.number < 3.5) is early:
                teacher.practice_start -= 0.1
        while model.running:
            model.step()
        seen[early] = [np.mean([getattr(school, what) for school in model.schools])
                       for what in ("early_reading", "assessed")]  # fmt: skip
    more = np.subtract(seen[True], seen[False])
    assert more[0] > 0.1
    assert more[1] < -0.1


def test_visits_turned_to_the_early_grades_are_no_more_and_help_early_reading(hills: Place) -> None:
    asked = {"facilitator_team_per_10_schools": 2.0, "followup_mentoring_visits": 0.6}
    arms = [asked, {**asked, "followup_mentoring_early_grades": 1.0}]
    scenarios = [Scenario(f"{rank}", Text("", ""), Text("", ""), "hills", 24, 16, 5, phases(arm, 24))
                 for rank, arm in enumerate(arms)]  # fmt: skip
    alike, early = simulate_scenarios(scenarios, hills, replicates=16, seed=5, uncertain=False)
    assert of(early, "visited_share").mean() == pytest.approx(of(alike, "visited_share").mean(), rel=0.15)
    gained = {what: of(early, what)[-1] - of(alike, what)[-1] for what in ("early_reading_mean", "assessed_mean")}
    assert gained["early_reading_mean"] > 0.01
    assert gained["assessed_mean"] < 0.0


@pytest.mark.parametrize(("share", "category", "lacks"), [(0.35, "Kurang", 0.05), (0.55, "Sedang", 0.15)])
def test_the_rapor_says_how_far_the_next_category_is(share: float, category: str, lacks: float) -> None:
    assert rapor(share).id == category
    assert to_next(share) == pytest.approx(lacks)
    assert to_next(0.8) == 0.0
