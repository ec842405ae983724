"""How far a sweep is: counts, speed and honest time left, on a terminal or in a log file."""

from __future__ import annotations

import time
from collections import deque
from typing import TextIO

from kkgsim.execution.sweep import RunCount
from kkgsim.i18n import decimal, ntr, tr
from kkgsim.i18n.escaping import escaped
from kkgsim.io.printing import Lenient

RECENT = 60.0
"""Seconds over which speed is measured."""
EVERY = 10.0
"""Seconds between lines where there is no terminal."""


class Progress:
    """Writes a line that is renewed on a terminal; elsewhere a line now and then. A stream that cannot be written to is
    no reason to stop a sweep."""

    def __init__(self, stream: TextIO):
        self._stream = Lenient(stream)
        self._terminal = stream.isatty()
        self._seen: deque[tuple[float, int]] = deque()
        self._last, self._width, self._troubles = 0.0, 0, 0
        self._stopping = False

    def __call__(self, count: RunCount) -> None:
        """Tell how things stand."""
        now = time.monotonic()
        if not self._seen:
            for name in count.broken:
                self._line(tr("sweep_broken", name=name))
            if count.log_aside:
                self._line(tr("sweep_log_aside", name=count.log_aside))
            if count.kept:
                self._line(tr("sweep_kept", runs=self._whole(count.kept)))
        for trouble in count.trouble[self._troubles :]:
            self._line(tr("sweep_trouble", what=escaped(str(trouble))))
        self._troubles = len(count.trouble)
        if count.stopped and not self._stopping:
            self._stopping = True
            self._line(tr("sweep_stopping"))
        self._note(now, count.done)
        if now - self._last >= (0.2 if self._terminal else EVERY) or count.done == count.total:
            self._last = now
            self._show(self._words(count))

    def close(self) -> None:
        """Leave the renewed line."""
        if self._terminal and self._width:
            self._write("\n")

    def _note(self, now: float, done: int) -> None:
        if not self._seen or self._seen[-1][1] != done:
            self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[1][0] > RECENT:  # so that a pause is never looked past
            self._seen.popleft()

    def _words(self, count: RunCount) -> str:
        words = tr("sweep_done", done=self._whole(count.done), total=self._whole(count.total),
                    bad=self._whole(count.failed + count.killed))  # fmt: skip
        left = self.seconds_left(count)
        return words if left is None else words + tr("sweep_left", time=span(left))

    def seconds_left(self, count: RunCount) -> float | None:
        """What is left at the speed of the last minute; None before anything is done, and at the end."""
        (first, before), (_, done) = self._seen[0], self._seen[-1]
        took = time.monotonic() - first
        if done == before or count.done >= count.total:
            return None
        return (count.total - count.done) * took / (done - before)

    def _whole(self, number: int) -> str:
        return decimal(number, 0)

    def _show(self, words: str) -> None:
        if self._terminal:
            self._write("\r" + words.ljust(self._width))
            self._width = len(words)
        else:
            self._write(words + "\n")

    def _line(self, words: str) -> None:
        self._write(("\r" if self._terminal else "") + words.ljust(self._width) + "\n")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def span(seconds: float) -> str:
    """A length of time in the largest fitting unit."""
    for size, key in ((86_400.0, "days"), (3_600.0, "hours"), (60.0, "minutes")):
        if seconds >= 2.0 * size:
            return ntr(f"span_{key}", decimal(seconds / size, 0))
    return ntr("span_seconds", decimal(max(1.0, seconds), 0))
