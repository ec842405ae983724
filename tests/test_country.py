"""A place of several districts: each is played by itself, and what they had is added up."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from conftest import around_playing
from every_check import NO_REAL_LISTS

from kkgsim.analysis.comparison import aimed_report, budget_report, by_district
from kkgsim.analysis.comparison.compare import compare, yearly_cost
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.evaluator import Evaluator
from kkgsim.analysis.futures import FutureSettings, sampled
from kkgsim.analysis.interactions.interactions import interactions
from kkgsim.cli.main import main
from kkgsim.design.study import Design, Study
from kkgsim.engine import scenarios
from kkgsim.engine.batch_runner import BatchRunner
from kkgsim.engine.validate import NonFiniteResult
from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.districts import districts_in, districts_of
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place, write
from kkgsim.places.profiles import PROFILES
from kkgsim.scenario.read import parse_scenario, read_scenario, write_scenario
from kkgsim.scenario.scenario import Budget, Condition, Phase, Target

ROOT = Path(__file__).parents[1]
RANK = {name: rank for rank, name in enumerate(OUTCOMES)}


@pytest.fixture(scope="module")
def three() -> Place:
    """Two districts of one province and one of another, with one way of counting travel for all."""
    lombok, sumba, janapria = (open_place(name) for name in ("lombok_tengah", "sumba_remote", "janapria"))
    some = tuple(s for s in lombok.schools if s.cluster in lombok.clusters[:6])
    schools = (*some, *sumba.schools, *janapria.schools)
    ordered = tuple(sorted(schools, key=lambda school: (school.cluster, school.npsn)))
    return replace(lombok, name="three", schools=ordered)


@pytest.fixture(scope="module")
def compared(three: Place) -> Comparison:
    scenario = read_scenario(ROOT / "scenarios" / "national.toml").with_horizon(15)
    return compare([scenario], three, replicates=3, seed=5, workers=2)


def test_districts_are_told_apart_by_code_and_have_their_own_provinces_means(three: Place) -> None:
    found = districts_of(three)
    assert districts_in(three) == 3
    assert [d.code for d in found] == ["9901", "9902", "9903"]
    assert [d.place.profile for d in found] == ["ntb", "ntb", "ntt"]
    assert sum(len(d.place.schools) for d in found) == len(three.schools)
    sumba = open_place("sumba_remote")
    assert found[2].place.schools != sumba.schools, "made with the speed of Lombok"
    slower = three.speed_kmh / PROFILES["ntt"].speed_kmh
    for mine, made in zip(found[2].place.schools, sumba.schools, strict=True):
        assert mine.travel_minutes == pytest.approx(slower * made.travel_minutes)


def test_of_several_districts_it_is_said_what_each_can_spend_and_whom_each_chooses(three: Place) -> None:
    waits = Condition("attendance_share", False, 0.9, 3)
    team, fares = (
        Phase(lever, 1, 6, {setting: 1.0}, "district")
        for lever, setting in (("facilitator_team", "per_10_schools"), ("transport_recognition", "recognition"))
    )
    policy = (replace(team, to=Target("neediest", 2.0)), replace(fares, when=waits))
    national = read_scenario(ROOT / "scenarios" / "national.toml").with_horizon(6)
    scenario = replace(national, policy=policy, budget=Budget(40e6), text="")
    played = compare([scenario], three, replicates=1, seed=5).played[0]
    with use_language("en"):
        lines = " ".join([*aimed_report.in_words(played), *budget_report.in_short(played)])
    assert "only in the neediest clusters (2) of each district" in lines
    assert "begins and ends in each district by what its own office sees" in lines
    assert "Rp 120.0 million" in lines
    assert "each can spend Rp 40.0 million a year" in lines


def test_a_district_gives_the_same_numbers_alone(compared: Comparison, three: Place) -> None:
    alone = compare([compared.played[0].scenario], open_place("janapria"), replicates=3, seed=5)
    part = compared.parts.districts[0]
    assert np.array_equal(part.at_end[1], alone.played[0].at_end())
    assert np.array_equal(part.at_end[0], alone.against[0].at_end())
    assert part.counts["teacher"] == alone.played[0].counts["teacher"]
    assert part.cost[1].sum(axis=0) == pytest.approx(yearly_cost(alone.played[0]))


def test_the_whole_is_its_districts(compared: Comparison, three: Place) -> None:
    scenario = compared.played[0].scenario
    each = [compare([scenario], d.place, replicates=3, seed=5).played[0] for d in districts_of(three)]
    whole = compared.played[0]
    for name, table in vars(whole.totals).items():
        assert table == pytest.approx(sum(getattr(one.totals, name) for one in each)), name
    attendance = RANK["attendance_share"]
    weights = np.array([one.totals.weight[attendance] for one in each])
    values = np.array([one.monthly[attendance] for one in each])
    assert whole.monthly[attendance] == pytest.approx((values * weights).sum(axis=0) / weights.sum(axis=0))
    people = RANK["facilitators_active"]
    assert whole.monthly[people] == pytest.approx(sum(one.monthly[people] for one in each))
    ntb = next(part for part in compared.parts.provinces if part.name == "Nusa Tenggara Barat")
    assert ntb.cost == pytest.approx(sum(part.cost for part in compared.parts.districts[:2]))
    assert ntb.counts["school"] == sum(part.counts["school"] for part in compared.parts.districts[:2])


def test_neither_workers_nor_lanes_change_a_bit(compared: Comparison, three: Place, monkeypatch) -> None:
    monkeypatch.setattr(scenarios, "LANES", 1)
    again = compare([compared.played[0].scenario], three, replicates=3, seed=5, workers=1)
    for mine, theirs in zip(again.everything, compared.everything, strict=True):
        for name, table in vars(mine.totals).items():
            assert np.array_equal(table, getattr(theirs.totals, name)), name
        assert np.array_equal(mine.schools, theirs.schools)


def test_a_list_that_lacks_codes_or_spells_a_province_in_two_ways_makes_no_second_district(three: Place) -> None:
    some = [replace(s, district="Kab. Lain") if s.code.startswith("9901") else s for s in three.schools]
    odd = {"code": ""}, {"code": "", "province": "Prov. N.T.B."}, {"code": "", "province": ""}, {"province": "NTB"}
    mixed = [*some]
    for rank, how in zip((0, 60, 61, 62), odd, strict=True):
        mixed[rank] = replace(some[rank], **how)
    whole, found = (districts_of(replace(three, schools=tuple(each))) for each in (some, mixed))
    assert [(d.code, d.name, d.province) for d in found] == [(d.code, d.name, d.province) for d in whole]
    assert [len(d.place.schools) for d in found] == [len(d.place.schools) for d in whole]


def test_districts_without_codes_are_told_apart_by_their_provinces(three: Place) -> None:
    bare = [replace(school, code="", district="Kab. Banjar") for school in three.schools]
    found = districts_of(replace(three, schools=tuple(bare)))
    assert [(d.code, d.name) for d in found] == [
        ("nusatenggarabarat kabbanjar", "Kab. Banjar"), ("nusatenggaratimur kabbanjar", "Kab. Banjar"),
    ]  # fmt: skip
    nowhere = replace(bare[0], province="")
    assert districts_in(replace(three, schools=(nowhere, *bare[1:]))) == 3, "which of the two it is nobody can tell"


def test_schools_stay_in_the_order_of_the_place_however_clusters_are_called(three: Place) -> None:
    """A list's own names of clusters mix districts, and the map goes by the order of the place."""
    first = {"9901": "Z", "9902": "M", "9903": "A"}
    named = [replace(s, cluster=f"{first[s.code[:4]]} {s.cluster}", cluster_source="listed") for s in three.schools]
    mixed = replace(three, schools=tuple(sorted(named, key=lambda school: (school.cluster, school.npsn))))
    scenario = read_scenario(ROOT / "scenarios" / "national.toml").with_horizon(12)
    whole = compare([scenario], mixed, replicates=1, seed=5).played[0].schools
    alone = {
        school.npsn: values
        for district in districts_of(mixed)
        for school, values in zip(
            district.place.schools,
            np.moveaxis(compare([scenario], district.place, replicates=1, seed=5).played[0].schools, 1, 0),
            strict=True,
        )
    }
    assert np.array_equal(np.moveaxis(whole, 1, 0), [alone[school.npsn] for school in mixed.schools])


