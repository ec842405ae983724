"""What a lever is: settings, effects on conditions, cost items, payers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kkgsim.i18n import Text
from kkgsim.model.parameters import Parameter, parameter

PAYERS: dict[str, Text] = {
    "ministry": Text("Ministry", "Kementerian"),
    "province": Text("Province", "Provinsi"),
    "district": Text("District (APBD)", "Kabupaten (APBD)"),
    "bos": Text("Schools (BOS)", "Sekolah (BOS)"),
    "bosda": Text("District school grant (BOSDA)", "BOS Daerah (BOSDA)"),
    "village": Text("Village funds (Dana Desa)", "Dana Desa"),
    "donor": Text("Donor", "Donor"),
    "teachers": Text("Teachers' pockets", "Uang pribadi guru"),
}
"""Who can pay."""

IN_TIME: dict[str, Text] = {
    "hours": Text("Value of teachers' time", "Nilai waktu guru"),
    "lessons": Text("Value of lost lesson hours", "Nilai jam pelajaran yang hilang"),
}
"""What is paid in time. Its value in rupiah stands beside the money and is never added to it."""

Level = Literal["centre", "district"]
"""The levels of government that levers belong to."""


def delay(value: float, low: float, high: float, en: str, id: str, sources: str = "ASM") -> Parameter:
    """Declare how many months pass from the first payment until a lever bites."""
    return parameter(value, low, high, "months", f"from the first payment until {en}",
    f"dari pembayaran pertama sampai {id}",
                  sources, "assumed", neutral=0.0, condition=True)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """One thing about a lever that a policy sets. Its zero is the status quo.

    ``usual`` is what a policy gets that names the lever and not the setting. ``today`` names the number that holds
    today's value of what the setting replaces, for settings whose zero only stands for it: what is paid for in part
    lies between the two.
    """

    name: str
    low: float
    high: float
    usual: float
    unit: str
    label: Text
    source: str
    today: str = ""


@dataclass(frozen=True)
class Cost:
    """One cost item: ``quantity`` of each thing of kind ``over`` times the number ``price`` (Rp).

    ``quantity`` is a rule: it takes things, ``policy`` and ``n`` by name and returns units a month. ``price``
    None means the quantity is in rupiah already. ``payer`` None means whoever the policy names; another than that
    pays for the one setting of the lever that ``setting`` names.
    """

    name: str
    label: Text
    over: str
    quantity: Callable[..., float]
    price: str | None
    payer: str | None = None
    setting: str = ""


class Passage(NamedTuple):
    """Where a document asks for a lever, or names what the lever answers.

    ``source`` is a key of ``sources.toml``, ``section`` the heading it stands under, ``words`` how it begins there.
    """

    source: str
    section: str
    words: str

    def __str__(self) -> str:
        return f"{self.source}, {self.section}: “{self.words} …”"


@dataclass(frozen=True)
class Lever:
    """One thing government can do.

    ``delay`` names the number of months from the first payment until it bites; ``effects`` maps a kind of thing to
    the verb that changes its conditions; ``payers`` lists who may pay, the usual one first; ``origin`` lists where
    the documents ask for it; ``level`` is the level of government that the brief gives it to (what it leaves open is
    the district's). What is for ``everywhere`` is a rule, an office or a contract of the whole district, which cannot
    be aimed at some of its clusters.
    """

    name: str
    label: Text
    about: Text
    origin: tuple[Passage, ...]
    settings: tuple[Setting, ...]
    effects: Mapping[str, Callable[..., None]]
    costs: tuple[Cost, ...]
    delay: str
    payers: tuple[str, ...] = field(default=("district", "donor", "province", "ministry"))
    level: Level = "district"
    everywhere: bool = False
