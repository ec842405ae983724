"""THE ANSWER: a folder of tidy tables, pictures and provenance, whole or not there at all."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import kkgsim
from kkgsim.execution import data_dictionary, result_workbook
from kkgsim.i18n.escaping import csv_of, without_attrs
from kkgsim.io import atomic
from kkgsim.io.atomic import FolderKind, atomic_folder
from kkgsim.io.table_layout import declared
from kkgsim.io.user_files import Unreadable, read_json
from kkgsim.model import posterior as fitted
from kkgsim.model.posterior import Drawn, band_of, identity_of
from kkgsim.model.registry import PARAMETERS

if TYPE_CHECKING:
    import pandas as pd

    from kkgsim.places.place import Place
    from kkgsim.scenario.scenario import Scenario

SCHEMA = 4
"""Version of the tables and their columns; a change that adds, moves or renames one raises it."""
BANDS = {"luck": "luck only", "both": "luck and evidence ranges", "posterior": "luck and posterior"}
MARK = "provenance.json"
MOST_BYTES = 64 * 2**20
"""No provenance is larger than this."""


class HasProvenance(Protocol):
    """What every answer knows of how it came about."""

    @property
    def place(self) -> Place: ...

    @property
    def seed(self) -> int: ...

    @property
    def replicates(self) -> int: ...

    @property
    def months(self) -> int: ...

    @property
    def uncertain(self) -> Drawn: ...

    def scenarios(self) -> Sequence[Scenario]:
        """Everything that was played, each scenario once."""
        ...


def provenance(answer: HasProvenance, command: str) -> dict[str, Any]:
    """What made a result: versions, seed, hashes of scenarios, numbers, levers, place and code."""
    return {
        **made_by(command),
        "seed": answer.seed,
        "replicates": answer.replicates,
        "months": answer.months,
        "band": BANDS[band_of(answer.uncertain)],
        **({"posterior_sha256": identity_of(answer.uncertain)} if isinstance(answer.uncertain, str) else {}),
        "place": {"name": answer.place.name, "sha256": sha256(repr(answer.place.schools))},
        "scenarios": {scenario.name: _scenario(scenario) for scenario in answer.scenarios()},
    }


def made_by(command: str) -> dict[str, Any]:
    """What any result is made by: the ``command``, versions, and hashes of the numbers and the code."""
    from importlib.metadata import version

    packages = ("numpy", "llvmlite", "networkx", "pandas", "pyarrow")
    return {
        "schema": SCHEMA,
        "kkgsim": kkgsim.__version__,
        "command": command,
        "numbers_sha256": sha256(repr(sorted((k, repr(v)) for k, v in PARAMETERS.items()))),
        "code_sha256": code_hash(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: version(name) for name in packages},
    }


def _scenario(scenario: Scenario) -> dict[str, str]:
    from kkgsim.scenario.read import write_scenario

    text = scenario.text or write_scenario(scenario)
    return {"text": text, "sha256": sha256(text)}


def sha256(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def code_hash() -> str:
    """A hash of all of kkgsim's own sources."""
    root = Path(kkgsim.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def caution() -> dict[str, str]:
    """How far every answer is to be trusted, by language."""
    words = fitted.caution()
    return {"en": words.en, "id": words.id}


def _foreign(folder: Path) -> list[str] | None:
    """What in a folder no earlier result wrote; None where it holds no result."""
    from kkgsim.places.place_io.files import PLACE_FOLDER

    try:
        metadata = read_json(folder / MARK, MOST_BYTES)
        ours = {MARK, *metadata["files"]} if metadata["kkgsim"] and isinstance(metadata["files"], list) else None
    except (Unreadable, KeyError, TypeError):
        return None
    if ours is None:
        return None
    foreign = []
    for path in sorted(folder.iterdir()):
        if path.name not in ours or path.is_symlink() or not (path.is_dir() or path.is_file()):
            foreign.append(path.name)
        elif path.is_dir():  # a search of a place of one's own keeps that place
            inside = PLACE_FOLDER.foreign(path)
            foreign += [path.name] if inside is None else [f"{path.name}/{name}" for name in inside]
    return foreign


RESULT = FolderKind("--out", _foreign, other="out_in_use", again="out_result")
"""The folder of a result: what its provenance lists."""


def refuse_existing(folder: Path, overwrite: bool) -> None:
    """Refuse, before any run, a folder that no result can be written into, as :mod:`kkgsim.io.atomic` does."""
    atomic.refuse_existing(folder, overwrite, RESULT)


def write(
    folder: Path,
    tables: Mapping[str, pd.DataFrame],
    metadata: Mapping[str, Any],
    draw: Callable[[Path], object] | None = None,
    *,
    overwrite: bool = False,
    xlsx: bool = False,
) -> None:
    """Write tables (of a :class:`kkgsim.io.table_layout.Layout`) as CSV and Parquet with their data dictionary and
    provenance, pictures through ``draw``, and with ``xlsx`` the tables as one workbook, whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    metadata = {**metadata, "caution": caution(), "tables": {name: declared(table) for name, table in tables.items()}}
    stamp = {b"kkgsim": json.dumps(stable(metadata), ensure_ascii=False, sort_keys=True).encode()}
    with atomic_folder(folder, RESULT, overwrite) as partial:
        for name, table in tables.items():
            (partial / f"{name}.csv").write_text(csv_of(table), encoding="utf-8", newline="")
            arrow = pa.Table.from_pandas(without_attrs(table), preserve_index=False)
            known = {**json.loads(arrow.schema.metadata[b"pandas"]), "attributes": table.attrs}
            known_to_pandas = {b"pandas": json.dumps(known).encode(), **stamp}
            pq.write_table(arrow.replace_schema_metadata(known_to_pandas), partial / f"{name}.parquet")
        (partial / data_dictionary.FILE).write_text(data_dictionary.as_csv(tables), encoding="utf-8", newline="")
        if xlsx:
            (partial / result_workbook.FILE).write_bytes(result_workbook.result_workbook(tables))
        if draw is not None:
            draw(partial)
        files = sorted(path.name for path in partial.iterdir())
        text = json.dumps({**metadata, "files": files}, indent=2, ensure_ascii=False, sort_keys=True)
        (partial / MARK).write_text(text + "\n", encoding="utf-8")


def stable(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the provenance that the same question always has: no command, no machine."""
    return {key: value for key, value in metadata.items() if key not in ("command", "platform")}
