"""What an answer about the points of a study knows of its runs: it is all in the study."""

from __future__ import annotations

from kkgsim.design.study import Study
from kkgsim.model.posterior import Drawn


class OfStudy:
    """Something with a ``study``, from which its seed, replicates and horizon follow."""

    study: Study

    @property
    def seed(self) -> int:
        """The seed of all luck."""
        return self.study.seed

    @property
    def replicates(self) -> int:
        """Replicates a point."""
        return self.study.replicates

    @property
    def months(self) -> int:
        """The horizon."""
        return self.study.scenario.months

    @property
    def uncertain(self) -> Drawn:
        """Whether the numbers that do not vary are drawn."""
        return self.study.drawn
