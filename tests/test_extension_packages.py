"""Levers and places of other packages: the example package is installed and asked; a package at fault is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from conftest import ROOT

from kkgsim.config import extensions
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.printing import node_process
from kkgsim.engine.printing.llvm_function import Lanes
from kkgsim.engine.printing.llvm_printer import month_modules
from kkgsim.errors import InputError
from kkgsim.execution.fingerprint import installation_hashes
from kkgsim.i18n import Text
from kkgsim.model import levers
from kkgsim.model.levers.lever import Lever, delay
from kkgsim.model.parameters import parameter
from kkgsim.model.schedule import ORDER

EXAMPLE = ROOT / "examples" / "kkgsim-messages"
SCENARIO = """title = "Messages"
about = "Messages before the meeting."
place = "valley"
months = 4
replicates = 2
seed = 1

[[policy]]
lever = "messages_to_teachers"
"""
TALK = """
import json, hashlib, sys
import kkgsim
from kkgsim.engine import clocks
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.printing import node_process
from kkgsim.engine.printing.llvm_function import Lanes
from kkgsim.engine.printing.llvm_printer import month_modules
from kkgsim.execution.fingerprint import code_parts, installation_hashes
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.schedule import ORDER
from kkgsim.web.declarations import declarations
from kkgsim.web.in_node import reading
from kkgsim.web.printed_month import printed_month

scenario = kkgsim.read_scenario("messages.toml")
question = clocks.Question(kkgsim.open_place("valley"), scenario, 1, lanes=1)
today = KKGModel("janapria", months=2, seed=5)
while today.running:
    today.step()
paid = KKGModel(kkgsim.open_place("valley"), scenario=scenario, uncertain=False)
while paid.running:
    paid.step()
