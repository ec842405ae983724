"""From a budget to a few packages: verdicts that being chosen does not flatter, scenario files, both languages."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result

import kkgsim
from kkgsim.analysis.comparison.compare import compare
from kkgsim.analysis.optimisation.menu import menu
from kkgsim.analysis.optimisation.verdict import verdict
from kkgsim.cli.main import main
from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named

WORDS = {"budget": 30e6, "outcome": "attendance_share", "evaluations": 30, "futures": 4, "fresh": 30, "show": 3}


def judged(seen: np.ndarray, fresh: np.ndarray, spends: float = 1.0):
    """The verdict on packages from their gains (packages, futures) in the search and on fresh futures."""

    class Winners(SimpleNamespace):
        def __len__(self) -> int:
            return len(seen)

    anew = {"gains": fresh, "wholes": fresh / 2.0, "spends": np.full(fresh.shape, spends)}
    found = verdict(Winners(searched={"gain": seen.mean(axis=1)}, fresh=anew), 2.0)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_who_leads_is_settled_before_the_fresh_futures_are_looked_at() -> None:
    """Packages that are all alike: the luckiest on fresh futures is not made the leader, nor told from it."""
    stream = np.random.default_rng(1)
    seen, fresh = stream.normal(1.0, 1.0, (6, 12)), stream.normal(1.0, 1.0, (6, 150))
    found = judged(seen, fresh)
    assert found.leads == int(np.argmax(seen.mean(axis=1)))
    assert {found.word(rank) for rank in range(6)} == {"leads", "alike"}


def test_intervals_hold_what_they_promise() -> None:
    """Of five packages that are no better than the leader, one is called clearly different in at most a tenth of the
    tries, all of them together (with a margin for 60 tries)."""
    wrong = 0
    for seed in range(60):
        stream = np.random.default_rng([seed, 5])
        shared = stream.normal(1.0, 1.0, (1, 100))
        found = judged(stream.normal(1.0, 0.1, (6, 12)), shared + stream.normal(0.0, 0.3, (6, 100)))
        wrong += any(found.word(rank) in ("less", "more") for rank in range(6))
    assert wrong <= 60 * 0.1 + 3 * np.sqrt(60 * 0.1 * 0.9)


def test_a_real_difference_is_seen_though_futures_differ_much() -> None:
    stream = np.random.default_rng(2)
    shared = stream.normal(1.0, 1.0, (1, 100))
    gains = shared + np.array([[0.5], [0.0], [0.8]]) + stream.normal(0.0, 0.05, (3, 100))
    seen = np.array([[2.0, 2.0], [1.0, 1.0], [1.0, 1.0]])
    found = judged(seen, gains, spends=3.0)
    assert [found.word(rank) for rank in range(3)] == ["leads", "less", "more"]
    assert (found.within == 0.0).all()


def test_the_menu_is_what_a_district_decides_about_itself() -> None:
    study = menu("janapria", months=36, futures=4, seed=1)
    for factor in study.factors:
        lever = all_levers()[factor.lever]
        assert lever.level == "district"
        assert factor.values[0] == 0.0
        assert max(factor.values) <= all_settings()[factor.name].high
    assert {factor.lever for factor in study.factors} == {
        lever.name for lever in all_levers().values() if lever.level == "district"
    }
    with pytest.raises(InputError):
        menu("janapri", months=36, futures=4, seed=1)


def ask(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def small_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from dataclasses import replace

    from kkgsim.places.place_io.files import write

    place = place_named("janapria", None)
    first = place.clusters[:1]
    folder = tmp_path_factory.mktemp("place") / "one-cluster"
    write(replace(place, schools=tuple(s for s in place.schools if s.cluster in first)), folder)
    return folder


def test_the_command_is_the_function_and_its_packages_are_scenarios(
    small: Path, small_place: Path, tmp_path: Path
) -> None:
    options = [text for name, given in WORDS.items() for text in (f"--{name}", given)]
    out = tmp_path / "out"
    told = ask(
        "shortlist", "--study", small, "--place", small_place, *options, "--keep", tmp_path / "kept", "--out", out
    )
    assert told.exit_code == 0, told.output
    played: list[int] = []
    result = kkgsim.shortlist(
        WORDS["budget"], str(small_place), study=small, keep=tmp_path / "kept", progress=played.append,
        **{name: given for name, given in WORDS.items() if name != "budget"},
    )  # fmt: skip
    assert not sum(played), "what the command kept is not played again"
    assert told.stdout == result.report()
    with use_language("id"):
        assert "Daftar pilihan untuk" in result.report()
        assert "terdepan" in result.report()
    table = pd.read_csv(out / "shortlist.csv")
    assert (table["verdict"] == "leads").sum() == 1
    assert (table["gain_low"] <= table["gain"]).all()
    assert {"shortlist.png", "pareto.png", "packages.csv", "package-1.toml", "place"} <= {p.name for p in out.iterdir()}
    scenario = read_scenario(out / "package-1.toml")
    again = compare([scenario], place_named(scenario.place, out), replicates=30, seed=scenario.seed)
    gains = (again.played[0].at_end() - again.against[0].at_end())[0]
    assert table["gain"][0] == pytest.approx(gains.mean(), rel=1e-12), "the verdict is that of the scenario file"
    whole = (again.played[0].monthly - again.against[0].monthly)[0].mean()
    assert table["gain_all_months"][0] == pytest.approx(whole, rel=1e-9), "a gain of the span of the cost stands beside"
    for name, share in (("gain_all_months", ""), ("cost", ""), ("better", "_share"), ("within", "_share")):
        assert (table[f"{name}_low"] <= table[f"{name}{share}"]).all()
        assert (table[f"{name}{share}"] <= table[f"{name}_high"]).all()
    assert "on average over all months and" in " ".join(told.stdout.split())


def test_a_dry_run_says_how_long_and_plays_nothing(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = ask("shortlist", "--study", small, "--budget", "30e6", "--dry-run")
    assert told.exit_code == 0, told.output
    assert "At most 400 packages on 12 futures, then 5 of them on 150 new ones" in told.output
    assert list(tmp_path.iterdir()) == []


def test_mistakes_are_refused_before_anything_is_played(small: Path) -> None:
    for words, said in (
        (("--budget", "-1"), "--budget"),
        (("--budget", "1e6", "--place", "nowhere"), "nowhere"),
        (("--budget", "1e6", "--payer", "distict"), "district"),
        (("--budget", "1e6", "--outcome", "practise_mean"), "practice_mean"),
    ):
        told = ask("shortlist", *words)
        assert told.exit_code == 2
        assert said in told.output
