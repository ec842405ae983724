"""What a table of times has to say about where it was made."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib import metadata

PACKAGES = ("numpy", "llvmlite", "numba", "Mesa", "agentpy", "ema_workbench")


def lines() -> dict[str, str]:
    """The machine, the programs and the day."""
    import kkgsim

    versions = [f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in PACKAGES)]
    return {
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "versions": f"kkgsim {kkgsim.__version__}, {', '.join(versions)}, {_compiler()}",
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "load at the start": _load(),
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or "processor unknown"


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _compiler() -> str:
    try:
        return f"gcc {subprocess.run(['gcc', '-dumpfullversion'], capture_output=True, text=True).stdout.strip()}"
    except OSError:
        return "no gcc"


def _load() -> str:
    """How many other programs wanted the processor: times taken beside others are worth less."""
    return f"{os.getloadavg()[0]:.1f} programs running" if hasattr(os, "getloadavg") else "unknown"
