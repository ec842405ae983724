"""A rule that schools set a share of BOS aside for the KKG."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import share

PARAMETERS = {
    "bos_reporting": parameter(
        0.02, 0.005, 0.05, "Rp per Rp earmarked", "book-keeping and reporting of earmarked BOS money",
        "administrasi pertanggungjawaban dana", "ASM", "assumed"),
    "delay_bos_allocation": delay(
        3, 0, 12, "the share is in the schools' budgets and the next tranche brings it",
        "bagian itu masuk RKAS dan cair pada tahap berikutnya", "BOSQ ASM"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Member schools set aside more."""
    cluster.bos_share = cluster.bos_share + policy.bos_allocation_share


def earmarked(cluster, policy, n):
    """Rp that the rule adds to what reached the KKG as found."""
    return cluster.bos_income * share(cluster.bos_share, n.bos_share_found + cluster.bos_share)


LEVER = Lever(
    name="bos_allocation",
    label=Text("BOS allocation to the KKG", "Alokasi BOS untuk KKG"),
    about=Text(
        "Schools set a share of their BOS aside for the KKG. It pays refreshments and copies first, then outside "
        "resource persons, then transport money; what meetings cannot use stays with the schools. BOS comes in "
        "quarters, honoraria are capped, and what a block grant has paid BOS may not pay again.",
        "Sekolah menyisihkan sebagian BOS untuk KKG: pertama konsumsi dan fotokopi, lalu narasumber luar, lalu uang "
        "transpor; yang tidak terpakai tetap di sekolah. BOS cair per triwulan, honor dibatasi, dan yang sudah "
        "dibayar dana hibah tidak boleh dibayar lagi dari BOS.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 2",
                "Kabupaten dapat membuat aturan agar sekolah-sekolah menggunakan dana BOS"),
    ),
    settings=(
        Setting("share", 0, 0.08, 0.03, "share of BOS",
                Text("Extra share of BOS for the KKG", "Tambahan porsi BOS untuk KKG"), "BOS26 ASM"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("bos_books", Text("Book-keeping of the earmarked share", "Pembukuan dan pertanggungjawaban dana BOS"),
             "cluster", earmarked, "bos_reporting"),
    ),
    delay="delay_bos_allocation",
    payers=("bos", "district"),
)  # fmt: skip
