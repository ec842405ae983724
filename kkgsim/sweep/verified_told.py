"""What ``kkgsim verify`` looked at, what it did not, and what it found, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kkgsim.locale import decimal, say
from kkgsim.sweep.verifying import Verified


def verified_told(found: Verified, *, replayed: bool, lang: str) -> str:
    """All of it; ``replayed`` runs are told one by one."""
    lines = [*_looked_at(found, lang), *_wrong(found, lang)]
    if replayed:
        lines += [say("verify_replay", lang, run=run, status=status, error=error or "–")
                  for run, status, error in found.played]  # fmt: skip
    return "\n".join([*lines, _conclusion(found, lang)])


def _looked_at(found: Verified, lang: str) -> Iterator[str]:
    """What was checked, and what was not."""
    yield say("verify_chunks", lang, good=decimal(len(found.sound_chunks), lang, 0),
              total=decimal(found.total_chunks, lang, 0))  # fmt: skip
    yield say("verify_played", lang, runs=decimal(len(found.played), lang, 0),
              total=decimal(found.total_runs, lang, 0))  # fmt: skip
    if found.killed:
        yield say("verify_killed", lang, runs=in_spans(found.killed))
    if found.out_of_reach is not None:
        yield say("verify_out_of_reach", lang, run=found.out_of_reach)


def _wrong(found: Verified, lang: str) -> Iterator[str]:
    """What is not as it should be."""
    for word in ("missing", "broken", "undone", "unnoted", "damaged_lines", "differing"):
        numbers = getattr(found, word)
        if numbers:
            yield say(f"verify_{word}", lang, numbers=in_spans(numbers), count=decimal(len(numbers), lang, 0))
    if found.extra:
        yield say("verify_extra", lang, names=", ".join(found.extra))


def _conclusion(found: Verified, lang: str) -> str:
    if not found.agrees:
        return say("verify_unsound", lang)
    if found.sound:
        return say("verify_sound", lang, runs=decimal(found.total_runs, lang, 0))
    return say("verify_unclosed" if not found.undone else "verify_unfinished", lang,
               done=found.total_chunks - len(found.undone), total=found.total_chunks)  # fmt: skip


def in_spans(numbers: Iterable[int]) -> str:
    """Rising numbers as people list them: 3, 7–9."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
