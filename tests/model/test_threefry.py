"""The generator against the answers that its authors publish, and that it mixes with rounds to spare."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim.model.threefry import MASK, PARITY, add32, four_turned, next_four_turned, rotate32, turned, words

PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0, 0x082EFA98, 0xEC4E6C89)
"""Hexadecimal digits of pi, the third of the published questions: the counter, then the key."""
ANSWERS = {
    13: (
        (0x531C7E4F, 0x39491EE5, 0x2C855A92, 0x3D6ABF9A),
        (0xC4189358, 0x1C9CC83A, 0xD5881C67, 0x6A0A89E0),
        (0x4AA71D8F, 0x734738C2, 0x431FC6A8, 0xAE6DEBF1),
    ),
    20: (
        (0x9C6CA96A, 0xE17EAE66, 0xFC10ECD4, 0x5256A7D8),
        (0x2A881696, 0x57012287, 0xF6C7446E, 0xA16A6732),
        (0x59CD1DBB, 0xB8879579, 0x86B5D00C, 0xAC8B6D84),
    ),
}
"""``kat_vectors`` of Random123: for nothing but zeros, nothing but ones, and the digits of pi."""
ASKED = ((0,) * 8, (MASK,) * 8, (*PI[4:], *PI[:4]))
"""The key, then the counter."""


def after(rounds: int, key, counter):
    """The words after any number of rounds, out of the parts that :func:`words` is made of."""
    keys = (*key, PARITY ^ key[0] ^ key[1] ^ key[2] ^ key[3])
    x = tuple(map(add32, counter, key))
    constants = ((10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20))
    for done in range(1, rounds + 1):
        x = turned(*x, *constants[(done - 1) % 8])
        if done % 4 == 0:
            s = done // 4
            more = [keys[(s + i) % 5] for i in range(4)]
            x = tuple(map(add32, x, [*more[:3], add32(more[3], s)]))
    return x if rounds % 2 == 0 else (x[0], x[3], x[2], x[1])


@pytest.mark.parametrize("rank", range(3))
def test_it_gives_the_published_answers(rank: int) -> None:
    asked = ASKED[rank]
    assert words(*asked) == ANSWERS[13][rank]
    for rounds, answers in ANSWERS.items():
        assert after(rounds, asked[:4], asked[4:]) == answers[rank]


def test_eight_rounds_are_the_two_fours() -> None:
    start = PI[:4]
    x = start
    for left, right in ((10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20)):
        x = turned(*x, left, right)
    assert next_four_turned(*four_turned(*start)) == x


def test_arrays_give_the_same_words() -> None:
    drawn = np.random.default_rng(1).integers(0, 2**32, size=(8, 200), dtype=np.uint32)
    drawn[:, :2] = [[0, MASK]] * 8
    together = words(*drawn)
    assert all(table.dtype == np.uint32 for table in together)
    alone = [words(*map(int, column)) for column in drawn.T]
    assert np.array_equal(np.array(together).T, alone)


def test_the_operations_keep_to_32_bits() -> None:
    assert add32(MASK, 1) == 0
    assert add32(MASK, MASK) == MASK - 1
    assert rotate32(0x80000001, 1) == 3
    assert rotate32(1, 31) == 0x80000000


def flipped_share(rounds: int) -> np.ndarray:
    """How often each bit of the answer turns when a bit of key or counter does, shape (bits in, bits out)."""
    many = 600
    drawn = np.random.default_rng(2).integers(0, 2**32, size=(8, many), dtype=np.uint32)
    plain = after(rounds, tuple(drawn[:4]), tuple(drawn[4:]))
    shares = np.empty((256, 128))
    for bit in range(256):
        changed = drawn.copy()
        changed[bit // 32] ^= np.uint32(1 << (bit % 32))
        turned_ = after(rounds, tuple(changed[:4]), tuple(changed[4:]))
        for rank, (one, other) in enumerate(zip(plain, turned_, strict=True)):
            bits = ((one ^ other)[:, None] >> np.arange(32, dtype=np.uint32)) & 1
            shares[bit, 32 * rank : 32 * rank + 32] = bits.mean(axis=0)
    return shares


def test_every_bit_turns_every_other_half_the_time_with_rounds_to_spare() -> None:
    """Of 32,768 shares of 600 trials the worst is some 4.3 standard errors off where all are one half."""
    error = 0.5 / np.sqrt(600)
    assert np.abs(flipped_share(13) - 0.5).max() < 5.5 * error
    assert np.abs(flipped_share(10) - 0.5).max() < 5.5 * error, "three rounds to spare"
    assert np.abs(flipped_share(5) - 0.5).max() > 20.0 * error, "the test sees what is not mixed"