def test_districts_without_a_province_have_one_that_says_so(three: Place) -> None:
    """Names and codes are keys of the tables; nothing may come out of playing that no table can hold."""
    nowhere = replace(three, schools=tuple(replace(school, province="") for school in three.schools))
    scenario = read_scenario(ROOT / "scenarios" / "national.toml").with_horizon(2)
    tables = compare([scenario], nowhere, replicates=1, seed=5).tables
    assert set(tables["provinces"]["code"]) == set(tables["districts"]["province"]) == {by_district.NO_PROVINCE}
    assert len(tables["districts"]) == 2 * 3


def test_what_fails_names_its_district(three: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(batch, recorded) -> None:
        if batch.roster.counts["cluster"] == len(open_place("sumba_remote").clusters):
            recorded.total_value[:] = np.nan

    around_playing(monkeypatch, after=broken)
    scenario = read_scenario(ROOT / "scenarios" / "national.toml").with_horizon(12)
    with pytest.raises(NonFiniteResult, match=r"Kab\. Sumba Terpencil \(sintetis\) \(9903\): .*replicate 0"):
        compare([scenario], three, replicates=1, seed=5)


def test_what_plays_a_place_as_one_district_refuses_several(three: Place) -> None:
    scenario = read_scenario(ROOT / "scenarios" / "national.toml")
    study = Study("a", scenario.title, scenario.about, scenario, "three", 0, 1, 1, True, Design("points"), (), (), ())
    for attempt in (
        lambda: BatchRunner(study, three, np.zeros((1, 0))), lambda: Evaluator(study, three),
        lambda: sampled(FutureSettings(three, (scenario,), "attendance_share", 1, 1, 1)),
        lambda: interactions(three, replicates=1),
    ):  # fmt: skip
        with pytest.raises(InputError, match=r"several districts.*given: three: 3"):
            attempt()


def test_run_and_compare_tell_provinces_and_draw_a_map(
    three: Place, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = Comparison.pictures
    drawn: list[str] = []

    def the_map_alone(result: Comparison) -> dict[str, Any]:
        drawn.extend(pictures(result))
        return {"map": pictures(result)["map"]}

    monkeypatch.setattr(Comparison, "pictures", the_map_alone)
    write(three, tmp_path / "three")
    asked = ["compare", str(ROOT / "scenarios" / "national.toml"), "--place", str(tmp_path / "three")]
    told = CliRunner().invoke(main, [*asked, "--months", "13", "--out", str(tmp_path / "out"), "--lang", language])
    assert told.exit_code == 0, told.output
    assert "Nusa Tenggara Timur" in told.output
    assert (
        "in 3 districts of 2 provinces" if language == "en" else "di 3 kabupaten/kota dalam 2 provinsi"
    ) in told.output
    assert ("no band" if language == "en" else "tidak ada rentang") in told.output
    districts = pd.read_csv(tmp_path / "out" / "districts.csv", dtype={"code": str})
    assert list(districts["code"]) == 2 * ["9901", "9902", "9903"]
    policy = districts[districts["scenario"] == "national"]
    assert (policy["cost_difference_per_year"] > 0.0).all()
    assert (policy["attendance_share_difference"] != 0.0).all()
    assert policy["cost_per_year"].sum() == pytest.approx(
        pd.read_csv(tmp_path / "out" / "runs.csv").set_index("scenario")["cost_per_year"]["national"]
    )
    assert (tmp_path / "out" / "map.png").stat().st_size > 10_000
    assert "network" not in drawn
    assert "trajectories" in drawn
    assert "districts.csv" in json.loads((tmp_path / "out" / "provenance.json").read_text())["files"]


def test_numbers_of_the_book_are_asked_for_in_the_scenario() -> None:
    scenario = read_scenario(ROOT / "scenarios" / "national.toml")
    assert not scenario.drawn
    assert parse_scenario(write_scenario(scenario), "national.toml") == scenario
    assert read_scenario(ROOT / "scenarios" / "facilitator-team.toml").drawn


@pytest.mark.long
def test_the_whole_country_keeps_its_memory_bound(tmp_path: Path) -> None:
    """All primary schools of the registry, 60 months, in less than 3 GiB."""
    listed = ROOT.parent / "shared" / "data" / "sd_national_mit.csv.gz"
    if not listed.exists():
        pytest.skip(NO_REAL_LISTS)
    words = [sys.executable, "-m", "kkgsim"]
    plain = tmp_path / "national.csv"
    plain.write_bytes(gzip.decompress(listed.read_bytes()))
    made = [*words, "schools", "import", str(plain), "-o", str(tmp_path / "indonesia")]
    subprocess.run(made, check=True, capture_output=True)
    asked = [*words, "run", str(ROOT / "scenarios" / "national.toml"), "--place", str(tmp_path / "indonesia")]
    told = subprocess.run([*asked, "--out", str(tmp_path / "out")], check=True, capture_output=True, text=True)
    assert "514 districts of 34 provinces" in told.stdout
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 3 * 2**20
    assert len(pd.read_csv(tmp_path / "out" / "districts.csv")) == 514
    assert (tmp_path / "out" / "map.png").stat().st_size > 50_000
