"""What is said about mistakes in a scenario file, in both languages, and the list in which they gather."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kkgsim.errors import InputProblems, Problem, nearest
from kkgsim.numbers import Label
from kkgsim.toml_lines import Lines, Path, Spot

WORDS: Mapping[str, Label] = {
    # the file
    "no_file": Label("no such file", "berkas tidak ditemukan"),
    "folder": Label("is a folder, not a scenario file", "adalah folder, bukan berkas skenario"),
    "no_plain_file": Label("is not a plain file", "bukan berkas biasa"),
    "unreadable": Label("cannot be read: {reason}", "tidak dapat dibaca: {reason}"),
    "too_big": Label("the file is too big", "berkas terlalu besar"),
    "not_utf8": Label("the file is not text in UTF-8; save it again as UTF-8",
                      "berkas bukan teks UTF-8; simpan ulang sebagai UTF-8"),
    # TOML
    "comma": Label("decimals are written with a dot: {fix}", "angka desimal ditulis dengan titik: {fix}"),
    "marks": Label("write thousands without any mark, as 30000, and decimals with one dot, as 0.05",
                   "tulis ribuan tanpa tanda, misalnya 30000, dan desimal dengan satu titik, misalnya 0.05"),
    "percent": Label("write a percentage as a share: {fix}", "tulis persen sebagai bagian dari satu: {fix}"),
    "curly": Label('use straight quotes, " and ", not curly ones',
                   'pakai tanda kutip lurus, " dan ", bukan yang miring'),
    "brace": Label("a { must be closed by a } on the same line",
                   "{ harus ditutup dengan } di baris yang sama"),
    "list_open": Label("a [ is not closed by a ]", "[ tidak ditutup dengan ]"),
    "text_open": Label("a text has no quote at its end", "teks tidak ditutup tanda kutip"),
    "control": Label("the line holds a character that is not allowed",
                     "baris ini memuat karakter yang tidak boleh"),
    "escape": Label("write \\\\ for a backslash in a text",
                    "tulis \\\\ untuk garis miring terbalik di dalam teks"),
    "no_equals": Label('after the key there must be " = " and a value',
                       'setelah kunci harus ada " = " dan sebuah nilai'),
    "bad_key": Label("here a line must begin with a key, as in: months = 36",
                     "di sini baris harus dimulai dengan kunci, misalnya: months = 36"),
    "bad_value": Label('this value cannot be read; a text needs quotes, as in: place = "janapria"',
                       'nilai ini tidak terbaca; teks perlu tanda kutip, misalnya: place = "janapria"'),
    "leftover": Label("after the value there is something more on the line",
                      "setelah nilai masih ada sesuatu di baris ini"),
    "date": Label("there is no such date or time", "tanggal atau waktu ini tidak ada"),
    "heading": Label("a heading must be closed, as in [[policy]]",
                     "judul bagian harus ditutup, misalnya [[policy]]"),
    "twice": Label("is given twice, first in line {line}", "ditulis dua kali, pertama di baris {line}"),
    "again": Label("this is given above already", "ini sudah ditulis di atas"),
    "syntax": Label("this line cannot be read as TOML", "baris ini tidak terbaca sebagai TOML"),
    "deep": Label("brackets or dots are nested too deep", "kurung atau titik bersarang terlalu dalam"),
    "many": Label("the file has too many keys", "berkas memuat terlalu banyak kunci"),
    "unread": Label("the rest of the file can be checked only when this is mended",
                    "bagian lain berkas baru dapat diperiksa setelah ini diperbaiki"),
    # keys and values
    "unknown_key": Label("unknown key", "kunci tidak dikenal"),
    "misplaced": Label("belongs at the top of the file, above the first heading in brackets",
                       "tempatnya di awal berkas, di atas judul pertama yang berkurung siku"),
    "missing": Label("is missing", "belum diisi"),
    "no_text": Label("must be a text in quotes", "harus berupa teks di antara tanda kutip"),
    "blank": Label("must not be blank", "tidak boleh kosong"),
    "no_number": Label("must be a number", "harus berupa angka"),
    "no_whole": Label("must be a whole number", "harus berupa bilangan bulat"),
    "quoted": Label("write {fix}, without quotes", "tulis {fix}, tanpa tanda kutip"),
    "quoted_comma": Label("write {fix}, with a dot and without quotes",
                          "tulis {fix}, dengan titik dan tanpa tanda kutip"),
    "thousands": Label("the dot makes this {read}; write {fix}",
                       "dengan titik nilainya menjadi {read}; tulis {fix}"),
    "endless": Label("must be a finite number", "harus berupa angka yang berhingga"),
    "range": Label("is out of range", "di luar rentang"),
    "no_table": Label("must be several keys with values, as in {example}",
                      "harus berisi beberapa kunci dengan nilai, misalnya {example}"),
    "no_tables": Label("must be written under headings in double brackets",
                       "harus ditulis di bawah judul berkurung ganda"),
    # what they mean
    "no_lever": Label("there is no such lever", "tidak ada tuas kebijakan ini"),
    "no_payer": Label("cannot pay for this", "tidak dapat membayar ini"),
    "no_assumed": Label("the model has no such number", "model tidak memiliki angka ini"),
    "no_place": Label("there is no such place, nor a folder of that name",
                      "tidak ada tempat ini, juga tidak ada folder bernama ini"),
    "bare_folder": Label("this folder holds no place (no place.toml)",
                         "folder ini bukan tempat (tidak ada place.toml)"),
    "overlap": Label("this lever is at work already in months {first} to {last} (line {line})",
                     "tuas ini sudah berjalan pada bulan {first} sampai {last} (baris {line})"),
    "order": Label("months of changes must rise", "bulan perubahan harus berurutan naik"),
    "no_change": Label("changes nothing; name a setting or a payer",
                       "tidak mengubah apa pun; sebut pengaturan atau pembayar"),
    "low_above": Label("low must not be above value", "low tidak boleh di atas value"),
    "high_below": Label("high must not be below value", "high tidak boleh di bawah value"),
    # what is allowed
    "places": Label("{names}, or the folder of an imported place", "{names}, atau folder tempat hasil impor"),
    "numbers": Label("one of the {count} numbers of the model", "salah satu dari {count} angka model"),
    "size": Label("at most {most} KB", "paling besar {most} KB"),
    "levels": Label("at most {most} levels", "paling banyak {most} tingkat"),
    "count": Label("at most {most}", "paling banyak {most}"),
    "between": Label("{low} to {high}", "{low} sampai {high}"),
    "above": Label("above {low}", "di atas {low}"),
    # the line that a person reads
    "given": Label("given: {}", "tertulis: {}"),
    "allowed": Label("allowed: {}", "yang boleh: {}"),
    "nearest": Label("did you mean {}?", "maksudnya {}?"),
}  # fmt: skip
"""Everything that is said, in English and Indonesian."""

LOOKUPS = 200
"""Mistakes for which the nearest name is looked up; a file with more of them is garbage."""


@dataclass(frozen=True)
class Mistake(Problem):
    """A problem whose texts, and whose line for the person, are in ``lang``."""

    lang: str = "en"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.where, self.line, self.column) if part is not None)
        parts = [f"{place}: " + (f"{self.key}: " if self.key else "") + self.what]
        for name in ("given", "allowed", "nearest"):
            if text := getattr(self, name):
                parts.append(WORDS[name][self.lang].format(text))
        return "; ".join(parts)


class Mistakes:
    """The mistakes of one file, as they are found; of a line in ``broken`` nothing more is told."""

    def __init__(self, where: str, lang: str):
        self.where = where
        self.lang = lang
        self.lines = Lines()
        self.broken: set[int] = set()
        self.found: list[Mistake] = []

    def say(self, word: str, **details: object) -> str:
        """Words of the catalogue in the reader's language."""
        return WORDS[word][self.lang].format(**details)

    def add(
        self, word: str, path: Path = (), *, spot: Spot | None = None, given: str = "", allowed: str = "",
        names: Iterable[str] = (), **details: object,
    ) -> None:  # fmt: skip
        """Note a mistake at ``path``, or at ``spot``; ``names`` are what the given one may have meant."""
        spot = spot or self.lines.spot(path)
        if spot is not None and spot.line in self.broken:
            return
        meant = given.strip('"') if given else str(path[-1]) if path else ""
        look = len(self.found) < LOOKUPS and len(meant) <= LONGEST
        self.found.append(Mistake(
            self.where, self.say(word, **details) if details else WORDS[word][self.lang],
            line=spot.line if spot else None, column=spot.column if spot else None, key=dotted(path),
            given=given, allowed=allowed, nearest=nearest(meant, names) if look else "", lang=self.lang,
        ))  # fmt: skip

    def stop(self) -> None:
        """Raise ``InputProblems`` if there are mistakes, in the order of the file."""
        if self.found:
            raise InputProblems(sorted(self.found, key=lambda it: (it.line is None, it.line, it.column)))


LONGEST = 60
"""Characters of a given value that are repeated to the reader."""


def shown(value: object) -> str:
    """A given value as in the file, short and printable."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 64:
        return f"{'-' if value < 0 else ''}(> 2^64)"
    if isinstance(value, str):
        return f'"{printable(value)}"'
    if isinstance(value, dict):
        return "{ ... }" if value else "{ }"
    if isinstance(value, list):
        return "[ ... ]" if value else "[ ]"
    return plain(value) if isinstance(value, (int, float)) else str(value)


def printable(text: str) -> str:
    """A text cut short, with everything invisible written out."""
    short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in short)


def plain(value: float) -> str:
    """A number as TOML writes it, without a needless ".0"."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def dotted(path: Path) -> str:
    """A path as people write it, ranks counted from 1: ``policy[2].change[1].month``."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else ("." if text else "") + printable(part)
    return text
