"""What many replicates must do: converge, and not depend on the numbers of schools. On the compiled clock."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Scenario
from verification.check import BESIDE, KNOWN, PLAYED, Check
from verification.stripped import SEED, small_place, with_schools

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MONTHS, REPLICATES = 18, 512
RELABELLED, REPLICATES_OF_A_COPY = 10, 32
"""Copies of a place whose schools have other numbers, and replicates of each."""
TEAM = {"facilitator_team_per_10_schools": 2.0, "followup_mentoring_visits": 0.5}
PRACTICE = list(OUTCOMES).index("practice_mean")


def _practice(place: Place, replicates: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Practice in the last year under a team and today, of each replicate."""
    policies = (phases(TEAM, MONTHS), ())
    scenarios = [
        Scenario(f"check {rank}", Text("", ""), Text("", ""), place.name, MONTHS, replicates, SEED, policy)
        for rank, policy in enumerate(policies)
    ]
    team, today = simulate_scenarios(scenarios, place, replicates=replicates, seed=SEED, uncertain=True)
    return team.at_end()[PRACTICE], today.at_end()[PRACTICE]


def convergence() -> Check:
    """The mean of n replicates is as sure as 1/√n; paired with the status quo it is surer than unpaired."""
    team, today = _practice(small_place(2), REPLICATES)
    sizes = 2 ** np.arange(2, 8)
    paired, apart = (_errors(team - today, sizes), _errors(team, sizes) + _errors(today, sizes))
    slope = float(np.polyfit(np.log(sizes), np.log(paired), 1)[0])
    pays = float((paired / np.hypot(_errors(team, sizes), _errors(today, sizes))).max())

    def draw(axes: Axes) -> None:
        axes.loglog(sizes, paired, "o-", color=PLAYED, label="effect, paired")
        axes.loglog(sizes, apart, "s--", color=BESIDE, label="two means, unpaired (sum)")
        axes.loglog(sizes, paired[0] * np.sqrt(sizes[0] / sizes), color=KNOWN, label="1/√n")
        axes.set(title="Convergence in replicates", xlabel="replicates", ylabel="spread of the mean (practice)")
        axes.legend(frameon=False)

    off = max(abs(slope + 0.5) / 0.15, pays)
    return Check("convergence in replicates", "convergence",
                 "the spread of a mean effect falls as 1/√n (slope within 0.15), less when paired", off, 1.0,
                 "of what is allowed", draw)  # fmt: skip


def _errors(values: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """The spread of means of so many replicates each."""
    return np.array([values[: len(values) // n * n].reshape(-1, n).mean(axis=1).std(ddof=1) for n in sizes])


def numbers_of_schools_do_not_matter() -> Check:
    """Schools with other numbers have other luck, and are otherwise the same: the original is none of the extremes."""
    place = small_place(2)
    means = np.array([
        np.mean(np.subtract(*_practice(_renumbered(place, copy) if copy else place, REPLICATES_OF_A_COPY)))
        for copy in range(RELABELLED + 1)
    ])  # fmt: skip
    others = means[1:]
    off = float(abs(means[0] - others.mean()) / others.std(ddof=1) / np.sqrt(1.0 + 1.0 / RELABELLED))

    def draw(axes: Axes) -> None:
        axes.plot(np.arange(1, RELABELLED + 1), others, "o", color=BESIDE, label="renumbered")
        axes.axhline(means[0], color=PLAYED, label="as it is")
        axes.set(title="Schools under other numbers", xlabel="copy", ylabel="effect on practice")
        axes.legend(frameon=False)

    return Check("numbers of schools do not matter", "relabelling",
                 "a place lies among copies of it whose schools have other numbers, and so other luck", off, 4.0,
                 "SD between copies", draw)  # fmt: skip


def _renumbered(place: Place, copy: int) -> Place:
    """The same schools in the same order under other numbers."""
    return with_schools(place, [
        replace(s, npsn=f"{copy:02d}{rank:06d}") for rank, s in enumerate(place.schools)
    ])  # fmt: skip


CHECKS = (convergence, numbers_of_schools_do_not_matter)
