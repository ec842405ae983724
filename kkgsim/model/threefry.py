"""Threefry-4x32: 128 bits of key and 128 of counter in, four words that look drawn out; nothing is kept in between.

Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3". Nothing but 32-bit addition, rotation
and exclusive or, so every machine and language can do it. Its authors know of no statistical flaw from 12 rounds on
(documentation of Random123); for a sister with words of 64 bits they had to raise that number by one later, so one is
added here, for which they publish answers, too. Every function takes words as whole numbers of 32 bits or as NumPy
arrays of such (``uint32``).
"""

from __future__ import annotations

from typing import Any, TypeAlias

Word: TypeAlias = Any
"""32 bits as a whole number, or an array of them."""
MASK = 0xFFFFFFFF
PARITY = 0x1BD11BDA
"""What is mixed into the fifth word of a key."""
ROUNDS = 13


def add32(a: Word, b: Word) -> Word:
    """The sum of two words, what is carried beyond 32 bits left out."""
    return (a + b) & MASK


def rotate32(a: Word, bits: int) -> Word:
    """A word turned to the left by 1 to 31 ``bits``."""
    return ((a << bits) & MASK) | (a >> (32 - bits))


def turned(x0: Word, x1: Word, x2: Word, x3: Word, left: int, right: int) -> tuple[Word, Word, Word, Word]:
    """One round: two pairs are mixed, then the second word of each changes its place with the other's."""
    x0, x2 = add32(x0, x1), add32(x2, x3)
    return x0, rotate32(x3, right) ^ x2, x2, rotate32(x1, left) ^ x0


def four_turned(x0: Word, x1: Word, x2: Word, x3: Word) -> tuple[Word, Word, Word, Word]:
    """The first four of eight rounds."""
    x0, x1, x2, x3 = turned(x0, x1, x2, x3, 10, 26)
    x0, x1, x2, x3 = turned(x0, x1, x2, x3, 11, 21)
    x0, x1, x2, x3 = turned(x0, x1, x2, x3, 13, 27)
    return turned(x0, x1, x2, x3, 23, 5)


def next_four_turned(x0: Word, x1: Word, x2: Word, x3: Word) -> tuple[Word, Word, Word, Word]:
    """The second four of eight rounds."""
    x0, x1, x2, x3 = turned(x0, x1, x2, x3, 6, 20)
    x0, x1, x2, x3 = turned(x0, x1, x2, x3, 17, 11)
    x0, x1, x2, x3 = turned(x0, x1, x2, x3, 25, 10)
    return turned(x0, x1, x2, x3, 18, 20)


def words(
    k0: Word, k1: Word, k2: Word, k3: Word, c0: Word, c1: Word, c2: Word, c3: Word
) -> tuple[Word, Word, Word, Word]:
    """The four words that belong to a key and a counter, after :data:`ROUNDS` rounds; the key comes in before the first
    and after every fourth."""
    k4 = PARITY ^ k0 ^ k1 ^ k2 ^ k3
    x0, x1, x2, x3 = four_turned(add32(c0, k0), add32(c1, k1), add32(c2, k2), add32(c3, k3))
    x0, x1, x2, x3 = next_four_turned(add32(x0, k1), add32(x1, k2), add32(x2, k3), add32(add32(x3, k4), 1))
    x0, x1, x2, x3 = four_turned(add32(x0, k2), add32(x1, k3), add32(x2, k4), add32(add32(x3, k0), 2))
    x0, x1, x2, x3 = turned(add32(x0, k3), add32(x1, k4), add32(x2, k0), add32(add32(x3, k1), 3), 6, 20)
    return x0, x3, x2, x1