said = {
    "levers": list(kkgsim.LEVERS), "schools": len(kkgsim.open_place("valley").schools),
    "theme": declarations()["themes"][-1], "hashes": dict(installation_hashes()), "parts": sorted(code_parts()),
    "mesa": clocks.mesa(question), "value": repr([[float(v.sum()) for v in month] for month in today.value]),
    "javascript": clocks.compiled(question, node_process.play) if node_process.node() else None,
    "wasm": reading(question).digest if node_process.node() else None, "compiled": printed_month().wasm is not None,
    "printed": hashlib.sha256("".join(m.text for m in month_modules(ORDER, Lanes.FULL)).encode()).hexdigest(),
    "campaign": max(teacher.campaign_heard for teacher in paid.teachers),
    "cited": "TRIAL" in kkgsim.cite(scenario).cited,
}
print(json.dumps(said))
"""


def environment(*paths: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, *paths)))}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the example package is installed, beside no other."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE, folder / "source", ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
    words = ["-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-build-isolation"]
    subprocess.run([sys.executable, *words, "--target", str(folder / "site"), str(folder / "source")], check=True)
    (folder / "messages.toml").write_text(SCENARIO, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def said(installed: Path) -> dict[str, object]:
    """What Python says where the example package is installed."""
    done = subprocess.run([sys.executable, "-c", TALK], cwd=installed, env=environment(installed / "site"),
                          capture_output=True, text=True, encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_lever_and_a_place_of_a_package_are_there(said: dict[str, object]) -> None:
    assert said["levers"] == [*levers.FILES, "messages_to_teachers"]
    assert said["schools"] == 8
    assert said["theme"]["levers"] == ["messages_to_teachers"]
    assert said["campaign"] > 0
    assert said["cited"]


def test_printed_and_clear_clocks_play_it_alike(said: dict[str, object]) -> None:
    if node_process.node() is None:
        pytest.skip("no node on this machine")
    assert said["mesa"] == said["javascript"] == said["wasm"]
    assert said["compiled"], "as quick in a browser as what ships"


def test_what_is_kept_is_kept_apart(said: dict[str, object]) -> None:
    """Compiled code goes by its text, a sweep by hashes: both are others with the package."""
    import hashlib

    text = "".join(module.text for module in month_modules(ORDER, Lanes.FULL))
    assert said["printed"] != hashlib.sha256(text.encode()).hexdigest()
    ours = installation_hashes()
    assert {name for name, value in said["hashes"].items() if value != ours[name]} == {"numbers", "levers", "code"}
    assert "kkgsim_messages" in said["parts"]


def test_who_does_not_use_it_gets_the_same_answers(said: dict[str, object]) -> None:
    today = KKGModel("janapria", months=2, seed=5)
    while today.running:
        today.step()
    assert said["value"] == repr([[float(v.sum()) for v in month] for month in today.value])


@pytest.mark.long
def test_every_clock_plays_it_alike(installed: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "kkgsim", "clocks", "messages.toml"], cwd=installed,
                          env=environment(installed / "site"), capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All clocks that were played agree." in done.stdout


def test_a_package_at_fault_ends_in_words(tmp_path: Path) -> None:
    info = tmp_path / "broken-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[kkgsim.levers]\nfine_name = no_such_module_anywhere\n")
    done = subprocess.run([sys.executable, "-m", "kkgsim", "levers"], env=environment(tmp_path), capture_output=True,
                          text=True)  # fmt: skip
    assert done.returncode == 2
    assert "package broken: kkgsim.levers: fine_name: cannot be imported" in done.stderr
    assert "no_such_module_anywhere" in done.stderr
    assert "Traceback" not in done.stderr


def entry(name: str = "mine", value: str = "mine_module", group: str = extensions.LEVERS) -> EntryPoint:
    return EntryPoint(name, value, group)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([entry("My-Lever")], "is no name.*given: My-Lever"),
        ([entry("monitoring")], "taken by kkgsim"),
        ([entry("mine", "a"), entry("mine", "b")], "two packages.*given: a, b"),
    ],
)
def test_a_name_that_cannot_be_is_refused(entries: list[EntryPoint], said: str, monkeypatch) -> None:
    monkeypatch.setattr(extensions, "entry_points", lambda group: entries)
    with pytest.raises(InputError, match=said):
        extensions.brought(extensions.LEVERS, levers.FILES)


DELAY = {"delay_mine": delay(1, 0, 2, "it works", "berjalan")}
OWN = Lever("mine", Text("Mine", "Punyaku"), Text("", ""), (), (), {}, (), "delay_mine")


def unknown_source() -> dict[str, object]:
    return {**DELAY, "mine_number": parameter(1, 0, 2, "h", "a number", "sebuah angka", "NOBODY", "judged")}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({}, "this module has no LEVER"),
        ({"LEVER": Lever("other", OWN.label, OWN.about, (), (), {}, (), "delay_mine"), "PARAMETERS": DELAY},
         "another name.*given: other.*did you mean mine"),
        ({"LEVER": OWN}, "delay of the lever is none"),
        ({"LEVER": OWN, "PARAMETERS": unknown_source()}, "source that nobody describes.*given: NOBODY"),
        ({"LEVER": Lever("mine", OWN.label, OWN.about, (), (), {}, (), "delay_mine", payers=("bank",)),
          "PARAMETERS": DELAY}, "no such payer.*given: bank"),
    ],
)  # fmt: skip
def test_a_lever_that_is_none_is_refused(content: dict[str, object], said: str, monkeypatch) -> None:
    module = ModuleType("mine_module")
    vars(module).update(content)
    monkeypatch.setitem(sys.modules, "mine_module", module)
    monkeypatch.setattr(levers, "BROUGHT", {"mine": entry()})
    extensions.module_of.cache_clear()
    with pytest.raises(InputError, match=said):
        levers._brought("mine")


def test_an_entry_point_names_a_module(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "mine_module", SimpleNamespace())
    extensions.module_of.cache_clear()
    with pytest.raises(InputError, match="is no module"):
        extensions.module_of(entry())
    extensions.module_of.cache_clear()
