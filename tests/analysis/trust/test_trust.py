"""How far answers can be trusted: trials, shares of variance, forms of structure, and what ships."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from conftest import ROOT

import kkgsim
from kkgsim.analysis.comparison.compare import Effect
from kkgsim.analysis.scenario_args import read_scenarios
from kkgsim.analysis.trust import words
from kkgsim.analysis.trust.fitting import facts_of, fitted_in_words
from kkgsim.analysis.trust.forms import Disagreement, disagreements, forms_of
from kkgsim.analysis.trust.released import like, released
from kkgsim.analysis.trust.shares import LUCK, STRUCTURE, Question, shares_of, total_effects
from kkgsim.analysis.trust.trials import OUTCOME, placed
from kkgsim.cli.main import main
from kkgsim.engine.intervals import Interval
from kkgsim.errors import InputError
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import HOME, USUAL, Posterior, model_hash
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.read import read_scenario


def effect(mean: float, low: float, high: float, draws: int = 60) -> Effect:
    band = Interval(mean, low, high)
    return Effect(OUTCOMES[OUTCOME], band, band, 1.0, float("nan"), draws, 0.0)


@pytest.mark.parametrize(("given", "word"), [
    ((0.12, -0.01, 0.3), "unclear"), ((0.005, 0.004, 0.006), "unclear"), ((0.2, 0.15, 0.3, 4), "unclear"),
    ((-0.1, -0.2, -0.05), "worse"), ((0.05, 0.02, 0.09), "below"), ((0.12, 0.05, 0.3), "around"),
    ((0.2, 0.15, 0.3), "above"), ((0.41, 0.05, 0.8), "doubtful"),
])  # fmt: skip
def test_an_effect_is_placed_among_trials(given: tuple[float, ...], word: str) -> None:
    assert placed(effect(*given)) == word  # type: ignore[arg-type]
    said = words.against_trials(effect(*given))  # type: ignore[arg-type]
    assert "Evans & Yuan 2022" in said
    assert said.startswith("WARNING") == (word == "doubtful")


def test_total_effects_are_those_of_a_known_function() -> None:
    """y = a + 2 b + a c, with a, b, c of variance 1 and mean 0: a has a hand in 2 of 6, b in 4, c in 1."""
    stream = np.random.default_rng(5)
    first, other = stream.standard_normal((2, 3, 40_000))

    def value(rank: int | None) -> np.ndarray[Any, Any]:
        a, b, c = (other[i] if i == rank else first[i] for i in range(3))
        return a + 2.0 * b + a * c

    found = total_effects(value(None), value(0), value(1), value(2))
    assert found == pytest.approx([2 / 6, 4 / 6, 1 / 6], abs=0.02)
    assert (total_effects(np.ones(8), np.ones(8)) == 0.0).all()


@pytest.fixture(scope="module")
def shares() -> Any:
    scenario, = read_scenarios(["facilitator-team"], 2)  # fmt: skip
    question = Question(open_place("janapria"), 3, True, 32)
    nothing = scenario.without_policy()
    return shares_of([(scenario, nothing), (nothing, nothing)], question)


def test_shares_are_of_differences_on_the_same_draws(shares: Any) -> None:
    team, alone = shares
    assert set(alone["attendance_share"]) == {"assumed", "known", STRUCTURE, LUCK}
    for row in (*team.values(), *alone.values()):
        assert all(0.0 <= low <= high <= 1.0 for _, low, high in row.values())
    # the structure of a session cannot change who comes to the first meetings
    assert alone["attendance_share"][STRUCTURE].mean < 0.05
    assert alone["attendance_share"]["assumed"].mean > alone["attendance_share"][STRUCTURE].high


def test_shares_are_refused_where_nothing_is_drawn() -> None:
    with pytest.raises(InputError, match="shares"):
        kkgsim.compare("facilitator-team", months=2, replicates=2, luck_only=True, shares=32)
    with pytest.raises(InputError, match="shares"):
        kkgsim.compare("facilitator-team", months=2, replicates=2, shares=4)


def test_the_like_policy_has_the_same_levers() -> None:
    team = read_scenario("facilitator-team")
    row = like(team, USUAL)
    assert row is not None
    assert row.name == "facilitator-team"
    assert like(read_scenario("today-in-janapria"), USUAL) is None
    assert like(team, False) is None
    assert like(team, USUAL is True) is None  # the table is of other draws
    assert like(read_scenarios(["facilitator-team"], 12)[0], USUAL) is None


def _maker() -> Any:
    spec = spec_from_file_location("make_trust", ROOT / "docs" / "make_trust.py")
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules["make_trust"] = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_table_is_of_the_model_as_it_is() -> None:
    """After a change of the model, or a posterior that ships: ``python docs/make_trust.py``."""
    maker, table = _maker(), released()
    assert table.model == model_hash()
    assert table.numbers == ("posterior" if HOME.exists() else "both")
    assert maker.page() == maker.PAGE.read_text(encoding="utf-8")
    assert [(row.kind, row.name) for row in table.rows] == [(kind, one.name) for kind, one in maker.policies()]


def test_forms_that_rank_policies_otherwise_are_named() -> None:
    forms = forms_of("worth_form")
    assert [form.name for form in forms] == ["0–1", "1–2", "2–3"]
    drawn = np.repeat([form.middle for form in forms], 30)
    stream = np.random.default_rng(1)
    one, two = stream.normal(0.1, 0.01, 90), stream.normal(0.1, 0.01, 90)
    assert list(disagreements("worth_form", drawn, [one, two])) == []
    one[:30] += 0.05
    two[60:] += 0.05
    found, = disagreements("worth_form", drawn, [one, two])  # fmt: skip
    assert (found.better, found.worse, found.here.name, found.there.name) == (0, 1, "0–1", "2–3")
    few = np.r_[:5, 60:90]  # a form that hardly any draw has ranks nothing
    assert list(disagreements("worth_form", drawn[few], [one[few], two[few]])) == []


def test_of_forms_that_rank_otherwise_it_is_said_how_the_facts_see_them(monkeypatch: pytest.MonkeyPatch) -> None:
    first, _, last = forms_of("worth_form")
    monkeypatch.setattr(words, "disagreements", lambda *_: iter([Disagreement(0, 1, first, last)]))
    said = {}
    for numbers in ("prior", "posterior"):
        two = kkgsim.compare(["facilitator-team", "weekly-kkg"], replicates=2, months=1, numbers=numbers)
        (said[numbers],) = words.ranked_otherwise(two)
        assert "depends on a choice of structure" in said[numbers]
    assert re.search(r"After fitting, the first of these forms is likely 3\d %, the second 3\d %", said["posterior"])
    assert "After fitting" not in said["prior"]


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    """A posterior in which the weakest part is the likeliest form, fitted to two facts."""
    name = "attend_base"
    number = PARAMETERS[name]
    draws = np.column_stack([np.repeat([0.5, 1.5], [20, 80]), np.linspace(number.value, number.high, 100)])
    known = Posterior(("worth_form", name), np.full(100, 0.01), draws, model_hash(),
                      {"f2-coaching-and-training": "0", "f6-belief": "0"})  # fmt: skip
    (tmp_path / "posterior.json").write_text(known.text(), encoding="utf-8")
    return tmp_path


def test_explain_shows_prior_and_posterior(invented: Path) -> None:
    plain, fitted = (CliRunner().invoke(main, ["explain", "worth_form", *more]).stdout
                     for more in (("--numbers", "prior"), ("--numbers", str(invented))))  # fmt: skip
    assert "0–1: likely 33 % by the evidence\n" in plain
    assert "0–1: likely 33 % by the evidence, 20 % after fitting" in fitted
    assert "1–2: likely 33 % by the evidence, 80 % after fitting" in fitted
    assert "2–3: likely 33 % by the evidence, 0 % after fitting" in fitted
    assert "Forms rank differently" in plain
    assert "2–3." not in fitted.partition("Forms rank differently")[2]  # what facts rule out ranks nothing
    assert "do not tell these forms apart" not in plain + fitted
    number = CliRunner().invoke(main, ["explain", "attend_base", "--numbers", str(invented)]).stdout
    assert "after fitting to" in number
    assert "by the evidence alone" in number


def test_forms_that_no_fact_moves_are_said_to_fit_alike(tmp_path: Path) -> None:
    name = "attend_base"
    draws = np.linspace(PARAMETERS[name].value, PARAMETERS[name].high, 100)[:, None]
    known = Posterior((name,), np.full(100, 0.01), draws, model_hash(), {"f6-belief": "0"})
    (tmp_path / "posterior.json").write_text(known.text(), encoding="utf-8")
    said = CliRunner().invoke(main, ["explain", "worth_form", "--numbers", str(tmp_path)]).stdout
    assert "do not tell these forms apart" in said


def test_what_was_fitted_is_named(invented: Path) -> None:
    fitted, others = facts_of(str(invented))
    assert fitted == ("f2-coaching-and-training", "f6-belief")
    assert not set(fitted) & set(others)
    said = fitted_in_words(str(invented))
    assert "fitted to F2, F6; not to F1, F3" in said
    assert facts_of(True)[0] == ()
