"""(i) What the authors of other frameworks say of theirs: figures of their machines and models, none measured here.

They stand beside ours for orders of magnitude. No model is the same, and no machine.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.harness import Row
from benchmarks.parts import Effort

MARK = "published, not measured here"


@dataclass(frozen=True)
class Figure:
    """A figure that was published: of what, how much, of which model, on which machine, and where it is read."""

    what: str
    value: float
    unit: str
    model: str
    machine: str
    where: str


CI = "GitHub's machines for checks"
NODE = "Intel Xeon Platinum 8360Y with an Nvidia A100 (Snellius)"
FRAMEWORKS = "JuliaDynamics/ABMFrameworksComparison, https://github.com/JuliaDynamics/ABMFrameworksComparison"
ABMAX = "README of Abmax, https://github.com/i-m-iron-man/abmax"
ARK = "Benchmarks of Ark.jl, https://ark-ecs.github.io/Ark.jl/stable/benchmarks"
ARK_NEWS = "Announcement of Ark.jl v0.4, https://discourse.julialang.org/t/135786"
SLOWER = "times longer than Agents.jl"
SHEEP = "wolves, sheep and grass on a grid"
FIGURES = (
    Figure("Mesa 2.1.4 beside Agents.jl 6.0.0", 47.9, SLOWER, f"{SHEEP}, small", CI, FRAMEWORKS),
    Figure("Mesa 2.1.4 beside Agents.jl 6.0.0", 29.0, SLOWER, f"{SHEEP}, large", CI, FRAMEWORKS),
    Figure("Mesa 1.2.1 beside Agents.jl 5.15.0", 157.6, SLOWER, "flocking birds, small", CI,
           f"{FRAMEWORKS} (at 01d8694)"),
    Figure("Mesa 1.2.1 beside Agents.jl 5.15.0", 402.7, SLOWER, "Schelling's segregation, large", CI,
           f"{FRAMEWORKS} (at 01d8694)"),
    Figure("Agents.jl, run beside Abmax", 0.140, "s", f"{SHEEP}, 1,000 sheep and 500 wolves, 100 steps", NODE, ABMAX),
    Figure("Agents.jl, run beside Abmax", 6.420, "s", f"{SHEEP}, 10,000 sheep and 5,000 wolves, 100 steps", NODE,
           ABMAX),
    Figure("Abmax, one model", 0.700, "s", f"{SHEEP}, 1,000 sheep and 500 wolves, 100 steps (5 x 140 ms)", NODE, ABMAX),
    Figure("Abmax, 500 models side by side", 14.32, "s", f"{SHEEP}, 1,000 sheep and 500 wolves each, 100 steps", NODE,
           ABMAX),
    Figure("Ark.jl, 1 core", 7.37, "ns an entity-step", "position and velocity of 1,000,000 entities, 1,000 steps",
           "AMD Ryzen 5 5600H", ARK),
    Figure("Ark.jl, graphics processor", 0.326, "ns an entity-step",
           "position and velocity of 1,000,000 entities, 1,000 steps", "Nvidia GeForce GTX 1650", ARK),
    Figure("Ark.jl beside Agents.jl, least", 2.0, "times quicker than Agents.jl",
           "the models of ABMFrameworksComparison", "not said", ARK_NEWS),
    Figure("Ark.jl beside Agents.jl, most", 7.0, "times quicker than Agents.jl",
           "the models of ABMFrameworksComparison", "not said", ARK_NEWS),
)  # fmt: skip
"""Looked up in November 2026."""


def rows(effort: Effort) -> list[Row]:
    """The figures, by unit; how much is measured changes nothing."""
    return [
        Row("i", f"{MARK}: {figure.unit}", f"{figure.what}: {figure.model}", figure.unit, (figure.value,),
            note=f"{MARK}; {figure.machine}; {figure.where}")
        for figure in sorted(FIGURES, key=lambda figure: figure.unit)
    ]  # fmt: skip
