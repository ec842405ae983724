"""Scenario and study files spoilt at random, and options with odd values: read, or refused with file and line."""

from __future__ import annotations

import random
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from kkgsim.cli.commands import COMMANDS
from kkgsim.cli.main import main
from kkgsim.i18n.escaping import unsafe

SCENARIOS = sorted((ROOT / "scenarios").glob("*.toml"))
STUDIES = sorted((ROOT / "scenarios" / "studies").glob("*.toml"))
PATIENCE = 20
"""Seconds that one case may take."""
ODD = (
    "", '""', "0", "-1", "1e-400", "1e400", "9" * 30, "9" * 5000, "0x" + "f" * 5000, "nan", "inf", "-0.0", "0,5",
    "30.000", "5%", "true", "[]", "[[]]", "{}", "{ en = 1 }", "[1, 'x']", '"\\u0000"', '"\\u202e"', '"x"', '"janapria"',
    '"district"', "'''", '"""',
    "1979-05-27", "[[policy]]", "[policy]", "= = =", "\u201cx\u201d", "1_0", "[" * 50, '{ a = { b = { c = 1 } } }',
)  # fmt: skip
OPTIONS = ("", " ", "0", "-1", "1", "1e-400", "1e400", "9" * 5000, "nan", "inf", "x", "70%", "a=b", "a=", "=",
           "practice_mean=40", "attendance_share=nan", "\udcff", "\x1b[31m", "[/b]", "\u202e", "auto", "en", "../..",
           "tcp://", "True")  # fmt: skip


