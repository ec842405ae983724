"""``kkgsim examples`` lists and copies what ships, and replaces nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT

from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.scenario.read import read_scenario


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["examples", *words], catch_exceptions=False)
    return done.exit_code, done.output


def names() -> list[str]:
    folder = ROOT / "scenarios"
    return [path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.toml")]


def test_every_example_is_listed_by_its_title(language: str) -> None:
    code, printed = run("--lang", language)
    listed = dict(line.split(maxsplit=1) for line in printed.split("\n\n")[0].splitlines())
    assert code == 0
    assert sorted(listed) == sorted(names())
    assert listed["pilot"].strip() == getattr(read_scenario(ROOT / "scenarios" / "pilot.toml").title, language)


def test_all_are_copied_as_they_lie_and_work_there(tmp_path: Path) -> None:
    assert run("-o", str(tmp_path / "mine"))[0] == 0
    for name in names():
        assert (tmp_path / "mine" / f"{name}.toml").read_bytes() == (ROOT / "scenarios" / f"{name}.toml").read_bytes()


def test_a_study_brings_the_scenario_that_it_names(tmp_path: Path) -> None:
    assert run("studies/what-decides", "-o", str(tmp_path / "mine"))[0] == 0
    copied = sorted(path.relative_to(tmp_path / "mine").as_posix() for path in (tmp_path / "mine").rglob("*.toml"))
    assert copied == ["facilitator-team.toml", "studies/what-decides.toml"]
    assert read_study(tmp_path / "mine" / "studies" / "what-decides.toml").scenario.name == "facilitator-team"


def test_no_file_is_replaced_and_nothing_else_is_copied(tmp_path: Path) -> None:
    (tmp_path / "pilot.toml").write_text("mine")
    code, printed = run("pilot", "weekly-kkg", "-o", str(tmp_path))
    assert code == 2
    assert "pilot.toml" in printed
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(("given", "near"), [("pilto", "pilot"), ("studies/what-decide", "studies/what-decides")])
def test_an_unknown_name_is_answered_with_the_nearest(given: str, near: str) -> None:
    code, printed = run(given)
    assert code == 2
    assert f"did you mean {near}?" in printed


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, printed = run("pilot", "-o", str(tmp_path / "file"))
    assert code == 2
    assert "file" in printed
