"""What analyses may be asked by name, and what is usual: shared by their Python functions and the command line.

The command line shows these on its help pages, which import no analysis.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

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
CALIBRATION_POINTS, CALIBRATION_WAVES, CALIBRATION_REPLAYS = 4000, 3, 200
"""With how many points numbers are fitted where nothing else is asked for."""
MOST_POINTS = 1_000_000
"""Points of a wave at most."""
REPLAYED = (32, 4096)
"""Draws that may be replayed with groups of numbers held, at least and at most."""
SHORTLIST_PLACE = "janapria"
"""Where a shortlist is drawn up where no place is named."""


class ShortlistSize(NamedTuple):
    """How much a shortlist plays: packages weighed on so many futures, those shown judged on so many fresh ones."""

    evaluations: int
    futures: int
    fresh: int
    show: int
    months: int


SHORTLIST = ShortlistSize(400, 12, 150, 5, 36)
"""What a shortlist plays where nothing else is asked for."""
