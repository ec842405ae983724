"""Spreadsheets read in a process of its own, whose death is no more than a refusal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from kkgsim.places.importer import sheet_reader

MOST_UNPACKED = 256 * 2**20
"""Bytes of a workbook once unpacked: its markup is several times as long as what stands in it."""
MEMORY = 2 * 2**30
"""Bytes that the reading of a workbook may take."""
SECONDS = 120
"""Seconds that it may take."""

Sheets = list[sheet_reader.Sheet]


class Refused(Exception):
    """A workbook that cannot be read; the text is the word of its refusal."""


def sheets_of(data: bytes, most_cells: int) -> Sheets:
    """The name, the numbered rows (cells as text) and the merged cells of every sheet of a workbook.

    Raises :class:`Refused`.
    """
    how = {"memory": MEMORY, "seconds": SECONDS, "bytes": MOST_UNPACKED, "cells": most_cells}
    # -P: what happens to lie in this folder or in the user's is not imported in the place of a library
    command = [sys.executable, "-P", str(Path(sheet_reader.__file__)), json.dumps(how)]
    try:
        done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              timeout=SECONDS, check=True)  # fmt: skip
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise Refused("slow_spreadsheet") from error
    except (subprocess.CalledProcessError, OSError, ValueError) as error:
        raise Refused("no_spreadsheet") from error
    if "refused" in answer:
        raise Refused(answer["refused"])
    return [
        (str(name), [(number, row) for number, row in rows], [(a, b, c, d) for a, b, c, d in merged])
        for name, rows, merged in answer["sheets"]
    ]
