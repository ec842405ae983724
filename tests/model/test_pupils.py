"""What reaches the children: three faces of a class, and three steps of reading."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kkgsim.engine import sampling
from kkgsim.model import entities, measures
from kkgsim.model.rules import pupils

N = SimpleNamespace(**sampling.base_numbers())
FACES = ("climate", "psychological_support", "understanding")


def a_class(practice: float, care: float) -> SimpleNamespace:
    """A school of ten teachers with this practice and these social and personal gifts, whose classes stood at 0.5."""
    school = SimpleNamespace(**dict.fromkeys(entities.names("school"), 0.0))
    school.teachers = 10.0
    school.practice_sum, school.care_sum = 10.0 * practice, 10.0 * care
    school.climate = school.psychological_support = school.understanding = 0.5
    return school


def a_month_later(practice: float, care: float) -> dict[str, float]:
    """How much each face of the class has moved."""
    school = a_class(practice, care)
    pupils.grow(school, N)
    return {face: getattr(school, face) - 0.5 for face in FACES}


def test_better_practice_is_felt_in_class_at_once_and_understood_most() -> None:
    moved = a_month_later(practice=0.6, care=0.5)
    assert moved["understanding"] > moved["climate"] > moved["psychological_support"] > 0.0
    assert moved["understanding"] == pytest.approx(0.1 * N.classroom_rate)


def test_a_teachers_person_comforts_and_does_not_explain() -> None:
    moved = a_month_later(practice=0.5, care=0.6)
    assert moved["psychological_support"] > moved["climate"] > 0.0
    assert moved["understanding"] == pytest.approx(0.0)


def test_letters_come_before_syllables_and_words_and_all_rise_with_literacy() -> None:
    def read(literacy: float) -> list[float]:
        school = SimpleNamespace(pupils=100.0, literacy_found=literacy, literacy_gain=0.0)
        return [of(school, N) for of in (measures.of_letters, measures.of_syllables, measures.of_words)]

    weak, strong = read(-0.8), read(-0.4)
    assert 100.0 > weak[0] > weak[1] > weak[2] > 0.0
    assert all(later > earlier for earlier, later in zip(weak, strong, strict=True))
