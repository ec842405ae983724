"""``kkgsim examples``: the scenarios and studies that ship, to look at and to copy."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import FILE, lang, option
from kkgsim.errors import COMMAND_LINE, InputError, Issue, OutputError, nearest, reason
from kkgsim.i18n import Text, refusal, tr
from kkgsim.io.atomic import refuse_unfit, write_file
from kkgsim.io.printing import tell

ROOM = 1e6
"""Bytes that all examples need at most."""
MORE = Text(
    "Without -o it lists them; with -o it copies those named, or all, into a folder, and replaces no file.",
    "Tanpa -o daftarnya ditampilkan; dengan -o yang disebut, atau semuanya, disalin ke sebuah folder. Berkas yang sudah"
    " ada tidak diganti.",
)


@declare("examples", MORE)
@click.argument("names", nargs=-1)
@option("-o", "--output", "folder", type=FILE, about=Text("Folder to copy into.", "Folder tujuan."))
@lang()
def command(names: tuple[str, ...], folder: Path | None) -> None:
    """Print or copy what ships. Raises ``InputError``, before anything is copied, for what is not there or is in the
    way."""
    from kkgsim.scenario.library import examples

    known = examples()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise InputError(
            Issue(COMMAND_LINE, refusal("no_example"), key="NAME", given=name, nearest=nearest(name, known))
            for name in unknown
        )
    chosen = {name: known[name] for name in dict.fromkeys(names or known)}
    if folder is not None:
        chosen |= {name: path for name, path in known.items() if path in set(map(_needed, chosen.values()))}
    if folder is None:
        width = max(map(len, chosen))
        tell("\n".join(f"{name:<{width}}  {_title(path)}" for name, path in chosen.items()))
        tell(f"\n{tr('examples_hint')}")
    else:
        tell(tr("examples_written", files=", ".join(map(str, _copied(chosen, folder)))))


def _title(path: Path) -> Text:
    """What a scenario or study calls itself."""
    from kkgsim.design.read_study import is_study, read_study
    from kkgsim.scenario.read import read_scenario

    return read_study(path).title if is_study(path) else read_scenario(path).title


def _needed(path: Path) -> Path | None:
    """The file of the scenario that a study names; None where it names none."""
    named = tomllib.loads(path.read_text(encoding="utf-8")).get("scenario")
    return (path.parent / named).resolve() if isinstance(named, str) else None


def _copied(chosen: Mapping[str, Path], folder: Path) -> list[Path]:
    """The copies of examples, in a folder as they lie below ``scenarios``; none where a file is in the way."""
    targets = {folder / f"{name}{path.suffix}": path for name, path in chosen.items()}
    in_the_way = [target for target in targets if target.exists()]
    if in_the_way:
        raise InputError(
            Issue(COMMAND_LINE, refusal("file_there"), key="-o", given=str(target)) for target in in_the_way
        )
    refuse_unfit(folder, ROOM, "-o")
    try:
        for target, path in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            write_file(target, path.read_bytes())
    except OSError as error:
        raise OutputError(refusal("nothing_kept", folder=folder, reason=reason(error))) from error
    return list(targets)
