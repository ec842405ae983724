"""The command line where names, values and streams are odd: refused before anything is played, told as it stands."""

from __future__ import annotations

import ast
import math
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.comparison.api import ComparisonRequest
from kkgsim.analysis.outcome_args import check_value
from kkgsim.cli.amounts import parse_amount
from kkgsim.cli.main import main
from kkgsim.errors import InputError, OutputError, nearest
from kkgsim.execution import folder as sweep_folder
from kkgsim.execution import output_folder
from kkgsim.i18n import use_language
from kkgsim.i18n.escaping import escaped
from kkgsim.io.atomic import atomic_folder
from kkgsim.io.console import Screen
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS

TEAM = str(ROOT / "scenarios" / "facilitator-team.toml")
STUDY = str(ROOT / "scenarios" / "studies" / "facilitators-and-distance.toml")
FAST = ("--replicates", "2", "--months", "6", "--workers", "1")


def ask(*words: str, **environment: str) -> Result:
    result = CliRunner().invoke(main, list(words), env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def nothing_played(monkeypatch: pytest.MonkeyPatch) -> None:
    """Playing anything is a failure."""

    def play(*_: object, **__: object) -> None:
        raise AssertionError("something was played")

    monkeypatch.setattr(ComparisonRequest, "run", play)


# Folders


def linked(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "there").mkdir()
    (tmp_path / "letter").write_text("dear", encoding="utf-8")
    links = {"good": "there", "dangling": "nowhere", "to_file": "letter", "loop": "loop"}
    for name, target in links.items():
        (tmp_path / name).symlink_to(tmp_path / target)
    return {name: tmp_path / name for name in links}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("refuse", [lambda f: output_folder.refuse_existing(f, False), sweep_folder.refuse_foreign])
def test_links_are_treated_alike_by_all_commands(tmp_path: Path, refuse) -> None:
    links = linked(tmp_path)
    refuse(links.pop("good"))
    for link in links.values():
        with pytest.raises(InputError, match="leads to no folder"):
            refuse(link)
    assert (tmp_path / "letter").read_text(encoding="utf-8") == "dear"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link_and_its_folder_is_written(tmp_path: Path) -> None:
    link = linked(tmp_path)["good"]
    for overwrite in (False, True):
        with atomic_folder(link, output_folder.RESULT, overwrite) as partial:
            (partial / output_folder.MARK).write_text('{"kkgsim": "0.1", "files": []}', encoding="utf-8")
    assert link.is_symlink()
    assert [path.name for path in (tmp_path / "there").iterdir()] == [output_folder.MARK]


@pytest.mark.parametrize(
    "name", ["a\udcff", "a\x1b[31m", "a\u202eb", "a\nb", "", ".", "..", "x.csv", "y.XLSX", "letter", "letter/x"]
)
def test_an_output_that_cannot_be_is_refused_before_the_first_run(
    nothing_played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "letter").write_text("dear", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for words in (["run", TEAM], ["compare", TEAM], ["standards", TEAM], ["interactions"], ["robust", TEAM],
                  ["value", TEAM], ["sensitivity", STUDY], ["sweep", STUDY, "--yes"]):  # fmt: skip
        found = ask(*words, "--out", name)
        assert found.exit_code in (1, 2), words
        assert "--out" in found.output or "cannot write" in found.output
        assert escaped(found.output) == found.output
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


def test_a_full_disk_is_refused_before_the_first_run(nothing_played, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=5e6))
    found = ask("run", TEAM, "--out", str(tmp_path / "out"))
    assert found.exit_code == 1
    assert "5 MB left, 20 MB are needed" in found.output
    with pytest.raises(OutputError, match="9 MB are needed"):
        sweep_folder.refuse_foreign(tmp_path / "swept", 9e6)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", TEAM, "--overwrite"], "--overwrite: has no effect without a folder"),
        (["search", STUDY, "--target", "practice_mean=0.5", "--outcome", "practice_mean"], "leave --outcome out"),
        (["search", STUDY, "--chance", "0.5"], "--chance: is only for --target"),
        (["sensitivity", STUDY, "--keep", "4"], "--keep: is only for --screen"),
        (["sensitivity", STUDY, "--most", "64"], "--most: is only for --samples auto"),
        (["sweep", STUDY, "--min-ok", "nan"], "--min-ok: "),
        (["sweep", STUDY, "--min-ok", "95"], "did you mean 95%?"),
        (["sweep", STUDY, "--limit", "inf"], "--limit: "),
        (["sweep", STUDY, "--limit", "0.5"], "at least 1"),
        (["search", STUDY, "--target", "practice_mean=40"], "allowed: 0 to 1 (0-1); did you mean 0.40?"),
        (["search", STUDY, "--target", "practice_mean=-0.5"], "did you mean 0.50?"),
        (["search", STUDY, "--target", "attendance_share=1.5"], "0 (0 %) to 1 (100 %); did you mean 1.5%?"),
        (["robust", TEAM, "--at-least", "attendance_share=-5%"], "0 (0 %) to 1 (100 %); did you mean 5%?"),
        (["robust", TEAM, "--at-least", "attendance_share=70"], "did you mean 70%?"),
        (["robust", TEAM, "--at-least", "meetings_held=1e-400"], "--at-least: "),
        (["robust", TEAM, "--outcome", "kehadiran"], "did you mean attendance_share?"),
    ],
)
def test_options_that_say_nothing_or_exclude_each_other_are_refused(words: list[str], said: str) -> None:
    found = ask(*words)
    assert found.exit_code == 2
    assert said in found.output


