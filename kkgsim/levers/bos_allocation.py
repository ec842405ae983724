"""C7: a rule that schools set a share of BOS aside for the KKG."""

from kkgsim.levers.lever import Cost, Lever, Setting
from kkgsim.numbers import Label, number
from kkgsim.rules.arithmetic import share

NUMBERS = {
    "bos_reporting": number(
        0.02, 0.005, 0.05, "Rp per Rp earmarked", "book-keeping and reporting of earmarked BOS money",
        "administrasi pertanggungjawaban dana", "ASM", "assumed"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Member schools set aside more."""
    cluster.bos_share = cluster.bos_share + policy.bos_allocation_share


def earmarked(cluster, policy, n):
    """Rp that the rule adds to what reached the KKG as found."""
    return cluster.bos_income * share(policy.bos_allocation_share, n.bos_share_found + policy.bos_allocation_share)


LEVER = Lever(
    name="bos_allocation",
    label=Label("BOS allocation to the KKG", "Alokasi BOS untuk KKG"),
    about=Label(
        "Schools set a share of their BOS aside for the KKG. It pays refreshments and copies first, then outside "
        "resource persons, then transport money; what is not needed stays in the cluster's purse.",
        "Sekolah menyisihkan sebagian BOS untuk KKG: pertama konsumsi dan fotokopi, lalu narasumber luar, lalu uang "
        "transpor; sisanya tetap di kas gugus.",
    ),
    origin="C7; B district 2; S135 S174",
    settings=(
        Setting("share", 0, 0.08, 0.03, "share of BOS",
                Label("Extra share of BOS for the KKG", "Tambahan bagian BOS untuk KKG"), "BOS26 ASM"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("bos_books", Label("Book-keeping of the earmarked share", "Pembukuan dan pertanggungjawaban dana BOS"),
             "cluster", earmarked, "bos_reporting"),
    ),
    payers=("bos", "district"),
)  # fmt: skip
