"""A district team of facilitators who lead structured short courses in KKG meetings."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "facilitator_honorarium": parameter(
        200_000, 100_000, 500_000, "Rp per session or day of visits", "honorarium of a facilitator",
        "honor fasilitator per sesi atau hari kunjungan", "ASM", "assumed"),
    "facilitator_training": parameter(
        6_000_000, 3_000_000, 12_000_000, "Rp per person", "certified training of a new facilitator",
        "pelatihan bersertifikat fasilitator baru", "ASM", "assumed"),
    "facilitator_travel": parameter(
        50_000, 25_000, 150_000, "Rp per day", "flat travel money of a facilitator per working day, besides the way",
        "uang perjalanan fasilitator per hari kerja, di luar ongkos jarak", "ASM MEM", "assumed"),
    "facilitator_retainer": parameter(
        100_000, 50_000, 300_000, "Rp per person and month", "coordination and phone of a facilitator, busy or idle",
        "koordinasi dan komunikasi seorang fasilitator, sibuk atau tidak", "ASM", "assumed"),
    "facilitator_status_cost": parameter(
        300_000, 100_000, 600_000, "Rp per person and month", "functional allowance that comes with formal status",
        "tunjangan karena status resmi", "ASM", "assumed"),
    "certification_fee": parameter(
        150_000, 50_000, 400_000, "Rp per session", "certification of one short course and its papers",
        "sertifikasi satu pelatihan singkat", "ASM", "assumed"),
    "turn_planning": parameter(
        15_000, 5_000, 40_000, "Rp per cluster and month", "keeping the map of needs and ways by which turns are given",
        "pemutakhiran peta kebutuhan dan jarak untuk mengatur giliran", "ASM", "assumed"),
    "delay_facilitator_team": delay(
        1, 0, 6, "the decree is signed and recruiting begins", "SK terbit dan perekrutan dimulai"),
}  # fmt: skip


def on_district(district, policy, n):
    """A team belongs to the system or not, and is sent out by a rule."""
    district.facilitators_recognised = max(district.facilitators_recognised, policy.facilitator_team_formal_status)
    district.sessions_certified = max(district.sessions_certified, policy.facilitator_team_certified)
    district.toward_need = max(district.toward_need, policy.facilitator_team_toward_need)
    district.toward_near = max(district.toward_near, policy.facilitator_team_toward_near)


def on_cluster(cluster, district, reach, policy, n):
    """A team is paid for by the number of schools that it serves, and sent to no others."""
    cluster.facilitators_kept_out = reach.left_out_facilitator_team
    served = 1.0 - cluster.facilitators_kept_out
    district.clusters_served = district.clusters_served + served
    district.schools_served = district.schools_served + served * cluster.schools
    wanted = policy.facilitator_team_per_10_schools * district.schools_served / 10.0
    district.facilitators_wanted = max(district.facilitators_wanted, wanted)


def posts_paid(district, policy, n):
    return district.facilitators_paid


def days_paid(district, policy, n):
    """Days in meetings and on visits that somebody pays for; a volunteer's day costs nobody."""
    return district.days_paid


def trips_paid(district, policy, n):
    """Rp: a flat sum a day and the way to the clusters and back."""
    return district.days_paid * n.facilitator_travel + district.trips_km * n.travel_cost_km


def newly_trained(district, policy, n):
    return district.facilitators_new


def with_status(district, policy, n):
    """Status costs the district as long as those who have it serve and are paid, whoever pays the team or gave it."""
    return district.facilitators_with_status


def sessions_put_up(district, policy, n):
    return policy.facilitator_team_certified * district.facilitated_sessions


def turns_planned(district, policy, n):
    return (policy.facilitator_team_toward_need + policy.facilitator_team_toward_near) * district.clusters_served


