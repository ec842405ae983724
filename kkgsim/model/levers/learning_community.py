"""The learning community in the school (komunitas belajar dalam sekolah), weekly and without a way to go."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import share
from kkgsim.model.rules.learning_together import sessions_a_year

PARAMETERS = {
    "community_session_cost": parameter(
        25_000, 10_000, 60_000, "Rp per meeting", "copies and something to drink for a session of a learning community",
        "fotokopi dan minuman untuk satu pertemuan komunitas belajar", "ASM", "assumed"),
    "community_guide_cost": parameter(
        20_000, 8_000, 50_000, "Rp per school and month",
        "guides to the sessions of a learning community, kept up to date",
        "panduan pertemuan komunitas belajar yang dimutakhirkan", "ASM", "assumed"),
    "community_lead_cost": parameter(
        60_000, 25_000, 150_000, "Rp per school and month",
        "short course and exchange of those who lead a learning community, spread over the year",
        "pelatihan singkat dan pertemuan pemandu komunitas belajar, dibagi rata setahun", "RABKKG ASM", "assumed"),
    "delay_learning_community": delay(
        2, 0, 6, "schools have agreed on a day and begun", "sekolah menyepakati hari dan memulai"),
}  # fmt: skip


def on_school(school, policy, n):
    """Colleagues of a school meet about their teaching, with guides and trained leads where these are given."""
    school.community_asked = max(school.community_asked, policy.learning_community_sessions)
    school.community_guides = max(school.community_guides, policy.learning_community_guides)
    school.community_leads = max(school.community_leads, policy.learning_community_leads)


def sessions(school, policy, n):
    """Sessions held that the policy has brought about beyond those as found; none before it bites."""
    further = max(school.community_asked - school.community_found * n.community_usual, 0.0)
    return school.community_held * share(further, sessions_a_year(school, n))


def guided(school, policy, n):
    return policy.learning_community_guides


def leads_trained(school, policy, n):
    return policy.learning_community_leads


LEVER = Lever(
    name="learning_community",
    label=Text("Learning community in the school", "Komunitas belajar dalam sekolah"),
    about=Text(
        "Teachers of one school meet about their own teaching, as often as every week, led by an able principal or "
        "its seniors. There is no way to go and it costs little. It takes hours of the same week as the "
        "KKG, so that fewer come to the KKG; what some bring home from the KKG it passes on to colleagues, and it "
        "keeps new practice from fading. Guides give sessions more content, a short course makes who leads more "
        "skilled. A very small school has hardly anybody to talk to and gains little.",
        "Guru satu sekolah bertemu membahas pengajaran mereka sendiri, bahkan setiap minggu, dipandu kepala sekolah "
        "yang mampu atau guru senior di sekolah itu. Tidak perlu perjalanan dan biayanya kecil. Waktunya diambil "
        "dari minggu yang sama dengan KKG, sehingga lebih sedikit guru hadir di KKG; yang dibawa pulang dari KKG "
        "diteruskan kepada rekan, dan praktik baru tidak cepat pudar. Panduan membuat pertemuan lebih berisi, "
        "pelatihan singkat membuat pemandunya lebih cakap. Sekolah yang sangat kecil hampir tidak punya rekan bicara "
        "sehingga manfaatnya kecil.",
    ),
    origin=(
        Passage("janapria_study", "Pendahuluan", "bentuk nyata dari komunitas belajar profesional"),
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3", "budaya kolaborasi"),
    ),
    settings=(
        Setting("sessions", 0, 36, 36, "meetings per year",
                Text("Sessions a year in each school", "Pertemuan setahun di setiap sekolah"), "HBG25 EFA18"),
        Setting("guides", 0, 1, 0.0, "0-1",
                Text("Sessions have a written guide", "Pertemuan memakai panduan tertulis"), "EFA18"),
        Setting("leads", 0, 1, 0.0, "0-1",
                Text("Those who lead are trained", "Pemandu dilatih"), "EFA18"),
    ),
    effects={"school": on_school},
    costs=(
        Cost("community_sessions", Text("Sessions of learning communities", "Pertemuan komunitas belajar"), "school",
             sessions, "community_session_cost", "bos"),
        Cost("community_guides", Text("Guides for learning communities", "Panduan komunitas belajar"), "school", guided,
             "community_guide_cost"),
        Cost("community_leads",
             Text("Training of those who lead learning communities", "Pelatihan pemandu komunitas belajar"), "school",
             leads_trained, "community_lead_cost"),
    ),
    delay="delay_learning_community",
    payers=("district", "bosda", "province", "ministry", "donor"),
)  # fmt: skip
