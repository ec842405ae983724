"""Every kind of thing an import has to say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Action = Literal["kept", "repaired", "refused", "set_aside"]
"""What became of the row: taken as it is, taken after a repair, not taken, or read but set aside."""

KINDS: Mapping[str, tuple[Action, str, str]] = {
    "unknown_columns": ("kept", "columns nothing reads: {names}", "kolom yang tidak dibaca: {names}"),
    "charset": (
        "repaired",
        "the file is not UTF-8; read as {name}",
        "berkas bukan UTF-8; dibaca sebagai {name}",
    ),
    "sheets": ("kept", "sheets not read: {name}", "lembar (sheet) yang tidak dibaca: {name}"),
    "sheets_read": ("repaired", "sheets read together: {name}", "lembar (sheet) yang dibaca bersama: {name}"),
    "header_rows": (
        "repaired",
        "the header has {count} rows; read together",
        "judul kolom terdiri atas {count} baris; dibaca sebagai satu",
    ),
    "header_again": (
        "kept",
        "rows that repeat the header, skipped: {count}",
        "{count} baris mengulang judul kolom; dilewati",
    ),
    "section_rows": (
        "repaired",
        "rows such as “GUGUS 1” between the schools: {count}; read for the schools below them",
        "{count} baris seperti “GUGUS 1” di antara sekolah; dibaca untuk sekolah di bawahnya",
    ),
    "not_schools": (
        "kept",
        "no schools' rows (totals, signatures, notes), skipped: {rows}",
        "bukan baris sekolah (jumlah, tanda tangan, keterangan), dilewati: {rows}",
    ),
    "invisible": (
        "repaired",
        "rows with signs that nobody sees or blanks that do not break, taken off: {count}",
        "{count} baris memuat karakter tak terlihat atau spasi khusus dari web; dibuang",
    ),
    "geometry": (
        "repaired",
        "a map layer (GeoJSON): coordinates taken from its points",
        "lapisan peta (GeoJSON): koordinat diambil dari titiknya",
    ),
    "from_dump": (
        "repaired",
        "an SQL dump: rows taken from its table",
        "berkas SQL (dump): baris diambil dari tabel di dalamnya",
    ),
    "from_page": (
        "repaired",
        "a web page, whatever its name: rows taken from its table",
        "berkas ini sebenarnya halaman web: baris diambil dari tabel di dalamnya",
    ),
    "from_merged": (
        "repaired",
        "{field}: {used}, from a merged cell",
        "{field}: {used}, dari sel gabungan (merge)",
    ),
    "from_above": (
        "repaired",
        "{field}: {used}, as in the row above (written once for all below)",
        "{field}: {used}, seperti baris di atasnya (ditulis sekali untuk semua)",
    ),
    "from_section": (
        "repaired",
        "{field}: {used}, from the row above these schools",
        "{field}: {used}, dari baris judul di atas sekolah ini",
    ),
    "from_title": (
        "repaired",
        "{field}: {used}, from the lines above the table",
        "{field}: {used}, dari judul di atas tabel",
    ),
    "from_sheet": (
        "repaired",
        "{field}: {used}, from the name of the sheet",
        "{field}: {used}, dari nama lembar (sheet)",
    ),
    "columns_twice": (
        "kept",
        "headers that stand over several columns: {names}; the first of them that says something is read",
        "judul kolom yang muncul lebih dari sekali: {names}; dibaca dari kolom pertama yang terisi",
    ),
    "not_understood": (
        "kept",
        "{column} holds words that are not known ({values}): not used, rows: {count}",
        "{column} berisi kata atau kode yang tidak dikenal ({values}): tidak dipakai di {count} baris",
    ),
    "area_is_code": (
        "kept",
        "{field} is a code, {given}, not a name; used as it stands, please put the name in",
        "{field} berisi kode {given}, bukan nama; dipakai apa adanya, mohon ganti dengan namanya",
    ),
    "title_rows": (
        "kept",
        "rows skipped above the header: {name}",
        "{name} baris di atas judul kolom dilewati",
    ),
    "no_district": ("kept", "the list names no district", "daftar tidak menyebut kabupaten/kota"),
    "codes_ignored": (
        "kept",
        "column {column} does not hold codes of subdistricts and is not used",
        "kolom {column} tidak berisi kode kecamatan dan tidak dipakai",
    ),
    "teachers_gathered": (
        "repaired",
        "each row is a teacher: {count} rows read as {schools} schools, with their teachers counted",
        "setiap baris adalah seorang guru: {count} baris dibaca sebagai {schools} sekolah dan gurunya dihitung",
    ),
    "teachers_status": (
        "kept",
        "status of teachers, from {columns}: {pns} PNS, {pppk} PPPK, {asn} ASN without saying which, {contract} others",
        "status guru, dari {columns}: {pns} PNS, {pppk} PPPK, {asn} ASN tanpa rincian, {contract} lainnya",
    ),
    "status_share": (
        "kept",
        "status of teachers, {what}: {share} as the list has it, in every answer about this place",
        "status guru, {what}: {share} menurut daftar, dipakai dalam setiap jawaban tentang tempat ini",
    ),
    "status_share_beyond": (
        "repaired",
        "status of teachers, {what}: {share} in the list, but the model allows {low} to {high}; {used} is used",
        "status guru, {what}: {share} menurut daftar, tetapi model membolehkan {low} sampai {high}; dipakai {used}",
    ),
    "status_estimated": (
        "kept",
        "Status of teachers, {what}: not in the list; estimated at {share} (sources: {sources}); where you know better: "
        "--number {number}=...",
        "Status guru, {what}: tidak ada dalam daftar; diperkirakan {share} (sumber: {sources}); bila Anda tahu angkanya: "
        "--number {number}=...",
    ),
    "staff_as_teachers": (
        "kept",
        "column {column} counts other staff too; read as teachers because no other column counts them",
        "kolom {column} mencakup tenaga kependidikan lain; dibaca sebagai jumlah guru karena tidak ada kolom lain",
    ),
    "npsn_missing": ("refused", "no NPSN", "NPSN kosong"),
    "npsn_scientific": (
        "refused",
        "NPSN {given} has lost digits to a spreadsheet; format the column as text",
        "NPSN {given} kehilangan digit karena aplikasi spreadsheet (Excel); ubah format kolom menjadi teks",
    ),
    "npsn_bad": ("refused", "{given} is not an NPSN", "{given} bukan NPSN"),
    "npsn_repaired": ("repaired", "NPSN {given} read as {used}", "NPSN {given} dibaca sebagai {used}"),
    "npsn_length": ("kept", "NPSN {given} does not have eight digits", "NPSN {given} tidak terdiri atas delapan angka"),
    "duplicate_merged": (
        "repaired",
        "identical to row {rows}; taken once",
        "sama dengan baris {rows}; diambil satu kali",
    ),
    "duplicate_refused": (
        "refused",
        "the same NPSN with other content in row {rows}",
        "NPSN ini ada juga di baris {rows} dengan isi yang berbeda",
    ),
    "columns_shifted": (
        "refused",
        "cells: {found}, headers: {expected}; columns have shifted",
        "{found} sel untuk {expected} judul kolom: kolom bergeser",
    ),
    "row_short": (
        "kept",
        "cells: {found}, headers: {expected}; the rest taken as empty",
        "{found} sel untuk {expected} judul kolom; sisanya dianggap kosong",
    ),
    "example_row": (
        "refused",
        "an example of the form, no school: delete the row",
        "baris contoh dari formulir, bukan sekolah: hapus barisnya",
    ),
    "subdistrict_missing": ("refused", "no subdistrict", "kecamatan kosong"),
    "name_missing": ("repaired", "no name; called {used}", "nama kosong; diberi nama {used}"),
    "text_mended": (
        "repaired",
        "broken characters in {column}: now {used}",
        "huruf rusak di {column}: diubah menjadi {used}",
    ),
    "area_from_address": (
        "repaired",
        "read from the address: {used}",
        "dibaca dari alamat: {used}",
    ),
    "area_from_name": (
        "repaired",
        "read from the name of the school: {used}",
        "dibaca dari nama sekolah: {used}",
    ),
    "spelling": (
        "repaired",
        "{given} written as {used}, as elsewhere in the list",
        "{given} ditulis {used}, seperti di baris lain",
    ),
    "area_filled": (
        "repaired",
        "{used}, as elsewhere under code {code}",
        "{used}, seperti baris lain dengan kode {code}",
    ),
    "district_as_others": (
        "repaired",
        "{used}, as the other schools of {subdistrict}",
        "{used}, seperti sekolah lain di {subdistrict}",
    ),
    "code_padded": ("repaired", "code {given} read as {used}", "kode {given} dibaca sebagai {used}"),
    "code_filled": (
        "repaired",
        "no code; {used} as elsewhere in its subdistrict",
        "kode kosong; dipakai {used} seperti sekolah lain di kecamatannya",
    ),
    "code_unusable": (
        "kept",
        "code {given} is not a subdistrict's; not used",
        "kode {given} bukan kode kecamatan; tidak dipakai",
    ),
    "level_assumed": (
        "kept",
        "neither a column nor the name tells the level; taken as SD, please check",
        "jenjang tidak disebut di kolom maupun nama; dianggap SD, mohon diperiksa",
    ),
    "point_missing": ("kept", "no coordinates", "koordinat kosong"),
    "point_zero": ("kept", "a coordinate is 0: taken as missing", "koordinat 0: dianggap kosong"),
    "point_not_number": (
        "kept",
        "coordinates {given} are not numbers; not used",
        "koordinat {given} bukan angka; tidak dipakai",
    ),
    "point_degrees": (
        "repaired",
        "{given} (degrees and minutes) read as {used}",
        "{given} (derajat dan menit) dibaca sebagai {used}",
    ),
    "point_south": (
        "repaired",
        "{column} counts to the south: read as {used}",
        "{column} dihitung ke selatan: dibaca sebagai {used}",
    ),
    "point_placeholder": (
        "kept",
        "schools on this one spot: {count}; it is {km:.0f} km from the other schools of {area} and not used",
        "{count} sekolah memakai titik yang sama ini, {km:.0f} km dari sekolah lain di {area}; tidak dipakai",
    ),
    "point_swapped": (
        "repaired",
        "latitude and longitude swapped back: {given}",
        "lintang dan bujur tertukar, dibalik: {given}",
    ),
    "point_outside": (
        "kept",
        "{given} is outside Indonesia; not used",
        "{given} di luar Indonesia; tidak dipakai",
    ),
    "point_whole_degree": (
        "kept",
        "{given} is cut to whole degrees; not used",
        "{given} terpotong ke derajat bulat; tidak dipakai",
    ),
    "point_coarse": (
        "kept",
        "{given} is known to 0.1 degree only (11 km)",
        "{given} hanya teliti sampai 0,1 derajat (11 km)",
    ),
    "point_province": (
        "kept",
        "{given} is outside {province}, far from its subdistrict; not used{hint}",
        "{given} di luar {province}, jauh dari kecamatannya; tidak dipakai{hint_id}",
    ),
    "point_far": (
        "kept",
        "{km:.0f} km from the other schools of {subdistrict}; not used",
        "{km:.0f} km dari sekolah lain di {subdistrict}; tidak dipakai",
    ),
    "point_doubtful": (
        "kept",
        "{km:.0f} km from the other schools of {subdistrict}; used, please check",
        "{km:.0f} km dari sekolah lain di {subdistrict}; dipakai, mohon diperiksa",
    ),
    "point_shared": (
        "kept",
        "schools on this one point: {count}",
        "{count} sekolah berada di satu titik ini",
    ),
    "point_elsewhere": (
        "kept",
        "its point was found in {found}, not in {subdistrict}; please check",
        "titiknya ditemukan di {found}, bukan di {subdistrict}; mohon diperiksa",
    ),
    "count_zero": ("kept", "{column} is 0: taken as not filled in", "{column} 0: dianggap belum diisi"),
    "count_bad": (
        "kept",
        "{column} is {given}: not a count; taken as missing",
        "{column} berisi {given}: bukan jumlah yang sah; dianggap kosong",
    ),
    "count_absurd": (
        "kept",
        "{column} is {given}: implausible; taken as missing",
        "{column} berisi {given}: tidak masuk akal; dianggap kosong",
    ),
    "count_unit": ("repaired", "{column} {given} read as {used}", "{column} {given} dibaca sebagai {used}"),
    "count_thousands": ("repaired", "{column} {given} read as {used}", "{column} {given} dibaca sebagai {used}"),
    "distance_bad": (
        "kept",
        "{column} is {given}: not a distance; not used",
        "{column} berisi {given}: bukan jarak; tidak dipakai",
    ),
    "set_aside_far": (
        "set_aside",
        "{name}: {km:.0f} km or {minutes:.0f} minutes one way from cluster {cluster}; set aside, for its point is"
        " probably wrong",
        "{name}: {km:.0f} km atau {minutes:.0f} menit sekali jalan dari gugus {cluster}; disisihkan karena titiknya"
        " kemungkinan salah",
    ),
    "kept_far": (
        "kept",
        "{name}: {km:.0f} km or {minutes:.0f} minutes one way from cluster {cluster}; used, as asked with --keep-far",
        "{name}: {km:.0f} km atau {minutes:.0f} menit sekali jalan dari gugus {cluster}; dipakai karena --keep-far",
    ),
    "small_subdistrict": (
        "kept",
        "schools in {title}: {count}; one cluster",
        "{title} hanya punya {count} sekolah: dijadikan satu gugus",
    ),
    "joined_listed": (
        "kept",
        "no cluster in the list; put into {cluster}",
        "gugusnya tidak disebut dalam daftar; dimasukkan ke {cluster}",
    ),
    "two_cores": (
        "kept",
        "{cluster} has more than one core school; the others: {others}",
        "{cluster} punya lebih dari satu sekolah inti; yang lain: {others}",
    ),
}
"""Kind -> what becomes of the row, and the words in English and Indonesian."""