@contextmanager
def in_time() -> Iterator[None]:
    """Fail where something takes longer than anybody would wait."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def mutated(data: bytes, luck: random.Random) -> bytes:
    """A file with one to three things wrong in it."""
    for _ in range(luck.choice((1, 1, 1, 2, 3))):
        data = luck.choice(MUTATIONS)(data, luck)
    return data


def by_line(change):
    """A mutation of the lines of a file."""

    def spoilt(data: bytes, luck: random.Random) -> bytes:
        rows = data.split(b"\n")
        change(rows, luck.randrange(len(rows)), luck)
        return b"\n".join(rows)

    return spoilt


def swap(rows: list[bytes], at: int, luck: random.Random) -> None:
    other = luck.randrange(len(rows))
    rows[at], rows[other] = rows[other], rows[at]


def odd_value(rows: list[bytes], at: int, luck: random.Random) -> None:
    filled = [rank for rank, row in enumerate(rows) if b"=" in row] or [at]
    rank = luck.choice(filled)
    rows[rank] = rows[rank].partition(b"=")[0] + b"= " + luck.choice(ODD).encode("utf-8", "surrogatepass")


def odd_key(rows: list[bytes], at: int, luck: random.Random) -> None:
    rows[at] = luck.choice((b"policy", b"Payer", b"a.b.c", b"'", b"", b"\x00", b"value", b"en")) + b" = 1"


def doubled_part(rows: list[bytes], at: int, luck: random.Random) -> None:
    end = luck.randrange(at, len(rows)) + 1
    rows[at:at] = rows[at:end] * luck.choice((1, 1, 40))


def flipped(data: bytes, luck: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(luck.choice((1, 1, 5))):
        spoilt[luck.randrange(len(spoilt))] ^= 1 << luck.randrange(8)
    return bytes(spoilt)


def cut(data: bytes, luck: random.Random) -> bytes:
    return data[: luck.randrange(1, len(data))]


def in_other_letters(data: bytes, luck: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(
        luck.choice(("utf-16", "utf-16-le", "utf-8-sig", "latin-1")), "replace"
    )


MUTATIONS = (
    by_line(lambda rows, at, luck: rows.pop(at)), by_line(lambda rows, at, luck: rows.insert(at, rows[at])),
    by_line(swap), by_line(odd_value), by_line(odd_value), by_line(odd_value), by_line(odd_key), by_line(doubled_part),
    by_line(lambda rows, at, luck: rows.insert(luck.randrange(len(rows)), b"[[policy]]")),
    flipped, flipped, cut, in_other_letters,
)  # fmt: skip


def ask(*words: str) -> Result:
    with in_time():
        return CliRunner().invoke(main, list(words))


def sound(result: Result, case: object) -> None:
    """Nothing but an answer or a refusal in words."""
    assert result.exception is None or isinstance(result.exception, SystemExit), (case, result.exception)
    assert result.exit_code in (0, 2), (case, result.output)
    assert "Traceback" not in result.output, case
    assert not unsafe(result.output), (case, result.output)


def says_where(result: Result, path: Path) -> bool:
    """Whether a refusal names the file in each line and, unless something is not there at all or the file is no text,
    the line in at least one."""
    rows = result.output.splitlines()
    named = all(row.startswith((str(path), str(ROOT), str(path.parent))) for row in rows)
    whole = ("is missing", "not text in UTF-8", "too big", "can be checked only")
    return named and any(re.match(r".*?\.(toml|csv):\d+", row) or any(word in row for word in whole) for row in rows)


def spoil(seed: int, folder: Path) -> tuple[Path, bool]:
    """A spoilt file, and whether it is a study."""
    luck = random.Random(seed)
    study = luck.random() < 0.4
    source = luck.choice(STUDIES if study else SCENARIOS)
    data = mutated(source.read_bytes(), luck)
    home = folder / "studies" if study else folder
    home.mkdir(exist_ok=True)
    for each in SCENARIOS:
        if study and not (folder / each.name).exists():
            (folder / each.name).write_bytes(each.read_bytes())
    path = home / "spoilt.toml"
    path.write_bytes(data)
    return path, study


def check(seed: int, folder: Path, *, played: bool) -> None:
    """Read one spoilt file as a command would; where it is good, also play it (a study: tell what it would take)."""
    path, study = spoil(seed, folder)
    read = ask("value", str(path), "--outcome", "nothing") if study else ask("cite", str(path))
    if study:
        from kkgsim.design.read_study import read_study
        from kkgsim.errors import InputError

        sound(read, seed)
        with in_time():
            try:
                read_study(path)
            except InputError as error:
                read = Result(CliRunner(), f"{error}\n".encode(), b"", f"{error}\n".encode(), None, 2, SystemExit(2))
            else:
                read = Result(CliRunner(), b"", b"", b"", None, 0, None)
    sound(read, seed)
    if read.exit_code == 2:
        assert says_where(read, path), (seed, read.output)
    elif played:
        words = ["sweep", str(path), "--dry-run"] if study else [
            "run", str(path), "--months", "2", "--replicates", "1", "--workers", "1", "--place", "janapria",
        ]  # fmt: skip
        sound(ask(*words, "--out", str(folder / "out")) if study else ask(*words), seed)
    assert not [each for each in folder.rglob("*") if each.name.startswith(".") or "partial" in each.name]
    assert not (folder / "out").exists()


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="needs an alarm")
@pytest.mark.parametrize("part", range(8))
def test_spoilt_files_are_read_or_refused_in_words(tmp_path: Path, part: int) -> None:
    for seed in range(50 * part, 50 * (part + 1)):
        check(seed, tmp_path, played=False)


@pytest.mark.long
@pytest.mark.parametrize("part", range(40))
def test_many_spoilt_files_are_read_or_refused_in_words(tmp_path: Path, part: int) -> None:
    for seed in range(10_000 + 100 * part, 10_000 + 100 * (part + 1)):
        check(seed, tmp_path, played=seed % 20 == 0)


def test_a_study_that_asks_for_everything_often_is_refused_soon(tmp_path: Path) -> None:
    text = next(path for path in STUDIES if path.name == "what-decides.toml").read_text(encoding="utf-8")
    path = tmp_path / "studies" / "often.toml"
    path.parent.mkdir()
    for each in SCENARIOS:
        (tmp_path / each.name).write_bytes(each.read_bytes())
    path.write_text(text + '[[vary]]\nnumbers = "all"\n' * 200, encoding="utf-8")
    found = ask("sweep", str(path), "--dry-run")
    assert found.exit_code == 2
    assert "varies twice" in found.output


def commands() -> list[tuple[str, click.Command]]:
    context = click.Context(main)
    found = [(name, main.get_command(context, name)) for name in COMMANDS if name not in ("app", "schools")]
    return [(name, command) for name, command in found if command is not None]


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="needs an alarm")
@pytest.mark.parametrize(("name", "command"), commands())
def test_odd_values_of_options_are_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, command: click.Command
) -> None:
    (tmp_path / "wrong.toml").write_text("months = 0\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asked = [each for each in command.params if isinstance(each, click.Argument)]
    for option in (each for each in command.params if isinstance(each, click.Option) and not each.is_flag):
        for value in OPTIONS:
            if not asked and option.name != "lang":
                continue
            found = ask(name, *("wrong.toml" for _ in asked), option.opts[-1], value)
            assert found.exit_code in ((0, 2) if name in ("explain", *COMMANDS) and not asked else (1, 2)), (
                option.name,
                value,
            )
            assert found.exception is None or isinstance(found.exception, SystemExit), (option.name, value)
            assert "Traceback" not in found.output
    assert [each.name for each in tmp_path.iterdir()] == ["wrong.toml"]
