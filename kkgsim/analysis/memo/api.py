"""``kkgsim.report``: from Python as ``kkgsim report``."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from kkgsim.analysis.comparison.api import ComparisonRequest, request
from kkgsim.analysis.memo.memo import Memo
from kkgsim.analysis.result import Progress, no_progress
from kkgsim.analysis.scenario_args import ScenarioSource, as_list
from kkgsim.errors import called_from_python
from kkgsim.model.posterior import USUAL, word_of
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario


@called_from_python("report")
def report(
    scenarios: ScenarioSource | Iterable[ScenarioSource], place: Place | str | None = None, *,
    against: ScenarioSource | None = None, replicates: int | None = None, seed: int | None = None,
    months: int | None = None, luck_only: bool = False, numbers: str | None = None, shares: int | None = None,
    workers: int = 1, progress: Progress = no_progress,
) -> Memo:  # fmt: skip
    """Compare scenarios and tell it as a memo of two or three pages, as ``kkgsim report`` does.

    The arguments and errors are those of :func:`kkgsim.compare`; ``save("memo.docx")`` of what comes back writes it.

    >>> import kkgsim
    >>> memo = kkgsim.report("facilitator-team", months=12, replicates=2)
    >>> memo.content.title
    'Memo: Facilitator team'
    """
    sources = as_list(scenarios)
    question = request(
        sources, place, against=against, replicates=replicates, seed=seed, months=months, luck_only=luck_only,
        numbers=numbers, shares=shares, workers=workers,
    )  # fmt: skip
    return Memo(question.run(workers=workers, progress=progress), command_for(question, sources, against))


def command_for(
    question: ComparisonRequest, sources: Sequence[ScenarioSource], against: ScenarioSource | None,
    file: str = "memo.docx",
) -> str:  # fmt: skip
    """The line that makes the memo again: names of files without their folders, and all that was chosen."""
    words = ["kkgsim", "report", *(_name(source) for source in sources)]
    words += ["--place", question.place.name] if question.place.name else []
    words += ["--against", _name(against)] if against is not None else []
    words += ["--months", str(question.scenarios[0].months), "--replicates", str(question.replicates)]
    words += ["--seed", str(question.seed), *_numbers(question)]
    words += [*(["--shares", str(question.shares)] if question.shares else []), "-o", file]
    return shlex.join(words)


def _numbers(question: ComparisonRequest) -> list[str]:
    """The option that chooses the numbers, where they are not the usual ones."""
    if all(drawn == USUAL for drawn in (question.uncertain, *(scenario.drawn for scenario in question.scenarios))):
        return []
    return ["--numbers", word_of(question.uncertain)] if question.uncertain else ["--luck-only"]


def _name(source: ScenarioSource) -> str:
    """What the command calls a scenario: a file without its folders."""
    return source.name if isinstance(source, Scenario) else PurePath(Path(source)).name
