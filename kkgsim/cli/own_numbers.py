"""Numbers of a district as people type them: ``--number reference_fare=25000``."""

from __future__ import annotations

import re

from kkgsim.cli.options import Decorator, option
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import Text, refusal

NUMBER = Text(
    "A number of your district, e.g. reference_fare=25000; may be repeated.",
    "Angka kabupaten Anda, misalnya reference_fare=25000; boleh diulang.",
)


def number_option(about: Text = NUMBER) -> Decorator:
    """The option ``--number``."""
    return option("--number", "numbers", multiple=True, metavar="NAME=VALUE", about=about)


def read_numbers(pairs: tuple[str, ...]) -> dict[str, float]:
    """Numbers of the model by name, each within its range. Raises ``InputError``."""
    from kkgsim.model.registry import PARAMETERS
    from kkgsim.places.importer.cells import number
    from kkgsim.places.place_io.own_numbers import own_numbers

    typed, unread = dict[str, float](), list[Issue]()
    for pair in pairs:
        name, _, written = (part.strip() for part in pair.partition("="))
        rupiah = name in PARAMETERS and PARAMETERS[name].unit.startswith("Rp")
        value = rupiah_typed(written) if rupiah else number(written)
        if value is None and name in PARAMETERS:
            unread.append(Issue(COMMAND_LINE, refusal("new_value"), key="--number", given=pair))
        typed[name] = 0.0 if value is None else value
    if unread:
        raise InputError(unread)
    return {own.number: own.value for own in own_numbers(typed)}


def rupiah_typed(text: str) -> float | None:
    """Rupiah as people type them, ``Rp 25.000,50``; None for what is no number."""
    from kkgsim.places.importer.cells import number

    return number(re.sub(r"(?<=\d)[.,](?=\d{3}(?:\D|$))", "", re.sub(r"^rp\.?|\s", "", text.strip(), flags=re.I)))
