"""Mesa's own tools drive the clear clock with none of our code between."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest
from mesa.batchrunner import batch_run

from kkgsim.engine.agents import (
    CalendarAgent,
    ClusterAgent,
    DistrictAgent,
    FacilitatorAgent,
    ResourcePersonAgent,
    SchoolAgent,
    SupervisorAgent,
    TeacherAgent,
)
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place

TAKES_RNG = "rng" in inspect.signature(batch_run).parameters
"""Mesa 3.5 hands seeds to ``batch_run`` as ``rng``; before, they are a parameter like others."""
LEVERS = {"facilitator_team_per_10_schools": [0.0, 2.0], "bos_allocation_share": [0.0, 0.03]}


@pytest.fixture(scope="module")
def played(tiny: Place) -> KKGModel:
    """Six months of two clusters with facilitators."""
    model = KKGModel(tiny, seed=5, months=6, facilitator_team_per_10_schools=2.0)
    while model.running:
        model.step()
    return model


def run_batch(
    place: Place, seeds: list[int | None], levers: dict[str, list[float]], *, processes: int = 1, period: int = -1
) -> list[dict[str, Any]]:
    parameters = {"place": [place], "months": 4, **levers}
    luck = {"rng": seeds} if TAKES_RNG else {}
    if not TAKES_RNG:
        parameters["seed"] = seeds
    rows = batch_run(
        KKGModel, parameters, number_processes=processes, max_steps=4, data_collection_period=period,
        display_progress=False, **luck,
    )  # fmt: skip
    own = ("RunId", "iteration", "Step", "seed", *levers, *OUTCOMES, "cost_rupiah")
    each = {(row["RunId"], row["Step"]): {name: row[name] for name in own} for row in rows}
    return list(each.values())  # Mesa 3.5 gives a row for every teacher, too


def test_batch_run_sweeps_lever_settings(tiny: Place) -> None:
    rows = run_batch(tiny, [1, 2], LEVERS)
    assert len(rows) == 8
    assert {row["facilitator_team_per_10_schools"] for row in rows} == {0.0, 2.0}
    assert {row["Step"] for row in rows} == {4.0 if TAKES_RNG else 3}, "the last of four months"
    by = {(r["seed"], r["facilitator_team_per_10_schools"], r["bos_allocation_share"]): r for r in rows}
    for seed in (1, 2):
        assert by[seed, 0.0, 0.0]["facilitated_share"] == 0.0
        assert by[seed, 2.0, 0.0]["facilitated_share"] > 0.0
        assert by[seed, 2.0, 0.03]["cost_rupiah"] > by[seed, 0.0, 0.0]["cost_rupiah"]


def test_batch_run_gives_the_same_on_two_processes(tiny: Place) -> None:
    def key(row: dict[str, Any]) -> int:
        return row["RunId"]

    asked = {"facilitator_team_per_10_schools": [0.0, 2.0]}
    one, two = (sorted(run_batch(tiny, [1, 2], asked, processes=count), key=key) for count in (1, 2))
    assert len(one) == 4
    assert one == two


def test_batch_run_can_collect_every_month(tiny: Place) -> None:
    rows = run_batch(tiny, [1], {}, period=1)
    assert [row["Step"] for row in rows] == ([1.0, 2.0, 3.0, 4.0] if TAKES_RNG else [0, 1, 2, 3])
    assert len({row["practice_mean"] for row in rows}) == 4


def test_runs_without_a_seed_differ_and_with_one_agree(tiny: Place) -> None:
    def curves(seed: int | None) -> list[tuple[float, ...]]:
        rows = run_batch(tiny, [seed] * 3, {})
        return [tuple(row[name] for name in OUTCOMES) for row in rows]

    assert len(set(curves(None))) == 3
    assert len(set(curves(7))) == 1


@pytest.mark.skipif(TAKES_RNG, reason="Mesa 3.5 replaces iterations by rng")
def test_iterations_repeat_a_run(tiny: Place) -> None:
    rows = batch_run(
        KKGModel, {"place": [tiny], "months": 2, "seed": [None]}, iterations=2, max_steps=2, display_progress=False
    )
    assert [row["iteration"] for row in rows] == [0, 1]
    assert rows[0]["attendance_share"] != rows[1]["attendance_share"]


def test_a_model_stops_at_its_horizon_under_run_model(tiny: Place) -> None:
    model = KKGModel(tiny, seed=5, months=3)
    model.run_model()
    assert model.steps == 3
    assert not model.running


def test_the_collectors_frames(played: KKGModel) -> None:
    frame = played.datacollector.get_model_vars_dataframe()
    assert list(frame.columns) == [*OUTCOMES, "cost_rupiah"]
    assert len(frame) == 6
    assert frame["attendance_share"].between(0.0, 1.0).all()
    assert (frame["cost_rupiah"] > 0.0).all()
    people = played.datacollector.get_agenttype_vars_dataframe(TeacherAgent)
    assert people.index.names == ["Step", "AgentID"]
    assert len(people) == 6 * len(played.teachers)
    practice = people["practice"].groupby("Step").mean().to_numpy()
    np.testing.assert_allclose(practice, frame["practice_mean"].to_numpy(), rtol=1e-12)


def test_the_collector_shows_what_the_fast_clock_shows(tiny: Place) -> None:
    """In a month without a meeting, too: it shows the month before, and zero before there was any."""
    model = KKGModel(tiny, seed=5, months=14)
    while model.running:
        model.step()
    frame = model.datacollector.get_model_vars_dataframe()
    fast = simulate_scenarios([model.question.scenario], tiny, replicates=1, seed=5, uncertain=False)[0]
    np.testing.assert_allclose(frame[list(OUTCOMES)].to_numpy().T, fast.monthly[:, :, 0], rtol=1e-12)
    quiet = [month for month, weight in enumerate(model.weight) if not weight[list(OUTCOMES).index("worth_mean")].any()]
    assert quiet, "a run of 14 months in two clusters has a month without a meeting"


def test_agents_by_type(played: KKGModel) -> None:
    sets = played.agents_by_type
    assert len(sets[DistrictAgent]) == 1
    assert len(sets[ClusterAgent]) == 2
    assert len(sets[SchoolAgent]) == len(played.schools)
    assert len(sets[SupervisorAgent]) == len(played.supervisors)
    assert len(sets[CalendarAgent]) == 12
    assert len(sets[FacilitatorAgent]) == len(played.facilitators)
    assert len(sets[ResourcePersonAgent]) == len(played.resource_persons)
    assert list(sets[TeacherAgent]) == played.teachers, "in the order of the place"
    assert len(played.agents) == sum(len(each) for each in sets.values())


def test_agent_sets_can_be_asked(played: KKGModel) -> None:
    teachers = played.agents_by_type[TeacherAgent]
    in_post = teachers.select(lambda teacher: teacher.replaced < 0.5)
    share = len(in_post.select(lambda teacher: teacher.attended_last > 0.5)) / len(in_post)
    assert share == pytest.approx(played.datacollector.model_vars["attendance_share"][-1])
    assert teachers.agg("practice", np.mean) == pytest.approx(played.datacollector.model_vars["practice_mean"][-1])
    assert max(teachers.get("index")) == len(teachers) - 1
    groups = teachers.groupby(lambda teacher: teacher.school.name)
    assert sum(groups.count().values()) == len(teachers)
    far = played.agents_by_type[SchoolAgent].sort("distance_km", ascending=False)
    assert next(iter(far)).distance_km == max(school.distance_km for school in played.schools)


def test_shuffling_and_asking_do_not_touch_the_luck(tiny: Place) -> None:
    def curve(meddle: bool) -> list[float]:
        model, told = KKGModel(tiny, seed=9, months=4), []
        while model.running:
            model.step()
            if meddle:
                model.agents.shuffle_do(lambda agent: agent.random.random())
                model.agents_by_type[TeacherAgent].shuffle_do("why")
                model.agents_by_type[TeacherAgent].shuffle().do(lambda teacher: told.append(teacher.why().chance))
        assert len(told) == (4 * len(model.teachers) if meddle else 0)
        return model.datacollector.model_vars["attendance_share"]

    assert curve(False) == curve(True)


def test_the_same_seed_is_the_same_run_and_another_is_not(tiny: Place) -> None:
    def curve(seed: int | None) -> list[float]:
        model = KKGModel(tiny, seed=seed, months=3)
        while model.running:
            model.step()
        return model.datacollector.model_vars["attendance_share"]

    assert curve(3) == curve(3)
    assert curve(3) != curve(4)
    assert curve(None) != curve(None)


def test_unique_ids_and_removal_are_mesas(tiny: Place) -> None:
    model = KKGModel(tiny, seed=3, months=2)
    ids = [agent.unique_id for agent in model.agents]
    assert ids == list(range(1, len(ids) + 1))
    assert all(agent.model is model for agent in model.agents)
