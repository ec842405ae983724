"""Every table of every command: its rows are told apart by the declared key, its columns are the declared ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from conftest import ROOT, only
from study_texts import study_text

from kkgsim.analysis.calibration import tables as calibration_tables
from kkgsim.analysis.comparison import tables as study_tables
from kkgsim.analysis.discovery import tables as discovery_tables
from kkgsim.analysis.discovery.cases import played
from kkgsim.analysis.facts import tables as facts_tables
from kkgsim.analysis.interactions import tables as interactions
from kkgsim.analysis.optimisation import tables as search_tables
from kkgsim.analysis.robustness import tables as robustness_tables
from kkgsim.analysis.sensitivity import tables as sensitivity_tables
from kkgsim.analysis.value_of_information import tables as value_tables
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.engine.batch_runner import record_columns
from kkgsim.engine.run_result import SCHOOL_COLUMNS
from kkgsim.i18n import LANGUAGES
from kkgsim.io.table_layout import Layout, NotTidy, declared, measured, named
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import caution
from kkgsim.places.place_io.files import open_place, write

pytestmark = pytest.mark.usefixtures("no_pictures")
STUDY = study_text(
    'setting = "facilitator_team_per_10_schools"\nlow = 0.0\nhigh = 4.0',
    'setting = "followup_mentoring_visits"\nlow = 0.0\nhigh = 1.0',
    'number = "attend_distance"',
    samples=64, policy='lever = "monitoring"', outcomes='["attendance_share", "practice_mean"]',
    recorded='["end", 3]',
)  # fmt: skip
AIMED = """
title = { en = "Aimed", id = "Terarah" }
about = { en = "For some, within a budget", id = "Untuk sebagian, dalam pagu" }
replicates = 2
seed = 1
place = "janapria"
months = 12

[budget]
ceiling = 20_000_000

