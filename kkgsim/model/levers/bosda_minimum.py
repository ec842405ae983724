"""A minimum share of the district school grant (BOSDA) for professional development."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "bosda_reporting": parameter(
        0.02, 0.005, 0.05, "Rp per Rp earmarked", "book-keeping and reporting of earmarked BOSDA money",
        "administrasi pertanggungjawaban dana BOSDA", "ASM", "assumed"),
    "delay_bosda_minimum": delay(
        6, 1, 12, "the share is in the district's next budget", "bagian itu masuk APBD berikutnya"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """A share of BOSDA is kept for the KKG."""
    cluster.bosda_share = cluster.bosda_share + policy.bosda_minimum_share


def earmarked(cluster, policy, n):
    """Rp that reached the purse from BOSDA."""
    return cluster.bosda_income


LEVER = Lever(
    name="bosda_minimum",
    label=Text("Minimum share of BOSDA", "Porsi minimum BOSDA"),
    about=Text(
        "At least this share of the district's own school grant goes to professional development through the KKG. It "
        "adds to BOS in the cluster's funds, and a second source of money counts for the financing standard.",
        "Sedikitnya porsi ini dari BOS Daerah dipakai untuk pengembangan keprofesian melalui KKG. Dana mengisi kas "
        "gugus di samping BOS, dan sumber kedua dihitung dalam standar pembiayaan.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat pusat, 1", "Proporsi minimum BOSDA dapat dialokasikan"),
    ),
    level="centre",
    settings=(
        Setting("share", 0, 0.25, 0.10, "share of BOSDA",
                Text("Share of BOSDA for development", "Porsi BOSDA untuk pengembangan"), "kkg_brief ASM"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("bosda_books", Text("Book-keeping of BOSDA", "Pembukuan dana BOSDA"), "cluster", earmarked,
             "bosda_reporting"),
    ),
    delay="delay_bosda_minimum",
    everywhere=True,
    payers=("bosda", "district"),
)  # fmt: skip
