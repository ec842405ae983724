"""Each shipped scenario against the answer kept beside it. Renew the answers with ``pytest tests/test_expected.py
--write-expected`` and say why under *Changes results* in the changelog."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from conftest import SHIPPED

from kkgsim.outcomes import OUTCOMES
from kkgsim.questions import place_named
from kkgsim.scenario_file import read_scenario
from kkgsim.study.compare import compare, effects, yearly_cost

REPLICATES = 12


def answer(path: Path) -> dict[str, dict[str, float]]:
    scenario = read_scenario(path)
    place = place_named(scenario.place, path.parent)
    found = compare([scenario], place, replicates=REPLICATES, seed=scenario.seed)
    played, against = found.played[0], found.against[0]
    said = {
        e.outcome.name: {
            "value": e.value[0], "difference": e.difference[0], "low": e.difference[1], "high": e.difference[2],
        }
        for e in effects(played, against)
    }  # fmt: skip
    extra = yearly_cost(played) - yearly_cost(against)
    said["cost_per_year"] = {"value": float(yearly_cost(played).mean()), "difference": float(extra.mean())}
    return said


def written(path: Path, said: dict[str, dict[str, float]]) -> str:
    lines = [
        f"# What {path.name} answers with {REPLICATES} replicates: value at the end, difference to the status quo."
    ]
    for name, values in said.items():
        lines += ["", f"[{name}]", *(f"{key} = {value!r}" for key, value in values.items())]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_gives_its_expected_answer(path: Path, request) -> None:
    said = answer(path)
    kept = path.parent / "expected" / path.name
    if request.config.getoption("--write-expected"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(written(path, said), encoding="utf-8")
    expected = tomllib.loads(kept.read_text(encoding="utf-8"))
    assert list(expected) == [*OUTCOMES, "cost_per_year"]
    for name, values in expected.items():
        assert said[name] == pytest.approx(values, rel=1e-9, abs=1e-12), name
