"""The parts of the suite, a file each; ``rows(effort)`` plays one and returns its rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """How much is measured: repeats of each case, and whether the large and slow sizes are left out."""

    repeats: int = 5
    quick: bool = False

    def pick(self, quick: int, full: int) -> int:
        """One of two sizes."""
        return quick if self.quick else full
