"""Do the intervals of sensitivity indices hold the truth as often as they say?

Test functions with 3, 10 and 40 factors whose indices are known, each analysed under many seeds: how often the 95 %
intervals hold the truth, how wide they are beside the error that the estimates really have, and how often the first
factor is named rightly, wrongly or not at all. Run it with the output shown in ``sensitivity_intervals.md``::

    python verification/sensitivity_intervals.py --seeds 40 --write
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from SALib.test_functions import Ishigami, Sobol_G

from kkgsim.analysis.sensitivity.methods import METHODS, Indices
from kkgsim.analysis.sensitivity.order import first_of
from kkgsim.analysis.sensitivity.problem import Problem
from kkgsim.design.study import Factor
from kkgsim.model.arrays import Array

HERE = Path(__file__).with_suffix(".md")
TEN = np.array([0.0, 0.3, 1.0, 2.0, 4.5, 9.0, 20.0, 50.0, 99.0, 99.0])
FORTY = np.r_[0.0, 0.5, 1.0, 2.0, 4.5, 9.0, np.full(34, 50.0)]
NORMAL = 1.96
"""Standard deviations within which 95 % of a normal distribution lie."""
CASES = (("sobol", 64), ("sobol", 256), ("sobol", 1024), ("given_data", 1024), ("given_data", 4096))


def ishigami(points: Array) -> Array:
    """Ishigami and Homma's function, of points in the unit cube."""
    result: Array = Ishigami.evaluate(np.pi * (2.0 * points - 1.0))
    return result


def g_function(a: Array) -> Callable[[Array], Array]:
    """Sobol's g function with these coefficients."""
    return lambda points: np.prod((np.abs(4.0 * points - 2.0) + a) / (1.0 + a), axis=1)


def known(a: Array) -> dict[str, Array]:
    """Its indices."""
    return {"S1": Sobol_G.sensitivity_index(a), "ST": Sobol_G.total_sensitivity_index(a)}


ISHIGAMI = {"S1": np.array([0.31391, 0.44241, 0.0]), "ST": np.array([0.55759, 0.44241, 0.24368])}
FUNCTIONS = (
    ("Ishigami", 3, ishigami, ISHIGAMI), ("Sobol g", 10, g_function(TEN), known(TEN)),
    ("Sobol g", 40, g_function(FORTY), known(FORTY)),
)  # fmt: skip


def indices_of(function: Callable[[Array], Array], factors: int, method: str, samples: int, seed: int) -> Indices:
    """The indices that a seed gives."""
    problem = Problem(tuple(Factor(f"x{rank}", "number", 0.0, 1.0) for rank in range(factors)))
    by = METHODS[method]
    unit = by.sample(problem, samples, seed, False)
    return by.estimate(problem, unit, function(unit)[:, None], seed)[0]


def rows_of(seeds: int) -> list[str]:
    """A row of the table for every function, method, size of sample and index."""
    rows = []
    for name, factors, function, truth in FUNCTIONS:
        for method, samples in CASES:
            estimated = [indices_of(function, factors, method, samples, seed) for seed in range(seeds)]
            for index in METHODS[method].names:
                values, widths = (
                    np.array([getattr(indices, what)[index] for indices in estimated]) for what in ("values", "widths")
                )
                inside = (np.abs(values - truth[index]) <= widths).mean()
                matter = truth[index] > 0.02
                errors = NORMAL * np.sqrt(((values - truth[index]) ** 2).mean(axis=0))[matter]
                ratio = np.median(widths[:, matter].mean(axis=0) / errors)
                ranked = first_words(estimated, method, truth) if index == METHODS[method].key else "–"
                rows.append(f"| {name} | {factors} | {method} | {samples:,} | {index} | {inside:.3f} | {ratio:.2f} |"
                            f" {errors.max():.3f} | {ranked} |")  # fmt: skip
    return rows


def first_words(estimated: Sequence[Indices], method: str, truth: dict[str, Array]) -> str:
    """How often the first factor is named rightly, wrongly and not at all."""
    best = int(np.argmax(truth[METHODS[method].key]))
    named = [first_of(METHODS[method], indices) for indices in estimated]
    right = sum(factors == [best] for factors in named)
    wrong = sum(len(factors) == 1 and factors != [best] for factors in named)
    return f"{right} / {wrong} / {len(named) - right - wrong}"


HEAD = """# Intervals of sensitivity indices on functions whose indices are known

`python verification/sensitivity_intervals.py --seeds {seeds} --write` made this table. Coverage: how often a 95 %
interval holds the truth, over all factors and {seeds} seeds. Width: the mean half width over the error that the
estimates have in truth (1.96 root mean squared errors), the middle one of the factors with an index above 0.02; 1 is
right, a bootstrap of the rows of a Sobol sample gave 3 to 5. Error: the largest of these errors. First: in how many
seeds the first factor is named rightly / wrongly / not named.

| function | factors | method | samples | index | coverage | width | error | first |
|---|---|---|---|---|---|---|---|---|
"""


def main() -> None:
    """Print the table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    text = HEAD.format(seeds=given.seeds) + "\n".join(rows_of(given.seeds)) + "\n"
    if given.write:
        HERE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
