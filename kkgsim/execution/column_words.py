"""What the columns and the codes of result tables mean, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kkgsim.design import read_way
from kkgsim.design.study import Factor
from kkgsim.i18n import Text
from kkgsim.model import entities
from kkgsim.model.catalogue import LEVERS
from kkgsim.model.costs import every_payer, items
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import GROUPS, OUTCOMES
from kkgsim.model.rules.financing import BASE_YEAR

WORDS: Mapping[str, Text] = {name: Text(en, id) for name, (en, id) in {
    "scenario": ("Scenario", "Skenario"), "against": ("Compared with", "Dibandingkan dengan"),
    "outcome": ("Outcome", "Hasil"), "unit": ("Unit", "Satuan"), "value": ("Value", "Nilai"),
    "difference": ("Difference", "Selisih"), "month": ("Month of the run", "Bulan simulasi"),
    "better_share": ("Share of runs in which it is better", "Bagian simulasi yang lebih baik"),
    "cost_per_step": ("Extra cost a year per step", "Biaya tambahan setahun per langkah"),
    "step": ("Step of the outcome", "Langkah hasil"), "group": ("Group", "Kelompok"),
    "members_value": ("Members of the group", "Anggota kelompok"), "rest_value": ("All others", "Yang lain"),
    "members_difference": ("Difference among members", "Selisih pada anggota kelompok"),
    "rest_difference": ("Difference among all others", "Selisih pada yang lain"),
    "gap_value": ("Gap between the two", "Kesenjangan keduanya"),
    "gap_difference": ("Change of the gap", "Perubahan kesenjangan"),
    "gap_verdict": ("What the gap does", "Kesimpulan tentang kesenjangan"), "draws": ("Runs", "Jumlah simulasi"),
    "what": ("What happened", "Yang terjadi"),
    "side": ("Side of the line", "Sisi ambang"),
    "line": ("Line", "Ambang"),
    "after_months": ("Months that are looked at", "Bulan yang dilihat"),
    "share": ("Share of the runs", "Bagian simulasi"),
    "part": ("Part of the variance", "Bagian ragam"),
    "variance_share": ("Share of the variance", "Porsi ragam"),
    "month_first": ("First month", "Bulan pertama"),
    "month_median": ("Median month", "Bulan median"),
    "month_last": ("Last month", "Bulan terakhir"),
    "number": ("Number", "Nomor"), "standard": ("Standard", "Standar"), "name": ("Name", "Nama"),
    "start": ("At the start", "Pada awal"), "end": ("At the end", "Pada akhir"), "change": ("Change", "Perubahan"),
    "threshold": ("Threshold", "Ambang"), "replicate": ("Replicate", "Ulangan"),
    "cost_per_year": (f"Cost a year at prices of {BASE_YEAR}", f"Biaya setahun menurut harga {BASE_YEAR}"),
    "cost_as_paid_per_year": ("Cost a year as paid, with rising prices", "Biaya setahun menurut harga saat dibayar"),
    "cost_difference_per_year": ("Extra cost a year", "Biaya tambahan setahun"),
    "time_value_per_year": ("Value of time a year", "Nilai waktu setahun"), "item": ("Cost item", "Jenis biaya"),
    "lever": ("Lever", "Kebijakan"), "payer": ("Payer", "Pembayar"),
    "paid_in": ("Paid in money or in time", "Dibayar dengan uang atau waktu"), "rupiah": ("Rupiah", "Rupiah"),
    "source": ("Source of money", "Sumber dana"), "opening_rupiah": ("Opening balance", "Saldo awal"),
    "received_rupiah": ("Received", "Diterima"),
    "received_of_which_handed_over_rupiah": ("Of that handed over", "Di antaranya diserahkan"),
    "spent_rupiah": ("Spent", "Dibelanjakan"), "closing_rupiah": ("Closing balance", "Saldo akhir"),
    "year": ("Year of the run", "Tahun simulasi"), "rank": ("Rank in priority", "Urutan prioritas"),
    "asked_rupiah": ("Asked of the district's budget", "Diminta dari anggaran kabupaten"),
    "covered_rupiah": ("Of that covered", "Di antaranya tertutup anggaran"),
    "uncovered_rupiah": ("Of that without cover", "Di antaranya tanpa anggaran"),
    "district_asked": ("Asked of the district's budget a year", "Diminta dari anggaran kabupaten setahun"),
    "district_covered": ("Of that covered a year", "Di antaranya tertutup anggaran setahun"),
    "ceiling": ("Ceiling of the budget", "Pagu anggaran"),
    "cluster": ("Cluster", "Gugus"), "npsn": ("NPSN", "NPSN"), "core": ("Core school", "Sekolah inti"),
    "lat": ("Latitude", "Lintang"), "lon": ("Longitude", "Bujur"),
    "distance_km": ("Way to the core school", "Jarak ke sekolah inti"),
    "travel_minutes": ("Minutes to the core school", "Waktu tempuh ke sekolah inti"),
    "attendance_year": ("Attendance over a year", "Kehadiran setahun"), "support": ("Principal's support",
    "Dukungan kepala sekolah"), "literacy_gain": ("Gain in literacy", "Kenaikan literasi"),
    "climate": ("School climate", "Iklim sekolah"),
    "understanding": ("Understanding of the KKG", "Pemahaman tentang KKG"),
    "practice": ("Classroom practice", "Praktik mengajar"), "teacher": ("Teacher", "Guru"), "code": ("Code", "Kode"),
    "province": ("Province", "Provinsi"), "districts": ("Districts", "Kabupaten/kota"),
    "schools": ("Schools", "Sekolah"), "clusters": ("Clusters", "Gugus"), "teachers": ("Teachers", "Guru"),
    "pupils": ("Pupils", "Murid"), "table": ("Table", "Tabel"), "column": ("Column", "Kolom"),
    "key": ("Part of the key", "Bagian kunci"), "meaning": ("Meaning", "Arti"),
}.items()}  # fmt: skip
"""Columns by name, without the ending that says which figure of several it is."""
ENDINGS: Mapping[str, Text] = {name: Text(en, id) for name, (en, id) in {
    "_mean": ("mean", "rata-rata"), "_low": ("low (5 %)", "bawah (5 %)"), "_high": ("high (95 %)", "atas (95 %)"),
    "_value": ("value", "nilai"), "_difference": ("difference", "selisih"), "_en": ("English", "bahasa Inggris"),
    "_id": ("Indonesian", "bahasa Indonesia"),
}.items()}  # fmt: skip
TABLES: Mapping[str, Text] = {
    "effects": Text("Effects", "Pengaruh"),
    "groups": Text("Who gains", "Siapa terbantu"),
    "standards": Text("Standards", "Standar KKG"),
    "runs": Text("Runs", "Tiap simulasi"),
    "monthly": Text("By month", "Tiap bulan"),
    "ledger": Text("Money by month", "Biaya tiap bulan"),
    "accounts": Text("Accounts", "Pembukuan"),
    "budget": Text("District budget", "Anggaran kabupaten"),
    "clusters": Text("Clusters", "Gugus"),
    "schools": Text("Schools", "Sekolah"),
    "teachers": Text("Teachers", "Guru"),
    "districts": Text("Districts", "Kabupaten dan kota"),
    "provinces": Text("Provinces", "Provinsi"),
}
"""Tables of a comparison by name, as the sheets of a workbook are called."""
MEETINGS = Text("running the meetings", "penyelenggaraan pertemuan")
YES, NO = Text("yes", "ya"), Text("no", "tidak")


def words_of(column: str) -> Text | None:
    """What a column is called, in both languages; None where nobody has declared it."""
    known = WORDS.get(column) or _declared().get(column)
    if known is not None:
        return known
    for ending, figure in ENDINGS.items():
        if column.endswith(ending) and (of := words_of(column.removesuffix(ending))) is not None:
            return Text(f"{of.en}, {figure.en}", f"{of.id}, {figure.id}")
    return None


@cache
def _declared() -> Mapping[str, Text]:
    """Columns that are named after something that is declared elsewhere."""
    attributes = {a.name: a.meaning for kind in entities.KINDS.values() for a in kind}
    paid = {f"cost_{name}": Text(f"Cost a year, {who.en}", f"Biaya setahun, {who.id}") for name, who in PAYERS.items()}
    ways: Mapping[str, Any] = read_way.columns().names
    varied = {name: Factor(name, kind, 0.0, 0.0).label for name, kind in ways.items()}
    return {**attributes, **paid, **varied, **{name: outcome.label for name, outcome in OUTCOMES.items()}}


@cache
def codes_of(column: str) -> Mapping[str, Text]:
    """What stands in a column of codes, by code; empty for any other column."""
    if column == "outcome":
        return {name: outcome.label for name, outcome in OUTCOMES.items()}
    if column == "lever":
        return {"meetings": MEETINGS, **{name: lever.label for name, lever in LEVERS.items()}}
    if column == "item":
        return {name: item.cost.label for name, item in items().items()}
    if column in ("payer", "source"):
        return every_payer()
    if column == "group":
        return {name: group.label for name, group in GROUPS.items()}
    if column == "paid_in":
        return {"money": Text("money", "uang"), "time": Text("time", "waktu")}
    return {}