[[policy]]
lever = "facilitator_team"
to = { neediest = 1 }
when = { outcome = "attendance_share", below = 0.9, after_months = 1 }
"""
SCENARIOS = [str(ROOT / "scenarios" / f"{name}.toml") for name in ("facilitator-team", "today-in-janapria")]
SHORT = ("--months", "4", "--seed", "1")
PLAYED = ("--place", "{place}", "--replicates", "2", *SHORT)
COMMANDS: dict[str, tuple[str, ...]] = {
    "compare": ("compare", *SCENARIOS, "{own}", *PLAYED),
    "against": ("compare", SCENARIOS[0], "--against", SCENARIOS[1], *PLAYED),
    "run": ("run", "{own}", *PLAYED),
    "replayed": ("run", "{own}", "--shares", "32", *PLAYED),
    "standards": ("standards", "{own}", *PLAYED),
    "country": ("compare", SCENARIOS[0], "{own}", "--place", "{country}", "--replicates", "2", *SHORT),
    "run-country": ("run", "{own}", "--place", "{country}", "--replicates", "2", *SHORT),
    "aimed": ("compare", "{aimed}", "--place", "{place}", "--replicates", "2", "--months", "12", "--seed", "1"),
    "interactions": ("interactions", "{place}", "--outcome", "attendance_share", "--outcome", "practice_mean",
                     "--replicates", "1", *SHORT),
    "robust": ("robust", *SCENARIOS, "--futures", "3", "--at-least", "practice_mean=0.4", "--place", "{place}", *SHORT),
    "calibrate": ("calibrate", "F6", "F7", "--points", "64", "--waves", "2", "--replays", "1"),
    "validate": ("validate", "F2", "F9", "F12", "--draws", "2", "--replicates", "1"),
    "value": ("value", *SCENARIOS[:1], "--futures", "100", "--place", "{place}", *SHORT),
    "search": ("search", "{study}", "--evaluations", "24", "--fresh", "3", "--show", "2", "--budget", "60000000"),
    "shortlist": ("shortlist", "--study", "{study}", "--place", "{place}", "--budget", "60000000",
                  "--evaluations", "24", "--futures", "2", "--fresh", "3", "--show", "2"),
    "sensitivity": ("sensitivity", "{study}", "--samples", "16", "--second-order"),
    "given_points": ("sensitivity", "{study}", "--method", "rbd_fast", "--samples", "64"),
    "given_data": ("sensitivity", "{study}", "--method", "given_data", "--samples", "256"),
    "regional": ("sensitivity", "{study}", "--at-least", "attendance_share=90%", "--samples", "256"),
    "screened": ("sensitivity", "{study}", "--samples", "16", "--screen"),
    "discover": ("discover", "{study}", "--outcome", "attendance_share", "--below", "{low}"),
    "sweep": ("sweep", "{study}", "--chunk", "50", "--workers", "1"),
}  # fmt: skip
DECLARED: dict[str, Layout] = {
    **study_tables.LAYOUTS, **interactions.LAYOUTS, **robustness_tables.LAYOUTS, **value_tables.LAYOUTS,
    **sensitivity_tables.LAYOUTS, **discovery_tables.LAYOUTS, **facts_tables.LAYOUTS,
    **calibration_tables.LAYOUTS,
    "packages": search_tables.PACKAGES, "settings": search_tables.SETTINGS, "hypervolume": search_tables.HYPERVOLUME,
    "shortlist": search_tables.SHORTLIST,
}  # fmt: skip
MADE_BY_THE_STUDY = {"experiments", "outcomes", "unit", "weighed", "design", "part", "draws"}
"""Tables with a column for each factor that a study names."""
NEVER_HERE = {"left_out"}
"""What a study that leaves nothing out does not write."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the commands name: places, the scenario that the documents show, a study and a low one of its answers."""
    folder = tmp_path_factory.mktemp("asked")
    janapria, sumba = open_place("janapria"), open_place("sumba_remote")
    tiny = only(janapria, *janapria.clusters[:2])
    some = (*tiny.schools, *only(sumba, *sumba.clusters[:1]).schools)
    write(tiny, folder / "tiny")
    write(replace(tiny, name="two", schools=some), folder / "two")
    shown = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8"), re.S)
    assert shown is not None
    assert "[assumptions." in shown.group(1)
    text = re.sub(r"^(month|end) = (\d+)", lambda m: f"{m[1]} = {max(2, int(m[2]) // 9)}", shown.group(1), flags=re.M)
    (folder / "own.toml").write_text(re.sub(r"^start = 7.*$", "start = 1", text, flags=re.M), encoding="utf-8")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    (folder / "aimed.toml").write_text(AIMED, encoding="utf-8")
    files = {"place": "tiny", "country": "two", "own": "own.toml", "study": "study.toml", "aimed": "aimed.toml"}
    named_files = {name: str(folder / file) for name, file in files.items()}
    cases = played(read_study(folder / "study.toml"))
    attendance = cases.values[:, record_columns(cases.study).index("attendance_share_end")]
    return {**named_files, "low": str(float(np.quantile(attendance, 0.3)))}


class Answers(dict[str, Path]):
    """The folder that each command leaves, which is asked when somebody first looks at its answer."""

    def __init__(self, asked: dict[str, str], folder: Callable[[str], Path]):
        super().__init__()
        self._asked, self._folder = asked, folder

    def __missing__(self, name: str) -> Path:
        self[name] = out = self._folder(name) / "out"
        lang = LANGUAGES[list(COMMANDS).index(name) % len(LANGUAGES)]
        words = [word.format(**self._asked) for word in COMMANDS[name]]
        told = CliRunner().invoke(main, [*words, "--out", str(out), "--lang", lang])
        assert told.exit_code == 0, (name, told.output, told.exception)
        assert " ".join(told.stdout.split()).endswith(getattr(caution(), lang)), name
        return out


@pytest.fixture(scope="module")
def answers(asked: dict[str, str], tmp_path_factory: pytest.TempPathFactory, few_points_for_luck: None) -> Answers:
    return Answers(asked, tmp_path_factory.mktemp)


