"""The way of a lever's value from the bytes of its file to the policy, traced as it is read."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import kkgsim
from kkgsim.scenario.read import read_scenario

VALUE = 1.375
FILE = f"""title = "x"
about = ""
place = "janapria"
months = 12
replicates = 2
seed = 3
[[policy]]
lever = "facilitator_team"
per_10_schools = {VALUE}
"""
HOUSE = Path(kkgsim.__file__).parent


def _holds(thing: Any, depth: int = 0) -> bool:
    """Whether the value is in a thing, as a number or as it is written."""
    if isinstance(thing, (str, bytes)):
        return str(VALUE) in (thing if isinstance(thing, str) else thing.decode(errors="replace"))
    if isinstance(thing, (int, float)) or depth > 7:
        return bool(thing == VALUE)
    if isinstance(thing, Mapping):
        return any(_holds(part, depth + 1) for part in list(thing.values()))
    if isinstance(thing, (list, tuple)):
        return any(_holds(part, depth + 1) for part in thing)
    inside = vars(thing).values() if type(thing).__module__.startswith("kkgsim.") and hasattr(thing, "__dict__") else ()
    return any(_holds(part, depth + 1) for part in list(inside))


def _elsewhere(given: Mapping[str, Any]) -> bool:
    """Whether a call reads another key of a table."""
    data = getattr(given.get("table"), "data", None)
    return data is not None and "name" in given and not _holds(data.get(given["name"]))


class _Way:
    """The files of calls that are handed the value; what is called to read another key is not on its way."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self.aside: FrameType | None = None

    def __call__(self, frame: FrameType, event: str, result: object) -> None:
        if event == "return" and frame is self.aside:
            self.aside = None
        path = Path(frame.f_code.co_filename)
        if event != "call" or self.aside is not None or HOUSE not in path.parents:
            return
        code = frame.f_code
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        given = {name: frame.f_locals[name] for name in names}
        if _elsewhere(given):
            self.aside = frame
        elif any(_holds(thing) for thing in given.values()):
            self.files.append(path.relative_to(HOUSE).as_posix())

    def stays(self) -> Iterator[str]:
        """Each file for as long as the value stays in it."""
        last = ""
        for file in self.files:
            if file != last:
                yield file
            last = file


def test_a_value_goes_from_its_file_into_the_policy_without_detours(tmp_path: Path) -> None:
    file, way = tmp_path / "s.toml", _Way()
    file.write_text(FILE)
    read_scenario(file)  # what is imported and remembered once is no part of the way
    sys.setprofile(way)
    try:
        scenario = read_scenario(file)
    finally:
        sys.setprofile(None)
    assert scenario.policy[0].settings["per_10_schools"] == VALUE
    stays = list(way.stays())
    assert {"config/scan.py", "config/shape.py", "config/readers.py", "scenario/read.py"} <= set(stays)
    assert len(stays) <= 11, "\n".join(stays)
