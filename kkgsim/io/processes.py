"""Identify the process that owns something on disk, and whether it still runs."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def me() -> dict[str, Any]:
    """What identifies this process on any machine: pid, boot, host and start time."""
    return {"pid": os.getpid(), "boot": _boot(), "host": platform.node(), "since": _since(os.getpid())}


def lives(holder: Mapping[str, Any]) -> bool:
    """Whether a process runs. One of another machine counts as running; one from before a restart of this does not."""
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
    """This process as part of a file name: pid, start time, and hashes of host and boot."""
    mine = me()
    return f"{mine['pid']}-{mine['since'] or 0}-{_short(mine['host'])}-{_short(mine['boot'])}"


def is_dead(mark: str) -> bool:
    """Whether the process of a :func:`mark` is known not to run; for another machine that is never known."""
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
    """The boot id of this machine, "" where it has none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _since(pid: int) -> str:
    """Start time of a process in clock ticks, which tells a reused pid apart; "" where unknown."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return "" if fields[0] == "Z" else fields[19]
    except (OSError, IndexError):
        return ""
