"""When and where the KKG meets: the school year, meetings that slip, the way to the place of the meeting."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import hill_clusters, made

from kkgsim.engine import sampling
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.rules import attending, meeting, scheduling, starting_year
from kkgsim.places.place_io.files import open_place
from kkgsim.places.population.given import given
from kkgsim.places.population.roster import roster

N = SimpleNamespace(**sampling.base_numbers())


def year(**changed: float) -> list[SimpleNamespace]:
    """The twelve months under the declared numbers, as the start makes them."""
    n, district = SimpleNamespace(**{**sampling.base_numbers(), **changed}), made("district")
    known = given(roster(hill_clusters(), sampling.base_numbers()))["calendar"]
    months = [made("calendar", **{name: float(column[i]) for name, column in known.items()}) for i in range(12)]
    for one in months:
        starting_year.fill_month(one, district, n)
    for one in months:
        starting_year.divide_year(one, district)
    for rank, one in enumerate(months):
        for other in (*months[rank + 1 :], *months[:rank]):
            starting_year.look_ahead(one, other)
    return months


YEAR = year()


def month(number: int) -> SimpleNamespace:
    """A month of the calendar, 1 for January."""
    return made("calendar", **vars(YEAR[number - 1]))


def test_the_school_year_has_its_weeks_exams_and_releases() -> None:
    assert sum(PARAMETERS[f"school_weeks_{m:02d}"].value for m in range(1, 13)) == 36
    assert sum(one.year_share for one in YEAR) == pytest.approx(1.0)
    assert min(one.year_share for one in YEAR) > 0.0
    assert [m for m in range(1, 13) if month(m).exams] == [6, 12]
    assert [m for m in range(1, 13) if month(m).bos_released > 0.0] == [1, 4, 7, 10]
    assert sum(one.bos_released for one in YEAR) == pytest.approx(1.0)
    left = {m: sum(month(later).year_share for later in range(m, last + 1)) for m, last in ((1, 3), (2, 3), (9, 9))}
    assert {m: month(m).share_to_release for m in left} == pytest.approx(left)


def test_money_that_comes_once_a_year_has_to_last_a_year() -> None:
    once = year(**{f"bos_quarter_{quarter}": float(quarter == 1) for quarter in range(1, 5)})
    assert once[0].share_to_release == pytest.approx(1.0)
    assert once[11].share_to_release == once[11].year_share
    never = year(**{f"bos_quarter_{quarter}": 0.0 for quarter in range(1, 5)})
    assert [one.share_to_release for one in never] == pytest.approx([1.0] * 12)


def meetings_in_a_year(organisation: float, start: float) -> list[float]:
    cluster, held = made("cluster", organisation=organisation, due=start), []
    for number in (7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6):
        scheduling.schedule(cluster, month(number), N)
        held.append(cluster.planned)
        assert 0.0 <= cluster.due < 1.0
    return held


@pytest.mark.parametrize("start", [0.0, 0.25, 0.5, 0.9])
def test_a_kkg_with_standing_holds_what_it_plans_and_one_without_lets_some_slip(start: float) -> None:
    orderly, disordered = meetings_in_a_year(1.0, start), meetings_in_a_year(0.0, start)
    assert all(count == int(count) for count in (*orderly, *disordered)), "meetings are whole"
    assert sum(orderly) == pytest.approx(N.meetings_per_year, abs=1.0)
    assert sum(disordered) == pytest.approx(N.meetings_per_year * (1.0 - N.meetings_slip), abs=1.0)
    assert sum(orderly) > sum(disordered)


def test_months_with_few_school_weeks_have_fewer_meetings() -> None:
    """Two hundred clusters, each owed something else at the start."""

    def mean(number: int) -> float:
        clusters = [made("cluster", organisation=1.0, due=due) for due in np.linspace(0.0, 0.995, 200)]
        for cluster in clusters:
            scheduling.schedule(cluster, month(number), N)
        return float(np.mean([cluster.planned for cluster in clusters]))

    assert mean(7) == pytest.approx(N.meetings_per_year * month(7).year_share, abs=0.01)
    assert mean(7) < mean(8)


def test_exam_papers_fill_the_agenda_of_exam_months() -> None:
    cluster = made("cluster", admin_found=0.6, programme=N.programme_usual)
    usual, exams = (meeting.paperwork(cluster, month(number), N) for number in (10, 12))
    assert usual == pytest.approx(0.6)
    assert exams == pytest.approx(0.6 + 0.4 * N.exam_paperwork)


def test_in_a_month_without_a_meeting_nobody_comes_and_nothing_is_forgotten_of_the_last() -> None:
    cluster, school = made("cluster", held=1.0), made("school", teachers=10.0, attended_share=0.7)
    teacher = made("teacher", attended_last=1.0, habit=0.8, motivation=1.0, belief=1.0)
    attending.decide(teacher, school, cluster, DISTRICT, SimpleNamespace(attend=0.0), N)
    attending.arrive(teacher, school, cluster, N)
    assert (teacher.chance, teacher.attended, cluster.arrived) == (0.0, 0.0, 0.0)
    assert (teacher.attended_last, teacher.habit) == (1.0, 0.8)
    meeting.meet(cluster, month(8), made("district"), N)
    assert (cluster.worth, cluster.usefulness, cluster.present) == (0.0, 0.0, 0.0)


# The way


DISTRICT = made("district", distance_km=4.0, travel_minutes=12.0)


def way(cluster: SimpleNamespace, **school: float) -> tuple[float, float]:
    one = made("school", **{"teachers": 10.0, **school})
    scheduling.find_the_way(one, cluster, DISTRICT)
    assert cluster.way_sum == pytest.approx(10.0 * one.way_km)
    return one.way_km, one.way_minutes


def test_the_way_leads_to_the_core_school_round_the_schools_or_to_the_neighbour() -> None:
    far = {"distance_km": 20.0, "travel_minutes": 80.0, "rotating_km": 14.0, "neighbour_km": 3.0, "far": 1.0}
    near = {"distance_km": 2.0, "travel_minutes": 4.0, "rotating_km": 6.0, "neighbour_km": 1.0}
    assert way(made("cluster"), **far) == (20.0, 80.0)
    assert way(made("cluster", rotating=1.0), **far) == (14.0, 56.0)
    assert way(made("cluster", rotating=0.5), **far) == (17.0, 68.0)
    assert way(made("cluster", split=1.0), **far) == (3.0, 12.0)
    assert way(made("cluster", split=1.0), **near) == (2.0, 4.0), "only remote schools meet with their neighbours"
    assert way(made("cluster", rotating=1.0), **near) == (6.0, 12.0)


def test_a_sub_cluster_never_makes_the_way_longer() -> None:
    odd = {"distance_km": 3.0, "travel_minutes": 9.0, "rotating_km": 5.0, "neighbour_km": 8.0, "far": 1.0}
    assert way(made("cluster", split=1.0), **odd)[0] == 3.0


def test_the_core_school_has_a_way_only_where_the_meeting_rotates() -> None:
    core = {"distance_km": 0.0, "travel_minutes": 0.0, "rotating_km": 5.0, "neighbour_km": 2.0}
    assert way(made("cluster"), **core) == (0.0, 0.0)
    km, minutes = way(made("cluster", rotating=1.0), **core)
    assert (km, minutes) == (5.0, pytest.approx(15.0)), "at the speed of the place"


@pytest.mark.parametrize("place", ["janapria", "sumba_remote"])
def test_rotation_shares_the_way_more_evenly_and_sub_clusters_shorten_it(place: str) -> None:
    where = open_place(place)
    people = roster(where, sampling.base_numbers())
    to_core = np.array([school.distance_km for school in where.schools])
    rotating, neighbour = people.geography.rotating_km, people.geography.neighbour_km
    for cluster in range(len(where.clusters)):
        members = people.cluster_of == cluster
        assert np.ptp(rotating[members]) <= np.ptp(to_core[members]) + 1e-9
    far = to_core > np.median(to_core)
    assert neighbour[far].mean() < to_core[far].mean()


def test_sub_clusters_bring_far_schools_in_and_thin_the_group(asked) -> None:
    questions = [asked("plain"), asked("split", shared_facilities_subclusters=1.0)]
    plain, split = simulate_scenarios(questions, hill_clusters(), replicates=16, seed=4)
    far, worth = GROUPED.index(("attendance_share", "far")), list(OUTCOMES).index("worth_mean")
    gained = [(a[far] - b[far])[8:].mean() for a, b in ((split.groups, plain.groups), (split.rest, plain.rest))]
    assert gained[0] > max(gained[1], 0.0)
    assert split.monthly[worth, 8:].mean() < plain.monthly[worth, 8:].mean()
