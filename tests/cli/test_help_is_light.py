"""Help is printed before an analysis, a folder in ``kkgsim/analysis``, is imported."""

from __future__ import annotations

import json
import subprocess
import sys

from kkgsim.cli.commands import COMMANDS

ONE_AFTER_THE_OTHER = """
import json, sys
from kkgsim.cli.main import main
brought, known = {}, set()
for command in json.loads(sys.argv[1]):
    try:
        main([command, "--help"])
    except SystemExit:
        pass
    there = {name for name in sys.modules if name.startswith("kkgsim.analysis.") and name.count(".") > 2}
    brought[command] = sorted(there - known)
    known |= there
print(json.dumps(brought))
"""


def test_help_of_no_command_imports_an_analysis() -> None:
    words = [sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(list(COMMANDS))]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=300)
    assert json.loads(done.stdout.splitlines()[-1]) == {command: [] for command in COMMANDS}
