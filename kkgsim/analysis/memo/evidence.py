"""What a memo rests on, number by number with grade and source, and how anybody makes it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import kkgsim
from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.memo.answer import ranked
from kkgsim.analysis.memo.content import Block, Code, Heading, Paragraph, Table
from kkgsim.analysis.memo.doubts import decisive
from kkgsim.execution.output_folder import sha256
from kkgsim.i18n import amount, current_language, tr, with_unit
from kkgsim.model.levers import HOMES
from kkgsim.model.parameters import sources
from kkgsim.model.registry import PARAMETERS, home_of
from kkgsim.scenario.scenario import Assumption

MOST = 8
"""So many numbers stand in the table; the others are counted."""
FINGERPRINT = 12
"""Characters of a hash that are enough to compare by eye."""


def blocks(comparison: Comparison) -> Iterator[Block]:
    """The numbers that matter most here, and their sources."""
    names, own = _names(comparison), _own(comparison)
    shown = names[:MOST]
    yield Heading(tr("memo_assumptions"))
    yield Paragraph(tr("memo_assumptions_which"))
    head = [tr(f"memo_head_{word}") for word in ("number", "value", "range", "grade", "source")]
    yield Table(head, [_row(name, own) for name in shown], (0.34, 0.2, 0.15, 0.15, 0.16), numbers=False)
    keys = dict.fromkeys(key for name in shown if name not in own for key in PARAMETERS[name].sources)
    yield Paragraph(
        " · ".join(tr("memo_source", **sources()[key].in_words()) for key in keys if key in sources()), "note"
    )
    if len(names) > MOST:
        yield Paragraph(tr("memo_more_numbers", count=len(names) - MOST, all=len(PARAMETERS)), "note")


def _own(comparison: Comparison) -> Mapping[str, Assumption]:
    """Numbers that the scenarios or the place hold different from the book."""
    return {a.number: a for item in series.every_series(comparison) for a in item.played.scenario.assumptions}


def _names(comparison: Comparison) -> list[str]:
    """Own numbers, those on which the answer hangs, then those of the levers that are used."""
    top = ranked(comparison)[0]
    used = {phase.lever for item in series.every_series(comparison) for phase in item.played.scenario.policy}
    homes = {home for lever, home in HOMES.items() if lever in used}
    levers = [name for name in PARAMETERS if home_of(name) in homes]
    hangs = [number.name for number in decisive(comparison, top)]
    return list(dict.fromkeys([*_own(comparison), *hangs, *levers]))


def _row(name: str, own: Mapping[str, Assumption]) -> list[str]:
    """A number as it is held here: what it means, its value, range, grade and source."""
    number, held = PARAMETERS[name], own.get(name)
    this = number if held is None else held
    span = f"{amount(this.low)} – {amount(this.high)}"
    if held is not None:
        span, grade, source = tr("memo_held") if held.low == held.high else span, tr("memo_own"), held.why
    else:
        grade, source = tr(f"memo_grade_{number.grade}"), ", ".join(number.sources)
    return [str(number.meaning), str(with_unit(this.value, number.unit)), span, grade, source]


def repeat(comparison: Comparison, command: str) -> Iterator[Block]:
    """The command, and what shows that the same was played."""
    place = comparison.place
    scenarios = ", ".join(
        f"{s.name} ({sha256(s.text or repr(s))[:FINGERPRINT]})" for s in (p.scenario for p in comparison.played)
    )
    yield Heading(tr("memo_repeat"))
    yield Paragraph(tr("memo_repeat_how", version=kkgsim.__version__))
    yield Code(command)
    yield Paragraph(
        tr("memo_repeat_check", seed=comparison.seed, replicates=comparison.replicates, scenarios=scenarios,
           place=f"{place.name} ({sha256(repr(place.schools))[:FINGERPRINT]})", language=current_language()),
        "note",
    )  # fmt: skip
