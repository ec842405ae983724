"""PRIM and CART as EMA Workbench has them, asked for on our own tables.

Its versions 2.5 and 3.0 differ in names (3.0 has no threshold); only what both give is used: the boxes. What they are
worth is counted in :mod:`kkgsim.analysis.discovery.boxes`, for cases that were held back, too.
"""

from __future__ import annotations

import inspect
import warnings
from types import ModuleType

import numpy as np
import pandas as pd

from kkgsim.analysis.discovery.boxes import Box
from kkgsim.analysis.optional_libraries import missing
from kkgsim.model.arrays import Array, Flags

PEEL = 0.05
"""Share of the cases in a box that a step of PRIM takes away."""
SMALLEST = 0.05
"""Share of all cases below which PRIM makes no box smaller."""
LEAF = 0.10
"""Share of all cases in a leaf of CART at least: ten rules at most can still be read."""


def _analysis() -> tuple[ModuleType, ModuleType]:
    """Its modules of PRIM and CART; a second or two when they are first imported."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="ipyparallel not installed", category=UserWarning)
            warnings.filterwarnings("ignore", message="altair based interactive", category=ImportWarning)
            from ema_workbench.analysis import cart, prim
    except ImportError as error:
        raise missing("EMA Workbench") from error
    return prim, cart


def ready() -> None:
    """Refuse, before anything is played, to go on without EMA Workbench (``InputError``)."""
    _analysis()


def _table(points: Array) -> pd.DataFrame:
    return pd.DataFrame(points, columns=[f"x{rank}" for rank in range(points.shape[1])])


def prim_trajectory(points: Array, fails: Flags, *, onward: bool = False) -> list[Box]:
    """Every box on PRIM's way from all cases to the smallest box, peeling and pasting (Friedman and Fisher 1999).

    A step is the one that gains most density per case given up (which suits factors of few values), and the way ends
    where none gains; ``onward`` takes the densest step (the original measure) and goes on to the smallest box.
    ``fails`` must hold both kinds of cases.
    """
    prim, _ = _analysis()
    # a threshold above nothing keeps the whole way in 2.5
    given = {"threshold": 1e-9} if "threshold" in inspect.signature(prim.Prim).parameters else {}
    measures = prim.PRIMObjectiveFunctions
    algorithm = prim.Prim(
        _table(points), fails.astype(np.int64), obj_function=measures.ORIGINAL if onward else measures.LENIENT1,
        peel_alpha=PEEL, paste_alpha=PEEL, mass_min=SMALLEST, **given,
    )  # fmt: skip
    return [_box(limits, algorithm.box_init) for limits in algorithm.find_box().box_lims]


def cart_leaves(points: Array, fails: Flags) -> list[Box]:
    """The leaves of a CART tree (Breiman, Friedman, Olshen and Stone 1984) as boxes; none where it finds no split.

    The tree breaks ties between factors by NumPy's global luck, which is held for the time being and then put back.
    """
    _, cart = _analysis()
    grown = cart.CART(_table(points), fails.astype(np.int64), mass_min=LEAF)
    before = np.random.get_state()
    try:
        np.random.seed(0)
        grown.build_tree()
    finally:
        np.random.set_state(before)
    if grown.clf.tree_.node_count == 1:
        return []
    whole = pd.DataFrame([grown.x.min(), grown.x.max()], index=[0, 1])
    return [_box(limits, whole) for limits in grown.boxes]


def _box(limits: pd.DataFrame, whole: pd.DataFrame) -> Box:
    """Limits as EMA Workbench has them; one that takes nothing away is none."""
    low, high = limits.to_numpy(dtype=float)
    first, last = whole.to_numpy(dtype=float)
    return Box(np.where(low > first, low, -np.inf), np.where(high < last, high, np.inf))
