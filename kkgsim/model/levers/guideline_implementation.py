"""The guideline put to work: spread, explained, backed by a grant; clusters run by and for their members."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "guideline_cost": parameter(
        50_000, 20_000, 150_000, "Rp per cluster and month", "spreading and explaining the guideline",
        "penyebaran dan penjelasan pedoman", "ASM", "assumed"),
    "self_run_cost": parameter(
        15_000, 5_000, 40_000, "Rp per cluster and month", "members' assemblies that elect and hear their committee",
        "rapat anggota untuk memilih dan mendengar pengurus", "ASM", "assumed"),
    "committee_cost": parameter(
        50_000, 20_000, 150_000, "Rp per cluster and month", "training of chair, secretary and treasurer",
        "pelatihan ketua, sekretaris, dan bendahara", "ASM", "assumed"),
    "guideline_decree": parameter(
        0.4, 0.1, 0.7, "share", "formal standing that clusters gain by following the guideline",
        "kedudukan resmi karena mengikuti pedoman", "KKG10 ASM", "assumed"),
    "delay_guideline_implementation": delay(
        3, 1, 6, "committees have been trained", "pengurus sudah dilatih"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """The guideline is known, the KKG is its members' own, and a grant backs it."""
    cluster.guideline = max(cluster.guideline, policy.guideline_implementation_dissemination)
    cluster.decree = max(cluster.decree, n.guideline_decree * policy.guideline_implementation_dissemination)
    cluster.ruled = max(cluster.ruled, n.guideline_decree * policy.guideline_implementation_dissemination)
    cluster.self_run = max(cluster.self_run, policy.guideline_implementation_self_run)
    cluster.committee_trained = max(cluster.committee_trained, policy.guideline_implementation_committee)
    cluster.grant_offered = cluster.grant_offered + policy.guideline_implementation_grant / 12.0


def explained(cluster, policy, n):
    return policy.guideline_implementation_dissemination


def self_run(cluster, policy, n):
    return policy.guideline_implementation_self_run


def in_training(cluster, policy, n):
    return policy.guideline_implementation_committee


def food_from_grant(cluster, policy, n):
    return cluster.food_grant


def fees_from_grant(cluster, policy, n):
    return cluster.fee_grant


def fares_from_grant(cluster, policy, n):
    return cluster.fares_grant


LEVER = Lever(
    name="guideline_implementation",
    label=Text("Guideline put to work", "Penerapan pedoman"),
    about=Text(
        "The guideline is spread and explained, clusters are run by and for their members, who elect their committee "
        "when its term is over, and a block grant may back them. A KKG that sets its own agenda binds its members and "
        "learns more. A committee can be trained: that makes plans likelier and findings acted on, and goes with the "
        "people when they go. What a grant pays, BOS may not pay again, and a grant pays for meals and travel at the "
        "prices of its budget.",
        "Pedoman disebarkan dan dijelaskan, gugus dikelola oleh dan untuk anggotanya, yang memilih pengurus saat masa "
        "jabatan berakhir, dan dapat didukung dana hibah. KKG yang menetapkan agendanya sendiri mengikat anggota dan "
        "belajar lebih banyak. Pengurus dapat dilatih: rencana kerja lebih mungkin tersusun dan temuan lebih mungkin "
        "ditindaklanjuti, tetapi hilang bila orangnya pindah. Yang dibiayai dana hibah tidak boleh dibiayai lagi dari "
        "BOS, dan hibah membayar konsumsi dan transpor menurut anggarannya.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 3",
                "Pemerintah kabupaten dapat memberikan dukungan terhadap implementasi pedoman"),
        Passage("kkg_brief", "Tantangan utama: Pedoman KKG", "Pedoman tahun 2017 mengenai pembentukan"),
        Passage("kkg_brief", "Tantangan utama: Pengelolaan dan penyelenggaraan",
                "Pengelolaan dan penyelenggaraan KKG secara umum masih"),
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3", "Pengurus KKG yang profesional"),
    ),
    settings=(
        Setting("dissemination", 0, 1, 1.0, "0-1",
                Text("Guideline spread and explained", "Pedoman disebarkan dan dijelaskan"), "kkg_brief"),
        Setting("self_run", 0, 1, 1.0, "0-1",
                Text("Clusters run by and for their members", "Gugus dikelola oleh dan untuk anggota"), "kkg_brief"),
        Setting("committee", 0, 1, 1.0, "0-1",
                Text("Committees trained", "Pengurus KKG dilatih"), "janapria_study"),
        Setting("grant", 0, 60_000_000, 0.0, "Rp per cluster and year",
                Text("Block grant per cluster and year", "Dana hibah per gugus per tahun"), "BERMUTU BOSOLD ASM"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("guideline_spread", Text("Spreading the guideline", "Penyebaran pedoman"), "cluster", explained,
             "guideline_cost"),
        Cost("members_assemblies", Text("Members' assemblies", "Rapat anggota"), "cluster", self_run,
             "self_run_cost"),
        Cost("committee_training", Text("Training of committees", "Pelatihan pengurus"), "cluster", in_training,
             "committee_cost"),
        Cost("grant_refreshments", Text("Refreshments from the grant", "Konsumsi dari dana hibah"), "cluster",
             food_from_grant, None),
        Cost("grant_resource_persons", Text("Resource persons from the grant", "Narasumber dari dana hibah"),
             "cluster",
             fees_from_grant, None),
        Cost("grant_fares", Text("Transport money from the grant", "Uang transpor dari dana hibah"), "cluster",
             fares_from_grant, None),
    ),
    delay="delay_guideline_implementation",
    payers=("district", "village", "ministry", "province", "donor"),
)  # fmt: skip
