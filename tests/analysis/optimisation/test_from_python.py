"""The four analyses from Python: the words, the files and the report of the commands, on what was read or on files."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from kkgsim.analysis.discovery.api import discover
from kkgsim.analysis.discovery.cases import Cases
from kkgsim.analysis.optimisation.api import search
from kkgsim.analysis.optimisation.plots.hypervolume import stamp_of_search
from kkgsim.analysis.result import AnalysisResult, NothingToDraw
from kkgsim.analysis.sensitivity.api import sensitivity
from kkgsim.analysis.value_of_information.api import value
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.scenario.read import read_scenario

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"
FUNCTIONS: dict[str, Callable[..., AnalysisResult]] = {
    "sensitivity": sensitivity, "discover": discover, "search": search, "value": value,
}  # fmt: skip
ONLY_TYPED = {"out", "overwrite", "xlsx", "lang", "dry_run", "workers"}
"""Options that make no sense in Python, and the one whose default is that of the machine."""


def ask(*words: object) -> str:
    """What a command prints to standard output."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.stdout


def check_files(result: AnalysisResult, out: Path, folder: Path) -> None:
    """A result saved into ``folder`` is what a command wrote into ``out``, but for the command itself."""
    result.save(folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in out.iterdir())
    ours, theirs = (json.loads((path / "provenance.json").read_text(encoding="utf-8")) for path in (folder, out))
    name = ours.pop("command").removeprefix("kkgsim.").partition("(")[0]
    assert theirs.pop("command").startswith(f"kkgsim {name} ")  # what was typed, not what called Python
    assert ours == theirs
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "provenance.json":
            assert path.read_bytes() == (out / path.relative_to(folder)).read_bytes(), path.name


@pytest.mark.parametrize("name", FUNCTIONS)
def test_arguments_and_defaults_are_those_of_the_command(name: str) -> None:
    typed = {
        max(option.opts, key=len).removeprefix("--").replace("-", "_"): False if option.is_flag else option.default
        for option in main.get_command(click.Context(main), name).params  # type: ignore[union-attr]
        if isinstance(option, click.Option)
    }
    arguments = {
        argument.name: None if argument.default is argument.empty else argument.default
        for argument in inspect.signature(FUNCTIONS[name]).parameters.values()
    }
    subject = next(iter(arguments))
    assert set(arguments) - {subject, "progress", "workers"} == set(typed) - ONLY_TYPED - {"help"}
    for argument in set(arguments) & set(typed) - ONLY_TYPED:
        default = typed[argument]
        assert arguments[argument] == (default if isinstance(default, (int, float, str, bool)) else None), argument


@pytest.mark.usefixtures("few_points_for_luck")
def test_sensitivity_is_the_command(small: Path, tmp_path: Path) -> None:
    played: list[int] = []
    words = {"method": "morris", "samples": 4, "replicates": 2}
    result = sensitivity(small, **words, workers=2, progress=played.append)  # type: ignore[arg-type]
    options = [text for name, given in words.items() for text in (f"--{name}", given)]
    printed = ask("sensitivity", small, *options, "--out", tmp_path / "out")
    assert printed == result.report()
    check_files(result, tmp_path / "out", tmp_path / "python")
    assert sum(played) >= 4 * 5 * 2
    assert result.table is result.tables["indices"]
    assert set(result.table["index"]) == {"mu_star", "mu", "sigma"}
    assert result.plots[0] == "indices"
    assert "morris" in repr(result)
    again = sensitivity(read_study(small), **words)  # type: ignore[arg-type]
    assert again.table.equals(result.table)


def test_discovery_is_the_command(planted: Callable[..., Cases]) -> None:
    result = discover(planted(), "attendance_share", below=0.5)
    assert result.table["holds"].any()
    assert list(result.plots) == ["limits", "trade_off", "cases"]
    assert "fails where" in result.report().lower()
    with use_language("id"):
        assert "gagal bila" in result.report()
    assert "boxes" in repr(result)
    with pytest.raises(InputError, match=r"plot\(\)"):
        result.plot("no such picture")


def test_where_nothing_fails_there_is_nothing_to_draw(planted: Callable[..., Cases]) -> None:
    result = discover(planted(), "attendance_share", below=0.1)
    assert result.table.empty
    with pytest.raises(NothingToDraw, match="fails nowhere"):
        result.plot()


def test_search_is_the_command(small: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    words = {"budget": 30e6, "outcome": "attendance_share", "evaluations": 16, "fresh": 3, "show": 2, "futures": 2}
    options = [text for name, given in words.items() for text in (f"--{name}", given)]
    printed = ask("search", small, *options, "--keep", kept, "--out", tmp_path / "out")
    played: list[int] = []
    result = search(small, **words, keep=kept, progress=played.append)  # type: ignore[arg-type]
    assert not sum(played), "what the command kept is not played again"
    assert printed == result.report()
    check_files(result, tmp_path / "out", tmp_path / "python")
    wanted = result.details.wanted
    stamped = stamp_of_search(replace(result.details, wanted=replace(wanted, seed=97)))
    assert wanted.study.seed != 97
    assert "97" in stamped, "a picture says by which seed was searched"
    assert str(wanted.study.seed) in stamped, "and of which futures"
    assert list(result.table["package"]) == [scenario.name for scenario in result.details.scenarios()]


def test_value_is_the_command(tmp_path: Path) -> None:
    files = [SCENARIOS / "facilitator-team.toml", SCENARIOS / "bos-for-kkg.toml"]
    words = {"futures": 100, "lucks": 1, "months": 12, "place": "janapria", "seed": 3}
    options = [text for name, given in words.items() for text in (f"--{name}", given)]
    printed = ask("value", *files, *options, "--out", tmp_path / "out")
    result = value([read_scenario(files[0]), files[1]], **words, workers=2)  # type: ignore[arg-type]
    assert printed == result.report()
    check_files(result, tmp_path / "out", tmp_path / "python")
    assert result.table["number"].is_unique
    assert result.plots == ("information",)


@pytest.mark.parametrize(
    ("function", "options", "said"),
    [
        (sensitivity, {"method": "sobel"}, r"sensitivity\(\): method: .*did you mean sobol"),
        (sensitivity, {"samples": 3.5}, r"sensitivity\(\): samples: "),
        (sensitivity, {"share": 2.0}, r"sensitivity\(\): share: "),
        (sensitivity, {"replicates": 0}, r"sensitivity\(\): replicates: "),
        (discover, {"outcome": "attendance", "below": 0.5}, r"discover\(\): outcome: .*attendance_share"),
        (discover, {"outcome": "attendance_share"}, r"discover\(\): below, above: "),
        (search, {"budget": -1.0}, r"search\(\): budget: .*at least 0"),
        (search, {"evaluations": 7}, r"search\(\): evaluations: .*8 to 1000000"),
        (search, {"target": ("attendance_share", 70.0)}, r"search\(\): target: .*0\.7|70%"),
        (value, {"futures": 99}, r"value\(\): futures: .*100 to 100000"),
        (value, {"outcome": "practise_mean"}, r"value\(\): outcome: .*practice_mean"),
    ],
)
def test_mistakes_name_the_argument(
    small: Path, function: Callable[..., Any], options: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        function(small, **options)
