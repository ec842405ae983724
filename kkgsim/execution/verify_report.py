"""What ``kkgsim verify`` looked at, what it did not, and what it found, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kkgsim.execution.verify import VerifyReport
from kkgsim.i18n import decimal, tr


def render_verify_report(report: VerifyReport, *, replayed: bool) -> str:
    """All of it; ``replayed`` runs are told one by one."""
    lines = [*_looked_at(report), *_wrong(report)]
    if replayed:
        lines += [tr("verify_replay", run=run, status=status, error=error or "–")
                  for run, status, error in report.played]  # fmt: skip
    return "\n".join([*lines, _conclusion(report)])


def _looked_at(report: VerifyReport) -> Iterator[str]:
    """What was checked, and what was not."""
    yield tr("verify_chunks", good=decimal(len(report.sound_chunks), 0),
              total=decimal(report.total_chunks, 0))  # fmt: skip
    yield tr("verify_played", runs=decimal(len(report.played), 0),
              total=decimal(report.total_runs, 0))  # fmt: skip
    if report.killed:
        yield tr("verify_killed", runs=in_spans(report.killed))
    if report.out_of_reach is not None:
        yield tr("verify_out_of_reach", run=report.out_of_reach)


def _wrong(report: VerifyReport) -> Iterator[str]:
    """What is not as it should be."""
    for word in ("missing", "broken", "undone", "unnoted", "damaged_lines", "differing"):
        numbers = getattr(report, word)
        if numbers:
            yield tr(f"verify_{word}", numbers=in_spans(numbers), count=decimal(len(numbers), 0))
    if report.extra:
        yield tr("verify_extra", names=", ".join(report.extra))


def _conclusion(report: VerifyReport) -> str:
    if not report.agrees:
        return tr("verify_unsound")
    if report.sound:
        return tr("verify_sound", runs=decimal(report.total_runs, 0))
    key = "verify_unclosed" if not report.undone else "verify_unfinished"
    return tr(key, done=report.total_chunks - len(report.undone), total=report.total_chunks)


def in_spans(numbers: Iterable[int]) -> str:
    """Rising numbers as people list them: 3, 7–9."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
