"""Amounts as people type them by mistake: a percentage without its sign, millions instead of rupiah."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kkgsim.cli.main import main

SCENARIOS = Path(__file__).parents[2] / "scenarios"
STUDY, TEAM = str(SCENARIOS / "studies" / "facilitators-and-distance.toml"), str(SCENARIOS / "facilitator-team.toml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("discover", STUDY, "--outcome", "attendance_share", "--below", "60"), "did you mean 60%"),
        (("robust", TEAM, "--at-least", "attendance_share=65"), "did you mean 65%"),
        (("robust", TEAM, "--cost-at-most", "250"), "did you mean 250000000"),
        (("search", STUDY, "--budget", "250"), "did you mean 250000000"),
    ],
)
def test_what_was_meant_is_asked_before_anything_is_played(words: tuple[str, ...], said: str) -> None:
    told = CliRunner().invoke(main, list(words))
    assert told.exit_code == 2, told.output
    assert said in told.output
