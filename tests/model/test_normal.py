"""The normal inverse against SciPy's, over everything that a word of 32 bits can ask."""

from __future__ import annotations

import ast
import inspect

import numpy as np
import pytest
from scipy.special import ndtri

from kkgsim.model import normal, threefry
from kkgsim.model.normal import normal_of, normals_of, uniform_of

HALF = 2**31
EXACT = 1e-9
"""Error that is allowed, as a share of the value."""


def strewn() -> np.ndarray:
    """Words of the lower half: all at both ends, and others strewn over all orders of size; in order."""
    drawn = np.random.default_rng(4).random(200_000)
    ends = [np.arange(100_000), np.arange(HALF - 100_000, HALF), (2.0 ** (31 * drawn)).astype(np.int64)]
    return np.unique(np.concatenate(ends)).clip(0, HALF - 1).astype(np.uint32)


def test_a_word_is_the_middle_of_its_part() -> None:
    assert uniform_of(0) == 2.0**-33
    assert uniform_of(2**32 - 1) == 1.0 - 2.0**-33
    assert uniform_of(HALF) - uniform_of(HALF - 1) == 2.0**-32
    assert uniform_of(np.array([0, 7], dtype=np.uint32)).tolist() == [uniform_of(0), uniform_of(7)]


def test_it_is_the_inverse_of_the_normal_distribution() -> None:
    uniform = uniform_of(strewn())
    assert np.abs(normals_of(uniform) / ndtri(uniform) - 1.0).max() < EXACT
    assert -6.4 < normal_of(uniform_of(0)) < -6.3


def test_halves_mirror_each_other_exactly() -> None:
    word = strewn()
    assert np.array_equal(normals_of(uniform_of(word)), -normals_of(uniform_of(~word)))


def test_it_rises_from_every_word_to_the_next() -> None:
    word = strewn()[:-1]
    assert (normals_of(uniform_of(word + np.uint32(1))) > normals_of(uniform_of(word))).all()
    assert normal_of(uniform_of(HALF)) > 0.0 > normal_of(uniform_of(HALF - 1))


def test_a_number_gives_the_same_bits_as_an_array() -> None:
    uniform = uniform_of(strewn()[::1000])
    assert [normal_of(value) for value in uniform.tolist()] == normals_of(uniform).tolist()


@pytest.mark.parametrize("module", [normal, threefry])
def test_other_languages_can_print_it(module) -> None:
    """No branch, no loop, no power, nothing called but square roots, words and each other."""
    lawful = (
        ast.Add, ast.Sub, ast.Mult, ast.Div, ast.BitXor, ast.BitAnd, ast.BitOr, ast.LShift, ast.RShift, ast.USub,
    )  # fmt: skip
    for function in vars(module).values():
        if inspect.isfunction(function):
            for node in ast.walk(ast.parse(inspect.getsource(function))):
                assert not isinstance(node, (ast.If, ast.IfExp, ast.For, ast.While, ast.BoolOp, ast.Compare))
                if isinstance(node, (ast.BinOp, ast.UnaryOp)):
                    assert isinstance(node.op, lawful), ast.unparse(node)
                if isinstance(node, ast.Call):
                    assert isinstance(node.func, ast.Name) or node.func.attr == "sqrt", ast.unparse(node)


@pytest.mark.long
def test_all_words() -> None:
    """Every word of the lower half; the upper half mirrors it (checked along the way)."""
    step, before, worst = 2**24, -np.inf, 0.0
    for first in range(0, HALF, step):
        word = np.arange(first, first + step, dtype=np.uint32)
        uniform = uniform_of(word)
        values = normals_of(uniform)
        worst = max(worst, float(np.abs(values / ndtri(uniform) - 1.0).max()))
        assert before < values[0]
        assert (np.diff(values) > 0.0).all()
        assert np.array_equal(values, -normals_of(uniform_of(~word)))
        before = values[-1]
    print(f"largest error over 2**32 words: {worst:.3g} of the value")
    assert worst < EXACT
