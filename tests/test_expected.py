"""Each shipped scenario against the answer kept in ``tests/expected.toml``: the headline outcomes and the cost, rounded
as people read them. That both clocks agree to the last bit is held by ``test_two_clocks.py``.

Renew the answers with ``pytest tests/test_expected.py --write-expected`` and say why under *Changes results* in the
changelog.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from conftest import ROOT, SHIPPED

from kkgsim.analysis.comparison.compare import Effect, compare, effects, yearly_cost
from kkgsim.i18n import measured, measured_band, rupiah
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named

REPLICATES = 12
KEPT = ROOT / "tests" / "expected.toml"
HEAD = (
    f"# What the shipped scenarios answer with {REPLICATES} replicates: the headline outcomes at the end (mean of the\n"
    "# last year) and rupiah a year; then the difference to the status quo, with its band."
)
HEADLINES = [name for name, outcome in OUTCOMES.items() if outcome.headline]


def read_as_people_do(effect: Effect) -> str:
    """An outcome at the end, and what the policy changes with its band: ``62.4 %; +5.4 (+2.6 … +7.6) points``."""
    unit, change = effect.outcome.unit, effect.difference
    return f"{measured(effect.value.mean, unit)}; " + measured_band(
        change.mean, change.low, change.high, unit, sign=True
    )


def answer(path: Path) -> dict[str, str]:
    """What a scenario answers, by headline outcome; ``cost_per_year`` beside them."""
    scenario = read_scenario(path)
    place = place_named(scenario.place, path.parent)
    found = compare([scenario], place, replicates=REPLICATES, seed=scenario.seed)
    played, against = found.played[0], found.against[0]
    said = {e.outcome.name: read_as_people_do(e) for e in effects(played, against) if e.outcome.headline}
    cost, base = (float(yearly_cost(one).mean()) for one in (played, against))
    return {**said, "cost_per_year": f"{rupiah(cost)}; {rupiah(cost - base, sign=True)}"}


def kept() -> dict[str, dict[str, str]]:
    """All answers that are kept, by scenario."""
    return tomllib.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def keep(scenario: str, said: dict[str, str]) -> None:
    """Write one answer among those kept; answers of scenarios that no longer ship are dropped."""
    names = [path.stem for path in SHIPPED]
    answers = {name: values for name, values in {**kept(), scenario: said}.items() if name in names}
    lines = [HEAD]
    for name in sorted(answers):
        lines += ["", f"[{name}]", *(f'{key} = "{value}"' for key, value in answers[name].items())]
    KEPT.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_gives_its_expected_answer(path: Path, request) -> None:
    said = answer(path)
    if request.config.getoption("--write-expected"):
        keep(path.stem, said)
    expected = kept()[path.stem]
    assert list(expected) == [*HEADLINES, "cost_per_year"]
    assert said == expected


def test_an_answer_is_kept_of_every_shipped_scenario_and_of_no_other() -> None:
    assert sorted(kept()) == sorted(path.stem for path in SHIPPED)
