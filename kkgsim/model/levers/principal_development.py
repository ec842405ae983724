"""Principals' development through their own working group (KKKS)."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "principal_programme": parameter(
        150_000, 75_000, 400_000, "Rp per principal and month", "development of one principal through the KKKS",
        "pengembangan satu kepala sekolah melalui KKKS", "ASM", "assumed"),
    "delay_principal_development": delay(
        2, 0, 6, "the first sessions of the KKKS are held", "sesi pertama KKKS berlangsung"),
}  # fmt: skip


def on_school(school, policy, n):
    """Principals take part."""
    school.principals_trained = max(school.principals_trained, policy.principal_development_share)


def principals_in_programme(school, policy, n):
    return policy.principal_development_share


LEVER = Lever(
    name="principal_development",
    label=Text("Principals' development", "Pengembangan kepala sekolah"),
    about=Text(
        "Principals learn, in their own group (KKKS), to back the KKG, to use its results in academic supervision, "
        "and to lead sessions of the KKG themselves.",
        "Kepala sekolah belajar melalui KKKS untuk mendukung KKG, memakai hasilnya dalam supervisi akademik, dan "
        "memandu sendiri sesi KKG.",
    ),
    origin=(
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3",
                "Kepala sekolah memainkan peran sebagai fasilitator dan motivator"),
        Passage("kkg_brief", "Tantangan utama: Sumber daya pemerintah", "kepala sekolah serta pengawas sekolah tidak"),
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 3",
                "mekanisme gugus sekolah dalam meningkatkan kompetensi guru dan kepala sekolah"),
    ),
    settings=(
        Setting("share", 0, 1, 1.0, "share of principals",
                Text("Share of principals taking part", "Persentase kepala sekolah yang ikut"),
                "janapria_study kkg_brief"),
    ),
    effects={"school": on_school},
    costs=(
        Cost("principal_courses", Text("Principals' programme", "Program kepala sekolah"), "school",
             principals_in_programme, "principal_programme"),
    ),
    delay="delay_principal_development",
)  # fmt: skip
