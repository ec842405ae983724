"""Places small enough to test on, and shipped scenarios."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from every_check import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401 (pytest finds them here)
from workers import compile_once, is_worker, longest_first, pytest_xdist_make_scheduler  # noqa: F401 (the same)

from kkgsim.engine import budget, kernel
from kkgsim.engine.batch import Batch
from kkgsim.engine.calls import added, caller
from kkgsim.engine.columns import columns
from kkgsim.engine.initial_state import InitialStates
from kkgsim.engine.policy_tables import PolicyTables
from kkgsim.engine.simulate import Recording, simulate
from kkgsim.engine.world import world
from kkgsim.i18n import LANGUAGES, VARIABLE, Text, use_language
from kkgsim.model import entities
from kkgsim.model.random_streams import Lanes
from kkgsim.model.rules import inclining
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = """import socket
def refuse(*given, **more):
    raise OSError("a connection was asked for")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""
"""What Python does first in a process that must not need a network."""
SHIPPED = sorted((ROOT / "scenarios").glob("*.toml"))
SHARED = ROOT.parent / "shared" / "data"
EVERYTHING = {
    "ministerial_regulation_standing": 1.0,
    "ministerial_regulation_roles": 1.0,
    "ministerial_regulation_duty": 0.5,
    "bosda_minimum_share": 0.10,
    "provider_partnership_partnership": 1.0,
    "provider_partnership_places": 0.3,
    "provider_partnership_persons": 3.0,
    "perception_change_campaign": 1.0,
    "perception_change_workshop": 1.0,
    "perception_change_information": 1.0,
    "perception_change_central": 0.2,
    "district_regulation_in_office": 0.5,
    "facilitator_team_per_10_schools": 2.0,
    "facilitator_team_formal_status": 0.3,
    "facilitator_team_certified": 1.0,
    "facilitator_team_toward_need": 0.6,
    "facilitator_team_toward_near": 0.2,
    "bos_allocation_share": 0.02,
    "guideline_implementation_dissemination": 1.0,
    "guideline_implementation_self_run": 1.0,
    "guideline_implementation_committee": 1.0,
    "monitoring_per_year": 2.0,
    "monitoring_internal_per_year": 4.0,
    "monitoring_tracking": 1.0,
    "supervisor_merit_recruited": 1.0,
    "supervisor_merit_cadre": 0.5,
    "release_from_teaching_days": 2.5,
    "release_from_teaching_substitutes": 0.5,
    "release_from_teaching_supervisors": 1.0,
    "followup_mentoring_visits": 0.5,
    "core_teachers_per_cluster": 2.0,
    "core_teachers_across": 1.0,
    "core_teachers_pairs": 0.5,
    "needs_programme_assessment": 1.0,
    "needs_programme_local_content": 0.5,
    "needs_programme_sharing": 0.1,
    "needs_programme_case_study": 0.1,
    "needs_programme_reflection": 0.2,
    "needs_programme_drafting": 0.2,
    "needs_programme_training": 0.3,
    "principal_development_share": 1.0,
    "learning_community_sessions": 24.0,
    "learning_community_guides": 0.5,
    "learning_community_leads": 0.5,
    "ict_online_self_paced": 1.0,
    "ict_online_certificates": 0.5,
    "transport_recognition_fare": 20_000.0,
    "transport_recognition_recognition": 1.0,
    "transport_recognition_allowance": 400_000.0,
    "transport_recognition_tied_to_presence": 0.5,
    "transport_recognition_tied_to_ratings": 0.5,
    "transport_recognition_oversight": 0.5,
    "ict_online_training": 1.0,
    "ict_online_materials": 1.0,
    "ict_online_meetings": 1.0,
    "ict_online_virtual": 0.1,
    "shared_facilities_kit": 1.0,
    "shared_facilities_rotating": 0.5,
    "shared_facilities_subclusters": 0.5,
    "workload_relief_hours": 2.0,
    "meeting_time_meetings": 12.0,
    "meeting_time_hours": 3.0,
    "meeting_time_after_class": 0.5,
    "fair_selection_rotation": 0.8,
}
"""A policy in which every lever is at work. A block grant is not among it: a KKG that gets one gets no BOS."""

LONG = 3600
"""Seconds that a test of minutes may take; all others have the limit of pyproject.toml."""


def none(offenders: Iterable[str]) -> None:
    """Fail with all offenders, a line each, where there are any."""
    found = list(offenders)
    assert not found, "\n".join(["", *found])


def only(place: Place, *clusters: str) -> Place:
    """Some clusters of a place."""
    return replace(place, name="tiny", schools=tuple(s for s in place.schools if s.cluster in clusters))


def made(kind: str, **given: float) -> SimpleNamespace:
    """A thing with every attribute zero but those given."""
    unknown = set(given) - set(entities.names(kind))
    assert not unknown, f"{kind} has no {', '.join(sorted(unknown))}"
    return SimpleNamespace(**{**dict.fromkeys(entities.names(kind), 0.0), **given})


