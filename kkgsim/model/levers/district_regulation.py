"""A district regulation that puts KKG and KKKS under the office for teachers."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "decree_reach": parameter(
        0.8, 0.5, 1.0, "share", "how far a district regulation reaches a cluster",
        "seberapa jauh peraturan daerah sampai ke gugus",
        "kkg_brief ASM", "assumed"),
    "desk_cost": parameter(
        60_000, 20_000, 150_000, "Rp per cluster and month",
        "desk in the office for teachers that looks after the clusters",
        "petugas bidang GTK yang menangani gugus", "ASM", "assumed"),
    "delay_district_regulation": delay(
        6, 2, 12, "the regent signs and the office is organised anew", "bupati menandatangani dan dinas ditata ulang"),
}  # fmt: skip


def on_district(district, policy, n):
    """The office has a line to the KKG, and facilitators belong to it."""
    district.line = max(district.line, policy.district_regulation_in_office)
    district.facilitators_recognised = max(
        district.facilitators_recognised, n.decree_reach * policy.district_regulation_in_office
    )


def on_cluster(cluster, policy, n):
    """The KKG has formal standing, and a rule is in force."""
    cluster.ruled = max(cluster.ruled, policy.district_regulation_in_office)
    cluster.decree = max(cluster.decree, n.decree_reach * policy.district_regulation_in_office)


def looked_after(cluster, policy, n):
    return policy.district_regulation_in_office


LEVER = Lever(
    name="district_regulation",
    label=Text("District regulation", "Peraturan bupati"),
    about=Text(
        "The regent puts KKG and KKKS under the office's division for teachers. Clusters gain formal standing, "
        "facilitators a place in the system, and the office acts on problems that monitoring shows. It stays on paper "
        "where meetings are not paid for, lapses where nobody checks, and a place in the system keeps "
        "nobody whom nobody pays.",
        "Bupati menempatkan KKG dan KKKS di bawah Bidang GTK. Gugus mendapat kedudukan resmi, fasilitator mendapat "
        "tempat dalam sistem, dan dinas menangani masalah yang terlihat dari pemantauan. Aturan hanya menjadi "
        "dokumen bila pertemuan tidak dibiayai, memudar bila tidak dipantau, dan tempat dalam sistem tidak menahan "
        "fasilitator yang tidak dibiayai.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 1",
                "Bupati/walikota melakukan revisi peraturan bupati/walikota"),
        Passage("kkg_brief", "Tantangan utama: Pedoman KKG", "Sebagai organisasi, baik secara"),
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3",
                "minimnya dukungan struktural dari dinas pendidikan"),
    ),
    settings=(
        Setting("in_office", 0, 1, 1.0, "0-1",
                Text("KKG and KKKS under the office for teachers", "KKG dan KKKS di bawah Bidang GTK"), "kkg_brief"),
    ),
    effects={"district": on_district, "cluster": on_cluster},
    costs=(
        Cost("office_desk", Text("Desk for the clusters", "Petugas urusan gugus"), "cluster", looked_after,
             "desk_cost"),
    ),
    delay="delay_district_regulation",
    everywhere=True,
    payers=("district", "province"),
)  # fmt: skip