LEVER = Lever(
    name="facilitator_team",
    label=Text("District facilitator team", "Tim fasilitator kabupaten"),
    about=Text(
        "The district chooses facilitators among its own teachers who are willing, the ablest first, and trains so "
        "many a month; they lead structured short courses in KKG meetings. The larger the team, the less able are "
        "those who come last, and no team is larger than the number of the willing. Clusters get them in turn, or "
        "the neediest or the nearest more often; those with days left who live nearest are sent. Too few of them "
        "prepare less and are worth less. They fade away when the money ends: formal status keeps them, and costs, "
        "only as long as somebody pays them and they have work. A certificate is paper without a partner entitled to "
        "give it.",
        "Kabupaten memilih fasilitator dari guru setempat yang bersedia, yang tercakap lebih dulu, dan melatih "
        "sejumlah orang tiap bulan; mereka memandu pelatihan singkat terstruktur di KKG. Makin besar tim, makin "
        "kurang cakap yang dipilih terakhir, dan tim tidak dapat melebihi jumlah guru yang bersedia. Gugus mendapat "
        "giliran, atau gugus yang paling membutuhkan atau yang dekat didahulukan; yang dikirim adalah yang terdekat "
        "dan masih punya hari kerja. Bila terlalu sedikit, persiapannya kurang dan hasilnya berkurang. Mereka "
        "menghilang ketika dana berakhir: status resmi menahan mereka, dan berbiaya, hanya selama mereka dibiayai "
        "dan mempunyai tugas. Sertifikat tanpa mitra yang berwenang hanyalah kertas.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 2",
                "Tim fasilitator tingkat kabupaten dapat dibentuk"),
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 5", "Tim ini harus dikelola dan didanai dengan baik"),
        Passage("kkg_brief", "Tantangan utama: Sumber daya pemerintah",
                "Sementara itu, fasilitator program di tingkat kabupaten"),
    ),
    settings=(
        Setting("per_10_schools", 0, 12, 1.0, "facilitators per 10 schools",
                Text("Facilitators per 10 schools", "Fasilitator per 10 sekolah"), "ESUM20 NTTF1"),
        Setting("formal_status", 0, 1, 0.0, "0-1",
                Text("Formal status in the system", "Status resmi dalam sistem"), "kkg_brief"),
        Setting("certified", 0, 1, 0.0, "0-1",
                Text("Short courses put up for certification", "Pelatihan singkat diajukan sertifikasi"), "kkg_brief"),
        Setting("toward_need", 0, 1, 0.0, "0-1",
                Text("Neediest clusters first", "Gugus paling membutuhkan didahulukan"), "ASM"),
        Setting("toward_near", 0, 1, 0.0, "0-1",
                Text("Nearest clusters first", "Gugus terdekat didahulukan"), "ASM"),
    ),
    effects={"district": on_district, "cluster": on_cluster},
    costs=(
        Cost("facilitator_honoraria", Text("Facilitators' honoraria", "Honor fasilitator"), "district", days_paid,
             "facilitator_honorarium"),
        Cost("facilitator_trips", Text("Facilitators' travel", "Perjalanan fasilitator"), "district",
             trips_paid, None),
        Cost("facilitator_retainers", Text("Coordination of the team", "Koordinasi tim"), "district",
             posts_paid, "facilitator_retainer"),
        Cost("facilitator_courses", Text("Training of facilitators", "Pelatihan fasilitator"), "district",
             newly_trained, "facilitator_training"),
        Cost("facilitator_allowances", Text("Allowances for formal status", "Tunjangan status resmi"), "district",
             with_status, "facilitator_status_cost", "district", "formal_status"),
        Cost("session_certification", Text("Certification of short courses", "Sertifikasi pelatihan singkat"),
             "district", sessions_put_up, "certification_fee"),
        Cost("turn_plans", Text("Planning of turns", "Penyusunan giliran"), "district", turns_planned,
             "turn_planning"),
    ),
    delay="delay_facilitator_team",
)  # fmt: skip
