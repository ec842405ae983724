"""A whole country from the command line: a national list given in ``KKGSIM_COUNTRY``, else copies of a district."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.harness import WALL_NS, Aim, Row, command
from benchmarks.parts import Effort
from kkgsim.engine.initial_state import roster_of
from kkgsim.places.districts import districts_of
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place, write
from kkgsim.scenario.read import read_scenario

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "national.toml"
TEACHERS = 1_500_000
REPLICATES = 20
SECONDS, MIB = 480.0, 2 * 1024.0
"""What the country may take, so many replicates with their bands; a part of it, in the quick suite, as large a part of
the time."""


def rows(effort: Effort) -> list[Row]:
    """Time and peak memory of ``kkgsim run`` over all districts, results, tables and map included."""
    scenario = read_scenario(SCENARIO)
    with tempfile.TemporaryDirectory() as folder:
        listed = os.environ.get("KKGSIM_COUNTRY")
        place = open_place(listed) if listed else copies(effort.pick(TEACHERS // 10, TEACHERS))
        where = listed or str(write(place, Path(folder) / "country"))
        teachers = sum(roster_of(d.place, scenario).counts["teacher"] for d in districts_of(place))
        words = [sys.executable, "-m", "kkgsim", "run", str(_drawn(Path(folder))), "--place", where, "--workers", "2"]
        words += ["--replicates", str(REPLICATES), "--overwrite"]
        taken = [command(*words, "--out", str(Path(folder) / "out")) for _ in range(effort.pick(1, 2))]
    group = f"country, {teachers:,} teachers, {scenario.months} months, {REPLICATES} runs"
    note = "the list given" if listed else "copies of lombok_tengah"
    each, most = teachers * scenario.months * REPLICATES, SECONDS * min(1.0, teachers / TEACHERS)
    seconds = tuple(m.seconds for m in taken)
    return [
        Row(
            "a",
            group,
            "kkgsim run, whole command",
            "s",
            seconds,
            aim=Aim("median", "most", most),
            note=note,
        ),
        Row("a", group, "the same, a teacher-month", WALL_NS, tuple(s / each * 1e9 for s in seconds)),
        Row("a", group, "peak memory", "MiB", tuple(m.peak / 2**20 for m in taken), aim=Aim("median", "most", MIB)),
    ]


def _drawn(folder: Path) -> Path:
    """The scenario with numbers that are drawn, so that there are bands of them."""
    text = SCENARIO.read_text(encoding="utf-8").replace('numbers = "book"\n', "")
    path = folder / SCENARIO.name
    path.write_text(text, encoding="utf-8")
    return path


def copies(teachers: int) -> Place:
    """So many copies of Central Lombok, each a district of its own, that there are about ``teachers``."""
    place = open_place("lombok_tengah")
    here = roster_of(place, read_scenario(SCENARIO)).counts["teacher"]
    schools = tuple(
        replace(school, npsn=f"{school.npsn}{copy:04d}", cluster=f"{copy:04d}-{school.cluster}",
                code=f"{copy:04d}{school.code[4:]}", district=f"Copy {copy}")
        for copy in range(1, round(teachers / here) + 1) for school in place.schools
    )  # fmt: skip
    return replace(place, name="copies", schools=schools)
