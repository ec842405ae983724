"""Levers in pairs: which are asked about, how their figures come about, and how they are told."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations
from math import comb
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from rich.console import Console

from kkgsim.analysis import kept_scenarios
from kkgsim.analysis.interactions.interactions import USUALLY_ASKED, Interaction, Interactions, interactions
from kkgsim.analysis.interactions.pairs import name_of, pairs_of, scenarios_of
from kkgsim.analysis.interactions.report import render
from kkgsim.analysis.interactions.requirements import NEEDS
from kkgsim.analysis.interactions.tables import tables
from kkgsim.cli.main import main
from kkgsim.engine.intervals import FEWEST
from kkgsim.i18n.units import SHARE
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import OUTCOMES

STRANGERS = ("shared_facilities", "workload_relief", "fair_selection")
"""Fair selection has to do with neither shared facilities nor paperwork."""
RANK = {name: rank for rank, name in enumerate(OUTCOMES)}


@pytest.fixture(scope="module")
def found(tiny) -> Interactions:
    """All needs, and some levers that have nothing to do with each other; how large anything is here does not matter
    (tests/model/test_pairs.py)."""
    return interactions(tiny, levers=STRANGERS, replicates=FEWEST)


def test_figures_of_a_pair_are_differences_replicate_by_replicate(found: Interactions) -> None:
    one = next(p for p in found.pairs if p.outcome.name == "attendance_share")
    pair = pairs_of((one.first, one.second), "usual")[one.first, one.second]
    neither, first, second, both = (found.ended[name_of(s)].end[RANK["attendance_share"]] for s in pair.four())
    assert one.alone[0][0] == pytest.approx((first - neither).mean())
    assert one.both[0] == pytest.approx((both - neither).mean())
    surplus = both - first - second + neither
    assert one.beyond == pytest.approx((surplus.mean(), *np.quantile(surplus, (0.05, 0.95))), abs=1e-12)
    assert one.beyond[0] == pytest.approx(one.both[0] - one.alone[0][0] - one.alone[1][0])


def test_pairs_are_the_same_however_many_are_played_together(tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"levers": STRANGERS, "needs": ("mentoring_and_team",), "months": 14, "replicates": 3, "seed": 5}
    together = interactions(tiny, workers=1, **asked)
    monkeypatch.setattr(kept_scenarios, "AT_A_TIME", 1)
    one_by_one = interactions(tiny, workers=2, **asked)
    assert together.pairs == one_by_one.pairs
    assert together.needs == one_by_one.needs


def test_all_pairs_of_all_levers_are_there_once() -> None:
    for strength in ("usual", "high"):
        pairs = pairs_of((), strength)
        assert list(pairs) == list(combinations(all_levers(), 2))
        for (first, second), pair in pairs.items():
            assert name_of(pair.first) != name_of({})
            assert {name.startswith(f"{first}_") for name in pair.first} == {True}
            assert {name.startswith(f"{second}_") for name in pair.second} == {True}
    strong = pairs_of((), "high")["facilitator_team", "monitoring"]
    assert all(value == all_settings()[name].high for name, value in {**strong.first, **strong.second}.items())


def test_needs_join_settings_of_different_levers(janapria) -> None:
    levers = tuple(all_levers())

    def lever_of(name: str) -> str:
        return next(lever for lever in levers if name.startswith(f"{lever}_"))

    for need in NEEDS.values():
        first, second = ({lever_of(name) for name in side} for side in (need.pair.first, need.pair.second))
        assert not first & second, need.name
        assert {*need.pair.first, *need.pair.second, *need.pair.besides} <= set(all_settings())
        assert need.outcome in OUTCOMES
        assert not need.log_odds or OUTCOMES[need.outcome].unit is SHARE
        assert need.claim.en != need.claim.id
    pair = NEEDS["team_after_the_donor"].pair
    both = list(scenarios_of([pair], janapria, 36, 1, 1).values())[-1]
    assert {phase.lever: phase.end for phase in both.policy} == {"facilitator_team": 18, "district_regulation": 36}


def made(mean: float, low: float, high: float, outcome: str = "attendance_share", draws: int = FEWEST) -> Interaction:
    nothing = (0.0, 0.0, 0.0)
    unit = OUTCOMES[outcome].unit
    return Interaction("a", "b", OUTCOMES[outcome], unit, (nothing, nothing), nothing, (mean, low, high), 0.5, draws)


def test_a_verdict_is_clear_large_enough_and_on_the_good_side() -> None:
    assert made(0.02, 0.01, 0.03).verdict == "need"
    assert made(-0.02, -0.03, -0.01).verdict == "overlap"
    assert made(0.02, -0.01, 0.03).verdict == "unclear"
    assert made(0.002, -0.005, 0.009).verdict == "add"
    assert made(0.0005, 0.0004, 0.0006).verdict == "add"
    assert made(0.02, 0.01, 0.03, draws=FEWEST - 1).verdict == "unclear"
    assert made(0.02, 0.01, 0.03, "training_gini").verdict == "overlap"
    assert made(-0.02, -0.03, -0.01, "training_gini").verdict == "need"


def test_tables_are_tidy_and_sorted_by_size(found: Interactions) -> None:
    made = tables(found)
    assert len(made["pairs"]) == 3 * len(USUALLY_ASKED)
    assert list(made["pairs"].outcome.unique()) == list(USUALLY_ASKED)
    for _, part in made["pairs"].groupby("outcome"):
        assert part.beyond_sum_mean.abs().is_monotonic_decreasing
    assert list(made["needs"].need) == list(NEEDS)
    assert not pd.concat(made.values()).filter(like="_mean").isna().any().any()


@pytest.mark.parametrize("width", [60, 200])
def test_pairs_are_told_in_both_languages(found: Interactions, language: str, width: int) -> None:
    strong = replace(found, pairs=tuple(replace(p, beyond=(0.5, 0.4, 0.6)) for p in found.pairs))
    console = Console(width=width, file=io.StringIO(), record=True)
    console.print(render(strong))
    said = " ".join(console.export_text().split())
    assert "…" not in said.replace(" … ", "")
    for one in found.pairs:
        assert str(one.outcome.label) in said
    for need in NEEDS.values():
        assert str(need.claim) in said
    assert ("need each other" in said) == (language == "en")
    assert ("saling membutuhkan" in said) == (language == "id")


@pytest.mark.parametrize(
    ("beyond", "draws", "words"),
    [
        ((0.02, 0.01, 0.03), FEWEST, {"en": "So it is here.", "id": "Di sini memang demikian."}),
        ((-0.02, -0.03, -0.01), FEWEST, {"en": "Not so here: together they do less", "id": "Di sini tidak demikian"}),
        ((0.0, 0.0, 0.0), FEWEST, {"en": "Not so here: what they do just adds up", "id": "hanya berjumlah"}),
        ((0.02, 0.01, 0.03), FEWEST - 1, {"en": "These runs leave it open.", "id": "belum jelas"}),
    ],
)
def test_a_claim_is_said_to_hold_only_where_the_runs_show_it(
    found: Interactions, language: str, beyond: tuple[float, float, float], draws: int, words: dict[str, str]
) -> None:
    pair = replace(found.needs["duty_and_bos"], beyond=beyond, draws=draws)
    page = io.StringIO()
    Console(width=1000, file=page).print(render(replace(found, needs={"duty_and_bos": pair})))
    (line,) = [line for line in page.getvalue().splitlines() if str(NEEDS["duty_and_bos"].claim) in line]
    assert words[language] in line
    assert line.startswith(str(NEEDS["duty_and_bos"].claim)) == (pair.verdict == "need")


def test_the_command_prints_and_writes_all_pairs(tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["interactions", "--months", "4", "--replicates", "1", "--outcome", "attendance_share", "--lang", "id"]
    result = CliRunner().invoke(main, [*words, "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "Kehadiran di KKG" in result.output
    pairs = pd.read_csv(out / "pairs.csv")
    assert len(pairs) == comb(len(all_levers()), 2)
    assert f"{len(pairs)} pasangan" in result.output
    assert (pairs.verdict == "unclear").all()  # one replicate is too few to say anything
    pd.testing.assert_frame_equal(pairs, pd.read_parquet(out / "pairs.parquet"))
    assert (out / "provenance.json").exists()
    assert CliRunner().invoke(main, [*words, "--out", str(out)]).exit_code == 2


def test_an_outcome_that_does_not_exist_is_refused_before_anything_is_run() -> None:
    result = CliRunner().invoke(main, ["interactions", "--outcome", "attendence_share", "--outcome", "bliss"])
    assert result.exit_code == 2
    assert "did you mean attendance_share?" in result.output
    assert "bliss" in result.output
