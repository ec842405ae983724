"""The command line as people use and misuse it: plain messages, no traceback, nothing half-written."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import click
import pandas as pd
import pytest
from catalogues import messages
from conftest import ROOT, SHARED, SHIPPED
from every_check import NO_REAL_LISTS

from kkgsim.cli.bilingual import Command, Group, Option
from kkgsim.cli.commands import COMMANDS
from kkgsim.cli.main import main
from kkgsim.engine import cache, kernel
from kkgsim.engine.machine_code import HASH
from kkgsim.model.parameters import EVIDENCE, sources
from kkgsim.model.registry import PARAMETERS

from .asking import TEAM, ask

FAST = ["--replicates", "2", "--months", "6"]


def test_every_command_is_described(language: str) -> None:
    shown = ask("--help", "--lang", language).output
    assert all(f"  {name} " in shown for name in COMMANDS)
    assert str(COMMANDS["run"]) in shown


def test_every_module_of_a_command_is_declared() -> None:
    files = {path.stem for path in (ROOT / "kkgsim" / "cli").glob("*.py") if "\n@declare(" in path.read_text("utf-8")}
    assert {*files, "schools"} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_speaks_both_languages(name: str) -> None:
    """Commands, groups and options have all of their words in both languages, and show those of one language only."""
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    below = list(command.commands.values()) if isinstance(command, Group) else []
    for item in (command, *below):
        assert isinstance(item, Command)
        options = [param for param in item.params if isinstance(param, click.Option)]
        assert all(isinstance(option, Option) for option in options)
        for words in (item.about, *(option.about for option in options)):
            assert words.en
            assert words.id
            assert words.en != words.id
    pages = [" ".join(ask(name, "--help", "--lang", spoken).output.split()) for spoken in ("en", "id")]
    for page, ours, theirs in zip(pages, ("en", "id"), ("id", "en"), strict=True):
        for option in (param for param in command.params if isinstance(param, Option)):
            assert getattr(option.about, ours) in page
            assert getattr(option.about, theirs) not in page
    assert "Usage:" in pages[0]
    assert "Pemakaian:" in pages[1]
    assert "COMMAND" not in pages[1]


def test_methods_of_sensitivity_are_those_there_are() -> None:
    from kkgsim.analysis.sensitivity.methods import METHODS

    page = "".join(ask("sensitivity", "--help").output.split())
    assert f"[{'|'.join(METHODS)}]" in page


def test_a_comparison_is_told_in_both_languages() -> None:
    english, indonesian = (ask("compare", TEAM, *FAST, "--lang", lang).output for lang in ("en", "id"))
    assert "Attendance" in english
    assert "Kehadiran di KKG" in indonesian
    assert "Attendance" not in indonesian
    assert "2 of 2 runs" in english or "1 of 2 runs" in english or "1.5 of 2" in english


def test_results_are_written_whole(tmp_path: Path) -> None:
    assert ask("compare", TEAM, *FAST, "--out", str(tmp_path / "out")).exit_code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"effects.csv", "effects.parquet", "provenance.json", "trajectories.png", "map.png", "network.png"} <= names


@pytest.mark.usefixtures("no_pictures")
def test_results_are_not_replaced_unasked(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert ask("compare", TEAM, *FAST, "--out", str(out)).exit_code == 0
    refused = ask("compare", TEAM, *FAST, "--out", str(out))
    assert refused.exit_code == 2
    assert "--overwrite" in refused.output
    assert ask("compare", TEAM, *FAST, "--out", str(out), "--overwrite").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "out-previous"]


@pytest.mark.usefixtures("no_pictures")
def test_workers_change_no_byte_of_a_result(tmp_path: Path) -> None:
    for workers in ("1", "2"):
        words = ["compare", TEAM, "--replicates", "20", "--months", "6", "--workers", workers]
        assert ask(*words, "--out", str(tmp_path / workers)).exit_code == 0
    for path in sorted((tmp_path / "1").iterdir()):
        if path.name != "provenance.json":
            assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes(), path.name


def test_evidence_is_told() -> None:
    said = ask("explain", "attend_distance", "--lang", "id").output
    assert "hambatan jarak" in said
    assert "rules.inclining.drag_of_distance" in said
    cited = ask("cite", TEAM).output
    assert "UKG15" in cited
    assert "facilitator_training" in cited
    assert "evaluation_fee" not in cited
    levers = ask("levers", "--lang", "id").output
    assert "Rekomendasi tingkat kabupaten/kota, 2" in levers
    assert "biaya: " in levers
    assert "attending.decide" in ask("month").output
    assert "janapria" in ask("places").output


@pytest.mark.parametrize("name", ["facilitator_team_per_10_schools", "facilitator_team.per_10_schools"])
def test_a_setting_is_explained(name: str) -> None:
    said = ask("explain", name).output
    assert "facilitator_team_per_10_schools: 0 to 12 facilitators per 10 schools, usual 1" in said
    assert "A setting of the lever facilitator_team: District facilitator team" in said
    assert "Source ESUM20" in said
    assert "Pengaturan kebijakan facilitator_team" in ask("explain", name, "--lang", "id").output
    assert "did you mean facilitator_team_per_10_schools?" in ask("explain", "facilitator_team.per_10_school").output


def test_remarks_on_evidence_are_translated() -> None:
    """All that is said about numbers and sources in English; addresses and titles stay as they are."""
    said = messages("id", EVIDENCE)
    remarks = {number.note for number in PARAMETERS.values()} | {source.read for source in sources().values()}
    remarks |= {source.where for source in sources().values() if not re.search(r"://|\w\.\w|^doi:", source.where)}
    assert sorted(remarks - set(said) - {"", "-"}) == []
    assert all(translated and translated != english for english, translated in said.items())
    assert "abstrak dibaca" in ask("cite", TEAM, "--lang", "id").output


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_scenario_runs_and_cites(path: Path) -> None:
    assert ask("run", str(path), *FAST).exit_code == 0
    assert ask("cite", str(path), "--lang", "id").exit_code == 0


def test_an_interrupted_run_leaves_nothing(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kkgsim", "compare", TEAM, "--replicates", "100000", "--out", str(tmp_path / "out")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    time.sleep(6)
    for _ in range(30):  # a library may swallow a Ctrl-C while it is being imported; people press again
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
            break
    _, said = process.communicate(timeout=300)
    assert process.returncode in (1, 130)  # 1 when it comes before the run begins
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_pictures")
def test_a_real_list_from_import_to_comparison(tmp_path: Path) -> None:
    listed = SHARED / "sd_janapria.csv"
    if not listed.exists():
        pytest.skip(NO_REAL_LISTS)
    place, out = str(tmp_path / "janapria"), tmp_path / "out"
    assert ask("schools", "import", str(listed), "-o", place).exit_code == 0
    assert ask("compare", TEAM, *FAST, "--place", place, "--out", str(out)).exit_code == 0
    schools = pd.read_csv(out / "schools.csv", dtype={"npsn": str})
    assert len(schools) == 2 * 50
    assert "50201855" in set(schools.npsn)


def test_a_closed_pipe_is_no_disaster() -> None:
    command = f"{sys.executable} -m kkgsim levers | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, env=os.environ)
    assert "Traceback" not in done.stderr


def test_the_name_of_the_status_quo_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "status-quo.toml"
    path.write_text(Path(TEAM).read_text(encoding="utf-8"), encoding="utf-8")
    assert "status-quo" in ask("compare", str(path), *FAST).output


def test_a_difference_in_assumptions_is_not_sold_as_an_effect(tmp_path: Path) -> None:
    path = tmp_path / "hills.toml"
    text = Path(TEAM).read_text(encoding="utf-8")
    path.write_text(f'{text}\n[assumptions.attend_distance]\nvalue = 0.15\nwhy = "hills"\n', encoding="utf-8")
    refused = ask("compare", TEAM, "--against", str(path), *FAST)
    assert refused.exit_code == 2
    assert "attend_distance" in refused.output


WITHOUT_PICTURES = """
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.cli.main import main
PicturedResult.draw_all = lambda result, folder: []
main()
"""


def test_a_terminal_that_cannot_print_costs_no_result(tmp_path: Path) -> None:
    out, script = tmp_path / "out", tmp_path / "plain.py"
    script.write_text(WITHOUT_PICTURES, encoding="utf-8")
    command = f"{sys.executable} {script} compare {TEAM} {' '.join(FAST)} --out {out} > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT)
    assert (out / "provenance.json").exists()
    assert "Traceback" not in done.stderr
    narrow = subprocess.run(
        [sys.executable, "-m", "kkgsim", "compare", TEAM, *FAST], capture_output=True, cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert narrow.returncode == 0


def test_compiled_once_and_a_damaged_cache_is_made_again(tmp_path: Path) -> None:
    """What one process has compiled another takes as it is, unless it is damaged."""
    kernel.ready()
    shutil.copytree(cache.cache_folder(), tmp_path / cache.version_hash(), ignore=shutil.ignore_patterns("*.lock"))
    words = [sys.executable, "-m", "kkgsim", "run", TEAM, *FAST]
    env = {**os.environ, "KKGSIM_CACHE": str(tmp_path)}

    def kept() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in tmp_path.rglob(f"*{cache.COMPILED}")}

    assert subprocess.run(words, capture_output=True, cwd=ROOT, env=env).returncode == 0
    before = kept()
    assert before, "nothing was kept"
    assert subprocess.run(words, capture_output=True, cwd=ROOT, env=env).returncode == 0
    assert kept() == before, "compiled again"
    lists = [json.loads(path.read_bytes()[HASH:]) for path in tmp_path.rglob("*.modules")]
    names = {file for months in lists for program in months for file in list(program.values())[-2:]}
    spoilt = [path for path in before if path.name in names]
    assert len(spoilt) >= 4, "two of the start and two of the month"
    for path in spoilt:
        path.write_bytes(path.read_bytes()[:100])
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, env=env)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert any(path.stat().st_size > 100 for path in spoilt), "nothing was made again"
    after = kept()
    assert [path for path in before if path not in spoilt and after[path] != before[path]] == []


@pytest.mark.parametrize("width", [60, 80, 100, 120, 1000])
def test_no_terminal_is_too_narrow_for_an_answer(tiny, asked, language: str, width: int) -> None:
    from rich.console import Console

    from kkgsim.analysis.comparison.compare import compare
    from kkgsim.analysis.comparison.report import render
    from kkgsim.analysis.report_table import width_for
    from kkgsim.model.outcomes import OUTCOMES

    found = compare([asked("team", months=12, facilitator_team_per_10_schools=1.0)], tiny, replicates=20, seed=1)
    answer = render(found, everything=True)
    wide = width_for(answer) if width == 1000 else width
    console = Console(width=wide, file=io.StringIO(), record=True)
    console.print(answer)
    said = " ".join(console.export_text().split())
    assert "…" not in said.replace(" … ", "")
    for outcome in OUTCOMES.values():
        words = str(outcome.label).split()
        assert all(word in said for word in words), str(outcome.label)
    assert str(found.against[0].scenario.title).split()[0] in said


def test_many_policies_are_told_in_a_line_each() -> None:
    paths = [str(path) for path in SHIPPED if path.stem in ("facilitator-team", "bos-for-kkg", "rule-on-paper")]
    english, indonesian = (
        ask("compare", *paths, "--brief", "--replicates", "20", "--months", "12", "--lang", lang).output
        for lang in ("en", "id")
    )
    assert english.count("Strongest first") == 4, "one table for each headline outcome"
    assert indonesian.count("Urut dari yang terkuat") == 4
    table = english.split("Classroom practice")[1].split("Pupils' literacy")[0]
    lines = [line for line in table.splitlines() if " of 20 runs" in line]
    assert len(lines) == len(paths)
    gains = [float(re.findall(r"([+−]\d\.\d+) \(", line)[0].replace("−", "-")) for line in lines]
    assert gains == sorted(gains, reverse=True)
    assert all("+Rp" in line for line in lines), "what it costs stands in every line"
