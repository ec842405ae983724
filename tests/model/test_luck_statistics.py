"""Draws as a whole: evenly spread, of the right moments, and strangers to their neighbours in every word of key and
counter.

Each test gives standard scores that are normal where luck is as it should be, and asks for none that is further out
than so many of them would be once in a hundred thousand. The small ones run always; the *long* ones
on more than 10**8 draws, where a fault has to be hundredths of a thousandth to hide.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from kkgsim.model import random_streams
from kkgsim.model.random_streams import Draw, Lanes, luck, word_of
from kkgsim.model.threefry import words

RARE = 1e-5
LONG = pytest.mark.long


def hold(scores: np.ndarray, what: str) -> None:
    """None of some standard scores is further out than happens by chance once in ``1 / RARE`` times."""
    scores = np.ravel(scores)
    limit = stats.norm.isf(RARE / len(scores) / 2.0)
    worst = np.abs(scores).max()
    print(f"{what}: {len(scores)} scores, the largest {worst:.2f} of {limit:.2f}")
    assert worst < limit, what


def uniforms(make: Draw, lanes: Lanes, months: int, things: int) -> np.ndarray:
    """All monthly draws of teachers as uniform ones, shape (draws, months, things, lanes)."""
    drawn = make(lanes, "month", "teacher", months, things)
    for rank, law in enumerate(random_streams.LUCK["teacher"].values()):
        if law == "normal":
            drawn[rank] = stats.norm.cdf(drawn[rank])
    return drawn.reshape(len(drawn), months, things, lanes.count)


def evenly(u: np.ndarray, cells: int = 256) -> np.ndarray:
    """How far the chi-square of each draw's cells is from what it should be."""
    scores = []
    for draw in u:
        count = np.bincount((draw.ravel() * cells).astype(np.int64), minlength=cells)
        square = float(((count - draw.size / cells) ** 2).sum() * cells / draw.size)
        scores.append(stats.norm.isf(stats.chi2.sf(square, cells - 1)))
    return np.array(scores)


def moments(z: np.ndarray) -> np.ndarray:
    """How far the first four moments of normal draws are from 0, 1, 0 and 3."""
    many = z.size
    return np.array([
        z.mean() * np.sqrt(many), ((z**2).mean() - 1.0) * np.sqrt(many / 2.0), (z**3).mean() * np.sqrt(many / 15.0),
        ((z**4).mean() - 3.0) * np.sqrt(many / 96.0),
    ])  # fmt: skip


def tied(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The standard score of the correlation of two tables of uniform draws, of the draws and of their distance from the
    middle, each way."""
    a, b = (one.ravel() - 0.5) * np.sqrt(12.0), (other.ravel() - 0.5) * np.sqrt(12.0)
    c, d = ((x * x - 1.0) / np.sqrt(0.8) for x in (a, b))
    return np.array([np.dot(x, y) / np.sqrt(x.size) for x, y in ((a, b), (a, d), (c, b), (c, d))])


def neighbours(u: np.ndarray) -> np.ndarray:
    """Dependence between neighbouring draws, months, things and lanes of ``u``."""
    pairs = [tied(np.delete(u, -1, axis), np.delete(u, 0, axis)) for axis in range(4)]
    return np.array([*pairs, *(tied(u[a], u[b]) for a in range(len(u)) for b in range(a))])


BASE = Lanes.of(1, "here", range(16))
KEYS = {
    "seed": [{"seed": 2**31}, {"seed": 2**32 + 1}, {"seed": 1000}],
    "replicate": [{"replicates": tuple(range(first, first + 16))} for first in (1, 2, 16, 2**16)],
    "stream": [{"streams": (stream,) * 16} for stream in (1, 2, 1000)],
    "place": [{"place": "there"}, {"place": "herf"}],
}
"""What is different in lanes whose luck must be a stranger to that of the base."""


def scores_of(make: Draw, base: Lanes, months: int, things: int) -> dict[str, np.ndarray]:
    """Everything that is asked of ``16 x 5 x months x things`` draws, in standard scores."""
    u = uniforms(make, base, months, things)
    start = make(base, "start", "teacher", 1, things)
    normal = [law == "normal" for law in random_streams.START["teacher"].values()]
    return {
        "evenly spread": evenly(u),
        "evenly spread in a single lane": evenly(u[..., 3:4]),
        "moments": moments(make(base, "month", "teacher", months, things)[1]),
        "moments at the start": np.array([moments(row) for row in start[normal]]),
        "draws, months, things and lanes beside each other": neighbours(u),
        **{f"another {what}": np.array([tied(u, uniforms(make, replace(base, **other), months, things))
                                        for other in others]) for what, others in KEYS.items()},
    }  # fmt: skip


def test_draws_are_as_they_should_be() -> None:
    for what, scores in scores_of(luck, BASE, 12, 400).items():
        hold(scores, what)


@LONG
def test_a_hundred_million_draws_are_as_they_should_be() -> None:
    """In eleven parts of 10 million, each with a seed of its own; what is off in the same way in all adds up."""
    parts = [scores_of(luck, replace(BASE, seed=seed), 60, 2084) for seed in range(1, 12)]
    for what in parts[0]:
        hold(np.array([part[what] for part in parts]), what)
        hold(sum(part[what] for part in parts) / np.sqrt(len(parts)), f"{what}, all together")


def counted_bits(rows: np.ndarray) -> np.ndarray:
    """How often each of the 32 bits is set, as standard scores, shape (tables, 32)."""
    return np.array([
        [2.0 * np.sqrt(row.size) * (float(((row >> np.uint32(bit)) & 1).mean()) - 0.5) for bit in range(32)]
        for row in rows
    ])  # fmt: skip


WORD = ("seed", "seed above", "place", "replicate", "thing", "month", "block", "stream")


@pytest.mark.parametrize("rank", range(8))
@pytest.mark.parametrize("many", [2**14, pytest.param(2**22, marks=LONG)])
def test_a_word_that_only_counts_up_leaves_no_trace(rank: int, many: int) -> None:
    """All words are small and one of them counts: bits, and bits that turn from one to the next, are even."""
    asked = [np.array([value], dtype=np.uint32) for value in (1, 0, 0, 0, 0, 0, 0, 0)]
    asked[rank] = np.arange(many, dtype=np.uint32)
    answered = [np.broadcast_to(table, many) for table in words(*asked)]
    hold(counted_bits(np.array(answered)), f"bits while {WORD[rank]} counts")
    hold(counted_bits(np.array([row[1:] ^ row[:-1] for row in answered])), f"bits that turn while {WORD[rank]} counts")
    hold(counted_bits(np.array([a ^ b for n, a in enumerate(answered) for b in answered[:n]])), "words of a block")
    assert all(len(np.unique(row)) > many * (1.0 - many / 2**32) - 6.0 * many / 2**16 for row in answered)


def test_the_tests_see_a_generator_that_does_not_mix() -> None:
    """A counter that is hardly scrambled fails."""

    u = uniforms(luck, BASE, 6, 200)
    u[:, 1:] = 0.95 * u[:, 1:] + 0.05 * u[:, :-1]
    with pytest.raises(AssertionError):
        hold(neighbours(u), "poor")
    with pytest.raises(AssertionError):
        hold(counted_bits(np.array([np.arange(2**14, dtype=np.uint32)])), "poor")


def test_words_of_names_are_what_they_were() -> None:
    """A change of these changes all luck."""
    words_of_names = [word_of("month", "teacher", 0), word_of("start", "tie", 0), word_of("place", "here")]
    assert words_of_names == [2215905027, 2869497260, 952733890]
