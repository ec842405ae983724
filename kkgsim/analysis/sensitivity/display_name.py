"""What people call a factor or a group of factors."""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.analysis.sensitivity.problem import TOGETHER_LABELS
from kkgsim.design.study import Factor
from kkgsim.i18n import Text, message
from kkgsim.model.levers import HOMES, all_levers
from kkgsim.model.registry import homes


def display_name(label: str, factors: Sequence[Factor]) -> Text:
    """A factor's own words; of a group of numbers what they are about, of a group of settings their lever."""
    if label in TOGETHER_LABELS:
        return message(f"sens_label_{label}", count=sum(factor.group == label for factor in factors))
    for factor in factors:
        if factor.name == label and not factor.group:
            return factor.label
    home = label if label in HOMES.values() else f"kkgsim.{label}"
    if home in homes():
        lever = next((all_levers()[name] for name, of in HOMES.items() if of == home), None)
        about = lever.label if lever else message(f"sens_home_{home.rpartition('.')[2]}")
        return message("sens_numbers_of", name=about)
    return all_levers()[label].label if label in all_levers() else Text(label, label)
