"""What reaches the children: three faces of a class, and three steps of reading."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kkgsim.engine import sampling
from kkgsim.model import entities
from kkgsim.model.measures import schools
from kkgsim.model.rules import pupils

N = SimpleNamespace(**sampling.base_numbers())
FACES = ("climate", "psychological_support", "understanding")


DISTRICT = SimpleNamespace(drift=0.0, pupil_spread=1.0)


def a_class(practice: float = 0.5, care: float = 0.5, **others: float) -> SimpleNamespace:
    """A school of ten teachers with this practice and these social and personal gifts, whose classes stood at 0.5 and
    are of a usual size."""
    school = SimpleNamespace(**dict.fromkeys(entities.names("school"), 0.0))
    school.teachers, school.pupils = 10.0, 10.0 * N.usual_class
    school.practice_sum, school.care_sum, school.professional_sum = 10.0 * practice, 10.0 * care, 5.0
    school.motivation_sum = 5.0
    school.climate = school.psychological_support = school.understanding = 0.5
    for name, value in others.items():
        setattr(school, name, value)
    return school


def a_month_later(**given: float) -> dict[str, float]:
    """How much each face of the class has moved."""
    school = a_class(**given)
    pupils.grow(school, DISTRICT, N)
    return {face: getattr(school, face) - 0.5 for face in FACES}


def test_better_practice_is_felt_in_class_at_once_and_understood_most() -> None:
    moved = a_month_later(practice=0.6)
    assert moved["understanding"] > moved["climate"] > moved["psychological_support"] > 0.0
    assert moved["understanding"] == pytest.approx(0.1 * N.understanding_practice * N.classroom_rate)


def test_a_teachers_person_comforts_and_does_not_explain() -> None:
    moved = a_month_later(care=0.6)
    assert moved["psychological_support"] > moved["climate"] > 0.0
    assert moved["understanding"] == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("cause", "face"),
    [
        ({"professional_sum": 7.0}, "understanding"),
        ({"literacy_found": 0.5}, "understanding"),
        ({"motivation_sum": 7.0}, "psychological_support"),
        ({"pupils": 100.0}, "climate"),
    ],
)
def test_each_face_of_a_class_has_causes_of_its_own(cause: dict[str, float], face: str) -> None:
    """Knowledge of the subject and children who read explain, a will comforts, room makes a pleasant class."""
    moved = a_month_later(**cause)
    assert moved.pop(face) > 0.002
    assert list(moved.values()) == pytest.approx([0.0, 0.0])


def test_letters_come_before_syllables_and_words_and_all_rise_with_literacy() -> None:
    def read(literacy: float) -> list[float]:
        school = SimpleNamespace(pupils=100.0, early_reading=literacy)
        return [of(school, DISTRICT, N) for of in (schools.of_letters, schools.of_syllables, schools.of_words)]

    weak, strong = read(-0.8), read(-0.4)
    assert 100.0 > weak[0] > weak[1] > weak[2] > 0.0
    assert all(later > earlier for earlier, later in zip(weak, strong, strict=True))
