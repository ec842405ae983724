"""How the numbers in ``kkgsim/model/normal.py`` are found: a ratio of two polynomials, of the least largest error.

    python verification/fit_normal.py

Fitted is ``z / (u - 1/2)`` over ``x``, the sixteenth root of ``u (1 - u)`` stretched to -1 ... 1, for all ``u`` that a
word of 32 bits can ask for. Linear least squares for numerator and denominator at once are weighted anew (Lawson 1961)
until no error stands out. Many ratios are as good, so another LAPACK, or another number of rounds, prints others;
those in use were found in this way and stay, for every draw depends on them.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

DEGREE, POINTS, TIMES = 8, 3000, 1500


def samples() -> tuple[float, float, np.ndarray, np.ndarray]:
    """The ends of the root, stretched roots and the values to fit."""
    least = 2.0**-33
    low, high = (least * (1.0 - least)) ** (1 / 16), 0.25 ** (1 / 16)
    x = np.cos(np.pi * np.arange(POINTS) / (POINTS - 1))
    product = np.minimum(((low + high) / 2 + (high - low) / 2 * x) ** 16, 0.25)
    off = np.sqrt(0.25 - product)  # of u from one half
    u, near = product / (0.5 + off), off < 1e-3
    series = np.sqrt(2.0 * np.pi) * (1.0 + 2.0 * np.pi * off**2 / 6.0 + 7.0 * (2.0 * np.pi * off**2) ** 2 / 120.0)
    return low, high, x, np.where(near, series, ndtri(u) / np.where(near, -1.0, -off))


def fitted(x: np.ndarray, values: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """The largest relative error, and both polynomials by their Chebyshev coefficients."""
    basis = np.polynomial.chebyshev.chebvander(x, DEGREE)
    weight, below = np.ones(POINTS), np.ones(POINTS)
    best = (np.inf, np.zeros(DEGREE + 1), np.zeros(DEGREE + 1))
    for time in range(TIMES):
        rows = np.hstack([basis / values[:, None], -basis]) * (np.sqrt(weight) / below)[:, None]
        top, bottom = np.split(np.linalg.svd(rows, full_matrices=False)[2][-1], 2)
        if (basis @ bottom)[0] < 0.0:
            top, bottom = -top, -bottom
        error = np.abs((basis @ top) / (basis @ bottom) / values - 1.0)
        if (basis @ bottom).min() > 0.0 and error.max() < best[0]:
            best = (float(error.max()), top, bottom)
        below = np.abs(basis @ bottom) / np.abs(basis @ bottom).max()
        if time >= 8:
            weight = weight * np.sqrt(error / error.max()) + 1e-30
            weight *= POINTS / weight.sum()
    return best


def main() -> None:
    """Print the numbers."""
    low, high, x, values = samples()
    error, top, bottom = fitted(x, values)
    above, below = (np.polynomial.chebyshev.cheb2poly(part) for part in (top, bottom))
    print(f"root * {2.0 / (high - low)!r} + {-(high + low) / (high - low)!r}; largest error {error:.3g} of the value")
    print("above:", (above / below[0]).tolist())
    print("below:", (below / below[0]).tolist())


if __name__ == "__main__":
    main()
