"""A partnership with training providers: resource persons, coordination, certified short courses."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "partnership_cost": parameter(
        40_000, 15_000, 120_000, "Rp per cluster and month",
        "liaison, agreements and quality assurance of a partnership",
        "koordinasi, perjanjian, dan penjaminan mutu kemitraan", "ASM", "assumed"),
    "course_cost": parameter(
        1_500_000, 600_000, 4_000_000, "Rp per place", "one place in a certified course of 30 to 80 hours",
        "satu peserta pelatihan bersertifikat 30 sampai 80 jam", "AK16 ASM", "assumed"),
    "resource_person_retainer": parameter(
        500_000, 200_000, 1_500_000, "Rp per person and month", "a provider's resource person kept ready for the KKG",
        "narasumber lembaga pelatihan yang disiagakan untuk KKG", "ASM", "assumed"),
    "partnership_coordinates": parameter(
        0.6, 0.3, 0.9, "share", "coordination between bodies that a partnership brings",
        "koordinasi antarlembaga karena kemitraan", "kkg_brief ASM", "assumed"),
    "delay_provider_partnership": delay(
        4, 1, 9, "agreements are signed and the first course begins",
        "perjanjian ditandatangani dan pelatihan pertama mulai"),
}  # fmt: skip


def on_district(district, policy, n):
    """Partners certify, coordinate, train and lend people."""
    district.partnered = max(district.partnered, policy.provider_partnership_partnership)
    district.coordination = max(
        district.coordination, n.partnership_coordinates * policy.provider_partnership_partnership
    )
    district.courses_added = district.courses_added + policy.provider_partnership_places
    district.resource_persons_added = district.resource_persons_added + policy.provider_partnership_persons


def agreements(district, policy, n):
    return policy.provider_partnership_partnership * district.clusters


def places(district, policy, n):
    return policy.provider_partnership_places * district.teachers / 12.0


def persons_kept_ready(district, policy, n):
    return policy.provider_partnership_persons * district.schools / 100.0


LEVER = Lever(
    name="provider_partnership",
    label=Text("Partnership with training providers", "Kemitraan dengan lembaga pelatihan"),
    about=Text(
        "The office and providers (LPMP, P4TK, institutes, universities) work together: they certify short courses so "
        "that they count for a career, stop calling teachers to clashing events, offer places in courses and lend "
        "resource persons. Who gets the places is another matter.",
        "Dinas dan lembaga pelatihan (LPMP, P4TK, perguruan tinggi) bekerja sama: mensertifikasi pelatihan singkat "
        "sehingga dihitung untuk karier, mengatur agar undangan tidak bentrok, menyediakan kesempatan pelatihan, dan "
        "meminjamkan narasumber. Siapa yang mendapat kesempatan itu adalah soal lain.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat pusat, 2",
                "Kemitraan antara dinas pendidikan kabupaten dengan penyedia pelatihan"),
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 2", "Pelatihan-pelatihan ini sebaiknya memperoleh"),
        Passage("kkg_brief", "Tantangan utama: Sumber daya pemerintah", "Instruktur yang memenuhi"),
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3", "keterbatasan narasumber dan dana"),
    ),
    level="centre",
    settings=(
        Setting("partnership", 0, 1, 1.0, "0-1",
                Text("Working partnership", "Kemitraan yang berjalan"), "kkg_brief"),
        Setting("places", 0, 1, 0.2, "places per teacher and year",
                Text("Places in certified courses", "Kesempatan pelatihan bersertifikat"), "AK16 ASM"),
        Setting("persons", 0, 4, 1.0, "persons per 100 schools",
                Text("Resource persons lent", "Narasumber yang dipinjamkan"), "kkg_brief ASM"),
    ),
    effects={"district": on_district},
    costs=(
        Cost("partnership_liaison", Text("Liaison and agreements", "Koordinasi dan perjanjian"), "district",
             agreements,
             "partnership_cost"),
        Cost("course_places", Text("Places in certified courses", "Kesempatan pelatihan bersertifikat"), "district",
             places,
             "course_cost"),
        Cost("resource_person_retainers", Text("Resource persons kept ready", "Narasumber siaga"), "district",
             persons_kept_ready, "resource_person_retainer"),
    ),
    delay="delay_provider_partnership",
    everywhere=True,
    payers=("ministry", "district", "province", "donor"),
)  # fmt: skip
