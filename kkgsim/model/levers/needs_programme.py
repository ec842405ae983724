"""A programme set from local needs, with content made in the district."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "needs_cost": parameter(
        60_000, 20_000, 150_000, "Rp per cluster and month", "assessment of needs and a work plan built on it",
        "analisis kebutuhan dan penyusunan program kerja", "ASM", "assumed"),
    "content_cost": parameter(
        80_000, 30_000, 250_000, "Rp per cluster and month", "making and adapting content in the district",
        "penyusunan dan penyesuaian materi di daerah", "ASM", "assumed"),
    "session_cost": parameter(
        50_000, 20_000, 150_000, "Rp per meeting", "preparing sessions of the kind that the programme sets aside",
        "persiapan sesi menurut jenis yang ditetapkan program", "ASM", "assumed"),
    "second_kkg_cost": parameter(
        40_000, 15_000, 100_000, "Rp per cluster and month", "running a second KKG: committee, papers, a second room",
        "biaya menjalankan KKG kedua: pengurus, berkas, ruang kedua", "ASM", "assumed"),
    "delay_needs_programme": delay(
        3, 1, 6, "needs have been asked and the plan is written", "kebutuhan dianalisis dan program tersusun"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Needs are asked; content follows them."""
    cluster.needs_asked = max(cluster.needs_asked, policy.needs_programme_assessment)
    cluster.local_content = max(cluster.local_content, policy.needs_programme_local_content)
    cluster.by_grade = max(cluster.by_grade, policy.needs_programme_by_grade)
    cluster.for_sharing = max(cluster.for_sharing, policy.needs_programme_sharing)
    cluster.for_case_study = max(cluster.for_case_study, policy.needs_programme_case_study)
    cluster.for_reflection = max(cluster.for_reflection, policy.needs_programme_reflection)
    cluster.for_drafting = max(cluster.for_drafting, policy.needs_programme_drafting)
    cluster.for_training = max(cluster.for_training, policy.needs_programme_training)


def assessed(cluster, policy, n):
    return policy.needs_programme_assessment


def written(cluster, policy, n):
    return policy.needs_programme_local_content


def prepared(cluster, policy, n):
    """Meetings whose sessions are of a kind that the programme has chosen."""
    talking = policy.needs_programme_sharing + policy.needs_programme_case_study + policy.needs_programme_reflection
    chosen = talking + policy.needs_programme_drafting + policy.needs_programme_training
    return min(chosen, 1.0) * cluster.meetings


def second_kkg(cluster, policy, n):
    return policy.needs_programme_by_grade


LEVER = Lever(
    name="needs_programme",
    label=Text("Programme set from local needs", "Program sesuai kebutuhan setempat"),
    about=Text(
        "Clusters ask what their teachers need and build the programme on it; the district makes or adapts content. "
        "Relevant content binds teachers, and a programme built on needs leaves less room for paperwork. It can also "
        "set aside parts of the content for one kind of session or another; what it leaves open stays as usual.",
        "Gugus menganalisis kebutuhan guru dan menyusun program darinya; daerah menyusun atau menyesuaikan materi. "
        "Materi yang relevan mengikat guru, dan program berbasis kebutuhan menyisakan lebih sedikit ruang untuk "
        "administrasi. Program juga dapat menyediakan bagian isi untuk jenis sesi tertentu; sisanya seperti biasa.",
    ),
    origin=(
        Passage("janapria_study", "Abstrak", "pelatihan berbasis kebutuhan lokal"),
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3",
                "pemilihan materi yang relevan dengan kebutuhan guru"),
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 1",
                "Kegiatan praktik baik, studi kasus, dan refleksi"),
        Passage("kkg_brief", "Pentingnya KKG di Indonesia",
                "materi pelatihan yang dirancang secara terpusat bisa jadi tidak relevan"),
        Passage("kkg_brief", "Tantangan utama: Pengelolaan dan penyelenggaraan",
                "masih muncul permasalahan dalam hal pengaturan lokasi"),
    ),
    settings=(
        Setting("assessment", 0, 1, 1.0, "0-1",
                Text("Programme built on assessed needs", "Program berdasarkan analisis kebutuhan"),
        "janapria_study kkg_brief"),
        Setting("local_content", 0, 1, 0.5, "0-1",
                Text("Content made in the district", "Materi disusun di daerah"), "kkg_brief"),
        Setting("by_grade", 0, 1, 0.0, "share",
                Text("Two KKG in a cluster, for grades 1-3 and 4-6", "Dua KKG dalam gugus, kelas 1-3 dan kelas 4-6"),
                "CPRAYA"),
        Setting("sharing", 0, 1, 0.0, "share",
                Text("Content set aside: sharing good practice", "Isi yang disediakan: berbagi praktik baik"),
                "janapria_study"),
        Setting("case_study", 0, 1, 0.0, "share",
                Text("Content set aside: case studies", "Isi yang disediakan: studi kasus"),
                "janapria_study"),
        Setting("reflection", 0, 1, 0.0, "share",
                Text("Content set aside: reflection", "Isi yang disediakan: refleksi"),
                "janapria_study"),
        Setting("drafting", 0, 1, 0.0, "share",
                Text("Content set aside: drafting ATP and modules", "Isi yang disediakan: penyusunan ATP dan modul"),
                "janapria_study"),
        Setting("training", 0, 1, 0.0, "share",
                Text("Content set aside: training with practice time", "Isi yang disediakan: pelatihan dengan praktik"),
                "janapria_study"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("needs_assessment", Text("Assessment of needs", "Analisis kebutuhan"), "cluster", assessed,
             "needs_cost"),
        Cost("local_materials", Text("Local content", "Materi setempat"), "cluster", written, "content_cost"),
        Cost("prepared_sessions", Text("Sessions prepared by kind", "Persiapan sesi menurut jenis"), "cluster",
             prepared, "session_cost"),
        Cost("second_kkg", Text("Second KKG", "KKG kedua"), "cluster", second_kkg, "second_kkg_cost"),
    ),
    delay="delay_needs_programme",
    payers=("district", "bosda", "donor", "province", "ministry"),
)  # fmt: skip
