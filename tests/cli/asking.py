"""How tests ask the command line."""

from __future__ import annotations

from click.testing import CliRunner, Result
from conftest import ROOT

from kkgsim.cli.main import main

TEAM = str(ROOT / "scenarios" / "facilitator-team.toml")


def ask(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result
