"""What people call a factor or a group of factors."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.labels import Label
from kkgsim.levers import all_levers
from kkgsim.locale import say
from kkgsim.numbers import homes
from kkgsim.sweep.study import Factor


def called(label: str, factors: Sequence[Factor]) -> Label:
    """A factor's own words; of a group of numbers what they are about, of a group of settings their lever."""
    for factor in factors:
        if factor.name == label and not factor.group:
            return factor.label
    if f"kkgsim.{label}" in homes():
        lever = all_levers().get(label.removeprefix("levers."))
        about = lever.label if lever else _phrase(f"sens_home_{label.rpartition('.')[2]}")
        return Label(say("sens_numbers_of", "en", name=about.en), say("sens_numbers_of", "id", name=about.id))
    return all_levers()[label].label if label in all_levers() else Label(label, label)


def _phrase(key: str) -> Label:
    return Label(say(key, "en"), say(key, "id"))
