"""``kkgsim.import_schools``: a school list made a place, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kkgsim.errors import called_from_python
from kkgsim.places.importer.importing import Choices, import_list
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import REPORT, read

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class SchoolImport:
    """A place made from a school list, the folder that holds it, and what happened to the list's rows."""

    place: Place
    folder: Path
    text: str = field(repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """A note a row: the row of the list, what was repaired, estimated or refused, in both languages."""
        import pandas as pd

        return pd.read_csv(self.folder / REPORT, dtype={"npsn": str}, keep_default_na=False)

    def report(self) -> str:
        """What ``kkgsim schools import`` prints, in the language in which the list was imported."""
        return self.text

    def __repr__(self) -> str:
        place = self.place
        return f"<SchoolImport: {place.title}, {len(place.clusters)} clusters, in {self.folder}>"


@called_from_python("import_schools", output="folder")
def import_schools(
    file: Path | str, folder: Path | str, *, district: str | None = None, subdistrict: str | None = None,
    level: str = "SD", sheets: Sequence[str] = (), columns: Mapping[str, str] | None = None, keep_far: bool = False,
    name: str | None = None, overwrite: bool = False, numbers: Mapping[str, float] | None = None,
) -> SchoolImport:  # fmt: skip
    """Read a school list, form clusters and write a place, as ``kkgsim schools import`` does.

    Args:
        file: The list.
        folder: Of the new place.
        district: Keep one kabupaten or kota.
        subdistrict: Keep one kecamatan.
        level: Of schooling: "SD", "MI" or "all".
        sheets: Of a workbook, those to read; without them the list's and all with the same columns.
        columns: The header of a field where it is not recognised, such as ``{"pupils": "jml_sis"}``.
        keep_far: Use schools that are more than 90 minutes from their cluster, too.
        name: Title of the place.
        overwrite: Replace an earlier place in the folder; its own numbers stay.
        numbers: The place's own, by the model's names, for every question about it: ``{"reference_fare": 25_000}``.

    Raises:
        InputError: For a list that cannot be used, a folder in use, or a number that the model does not allow.
        OutputError: Where the folder cannot be written; then nothing is left behind.

    >>> import kkgsim, pathlib
    >>> rows = ["npsn,nama,lat,lon,kecamatan"] + [f"501000{n:02},SDN {n},-8.7{n},116.4,Praya" for n in range(10, 16)]
    >>> _ = pathlib.Path("schools.csv").write_text("\\n".join(rows))
    >>> imported = kkgsim.import_schools("schools.csv", "praya")
    >>> len(imported.place.schools)
    6
    >>> result = kkgsim.compare("facilitator-team", imported.place, months=12, replicates=2)
    """
    choices = Choices(district, subdistrict, level, tuple(sheets), dict(columns or {}), keep_far)
    text = import_list(file, folder, choices, title=name, overwrite=overwrite, numbers=numbers)
    return SchoolImport(read(folder), Path(folder), text)
