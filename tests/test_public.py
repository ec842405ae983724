"""The public door: ``import kkgsim`` names everything, imports nothing before it is used, and its examples run."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import subprocess
import sys
from html import escape
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from matplotlib.figure import Figure

import kkgsim
from kkgsim.cli.main import main
from kkgsim.errors import InputError
from kkgsim.scenario.library import file_of, shipped

ROOT = Path(__file__).parents[1]
NAMES = {
    "FACTS", "__version__", "KKGModel", "LEVERS", "OUTCOMES", "PARAMETERS", "calibrate", "cite", "compare", "discover",
    "keep", "import_schools", "interactions", "open_place", "page", "read_scenario", "report", "robust", "search",
    "sensitivity", "shortlist", "simulate", "sweep", "use_language", "validate", "value",
}  # fmt: skip
ELSEWHERE = {"calibrate", "sensitivity", "discover", "search", "shortlist", "value"}
"""Functions whose examples take longer; their own tests play them."""


def test_the_door_names_everything_and_type_checkers_see_the_same() -> None:
    assert set(kkgsim.__all__) == NAMES
    assert set(dir(kkgsim)) == NAMES
    stub = ast.parse((ROOT / "kkgsim" / "__init__.pyi").read_text())
    homes = {
        name.asname: node.module.removeprefix("kkgsim.")
        for node in stub.body if isinstance(node, ast.ImportFrom) and node.module for name in node.names
    }  # fmt: skip
    assert homes == kkgsim._HOMES
    assert (ROOT / "kkgsim" / "py.typed").exists()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_name_is_there_and_documented(name: str) -> None:
    value = getattr(kkgsim, name)
    if callable(value):
        assert inspect.getdoc(value)


def test_what_the_door_does_not_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'compair'"):
        _ = kkgsim.compair


def test_importing_takes_no_time() -> None:
    """Less than 0.15 seconds of processor time, of which the interpreter's own start is no part."""
    words = "import time; began = time.process_time(); import kkgsim; print(time.process_time() - began)"
    took = min(
        float(subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    )
    assert took < 0.15


@pytest.mark.parametrize("name", sorted(set(kkgsim._HOMES) - ELSEWHERE))
def test_the_examples_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    value = getattr(kkgsim, name)
    module = importlib.import_module(f"kkgsim.{kkgsim._HOMES[name]}")
    text = (inspect.getdoc(value) or "") if callable(value) else _below(Path(module.__file__ or ""), name)
    example = doctest.DocTestParser().get_doctest(text, {}, name, module.__file__, 0)
    assert example.examples, f"kkgsim.{name} has no example"
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example).failed == 0


