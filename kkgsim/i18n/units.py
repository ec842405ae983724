"""What outcomes are measured in: each unit declared once, with all that tables, pictures and sums need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kkgsim.i18n.text import Text

NOTHING = Text("", "")


@dataclass(frozen=True)
class Unit:
    """A unit of outcomes.

    ``level`` and ``change`` say in words what a value and a difference are in, ``change_mark`` the same as briefly as
    a table allows. ``step`` is one unit of effect, for the cost of it; ``step_label`` and ``step_words`` are its name,
    brief and in full. ``digits`` are written after the point of a value times ``scale``, followed by ``level_suffix``
    or, a difference, ``change_suffix``. ``axis_scale`` and ``axis_suffix`` are those of the ticks of an axis, which
    shows a span of ``least_span`` at least (``least_curve`` on the page), so that a ripple does not look like a wave.
    No value lies below ``low`` or above ``high``. ``over_districts`` is how districts add up to a place: their "mean",
    or their "sum".
    """

    name: str
    level: Text
    change: Text
    change_mark: Text
    step: float
    step_label: Text
    step_words: Text
    least_span: float
    least_curve: float
    digits: int = 1
    scale: float = 1.0
    level_suffix: Text = NOTHING
    change_suffix: Text = NOTHING
    axis_scale: float = 1.0
    axis_suffix: str = ""
    low: float = 0.0
    high: float = float("inf")
    money: bool = False
    """Whether values are written as rupiah, in millions or billions where they are large."""
    over_districts: Literal["mean", "sum"] = "mean"
    smallest: float = 0.01
    """The smallest change that is called an effect; less is too little to matter, however sure."""

    def __str__(self) -> str:
        return self.name


SHARE = Unit(
    "share",
    level=Text("percent", "persen"),
    change=Text("percentage points", "poin persentase"),
    change_mark=Text("(points)", "(poin)"),
    step=0.01,
    step_label=Text("point", "poin"),
    step_words=Text("percentage point", "poin persentase"),
    least_span=0.1,
    least_curve=0.2,
    scale=100.0,
    level_suffix=Text(" %", " %"),
    change_suffix=Text(" points", " poin"),
    axis_scale=100.0,
    axis_suffix=" %",
    high=1.0,
)
SCALE = Unit(
    "0-1",
    level=Text("scale 0–1", "skala 0–1"),
    change=Text("on a scale of 0–1", "pada skala 0–1"),
    change_mark=NOTHING,
    step=0.01,
    step_label=Text("0.01", "0,01"),
    step_words=Text("hundredth of the scale", "seperseratus skala"),
    least_span=0.1,
    least_curve=0.2,
    digits=3,
    high=1.0,
    smallest=0.005,
)
SD = Unit(
    "SD",
    level=Text("SD, nation = 0", "simpangan baku, nasional = 0"),
    change=Text("SD", "simpangan baku"),
    change_mark=Text("(SD)", "(simp. baku)"),
    step=0.1,
    step_label=Text("0.1 SD", "0,1 SB"),
    step_words=Text("tenth of an SD", "sepersepuluh simpangan baku"),
    least_span=0.1,
    least_curve=0.3,
    digits=3,
    level_suffix=Text(" SD", " SB"),
    change_suffix=Text(" SD", " SB"),
    low=-10.0,
    high=10.0,  # no district is ten standard deviations from the nation
)
PERSONS = Unit(
    "persons",
    level=Text("persons", "orang"),
    change=Text("persons", "orang"),
    change_mark=Text("(persons)", "(orang)"),
    step=1.0,
    step_label=Text("person", "orang"),
    step_words=Text("person", "orang"),
    least_span=2.0,
    least_curve=2.0,
    over_districts="sum",
    smallest=0.1,
)
RUPIAH = Unit(
    "Rp",
    level=Text("million rupiah", "juta rupiah"),
    change=Text("million rupiah", "juta rupiah"),
    change_mark=Text("(Rp million)", "(Rp juta)"),
    step=1e6,
    step_label=Text("Rp 1 million", "Rp 1 juta"),
    step_words=Text("million rupiah", "juta rupiah"),
    least_span=1e6,
    least_curve=1e6,
    axis_scale=1e-6,
    money=True,
    smallest=100_000.0,
)
PLACES = Unit(
    "places",
    level=Text("training places", "kali pelatihan"),
    change=Text("training places", "kali pelatihan"),
    change_mark=Text("(places)", "(kali)"),
    step=0.1,
    step_label=Text("0.1 place", "0,1 kali pelatihan"),
    step_words=Text("tenth of a training place", "sepersepuluh kali pelatihan"),
    least_span=0.2,
    least_curve=0.5,
    digits=2,
    smallest=0.05,
)
MEETINGS = Unit(
    "meetings",
    level=Text("meetings", "pertemuan"),
    change=Text("meetings", "pertemuan"),
    change_mark=Text("(meetings)", "(pertemuan)"),
    step=1.0,
    step_label=Text("meeting", "pertemuan"),
    step_words=Text("meeting", "pertemuan"),
    least_span=0.2,
    least_curve=0.5,
    digits=2,
    high=31.0,
    smallest=0.05,
)
VISITS = Unit(
    "visits",
    level=Text("visits", "kunjungan"),
    change=Text("visits", "kunjungan"),
    change_mark=Text("(visits)", "(kunjungan)"),
    step=0.1,
    step_label=Text("0.1 visit", "0,1 kunjungan"),
    step_words=Text("tenth of a visit", "sepersepuluh kunjungan"),
    least_span=0.1,
    least_curve=0.2,
    digits=2,
)
STANDARDS = Unit(
    "standards",
    level=Text("standards", "standar"),
    change=Text("standards", "standar"),
    change_mark=Text("(standards)", "(standar)"),
    step=1.0,
    step_label=Text("standard", "standar"),
    step_words=Text("standard", "standar"),
    least_span=1.0,
    least_curve=2.0,
    high=7.0,
    smallest=0.1,
)
HOURS = Unit(
    "h",
    level=Text("hours", "jam"),
    change=Text("hours", "jam"),
    change_mark=Text("(hours)", "(jam)"),
    step=1.0,
    step_label=Text("hour", "jam"),
    step_words=Text("hour", "jam"),
    least_span=1.0,
    least_curve=2.0,
    high=744.0,  # a month has 31 days of 24 hours
    smallest=0.1,
)
LOG_ODDS = Unit(
    "log-odds",
    level=Text("log-odds", "log-odds"),
    change=Text("log-odds", "log-odds"),
    change_mark=Text("(log-odds)", "(log-odds)"),
    step=0.1,
    step_label=Text("0.1", "0,1"),
    step_words=Text("tenth of a log-odds", "sepersepuluh log-odds"),
    least_span=0.2,
    least_curve=0.5,
    digits=2,
    low=float("-inf"),
    smallest=0.05,
)
UNITS: dict[str, Unit] = {
    unit.name: unit
    for unit in (SHARE, SCALE, SD, PERSONS, RUPIAH, PLACES, MEETINGS, VISITS, STANDARDS, HOURS, LOG_ODDS)
}
"""Every unit by its name."""
