"""The README says what the commands print. Renew its output with ``pytest tests/test_readme.py --write-expected``."""

from __future__ import annotations

import re
import tomllib

from click.testing import CliRunner
from conftest import ROOT

from kkgsim.cli import main
from kkgsim.command_line import HELP
from kkgsim.scenario_file import parse_scenario

README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- output -->\n```\n)(.*?)(```)", re.S)


def main_job() -> list[str]:
    """The words after ``kkgsim`` in the README's main job, without the output folder."""
    command = re.search(r"<!-- main job -->\n```sh\n(.*?)\n```", README.read_text(encoding="utf-8"), re.S)
    assert command is not None
    words = command.group(1).split("/bin/kkgsim ")[1].split()
    cut = words.index("--out")
    return words[:cut]


def test_the_output_shown_is_the_output_printed(request, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = CliRunner().invoke(main, main_job()).stdout
    shown = "\n".join(line.rstrip() for line in printed.splitlines()) + "\n"
    text = README.read_text(encoding="utf-8")
    if request.config.getoption("--write-expected"):
        text = BLOCK.sub(lambda found: found.group(1) + shown + found.group(3), text)
        README.write_text(text, encoding="utf-8")
    found = BLOCK.search(text)
    assert found is not None
    assert found.group(2) == shown


def test_every_command_named_exists() -> None:
    named = set(re.findall(r"`kkgsim (\w+)", README.read_text(encoding="utf-8")))
    assert named <= set(HELP)
    assert {"compare", "run", "schools", "explain", "cite", "app"} <= named


def test_the_example_scenario_is_a_good_one() -> None:
    example = re.search(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    assert example is not None
    tomllib.loads(example.group(1))
    scenario = parse_scenario(example.group(1), "README.md")
    assert scenario.policy[0].changes[0].payer == "district"