# Values


@pytest.mark.parametrize("name", OUTCOMES)
def test_the_bounds_of_an_outcome_hold_wherever_its_value_is_taken(name: str) -> None:
    outcome = OUTCOMES[name]
    low, high = outcome.unit.low, outcome.unit.high
    check_value("--x", outcome.unit, low)
    check_value("--x", outcome.unit, min(high, 1e12))
    check_value("--x", outcome.unit, -0.01, gain=True)
    for beyond in (low - 0.01, math.nan, *([high + 0.01] if high < 1e12 else [])):
        with pytest.raises(InputError, match="out of range"):
            check_value("--x", outcome.unit, beyond)


@pytest.mark.parametrize(
    ("typed", "value"), [("0.4", 0.4), ("0,4", 0.4), ("40%", 0.4), ("1e3", 1000.0), ("-5 %", -0.05), ("0e-400", 0.0)]
)
def test_numbers_as_people_type_them(typed: str, value: float) -> None:
    assert parse_amount(typed) == pytest.approx(value)


@pytest.mark.parametrize(
    "typed", ["1e-400", "1e400", "9" * 5000, "nan", "inf", "1_0", "0x10", "", "%", "1.2.3", "\u0661"]
)
def test_what_no_computer_holds_is_no_number(typed: str) -> None:
    assert parse_amount(typed) != parse_amount(typed)


def test_names_are_found_by_the_words_of_both_languages() -> None:
    known = {**OUTCOMES, **all_levers(), **PARAMETERS}
    meant = {
        "kehadiran": "attendance_share", "attendance": "attendance_share", "attendence_share": "attendance_share",
        "motivasi": "motivation_mean", "Praktik mengajar": "practice_mean", "suasana kelas": "climate_mean",
    }  # fmt: skip
    for typed, name in meant.items():
        assert nearest(typed, known) == name
    assert nearest("zzzz qqqq", known) == ""


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_outcome_is_explained(name: str) -> None:
    for language in ("en", "id"):
        with use_language(language):
            told = ask("explain", name, "--lang", language).output
            assert str(OUTCOMES[name].label) in told
            assert name in told
            assert len(told.splitlines()) == 4


# Printing


def test_everything_is_printed_in_one_of_two_places() -> None:
    allowed = {"io/printing.py": {"echo"}, "io/console.py": {"Console"}}
    for path in (ROOT / "kkgsim").rglob("*.py"):
        name = path.relative_to(ROOT / "kkgsim").as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in ("echo", "secho", "Console") or (called == "print" and isinstance(node.func, ast.Name)):
                    assert called in allowed.get(name, ()), f"{name}:{node.lineno}"


def test_text_is_printed_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    odd = "[red]x[/b] :smile: \x1b[31m \u202eabc"
    table = Table()
    table.add_column(odd)
    table.add_row(odd)
    for each in (odd, Text(odd), table):
        Screen(width=200).print(each)
        told = capsys.readouterr().out
        assert "[red]x[/b] :smile: \\x1b[31m \\u202eabc" in told


@pytest.mark.usefixtures("no_pictures")
def test_markup_in_a_path_is_told_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("x[red]y", "z[bold]"):
        found = ask("run", TEAM, *FAST, "--out", name)
        assert found.exit_code == 0
        assert name in found.output
        assert (tmp_path / name / "effects.csv").exists()
    assert "[/b]y" in ask("run", TEAM, *FAST, "--out", "x[/b]y").output


# Streams


def closed(*words: str, streams: str) -> int:
    """How a command ends when the shell closes streams."""
    command = f'exec "$@" {streams}'
    done = subprocess.run(["sh", "-c", command, "sh", sys.executable, "-m", "kkgsim", *words], cwd=ROOT, timeout=300,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout
    assert "Exception ignored" not in done.stderr
    return done.returncode


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_a_closed_stream_stops_no_command(streams: str) -> None:
    assert closed("places", streams=streams) == 0
    assert closed("run", "nowhere.toml", streams=streams) == 2


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
def test_with_every_stream_closed_an_answer_is_kept(tmp_path: Path) -> None:
    assert closed("run", TEAM, *FAST, "--out", str(tmp_path / "out"), streams="<&- >&- 2>&-") == 0
    assert (tmp_path / "out" / "provenance.json").exists()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_an_answer_that_cannot_be_printed_ends_with_1() -> None:
    assert closed("levers", streams=">/dev/full") == 1
    assert closed("levers", streams=">/dev/full 2>&-") == 1


# Language


def test_the_language_may_stand_anywhere() -> None:
    indonesian = ask("places", "--lang", "id").output
    english = ask("places").output
    assert indonesian != english
    assert ask("--lang", "id", "places").output == indonesian
    assert ask("places", KKGSIM_LANG="id").output == indonesian
    assert ask("--lang", "en", "places", KKGSIM_LANG="id").output == english
    assert ask("--lang", "id", "places", "--lang", "en").output == english
    assert "tidak ada perintah" in ask("--lang", "id", "plces").output
    wrong = ask("places", KKGSIM_LANG="xx")
    assert wrong.exit_code == 2
    assert "KKGSIM_LANG" in wrong.output
    assert "allowed: en, id" in wrong.output
    assert ask("places", "--lang", "en", KKGSIM_LANG="xx").exit_code == 0


# A clone beside a script


def test_a_script_beside_a_clone_finds_the_package() -> None:
    made = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    assert made["package-dir"] == {"": "."}  # an editable install by import hook would find the clone's folder first
