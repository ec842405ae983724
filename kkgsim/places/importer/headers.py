"""What lists call their columns, in Indonesian and English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kkgsim.places.importer.levels import level_of, status_of
from kkgsim.places.importer.names import key

SYNONYMS: Mapping[str, str] = {
    "npsn": (
        "npsn nomor_pokok_sekolah_nasional no_npsn nomor_npsn npsn_sekolah kode_npsn school_id "
        "national_school_number npsn_nsm id_sekolah_nasional"
    ),
    "name": (
        "name nama_sekolah nama_satuan_pendidikan nama_sp sekolah nama school_name school nama_sd "
        "nama_madrasah satuan_pendidikan nama_satpen nama_lembaga lembaga name_of_school nama_satuan"
    ),
    "level": (
        "level bentuk_pendidikan bentuk jenis_sekolah bentuk_satuan_pendidikan tingkat jenjang_pendidikan "
        "jenjang jenjang_sekolah school_level school_type stage type_of_school bp"
    ),
    "status": "status status_sekolah negeri_swasta school_status status_satuan_pendidikan status_satpen",
    "village": (
        "village desa_kelurahan kelurahan desa nama_desa kel desa_kel kelurahan_desa keldesa nama_desa_kelurahan"
    ),
    "subdistrict": (
        "subdistrict kecamatan kec nama_kecamatan nama_kec subdistrict_name kcmtn wilayah_kecamatan kecamatan_sekolah"
    ),
    "district": (
        "district kabupaten_kota kota_kabupaten kab_kota kota_kab kabupaten nama_kabupaten regency "
        "regency_city city_regency nama_kab_kota nama_kabupaten_kota kab kota city district_name kabkot "
        "dati2"
    ),
    "province": "province provinsi propinsi nama_provinsi prov nama_propinsi province_name nama_prov",
    "code": (
        "code kode_kec kode_kecamatan kode_wilayah id_kecamatan id_kec kd_kec kode_wilayah_kecamatan "
        "subdistrict_code mst_kode_wilayah"
    ),
    "lat": (
        "lat lintang latitude lattitude latitud lat_sekolah garis_lintang koordinat_lintang y koordinat_y "
        "lintang_selatan latitude_sekolah"
    ),
    "lon": (
        "lon bujur longitude longitud long lng longtitude garis_bujur koordinat_bujur x koordinat_x "
        "bujur_timur longitude_sekolah lon_sekolah"
    ),
    "point": (
        "coordinates coordinate koordinat titik_koordinat koordinat_sekolah lat_long lat_lon "
        "lintang_bujur latitude_longitude gps"
    ),
    "address": ("address alamat alamat_lengkap alamat_jalan alamat_sekolah school_address full_address jalan"),
    "found_address": "address_found formatted_address alamat_ditemukan geocoded_address found_address",
    "gugus": (
        "gugus cluster nama_gugus gugus_sekolah nomor_gugus no_gugus kkg nama_kkg gugus_kkg cluster_name "
        "kkg_gugus gugus_sd kelompok_kerja_guru"
    ),
    "core": (
        "core inti sd_inti sekolah_inti is_core core_school inti_imbas sd_inti_imbas status_gugus "
        "status_inti peran_gugus host"
    ),
    "distance": (
        "distance_km jarak jarak_km jarak_ke_inti jarak_ke_sd_inti jarak_ke_inti_km distance "
        "jarak_ke_sekolah_inti jarak_ke_gugus jarak_ke_kkg jarak_ke_sd_inti_km distance_to_core_km"
    ),
    "teachers": (
        "teachers guru_total jumlah_guru total_guru guru total_pendidik jumlah_pendidik pendidik jml_guru "
        "number_of_teachers teacher_count n_guru total_teachers guru_dan_kepala_sekolah "
        "teachers_count jml_pendidik jumlah_tenaga_pendidik jml_ptk_guru"
    ),
    "teachers_m": (
        "guru_l guru_laki_laki jumlah_guru_laki_laki guru_lk guru_pria male_teachers teachers_male "
        "jumlah_guru_l pendidik_l"
    ),
    "teachers_f": (
        "guru_p guru_perempuan jumlah_guru_perempuan guru_pr guru_wanita female_teachers teachers_female "
        "jumlah_guru_p pendidik_p"
    ),
    "employment": (
        "status_kepegawaian status_pegawai status_guru kepegawaian jenis_kepegawaian status_ptk "
        "status_kepegawaian_guru employment_status status_asn jenis_status_kepegawaian stat_kepegawaian"
    ),
    "duty": "jenis_ptk jenis_gtk jabatan_ptk tugas_utama jabatan",
    "pns": "guru_pns jumlah_guru_pns jml_guru_pns pns jumlah_pns jml_pns teachers_pns civil_servants",
    "pppk": (
        "guru_pppk jumlah_guru_pppk jml_guru_pppk pppk p3k guru_p3k jumlah_pppk jml_pppk jml_p3k asn_pppk teachers_pppk"
    ),
    "asn": "guru_asn jumlah_guru_asn jml_guru_asn asn jumlah_asn pns_pppk guru_pns_pppk",
    "contract": (
        "guru_honorer honorer guru_honor jumlah_guru_honorer jml_guru_honorer guru_non_pns non_pns guru_non_asn "
        "non_asn gtt guru_tidak_tetap guru_gtt guru_kontrak honor jumlah_honorer jml_honorer contract_teachers"
    ),
    "staff": "ptk ptk_total jumlah_ptk total_ptk pendidik_dan_tenaga_kependidikan",
    "pupils": (
        "pupils peserta_didik_total total_peserta_didik jumlah_siswa jumlah_murid siswa murid "
        "peserta_didik pd jumlah_peserta_didik total_siswa jml_siswa jml_murid students number_of_pupils "
        "enrolment enrollment pd_total total_murid jumlah_pd number_of_students total_pupils total_students "
        "student_count pupil_count students_count jumlah_murid_total jml_pd jml_peserta_didik total_peserta_didik_aktif"
    ),
    "pupils_m": (
        "peserta_didik_l jumlah_siswa_laki_laki siswa_laki_laki siswa_l murid_l male_pupils pd_l "
        "pupils_male peserta_didik_laki_laki male_students jumlah_siswa_l murid_laki_laki "
        "jumlah_murid_laki_laki"
    ),
    "pupils_f": (
        "peserta_didik_p jumlah_siswa_perempuan siswa_perempuan siswa_p murid_p female_pupils pd_p "
        "pupils_female peserta_didik_perempuan female_students jumlah_siswa_p murid_perempuan "
        "jumlah_murid_perempuan"
    ),
}
"""Field -> the headers it goes by, the best first; blanks, case and punctuation do not matter."""

_BY_KEY: dict[str, tuple[str, int]] = {}
for _field, _words in SYNONYMS.items():
    for _rank, _word in enumerate(_words.split()):
        _BY_KEY.setdefault(key(_word), (_field, _rank))


SAMPLE = 50
"""Rows from which headers that say little are understood."""
BY_CONTENT = frozenset(map(key, ("type", "tipe", "jenis", "kategori", "bentuk_jenis", "class")))
"""Headers that mean nothing by themselves: what stands below says whether it is the level or the status."""


@dataclass(frozen=True)
class Columns:
    """Which columns of a table hold which field.

    ``at`` gives the column numbers of a field, the best first; ``unknown`` names the columns that
    nothing reads; ``titles`` are the headers as the file has them; ``twice`` those that it has more than once;
    ``southern`` says that its latitudes count degrees to the south.
    """

    at: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]
    titles: tuple[str, ...]
    twice: tuple[str, ...] = ()

    def title(self, field: str) -> str:
        """The header of a field as the file writes it, or the field's own name."""
        places = self.at.get(field, ())
        return self.titles[places[0]] if places else field

    @property
    def southern(self) -> bool:
        """Whether the column of latitudes is called one of degrees to the south."""
        return "lat" in self.at and re.search(r"selatan|\bLS\b", self.title("lat"), re.I) is not None


