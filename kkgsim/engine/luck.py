"""Tables of luck filled by compiled loops: to the bit what :func:`kkgsim.model.random_streams.luck` gives."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import cache as disk
from kkgsim.model import normal, threefry
from kkgsim.model.random_streams import LAWS, Lanes, blocks

INLINED = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": True}
"""How the generator is compiled: into the loops, so that they vectorise over lanes."""
CALLED = (
    threefry.turned, threefry.four_turned, threefry.next_four_turned, threefry.words,
    normal.uniform_of, normal.bent, normal.normal_of,
)  # fmt: skip
"""What the loops call, but for the operations on words."""


def luck(lanes: Lanes, when: str, kind: str, months: int, things: int) -> NDArray[np.float64]:
    """See :func:`kkgsim.model.random_streams.luck`."""
    laws = list(LAWS[when][kind].values())
    drawn = np.empty((len(laws), months * things * lanes.count))
    (seed, seed_above, place, replicates), streams = lanes.words()
    key, spare, first = np.concatenate([seed, seed_above, place]), np.empty(lanes.count), 0
    for word, named in blocks(when, kind):
        here = slice(first, first := first + len(named))
        is_normal = np.array([law == "normal" for law in laws[here]])
        _fill()(key, replicates, streams, np.uint32(word), months, things, is_normal, drawn[here], spare)
    return drawn.reshape(len(laws), months * things, lanes.count)


@cache
def _fill() -> Callable[..., None]:
    """The compiled-on-demand loops, kept in the cache as the kernel is."""
    from numba.extending import overload, register_jitable  # takes half a second, which only a run should cost

    overload(threefry.add32, jit_options=INLINED)(_add32)
    overload(threefry.rotate32, jit_options=INLINED)(_rotate32)
    for function in CALLED:
        register_jitable(**INLINED)(function)
    name = "kkgsim_luck_loops"
    path = disk.kept(f"{name}.py", Path(__file__).with_name("luck_loops.py").read_text(encoding="utf-8"))
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load the loops from {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    fill: Callable[..., None] = module.fill
    return fill


def _add32(a, b):  # type: ignore[no-untyped-def]  # numba compares names, not hints
    """Addition in compiled code: words of 32 bits add up to words of 32 bits."""
    return lambda a, b: np.uint32(np.uint32(a) + np.uint32(b))


def _rotate32(a, bits):  # type: ignore[no-untyped-def]
    """Rotation in compiled code: one instruction, or three."""
    return lambda a, bits: np.uint32((np.uint32(a) << np.uint32(bits)) | (np.uint32(a) >> np.uint32(32 - bits)))
