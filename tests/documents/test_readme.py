"""Both READMEs name what there is, and show a scenario that is a good one. Their commands: ``tests/documents``."""

from __future__ import annotations

import re
import tomllib

import pytest
from conftest import ROOT

from kkgsim.cli.commands import COMMANDS
from kkgsim.scenario.read import parse_scenario

READMES = ("README.md", "README.id.md")
README = ROOT / READMES[0]
INDEXES = dict(zip(READMES, ("| to know | read |", "| untuk mengetahui | baca |"), strict=True))
"""The head of the table in which a README says what to read."""


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_named(name: str) -> None:
    named = set(re.findall(r"`kkgsim (\w+)", (ROOT / name).read_text(encoding="utf-8")))
    assert not set(COMMANDS) - named


@pytest.mark.parametrize("name", READMES)
def test_every_guide_stands_in_the_index(name: str) -> None:
    index = (ROOT / name).read_text(encoding="utf-8").partition(INDEXES[name])[2].partition("\n\n")[0]
    linked = re.findall(r"\]\(docs/(\w+\.md)\)", index)
    assert sorted(linked) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("name", READMES)
def test_the_example_scenario_is_a_good_one(name: str) -> None:
    example = re.search(r"```toml\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)
    assert example is not None
    tomllib.loads(example.group(1))
    scenario = parse_scenario(example.group(1), name)
    assert scenario.policy[0].changes[0].payer == "district"
