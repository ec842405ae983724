"""Supervisors recruited on merit, and a new cadre trained to lead development."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "merit_cost": parameter(
        250_000, 100_000, 600_000, "Rp per person and month",
        "open recruitment and assessment of supervisors, spread over time",
        "seleksi terbuka dan penilaian pengawas", "ASM", "assumed"),
    "cadre_cost": parameter(
        400_000, 150_000, 1_000_000, "Rp per person and month", "training and duties of a supervisor of the cadre",
        "pelatihan dan tugas pengawas kader", "ASM", "assumed"),
    "delay_supervisor_merit": delay(
        6, 2, 12, "the first selection is over", "seleksi pertama selesai"),
}  # fmt: skip


def on_district(district, policy, n):
    """Posts that fall free go by merit; a cadre leads in the KKG."""
    district.merit = max(district.merit, policy.supervisor_merit_recruited)
    district.cadre = max(district.cadre, policy.supervisor_merit_cadre)


def selected(supervisor, policy, n):
    return policy.supervisor_merit_recruited


def trained(supervisor, policy, n):
    return policy.supervisor_merit_cadre


LEVER = Lever(
    name="supervisor_merit",
    label=Text("Supervisors on merit", "Pengawas berdasarkan kecakapan"),
    about=Text(
        "Vacant posts of supervisors are filled by ability instead of seniority, so that mentoring improves as posts "
        "change hands; a trained cadre of the ablest supervisors leads meetings and mentors better at once, out of "
        "the days that they have.",
        "Jabatan pengawas yang kosong diisi menurut kecakapan, bukan senioritas, sehingga pendampingan membaik "
        "seiring pergantian; kader dari pengawas tercakap dilatih untuk memandu pertemuan dan mendampingi lebih baik "
        "sejak awal, sejauh hari kerjanya cukup.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 5",
                "Bekerja di dalam sistem, pengawas sekolah dapat direkrut"),
        Passage("kkg_brief", "Tantangan utama: Sumber daya pemerintah", "kepala sekolah serta pengawas sekolah tidak"),
    ),
    settings=(
        Setting("recruited", 0, 1, 1.0, "share",
                Text("Vacant posts filled on merit", "Jabatan kosong diisi menurut kecakapan"), "kkg_brief"),
        Setting("cadre", 0, 1, 0.5, "share",
                Text("Supervisors trained as cadre", "Pengawas yang dilatih sebagai kader"), "kkg_brief"),
    ),
    effects={"district": on_district},
    costs=(
        Cost("merit_selection", Text("Selection on merit", "Seleksi menurut kecakapan"), "supervisor", selected,
             "merit_cost"),
        Cost("cadre_training", Text("Training of the cadre", "Pelatihan kader"), "supervisor", trained, "cadre_cost"),
    ),
    delay="delay_supervisor_merit",
    everywhere=True,
    payers=("district", "province", "ministry"),
)  # fmt: skip
