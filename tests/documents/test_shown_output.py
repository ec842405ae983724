"""The tutorial shows what the main job of the README prints. Renew it with ``pytest
tests/documents/test_shown_output.py --write-expected``."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from .commands import commands_in
from .reader import Reader

pytestmark = pytest.mark.usefixtures("in_the_folder")

README = ROOT / "README.md"
TUTORIAL = ROOT / "docs" / "tutorial.md"
MAIN_JOB = re.compile(r"<!-- main job -->\n```sh\n.*?\n```", re.S)
SHOWN = re.compile(r"(<!-- output -->\n```\n)(.*?)(```)", re.S)


def test_the_output_shown_is_the_output_printed(reader: Reader, request: pytest.FixtureRequest) -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    job = MAIN_JOB.search(README.read_text(encoding="utf-8"))
    assert job is not None
    command = commands_in("README.md", job[0])[-1]
    assert reader.does(command) == ""
    printed = "\n".join(line.rstrip() for line in reader.printed(command).splitlines()) + "\n"
    if request.config.getoption("--write-expected"):
        text = SHOWN.sub(lambda found: found[1] + printed + found[3], text)
        TUTORIAL.write_text(text, encoding="utf-8")
    shown = SHOWN.search(text)
    assert shown is not None
    assert shown[2] == printed