def _below(path: Path, name: str) -> str:
    """The text that stands below the assignment of a name."""
    body = ast.parse(path.read_text()).body
    for node, after in pairwise(body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            assert isinstance(after, ast.Expr)
            assert isinstance(after.value, ast.Constant)
            return str(after.value.value)
    raise AssertionError(name)


def test_shipped_scenarios_are_known_by_name_and_a_file_goes_first(tmp_path: Path, monkeypatch) -> None:
    assert set(shipped()) == {path.stem for path in (ROOT / "scenarios").glob("*.toml")}
    monkeypatch.chdir(tmp_path)
    assert kkgsim.read_scenario("facilitator-team") == kkgsim.read_scenario(
        ROOT / "scenarios" / "facilitator-team.toml"
    )
    (tmp_path / "facilitator-team").write_text("something else")
    assert file_of("facilitator-team") == Path("facilitator-team")
    assert file_of("no-such-scenario") == Path("no-such-scenario")


COMMANDS = {
    "compare": (["facilitator-team"], ["--months", "12", "--replicates", "2"], {"months": 12, "replicates": 2}),
    "simulate": (["facilitator-team"], ["--months", "12", "--replicates", "2"], {"months": 12, "replicates": 2}),
    "robust": (["facilitator-team"], ["--months", "12", "--futures", "3", "--outcome", "practice_mean"],
               {"months": 12, "futures": 3, "outcomes": ["practice_mean"]}),
    "interactions": (["janapria"], ["--months", "2", "--replicates", "1", "--outcome", "practice_mean"],
                     {"months": 2, "replicates": 1, "outcomes": ["practice_mean"]}),
    "validate": (["F7"], ["--draws", "2", "--replicates", "1"], {"draws": 2, "replicates": 1}),
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_python_gives_what_the_command_gives(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The same files with the same bytes, but for what provenance says was asked; the same report. The pictures of two
    are enough: all are drawn from the tables through one door."""
    if name not in ("simulate", "robust"):
        request.getfixturevalue("no_pictures")
    subjects, options, arguments = COMMANDS[name]
    command = {"simulate": "run"}.get(name, name)
    printed = CliRunner().invoke(main, [command, *subjects, *options, "--out", str(tmp_path / "command")])
    assert printed.exit_code == 0, printed.output
    result = getattr(kkgsim, name)(*subjects, **arguments)
    result.save(tmp_path / "python")
    files = sorted(path.name for path in (tmp_path / "command").iterdir())
    assert files == sorted(path.name for path in (tmp_path / "python").iterdir())
    for file in set(files) - {"provenance.json"}:
        assert (tmp_path / "command" / file).read_bytes() == (tmp_path / "python" / file).read_bytes(), file
    made, other = ((tmp_path / folder / "provenance.json").read_text().splitlines() for folder in ("command", "python"))
    differing = [line for line, same in zip(made, other, strict=True) if line != same]
    assert [line.split(":")[0].strip() for line in differing] == ['"command"']
    assert result.report().strip() in printed.output
    assert f"kkgsim.{name}({subjects!r}" in "".join(other) or f"kkgsim.{name}('janapria'" in "".join(other)


@pytest.fixture(scope="module")
def comparison():
    return kkgsim.compare("facilitator-team", months=12, replicates=2)


def test_a_result_opens_itself(comparison) -> None:
    assert isinstance(comparison.table, pd.DataFrame)
    assert comparison.table is comparison.tables["effects"]
    assert comparison.table.attrs["key"] == ["scenario", "outcome"]
    assert {type(comparison.plot(name)) for name in (None, *comparison.plots)} == {Figure}
    assert "facilitator-team" in repr(comparison)
    assert len(repr(comparison)) < 300
    assert "<table" in comparison._repr_html_()
    assert escape(comparison.report("brief")) in comparison._repr_html_()
    assert len(comparison.report("brief")) != len(comparison.report("standards")) != len(comparison.report())


def test_within_a_notebook_a_report_is_the_same_text_and_shows_nothing_by_itself(comparison, monkeypatch) -> None:
    plain = comparison.report()
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)
    monkeypatch.setattr("rich.jupyter.display", lambda *shown: pytest.fail("something was displayed"))
    assert comparison.report() == plain


def test_words_follow_the_language(comparison) -> None:
    with kkgsim.use_language("id"):
        assert "Tim fasilitator" in comparison.report()
    assert "Facilitator team" in comparison.report()


def test_an_unknown_picture_is_refused_with_the_nearest(comparison) -> None:
    with pytest.raises(InputError, match=r"plot\(\): there is no such picture; given: efects.*effects"):
        comparison.plot("efects")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"replicates": 0}, r"compare\(\): replicates: .*given: 0.*1"),
        ({"months": 2.5}, r"compare\(\): months: .*whole number.*2\.5"),
        ({"seed": -1, "workers": 99}, r"(?s)compare\(\): seed: .*compare\(\): workers: .*64"),
        ({"place": "janaprai"}, r"no such place.*janapria"),
        ({"against": "nothing-of-this-name"}, "no such file"),
    ],
)
def test_wrong_arguments_are_refused_by_their_names(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        kkgsim.compare("facilitator-team", **arguments)  # type: ignore[arg-type]


@pytest.mark.usefixtures("no_pictures")
def test_scenarios_may_be_files_names_or_objects(tmp_path: Path, comparison) -> None:
    scenario = kkgsim.read_scenario("facilitator-team")
    for given in (scenario, [scenario], ROOT / "scenarios" / "facilitator-team.toml"):
        again = kkgsim.compare(given, kkgsim.open_place("janapria"), months=12, replicates=2)
        pd.testing.assert_frame_equal(again.table, comparison.table)
    again.save(tmp_path / "out")
    with pytest.raises(InputError):
        again.save(tmp_path / "out")
    again.save(tmp_path / "out", overwrite=True)


def test_the_catalogues_cannot_be_changed() -> None:
    for catalogue in (kkgsim.LEVERS, kkgsim.PARAMETERS, kkgsim.OUTCOMES):
        assert len(catalogue) > 15
        with pytest.raises(TypeError):
            catalogue["mine"] = 1  # type: ignore[index]


def test_citations_are_those_of_the_command() -> None:
    citations = kkgsim.cite("facilitator-team")
    printed = CliRunner().invoke(main, ["cite", "facilitator-team"]).output
    assert citations.report().strip() == printed.strip()
    assert set(citations.table["source"]) == set(citations.cited)
