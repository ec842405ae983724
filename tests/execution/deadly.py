"""Runners that end or hold up the worker that plays one of their runs; here, so that workers can import them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from kkgsim.engine.batch_runner import BatchRunner, RunRecords


class Deadly(BatchRunner):
    """Ends its process when it comes to run ``at_run``."""

    at_run = 0

    def run(self, first: int, last: int) -> Iterator[RunRecords]:
        if first <= self.at_run < last:
            self.deed()
        return super().run(first, last)

    def deed(self) -> None:
        os._exit(9)


class Slow(Deadly):
    """Goes on for ever instead."""

    def deed(self) -> None:
        while True:
            time.sleep(0.1)
