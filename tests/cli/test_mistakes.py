"""Mistakes on the command line are told in plain words, in both languages, and all at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

from kkgsim.cli.amounts import Amount, Rupiah
from kkgsim.errors import InputError

from .asking import TEAM, ask

MISTAKES = [
    (["compare", "nowhere.toml"], "no such file"),
    (["compare", TEAM, "--place", "janapira"], "janapria"),
    (["compare", TEAM, "--place", str(ROOT)], "holds no place"),
    (["compare", TEAM, TEAM], "two scenario files have this name"),
    (["compare", TEAM, str(ROOT / "scenarios" / "remote-district.toml")], "--place"),
    (["compare", TEAM, str(ROOT / "scenarios" / "donor-leaves.toml")], "--months"),
    (["compare", TEAM, "--out", "/dev/null/x"], "/dev/null"),
    (["compare", TEAM, "--out", str(ROOT / "scenarios")], "holds no kkgsim result"),
    (["run", str(ROOT)], "is a folder"),
    (["explain", "attend_distnce"], "attend_distance"),
    (["cite", "nowhere.toml"], "no such file"),
    (["compar"], "compare"),
    (["schools", "import", "nowhere.csv", "-o", "nowhere"], "no such file"),
    (["schools", "import", str(ROOT / "LICENSE"), "-o", "nowhere"], "no column for the NPSN"),
    (["schools", "import", TEAM, "-o", str(ROOT / "scenarios")], "not the folder of a place"),
]
"""Misuse of the command line, and what is said about it."""
USAGE = [
    (["compare", TEAM, "--months", "0"], "1<=x<=240"), (["compare"], "SCENARIOS"),
    (["compare", TEAM, "--months", "many"], "many"), (["compare", TEAM, "--mnths", "3"], "--months"),
    (["run", TEAM, TEAM], TEAM), (["run", TEAM, "--months"], "--months"), (["run", TEAM, "--all=1"], "--all"),
    (["interactions", "--at", "low"], "usual"), (["discover", TEAM], "--outcome"), (["schools", "imprt"], "imprt"),
]  # fmt: skip
"""Misuse that click itself refuses."""
ENGLISH = re.compile(r"\b(given|allowed|did|no|there|the|this|is|are|and|or|not|cannot|has|have|of|file|rows?|line)\b")


@pytest.mark.parametrize(("words", "said"), [*MISTAKES, *USAGE])
def test_mistakes_are_told_plainly(words: list[str], said: str) -> None:
    result = ask(*words)
    assert result.exit_code != 0
    assert said in result.output


@pytest.mark.parametrize(
    "words", [words for words, _ in MISTAKES + USAGE if "donor-leaves" not in words[-1]], ids=" ".join
)
def test_mistakes_are_told_in_indonesian_too(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    english = ask(*words)
    monkeypatch.setenv("KKGSIM_LANG", "id")
    indonesian = ask(*words)
    assert indonesian.exit_code == english.exit_code
    assert indonesian.output != english.output
    assert not ENGLISH.findall(re.sub(r"tertulis: .*?(;|$)", "", indonesian.output)), indonesian.output
    if words[0] != "compar":
        assert ask(*words[:1], "--lang", "id", *words[1:]).output == indonesian.output
    assert ask(*words[:1], "--lang=en", *words[1:]).output != indonesian.output


@pytest.mark.parametrize("typed", ["60000000", "60.000.000", "60,000,000", "6e7"])
def test_rupiah_may_be_typed_with_thousands_marked(typed: str) -> None:
    assert Rupiah().convert(typed, None, None) == 60e6


@pytest.mark.parametrize("typed", ["30.000", "30,000", "-1.500", "1.234.567"])
def test_an_amount_that_may_mean_thousands_is_asked_back(typed: str) -> None:
    with pytest.raises(InputError, match=f"did you mean {re.sub('[.,]', '', typed)}"):
        Amount().convert(typed, None, None)


@pytest.mark.parametrize("typed", ["-1", "nan", "inf", "60.00.000", "60.000,000", "sixty"])
def test_what_is_no_rupiah_is_refused(typed: str) -> None:
    assert "--budget: is not an amount of rupiah" in ask("value", TEAM, f"--budget={typed}").output


def test_all_names_given_twice_are_told_at_once(tmp_path: Path) -> None:
    copy = tmp_path / "donor-leaves.toml"
    copy.write_text("months = 0")
    leaves = str(ROOT / "scenarios" / "donor-leaves.toml")
    said = ask("compare", TEAM, leaves, TEAM, str(copy)).output
    assert "facilitator-team: two scenario files have this name" in said
    assert f"given: {leaves}, {copy}" in said
    assert f"{copy}:1" in said


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    for name, text in (("a", 'months = "x"'), ("b", "bogus = 1")):
        (tmp_path / f"{name}.toml").write_text(text)
    said = ask("compare", str(tmp_path / "a.toml"), str(tmp_path / "b.toml")).output
    assert "a.toml:1" in said
    assert "b.toml:1" in said