def policy_in(
    place: str, name: str, policy: Mapping[str, float], *, months: int, replicates: int, **assumed: float
) -> Scenario:
    """Settings at work throughout in an embedded place, with some numbers held."""
    held = tuple(Assumption(number, value, value, value, "held") for number, value in assumed.items())
    words = Text(name, name), Text("", "")
    return Scenario(name, *words, place, months, replicates, 3, phases(policy, months), held)


def started(initial: InitialStates, lanes: Lanes, numbers: np.ndarray) -> dict[str, dict[str, np.ndarray]]:
    """What lanes begin with under ``numbers`` (numbers, lanes), by kind of thing and attribute, each of shape (things,
    lanes)."""
    nothing, for_nobody = (np.zeros((len(columns()[kind]), 0, lanes.count)) for kind in ("policy", "aims"))
    begun = world(Batch(initial, lanes, numbers, PolicyTables(nothing, nothing, for_nobody), 7))
    kernel.play(begun)
    return tables_of(begun.state, lanes.count)


def tables_of(state: Any, lanes: int) -> dict[str, dict[str, np.ndarray]]:
    """Tables of the engine by kind of thing and attribute, each of shape (things, lanes)."""
    return {
        kind: dict(zip(entities.names(kind), table.reshape(len(table), -1, lanes), strict=True))
        for kind, table in state._asdict().items()
    }


def around_playing(
    monkeypatch: pytest.MonkeyPatch, *, before: Callable[[Batch], None] | None = None,
    after: Callable[[Batch, Recording], None] | None = None,
) -> None:  # fmt: skip
    """Do something whenever a scenario or a study has a batch played: before, with the batch, or after, with what was
    recorded of it, too."""

    def play(batch: Batch, *more: Any) -> Recording:
        if before is not None:
            before(batch)
        recorded = simulate(batch, *more)
        if after is not None:
            after(batch, recorded)
        return recorded

    monkeypatch.setattr(budget, "simulate", play)


def inclination(teacher: Any, school: Any, cluster: Any, district: Any, n: Any, **more: Any) -> float:
    """The log-odds of attending: the base and every pull, each handed what it asks for."""
    given = {"school": school, "cluster": cluster, "district": district, "calendar": made("calendar"), "n": n, **more}
    return added([caller(rule, "teacher", given)(teacher, None) for rule in inclining.INCLINATION])


@cache
def hill_clusters() -> Place:
    """Three clusters of Sumba, two of them far flung: 11 schools."""
    return only(open_place("sumba_remote"), "990302-02", "990304-02", "990305-03")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test begins in English, whatever this machine speaks."""
    monkeypatch.delenv(VARIABLE, raising=False)
    with use_language("en"):
        yield


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, english: None) -> Iterator[str]:
    """Each language in turn, spoken for the time of the test."""
    with use_language(request.param):
        yield request.param


@pytest.fixture(scope="session")
def janapria() -> Place:
    return open_place("janapria")


@pytest.fixture(scope="session")
def tiny(janapria: Place) -> Place:
    """Two clusters of Janapria."""
    return only(janapria, *janapria.clusters[:2])


@pytest.fixture(scope="session")
def hills() -> Place:
    return hill_clusters()


@pytest.fixture(scope="module")
def few_points_for_luck() -> Iterator[None]:
    """The split of variance of a sensitivity analysis from few points, whose intervals may be wide here."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kkgsim.analysis.sensitivity.variance.BASE", 64)
        yield


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers are kept without their pictures, for tests that look at none."""
    from kkgsim.analysis.pictured_result import PicturedResult

    monkeypatch.setattr(PicturedResult, "draw_all", lambda result, folder: [])


@pytest.fixture
def asked() -> Callable[..., Scenario]:
    """A scenario made from settings by full name."""

    def make(name: str = "asked", months: int = 24, assumptions: tuple = (), **settings: float) -> Scenario:
        policy = phases(settings, months)
        return Scenario(name, Text(name, name), Text("", ""), "tiny", months, 8, 7, policy, assumptions)

    return make


@pytest.fixture
def patience() -> Callable[[float], AbstractContextManager[None]]:
    """A context that may take so many seconds of processor time and no more, where the system can see to it: how busy
    the machine is does not count, and the limit of a test stays in force."""

    @contextmanager
    def waiting(seconds: float) -> Iterator[None]:
        def enough(number: int, frame: object) -> None:
            raise TimeoutError(f"took more than {seconds} seconds of processor time")

        if not hasattr(signal, "setitimer"):
            yield
            return
        before = signal.signal(signal.SIGPROF, enough)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    return waiting


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-expected", action="store_true", help="renew what is kept: tests/expected.toml, docs/tutorial.md"
    )


def pytest_configure() -> None:
    """Processes that tests begin hear Ctrl-C, also where a shell has begun all this in its background."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if is_worker():
        longest_first(items)
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.timeout(LONG), append=False)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if is_worker():
        compile_once(item)