def kept_in(folder: Path) -> dict[str, tuple[dict, list[pd.DataFrame]]]:
    """What is known of each table that a folder holds, and the table from each of its files."""
    if (folder / "manifest.json").exists():
        known = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["tables"]
        parts = [pd.read_parquet(path) for path in sorted(folder.glob("part-*.parquet"))]
        assert len(parts) > 1
        found = {"design": [pd.read_parquet(folder / "design.parquet")], "part": [pd.concat(parts)]}
    else:
        known = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))["tables"]
        assert set(known) == {path.stem for path in folder.glob("*.csv")} - {"dictionary"}
        assert set(known) == {path.stem for path in folder.glob("*.parquet")}
        found = {
            name: [
                pd.read_csv(folder / f"{name}.csv", keep_default_na=False),
                pd.read_parquet(folder / f"{name}.parquet"),
            ]
            for name in known
        }
    assert set(known) == set(found)
    return {name: (known[name], tables) for name, tables in found.items()}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_row_has_a_key_of_its_own_and_every_column_is_declared(answers: dict[str, Path], command: str) -> None:
    for name, (said, tables) in kept_in(answers[command]).items():
        for table in tables:
            key = table[said["key"]]
            assert list(table.columns) == said["columns"], name
            assert not (key.isna() | (key == "")).any(axis=None), name
            assert not key.duplicated().any(), name
        if name in DECLARED and name not in MADE_BY_THE_STUDY:
            assert said == DECLARED[name].declaration(), name
        else:
            assert name in MADE_BY_THE_STUDY, name


def test_every_folder_says_how_far_it_is_to_be_trusted(answers: dict[str, Path]) -> None:
    cautions = {lang: getattr(caution(), lang) for lang in LANGUAGES}
    for name in COMMANDS:
        folder = answers[name]
        made = folder / ("manifest.json" if name == "sweep" else "provenance.json")
        assert json.loads(made.read_text(encoding="utf-8"))["caution"] == cautions, name


def test_every_table_that_is_declared_is_looked_at(answers: dict[str, Path]) -> None:
    written = {name: len(tables[0]) for command in COMMANDS for name, (_, tables) in kept_in(answers[command]).items()}
    assert set(DECLARED) | MADE_BY_THE_STUDY == set(written) | NEVER_HERE
    assert [name for name, rows in written.items() if rows == 0] == []


def test_a_baseline_is_no_other_baseline(answers: dict[str, Path]) -> None:
    """A scenario with an assumption has a status quo of its own, under a name of its own, in all tables."""
    for name in ("compare", "country"):
        made = json.loads((answers[name] / "provenance.json").read_text(encoding="utf-8"))["scenarios"]
        assert {"status-quo", "status-quo (own)", "own"} <= set(made)
        assert "delay_followup_mentoring" in made["status-quo (own)"]["text"]
        for table, (said, (csv, _)) in kept_in(answers[name]).items():
            if "scenario" in said["key"]:
                assert set(csv["scenario"]) == set(made), table
        effects = pd.read_csv(answers[name] / "effects.csv").set_index(["scenario", "outcome"])["against"]
        assert set(effects["own"]) == {"status-quo (own)"}


def test_monthly_results_become_an_array_of_three_dimensions(answers: dict[str, Path]) -> None:
    pytest.importorskip("xarray", reason="xarray is not installed")
    for name in ("compare", "country", "run"):
        monthly = pd.read_parquet(answers[name] / "monthly.parquet").set_index(["scenario", "outcome", "month"])
        cube = monthly.to_xarray()
        assert len(monthly) == cube.sizes["scenario"] * len(OUTCOMES) * 4
        assert not cube["value_mean"].isnull().any()


LAYOUT = Layout(("who", "month"), {**named("who", "month"), **measured("value", "SD")})
GOOD = {"who": "a", "month": 1, "value_mean": 0.5, "value_low": 0.1, "value_high": 0.9}


def test_a_table_that_is_not_as_declared_is_not_written() -> None:
    made = LAYOUT.table([GOOD, {**GOOD, "month": 2}])
    assert made.attrs["key"] == ["who", "month"]
    assert made.attrs["units"]["value_low"] == "SD"
    assert list(LAYOUT.table([]).columns) == list(GOOD)
    for rows, what in (
        ([GOOD, GOOD], "one key"), ([{**GOOD, "who": None}], "without a key"), ([{**GOOD, "who": ""}], "without a key"),
        ([{**GOOD, "more": 1}], "more"), ([dict(reversed(GOOD.items()))], "order"),
    ):  # fmt: skip
        with pytest.raises(NotTidy, match=what):
            LAYOUT.table(rows)
    with pytest.raises(NotTidy, match="without a layout"):
        declared(pd.DataFrame([GOOD]))
    with pytest.raises(NotTidy, match="not among"):
        Layout(("elsewhere",), LAYOUT.units)


def test_units_of_schools_are_those_of_what_is_kept_of_them() -> None:
    assert tuple(study_tables.SCHOOL_UNITS) == SCHOOL_COLUMNS
