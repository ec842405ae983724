"""What analyses may be asked by name, and what is usual: shared by their Python functions and the command line.

The command line shows these on its help pages, which import no analysis.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from kkgsim.scenario.limits import LIMITS


class Count(NamedTuple):
    """A whole number that a question may hold: what it is where nothing else is asked for, and its lawful ends."""

    usual: int
    low: int
    high: int

    @property
    def bounds(self) -> tuple[int, int]:
        """The smallest and the largest lawful value."""
        return self.low, self.high


SensitivityMethod = Literal["sobol", "morris", "fast", "rbd_fast", "delta", "pawn", "given_data", "regional"]
"""The methods of :data:`kkgsim.analysis.sensitivity.methods.METHODS`."""
USUAL_METHOD: SensitivityMethod = "sobol"
"""The method of sensitivity where none is asked for."""
AUTO = "auto"
"""Instead of the size of a sample: it is doubled until the indices settle."""
USUAL_OUTCOME = "practice_mean"
"""The outcome to raise where none is named."""
EVERYBODY = "everybody"
"""Instead of a payer: all of them together."""
FACT_SEED, FACT_REPLICATES, FACT_DRAWS = 2026, 32, 64
"""With which facts are tried where nothing else is asked for."""
MOST_DRAWS = 10_000
"""Draws of all numbers that facts may be tried with."""
CALIBRATION_POINTS, CALIBRATION_WAVES = Count(4000, 64, 1_000_000), Count(3, 1, 10)
"""Points of each wave of a calibration, and waves."""
CALIBRATION_REPLAYS = Count(200, 1, 1_000_000)
"""Points of the prior and of the posterior that are played with every fact."""
REPLAYED = (32, 4096)
"""Draws that may be replayed with groups of numbers held, at least and at most."""
SENSITIVITY_MOST, SENSITIVITY_KEEP = Count(8192, 16, 2**20), Count(30, 1, 1000)
"""The largest sample of those that grow by themselves, and factors that a screening keeps apart."""
SENSITIVITY_SHARE = 0.95
"""Which share of all squared effects these should carry."""
VALUE_FUTURES, VALUE_LUCKS = Count(1000, 100, 100_000), Count(2, 1, 64)
"""Draws of all numbers by which information is valued, and replicates of each."""
ROBUST_FUTURES = Count(200, *LIMITS["futures"])
"""Futures in which packages are judged."""
CHANCE = 0.8
"""The share of futures in which a target is to be reached."""
SEARCH_EVALUATIONS, SEARCH_SHOW = Count(2000, 8, 1_000_000), Count(8, 1, 20)
"""Packages that a search weighs, and those that it shows."""
SEARCH_FUTURES, SEARCH_FRESH = (1, 100_000), Count(200, 1, 100_000)
"""Futures of a search, which are usually the study's replicates, and fresh ones by which packages are judged."""
SHORTLIST_PLACE, SHORTLIST_MONTHS = "janapria", 36
"""Where a shortlist is drawn up where no place is named, and over how many months."""
SHORTLIST_EVALUATIONS, SHORTLIST_SHOW = Count(400, 8, 1_000_000), Count(5, 1, 20)
"""Packages that are weighed for a shortlist, and those that stand on it."""
SHORTLIST_FUTURES, SHORTLIST_FRESH = Count(12, 2, 100_000), Count(150, 2, 100_000)
"""Futures on which packages are weighed, and fresh ones by which those on the shortlist are judged."""
