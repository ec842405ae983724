"""Help is printed before an analysis, a folder in ``kkgsim/analysis``, is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kkgsim.cli.commands import COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_imports_no_analysis(command: str) -> None:
    code = (
        "import sys; from kkgsim.cli.main import main\n"
        f"try: main([{command!r}, '--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith('kkgsim.analysis.') and name.count('.') > 2])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"
