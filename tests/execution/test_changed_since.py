"""Sweeps that may not be gone on with: another question, other code or numbers, a newer or a foreign folder."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kkgsim.errors import InputError, OutputError
from kkgsim.execution import fingerprint as code
from kkgsim.execution.folder import StudyChanged
from kkgsim.execution.sweep import PreparedSweep, prepare, sweep
from kkgsim.execution.verify import verify

from .conftest import left_in, reseal


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (lambda study: replace(study, outcomes=("practice_mean",)), "the study"),
        (lambda study: replace(study, replicates=4), "the study"),
        (lambda study: replace(study, design=replace(study.design, seed=2)), "the study .*, the points of the design"),
        (lambda study: replace(study, scenario=replace(study.scenario, policy=())), "the scenario"),
        (lambda study: replace(study, place="sumba_remote"), "the school list of the place"),
    ],
)
def test_a_changed_question_is_refused(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, what, said: str
) -> None:
    with pytest.raises(StudyChanged, match=f"changed since: {said}"):
        sweep(prepare(what(asked.study)), tmp_path / "whole")
    assert left_in(tmp_path / "whole") == whole


def test_changed_code_and_numbers_are_refused(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = json.loads((tmp_path / "whole" / "manifest.json").read_text())
    for name, said in (("code", "the code"), ("numbers", "the model's numbers"), ("packages", "versions of NumPy")):
        reseal(tmp_path / "whole", identity={**manifest["identity"], name: "other"})
        with pytest.raises(StudyChanged, match=f"changed since: .*{said}"):
            sweep(asked, tmp_path / "whole")
        with pytest.raises(StudyChanged, match=f"changed since: .*{said}"):
            verify(tmp_path / "whole")


def test_code_that_no_value_is_made_by_may_change(asked: PreparedSweep, tmp_path: Path) -> None:
    """And code that values are made by is named by its folder."""
    names = {path.relative_to(code.ROOT).as_posix() for path in code.code_files()}
    rules = {path.relative_to(code.ROOT).as_posix() for path in (code.ROOT / "model/rules").glob("*.py")}
    levers = {path.relative_to(code.ROOT).as_posix() for path in (code.ROOT / "model/levers").glob("*.py")}
    engine = {f"engine/{name}.py" for name in ("cache", "kernel", "machine_code", "sampling", "simulate")}
    assert (
        rules | levers | {"model/random_streams.py", "places/population/roster.py", "execution/chunks.py"} | engine
        <= names
    )
    assert not {name for name in names if name.startswith(("plotting/", "web/", "analysis/", "cli/"))}
    sweep(asked, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    identity, parts = {**manifest["identity"], "code": "other"}, {**manifest["code"], "rules": "other"}
    reseal(tmp_path / "out", identity=identity, code=parts)
    with pytest.raises(StudyChanged, match=r"changed since: the code of kkgsim \(rules\)\. Give"):
        sweep(asked, tmp_path / "out")


def test_what_values_are_made_by_is_all_that_playing_imports() -> None:
    """What is loaded by playing and by nothing else is among the code that is looked at."""
    code_ = (
        "import sys; from kkgsim.execution import chunks; from kkgsim.engine import kernel, batch_runner; "
        "kernel.ready(); "
        "print(*[m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'kkgsim' and m.__file__])"
    )
    loaded = subprocess.run([sys.executable, "-c", code_], capture_output=True, text=True, check=True).stdout.split()
    assert {Path(each) for each in loaded} <= set(code.code_files())


def test_a_newer_folder_and_a_foreign_one_are_refused(
    asked: PreparedSweep, whole: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "whole" / "manifest.json"
    reseal(tmp_path / "whole", schema=99)
    with pytest.raises(OutputError, match="newer kkgsim"):
        sweep(asked, tmp_path / "whole")
    path.write_text("{")
    with pytest.raises(OutputError, match="cannot be read"):
        sweep(asked, tmp_path / "whole")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(InputError, match="holds no sweep"):
        sweep(asked, tmp_path / "mine")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a file"):
        sweep(asked, tmp_path / "file")
    assert [each.name for each in (tmp_path / "mine").iterdir()] == ["letter.txt"]
