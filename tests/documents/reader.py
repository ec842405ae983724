"""A reader's folder: a copy of what ships, the files a reader brings, and commands carried out in it one by one."""

from __future__ import annotations

import glob
import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner
from conftest import ROOT, hill_clusters, only
from places.place_helpers import HEADERS, spreadsheet, table

from kkgsim.cli.main import main
from kkgsim.places.place import School
from kkgsim.places.place_io import files
from kkgsim.places.place_io.files import open_place

from . import declared
from .commands import BIN, Command

SHIPPED = ("scenarios", "experiments", "docs", "benchmarks")
SCENARIO = """title = {{ en = "{name}", id = "{name}" }}
about = {{ en = "", id = "" }}
place = "{place}"
months = 6
replicates = 20
seed = 1

[[policy]]
lever = "{lever}"
"""
STUDY = f"""title = {{ en = "Small", id = "Kecil" }}
about = {{ en = "", id = "" }}
scenario = "{declared.SMALL}"
replicates = 2
numbers = "drawn"
outcomes = ["attendance_share", "practice_mean"]
months = ["end"]

[design]
method = "latin_hypercube"
samples = 60
seed = 1

[[vary]]
setting = "transport_recognition_fare"
values = [0, 20000, 60000]

[[vary]]
number = "attend_distance"
low = 0.02
high = 0.15
"""


class Unfilled(Exception):
    """A placeholder that ``declared.FILLINGS`` does not know."""


def filled(command: Command) -> list[str]:
    """The words of a command with every placeholder filled in. Raises :class:`Unfilled`, naming all that are not."""
    unknown = [word for before, word in command.placeholders() if not _filling(before, word)]
    if unknown:
        raise Unfilled(f"{command.where}: nothing is declared for {', '.join(unknown)}")
    waiting, words = command.placeholders(), []
    for word in command.words:
        if waiting and word == waiting[0][1]:
            words += _filling(*waiting.pop(0))
        else:
            words.append(word)
    return words


def _filling(before: str, word: str) -> list[str]:
    return declared.FILLINGS.get(f"{before} {word}", declared.FILLINGS.get(word, "")).split()


def key(command: Command) -> tuple[str, ...]:
    """What makes two commands the same: they do the same, wherever and in whichever words they stand."""
    return ("python", command.text) if command.python else tuple(filled(command))


def lay_out(folder: Path) -> None:
    """Copy what ships into an empty folder and write the files that a reader is taken to have."""
    for name in SHIPPED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.png"))
    small = only(open_place("janapria"), open_place("janapria").clusters[0])
    files.write(small, folder / declared.PLACE)
    levers = {declared.SMALL: "facilitator_team", declared.OTHER: "bos_allocation", "against.toml": "monitoring"}
    for name, lever in levers.items():
        text = SCENARIO.format(name=Path(name).stem, place=declared.PLACE, lever=lever)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / declared.STUDY).write_text(STUDY, encoding="utf-8")
    rows = [_row(school) for school in small.schools]
    for name in ("my-list.xlsx", "daftar.xlsx"):
        (folder / name).write_bytes(spreadsheet([HEADERS, *rows]))
    both = [*rows, *(_row(school) for school in hill_clusters().schools)]
    (folder / "sd-indonesia.csv").write_text(table([[str(cell) for cell in row] for row in both]), encoding="utf-8")


def _row(school: School) -> list[object]:
    """A school as a line of a list, in the order of ``HEADERS``."""
    subdistrict = school.subdistrict.removesuffix(" Sintetis")  # named as in a real list
    district = school.district.removesuffix(" (sintetis)")
    return [school.npsn, school.name, subdistrict, district, school.province, str(school.lat),
            str(school.lon), str(school.teachers or ""), str(school.pupils or "")]  # fmt: skip


@dataclass
class Reader:
    """Carries out commands in a folder, each once, and remembers how it ended."""

    folder: Path
    ended: dict[tuple[str, ...], str] = field(default_factory=dict)
    said: dict[tuple[str, ...], str] = field(default_factory=dict)
    seconds: dict[tuple[str, ...], float] = field(default_factory=dict)
    drawn: set[type] = field(default_factory=set)

    def does(self, command: Command) -> str:
        """What went wrong with a command; nothing where it ended well."""
        words = key(command)
        if words not in self.ended:
            before = _processor()
            self.ended[words] = self._snippet(command) if command.python else self._typed(words)
            self.seconds[words] = _processor() - before
        return self.ended[words]

    def took(self, command: Command) -> float:
        """Seconds of processor time that a command took; none where it was left out."""
        return self.seconds.get(key(command), 0.0)

    def printed(self, command: Command) -> str:
        """What a command of kkgsim printed as its answer."""
        return self.said[key(command)]

    def _typed(self, words: tuple[str, ...]) -> str:
        program, *rest = (BIN.sub("", words[0]), *words[1:])
        rest = [name for word in rest for name in self._spread(word)]
        if program == "kkgsim":
            done = CliRunner().invoke(main, rest)
            self.said[words] = done.stdout
            told = "" if done.exception is None or isinstance(done.exception, SystemExit) else repr(done.exception)
            return "" if done.exit_code == 0 else f"ended with {done.exit_code}: {told}{done.output[-600:]}"
        if program != "python":
            return f"{program} is no program that is tried here: declare why in ELSEWHERE"
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        ran = subprocess.run([sys.executable, *rest], capture_output=True, text=True, encoding="utf-8",
                             env={**os.environ, "PYTHONPATH": path})  # fmt: skip
        return "" if ran.returncode == 0 else f"ended with {ran.returncode}: {ran.stderr[-600:]}"

    def _spread(self, word: str) -> list[str]:
        """A word with its pattern filled in, as a shell does."""
        return (sorted(glob.glob(word, root_dir=self.folder)) if "*" in word else []) or [word]

    def _snippet(self, command: Command) -> str:
        try:
            exec(compile(command.text, f"{command.document}:{command.line}", "exec"), {"__name__": "__main__"})
        except Exception as error:
            return f"raised {error!r}"
        return ""


def _processor() -> float:
    """Seconds of processor time of this process and of those it has ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
