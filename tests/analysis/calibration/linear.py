"""A model whose posterior is known: figures that are linear in the numbers, all normal."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kkgsim.analysis.calibration.problem import Measured

NUMBERS = 8


@dataclass(frozen=True)
class Linear:
    """Plays points: ``slopes`` (figures, numbers) times scores, with luck of some spread."""

    slopes: np.ndarray
    luck: np.ndarray
    seed: int = 7

    def prior(self, points: Sequence[int]) -> np.ndarray:
        """Standard normal scores, the same for a point whoever asks."""
        numbers = self.slopes.shape[1]
        return np.array([np.random.default_rng([self.seed, 1, point]).standard_normal(numbers) for point in points])

    def __call__(self, scores: np.ndarray, first: int) -> np.ndarray:
        points = range(first, first + len(scores))
        luck = [np.random.default_rng([self.seed, 2, point]).standard_normal(len(self.luck)) for point in points]
        return scores @ self.slopes.T + np.array(luck) * self.luck


def truth_of(model: Linear, measured: Measured) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of the posterior in closed form, all numbers considered."""
    noise = np.diag(1.0 / (measured.spread**2 + model.luck**2))
    covariance = np.linalg.inv(np.eye(model.slopes.shape[1]) + model.slopes.T @ noise @ model.slopes)
    return covariance @ model.slopes.T @ noise @ measured.value, covariance


def example() -> tuple[Linear, Measured]:
    """Two numbers known well from figures of their own, two by their sum alone, one a little, three not at all."""
    slopes = np.zeros((4, NUMBERS))
    slopes[0, 0] = slopes[1, 1] = 1.0
    slopes[2, 2] = slopes[2, 3] = 1.0
    slopes[3, 4], slopes[3, 0] = 0.5, 0.4
    names = ("first", "second", "sum", "weak")
    value, spread = np.array([0.8, -0.5, 1.0, 0.3]), np.full(4, 0.3)
    return Linear(slopes, np.array([0.1, 0.2, 0.1, 0.3])), Measured(names, names, value, spread)
