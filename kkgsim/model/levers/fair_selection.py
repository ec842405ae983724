"""Fair selection for training: places go round instead of to the usual people."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "selection_register": parameter(
        1_000, 300, 3_000, "Rp per person and month", "register of who was trained and who is next",
        "pendataan siapa yang sudah dan akan dilatih", "ASM", "assumed"),
    "delay_fair_selection": delay(
        2, 0, 6, "the register is complete and the rule is known", "data lengkap dan aturan diketahui"),
}  # fmt: skip


def on_district(district, policy, n):
    """Places go to those whose turn it is."""
    district.fair_selection = max(district.fair_selection, policy.fair_selection_rotation)


def registered(teacher, policy, n):
    return policy.fair_selection_rotation


LEVER = Lever(
    name="fair_selection",
    label=Text("Fair selection for training", "Seleksi pelatihan yang adil"),
    about=Text(
        "Places in external training rotate among all teachers instead of going to the usual people, so that more "
        "clusters have somebody who has been trained.",
        "Kesempatan pelatihan luar digilir untuk semua guru, bukan hanya untuk orang yang sama, sehingga lebih banyak "
        "gugus "
        "memiliki guru terlatih.",
    ),
    origin=(
        Passage("kkg_brief", "Tantangan utama: Pedoman KKG",
                "guru atau kepala sekolah yang dilatih adalah orang yang itu-itu belaka"),
    ),
    settings=(
        Setting("rotation", 0, 1, 1.0, "0-1",
                Text("Places rotate among teachers", "Kesempatan pelatihan digilir"), "kkg_brief"),
    ),
    effects={"district": on_district},
    costs=(
        Cost("selection_registers", Text("Register of the trained", "Data peserta pelatihan"), "teacher", registered,
             "selection_register"),
    ),
    delay="delay_fair_selection",
    everywhere=True,
    payers=("district", "ministry", "province", "donor"),
)  # fmt: skip
