"""The kinds of arrays that the code is typed with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Numbers; whoever takes or gives one says its shape."""
Index = NDArray[np.int64]
"""Ranks, counts and whole amounts."""
Flags = NDArray[np.bool_]
"""Which of them."""
