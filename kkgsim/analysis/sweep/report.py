"""How the runs of a sweep stand, in words."""

from __future__ import annotations

from pathlib import Path

from kkgsim.execution.sweep import RunCount
from kkgsim.i18n import decimal, percent, tr
from kkgsim.model.posterior import caution


def report(count: RunCount, folder: Path) -> str:
    """How many runs are done, how many of them badly, and how to go on, in the current language."""
    numbers = {name: decimal(getattr(count, name), 0) for name in ("done", "total", "failed", "killed")}
    lines = [tr("sweep_end", folder=folder, **numbers)]
    if count.failed or count.killed:
        lines.append(tr("sweep_bad", share=percent(count.ok_share, 1), folder=folder))
    if count.done < count.total:
        lines.append(tr("sweep_resume", folder=folder))
    return "\n".join([*lines, str(caution())])
