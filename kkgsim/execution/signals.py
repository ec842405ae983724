"""SIGINT and SIGTERM: the first finishes what is under way, the second stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Stop:
    """Whether a stop was requested; a second request stops at once."""

    def __init__(self) -> None:
        self.requested = False

    def __call__(self, *signal_: object) -> None:
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True


@contextmanager
def interruptions() -> Iterator[_Stop]:
    """Handle SIGINT and SIGTERM inside the block; only the main thread of a process can."""
    stop = _Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