LEVELS = " \u203a "
"""What stands between the rows of a header of several rows once they are one title."""


@lru_cache(maxsize=65_536)
def field_of(header: str) -> tuple[str, int] | None:
    """The field a header means and its rank among that field's names, or None.

    A header of several rows means what its rows say together, from above or from below, else what its last row says.
    """
    parts = header.split(LEVELS)
    wordings = (header, " ".join(reversed(parts)), parts[-1]) if len(parts) > 1 else (header,)
    plain = (re.sub(r"\(.*?\)", "", wording) for wording in wordings if "(" in wording)
    return next((field for words in (*wordings, *plain) if (field := _BY_KEY.get(key(words))) is not None), None)


def recognised(cells: Sequence[str]) -> int:
    """How many different fields the cells of a row would name if it were the header."""
    return len({field[0] for cell in cells if cell and (field := field_of(cell))})


def match(
    headers: Sequence[str], rows: Sequence[Sequence[str]] = (), given: Mapping[str, str] | None = None
) -> Columns:
    """Assign the columns of a list to fields; every header is either assigned or unknown.

    ``rows`` are the rows below, from which a header is understood that says little; ``given`` names the header of a
    field where somebody said it, whatever else it may mean.
    """
    said = {key(header): name for name, header in (given or {}).items()}
    ranked: dict[str, list[tuple[int, int]]] = {}
    unknown: list[str] = []
    for column, header in enumerate(headers):
        named = said.get(key(header))
        meaning = (named, -1) if named is not None else field_of(header) or _by_content(header, column, rows)
        if meaning is None or (named is None and meaning[0] in said.values()):
            if header or any(column < len(row) and row[column].strip() for row in rows):
                unknown.append(header or f"({column + 1})")
        else:
            ranked.setdefault(meaning[0], []).append((meaning[1], column))
    at = {field: tuple(column for _, column in sorted(pairs)) for field, pairs in ranked.items()}
    counted = Counter(key(header) for header in headers if header)
    twice = tuple(dict.fromkeys(header for header in headers if counted[key(header)] > 1 and field_of(header)))
    return Columns(_district_or_subdistrict(at, headers), tuple(unknown), tuple(headers), twice)


def _by_content(header: str, column: int, rows: Sequence[Sequence[str]]) -> tuple[str, int] | None:
    """The field of a header that says little, by the words below it."""
    if key(header) not in BY_CONTENT:
        return None
    words = [row[column] for row in rows[:SAMPLE] if column < len(row) and row[column].strip()]
    for name, reads in (("status", status_of), ("level", level_of)):
        if 2 * sum(bool(reads(word)) for word in words) > len(words):
            return name, 99
    return None


def _district_or_subdistrict(at: dict[str, tuple[int, ...]], headers: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """English lists call a kecamatan "district" when they call a kabupaten "regency"."""
    columns = at.get("district", ())
    english = tuple(c for c in columns if key(headers[c]) in ("district", "districtname"))
    if "subdistrict" not in at and english and len(columns) > len(english):
        at["subdistrict"] = english
        at["district"] = tuple(c for c in columns if c not in english)
    return at
