"""How an analysis reports its progress to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Progress = Callable[[int], AbstractContextManager[Callable[[int], None]]]
"""Begins a progress report of so many runs; within it the function is called with how many more runs are done."""


@contextmanager
def silent(runs: int) -> Iterator[Callable[[int], None]]:
    """Report nothing."""
    yield lambda more: None
