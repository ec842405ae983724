"""What a policy asks of a teacher's week and day, and what happens where these do not hold it."""

from __future__ import annotations

from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import decimal, percent, tr
from kkgsim.i18n.units import HOURS, SHARE
from kkgsim.model.levers import all_settings
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS


def week(played: RunResult, against: RunResult) -> list[str]:
    """Lines on the hours of the week asked for where a policy changes them, and on a week, a day or a year that does
    not hold what is asked."""
    return [*_asked(played, against), *_overfull(played, against), *_late(played, against), *_more_than_weeks(played)]


def _end(played: RunResult, name: str) -> float:
    """An outcome at the end, mean of the replicates."""
    return float(played.at_end()[list(OUTCOMES).index(name)].mean())


def _asked(played: RunResult, against: RunResult) -> list[str]:
    asked, before = (_end(result, "week_asked_mean") for result in (played, against))
    if abs(asked - before) < HOURS.smallest:
        return []
    return [tr("week_asked", asked=decimal(asked, 1), before=decimal(before, 1), against=against.scenario.title)]


def _overfull(played: RunResult, against: RunResult) -> list[str]:
    now = _end(played, "week_overfull_share")
    return [tr("week_overfull", share=percent(now))] if _said(now, "week_overfull_share", played, against) else []


def _late(played: RunResult, against: RunResult) -> list[str]:
    now = _end(played, "late_share")
    return [tr("day_too_short", share=percent(now))] if _said(now, "late_share", played, against) else []


def _said(now: float, name: str, played: RunResult, against: RunResult) -> bool:
    """Whether a share is worth a word: it is there, and a policy that is compared makes it larger."""
    before = 0.0 if played is against else _end(against, name)
    return now - before >= SHARE.smallest


def _more_than_weeks(played: RunResult) -> list[str]:
    """A word where more meetings are planned than there are weeks of school."""
    held = {assumption.number: assumption.value for assumption in played.scenario.assumptions}
    settings = played.scenario.committed()[list(all_settings()).index("meeting_time_meetings")]
    planned = held.get("meetings_per_year", PARAMETERS["meetings_per_year"].value) + float(settings.max())
    weeks = sum(held.get(name, number.value) for name, number in PARAMETERS.items() if name.startswith("school_weeks_"))
    return [tr("more_than_weeks", planned=decimal(planned, 0), weeks=decimal(weeks, 0))] if planned > weeks else []
