"""Which process something on disk belongs to, and whether that process is still at work."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def me() -> dict[str, Any]:
    """This process, so that no other can be taken for it, on any machine."""
    return {"pid": os.getpid(), "boot": _boot(), "host": platform.node(), "since": _since(os.getpid())}


def lives(holder: Mapping[str, Any]) -> bool:
    """Whether a process is at work. On another machine it may be; after a restart of this one it cannot."""
    if holder.get("host") != platform.node():
        return bool(holder)
    if holder.get("boot") != _boot():
        return False
    try:
        os.kill(int(holder["pid"]), 0)
    except PermissionError:
        return True
    except (OSError, KeyError, ValueError, TypeError):
        return False
    return bool(holder.get("since") == _since(int(holder["pid"])))


def mark() -> str:
    """This process as part of a file name."""
    mine = me()
    return f"{mine['pid']}-{mine['since'] or 0}-{_short(mine['host'])}-{_short(mine['boot'])}"


def is_dead(mark: str) -> bool:
    """Whether the process of a :func:`mark` is known to be at work no more; of another machine it never is."""
    parts, mine = mark.split("-"), me()
    if len(parts) != 4 or not parts[0].isdecimal():
        return False
    pid, since, host, boot = parts
    if host != _short(mine["host"]):
        return False
    began = "" if since == "0" else since
    return boot != _short(mine["boot"]) or not lives({**mine, "pid": int(pid), "since": began})


def _short(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:8]


def _boot() -> str:
    """What this machine calls its present run, "" where it does not tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _since(pid: int) -> str:
    """When a process began, so that a number given anew is not taken for the old one; "" where nobody tells."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return "" if fields[0] == "Z" else fields[19]
    except (OSError, IndexError):
        return ""
