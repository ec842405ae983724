"""Where, when and by what a sweep is played, for its log."""

from __future__ import annotations

import platform
import subprocess
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import kkgsim


def machine() -> dict[str, Any]:
    """Where and by what a sweep is played; what must be the same to go on with it is in its manifest."""
    versions = {"kkgsim": kkgsim.__version__, "python": platform.python_version(), "platform": platform.platform()}
    return {**versions, "commit": _commit()}


def _commit() -> str:
    """The commit that is checked out, ending in "dirty" where something of it was changed; "" outside of a checkout."""
    home = Path(kkgsim.__file__).parent.parent
    if not (home / ".git").exists():  # installed somewhere, perhaps below a checkout of something else
        return ""
    words = ["git", "describe", "--always", "--dirty=-dirty", "--abbrev=12"]
    with suppress(OSError, subprocess.SubprocessError):
        return subprocess.run(words, cwd=home, capture_output=True, text=True, timeout=5, check=True).stdout.strip()
    return ""


def now() -> str:
    """The time, for all the world."""
    return datetime.now(UTC).isoformat(timespec="seconds")
