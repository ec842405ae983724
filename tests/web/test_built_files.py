"""The built files are those of today's rules and sources, and building them again gives the same bytes."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
from types import ModuleType

import pytest
from conftest import ROOT

from kkgsim.engine.printing.wasm_text import ENTRIES
from kkgsim.engine.wasm_code import HEAP_BASE
from kkgsim.web.in_node import node
from kkgsim.web.printed_month import BUILT, MONTH, record

WEB = ROOT / "web"
ADVICE = "run python web/build.py (CONTRIBUTING.md)"


def _build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_web", WEB / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BUILD = _build()


@pytest.mark.parametrize("name", [MONTH, *BUILD.BUNDLES])
def test_a_built_file_is_whole(name: str) -> None:
    assert hashlib.sha256((BUILT / name).read_bytes()).hexdigest() == record()[name]["sha256"], ADVICE


def test_the_month_is_built_from_todays_rules() -> None:
    recorded = {key: record()[MONTH][key] for key in ("made_from", "made_with")}
    assert recorded == BUILD.month_entry(), f"the rules or the compiler changed: {ADVICE}"


@pytest.mark.parametrize("name", BUILD.BUNDLES)
def test_a_bundle_is_built_from_todays_sources(name: str) -> None:
    recorded = {key: record()[name][key] for key in ("made_from", "made_with")}
    assert recorded == BUILD.bundle_entry(), f"a source of driver or page changed: {ADVICE}"


def test_a_changed_source_makes_the_bundles_stale(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = BUILD.sources_hash()
    shutil.copytree(WEB, tmp_path / "web", ignore=shutil.ignore_patterns("node_modules", "made"))
    monkeypatch.setattr(BUILD, "WEB", tmp_path / "web")
    assert BUILD.sources_hash() == before, "where a checkout lies does not matter"
    with (tmp_path / "web" / "src" / "play.ts").open("a", encoding="utf-8") as file:
        file.write("// more\n")
    assert BUILD.sources_hash() != before


def test_the_month_built_again_has_the_same_bytes() -> None:
    assert BUILD.check([MONTH]) == [], ADVICE


def test_the_bundles_built_again_have_the_same_bytes() -> None:
    if not (WEB / "node_modules").is_dir():
        pytest.skip("the tools of the page are not installed (npm ci in the folder web)")
    assert BUILD.check(list(BUILD.BUNDLES)) == [], ADVICE


@pytest.mark.skipif(node() is None, reason="no Node on this machine")
def test_the_month_takes_nothing_but_memory() -> None:
    script = (
        "const m = new WebAssembly.Module(require('fs').readFileSync(process.argv[1]));"
        "console.log(JSON.stringify([WebAssembly.Module.imports(m), WebAssembly.Module.exports(m).map((e) => e.name)]))"
    )
    done = subprocess.run([str(node()), "-e", script, str(BUILT / MONTH)], capture_output=True, text=True, check=True)
    imported, exported = json.loads(done.stdout)
    assert imported == [{"module": "env", "name": "memory", "kind": "memory"}]
    assert exported == [*ENTRIES, HEAP_BASE]


def test_the_lock_of_the_pages_tools_is_whole_and_holds_no_address() -> None:
    locked = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    own = locked.pop("")
    declared = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
    for group in ("dependencies", "devDependencies"):
        assert own[group] == declared[group]
        for name, wanted in declared[group].items():
            assert re.fullmatch(r"[\d.]+", wanted), f"{name} is not pinned"
            assert locked[f"node_modules/{name}"]["version"] == wanted
    for name, entry in locked.items():
        assert "resolved" not in entry, f"{name}: an address (web/.npmrc has omit-lockfile-registry-resolved)"
        assert entry["integrity"].startswith("sha512-"), name
