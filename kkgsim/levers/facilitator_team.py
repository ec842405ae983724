"""C6: a district team of facilitators who lead structured short courses in KKG meetings."""

from kkgsim.levers.lever import Cost, Lever, Setting
from kkgsim.numbers import Label, number
from kkgsim.rules.arithmetic import share
from kkgsim.rules.mentoring import reached_in_a_day

NUMBERS = {
    "facilitator_honorarium": number(
        200_000, 100_000, 500_000, "Rp per session or day of visits", "honorarium of a facilitator",
        "honor fasilitator per sesi atau hari kunjungan", "ASM", "assumed"),
    "facilitator_training": number(
        6_000_000, 3_000_000, 12_000_000, "Rp per person", "certified training of a new facilitator",
        "pelatihan bersertifikat fasilitator baru", "ASM", "assumed"),
    "facilitator_travel": number(
        50_000, 25_000, 150_000, "Rp per day", "flat travel money of a facilitator per working day, besides the way",
        "uang perjalanan fasilitator per hari kerja, di luar ongkos jarak", "ASM MEM", "assumed"),
    "facilitator_retainer": number(
        100_000, 50_000, 300_000, "Rp per person and month", "coordination and phone of a facilitator, busy or idle",
        "koordinasi dan komunikasi seorang fasilitator, sibuk atau tidak", "ASM", "assumed"),
    "facilitator_status_cost": number(
        300_000, 100_000, 600_000, "Rp per person and month", "functional allowance that comes with formal status",
        "tunjangan karena status resmi", "ASM", "assumed"),
}  # fmt: skip


def on_district(district, policy, n):
    """A team is paid for and, with formal status, belongs to the system."""
    district.facilitators_wanted = (
        district.facilitators_wanted + policy.facilitator_team_per_10_schools * district.schools / 10.0
    )
    district.facilitators_recognised = max(district.facilitators_recognised, policy.facilitator_team_formal_status)


def posts_paid(district, policy, n):
    return district.facilitators_paid


def days_paid(district, policy, n):
    """Days in meetings and on visits that somebody pays for; a volunteer's day costs nobody, preparation is unpaid."""
    visiting = district.facilitator_visits / max(reached_in_a_day(district, n), 0.01)
    paid = share(district.facilitators_paid * n.facilitator_days, district.facilitator_days)
    return (district.facilitated_sessions + visiting) * paid


def travel_of_days_paid(district, policy, n):
    """Rp: a flat sum a day and the way to the schools and back."""
    per_day = n.facilitator_travel + 2.0 * district.distance_km * n.travel_cost_km
    return days_paid(district, policy, n) * per_day


def newly_trained(district, policy, n):
    return district.facilitators_new


def with_status(district, policy, n):
    return policy.facilitator_team_formal_status * district.facilitators_active


LEVER = Lever(
    name="facilitator_team",
    label=Label("District facilitator team", "Tim fasilitator kabupaten"),
    about=Label(
        "The district recruits and trains facilitators who lead structured short courses in KKG meetings in turn. "
        "Without formal status they fade away when the money ends.",
        "Kabupaten merekrut dan melatih fasilitator yang bergiliran memandu pelatihan singkat terstruktur di KKG. "
        "Tanpa status resmi mereka menghilang ketika dana berakhir.",
    ),
    origin="C6; B district 2 and 5; S107 S108 S132 S133",
    settings=(
        Setting("per_10_schools", 0, 4, 1.0, "facilitators per 10 schools",
                Label("Facilitators per 10 schools", "Fasilitator per 10 sekolah"), "ESUM20 NTTF1"),
        Setting("formal_status", 0, 1, 0.0, "0-1",
                Label("Formal status in the system", "Status resmi dalam sistem"), "seed:001"),
    ),
    effects={"district": on_district},
    costs=(
        Cost("facilitator_honoraria", Label("Facilitators' honoraria", "Honor fasilitator"), "district", days_paid,
             "facilitator_honorarium"),
        Cost("facilitator_trips", Label("Facilitators' travel", "Perjalanan fasilitator"), "district",
             travel_of_days_paid, None),
        Cost("facilitator_retainers", Label("Coordination of the team", "Koordinasi tim"), "district",
             posts_paid, "facilitator_retainer"),
        Cost("facilitator_courses", Label("Training of facilitators", "Pelatihan fasilitator"), "district",
             newly_trained, "facilitator_training"),
        Cost("facilitator_allowances", Label("Allowances for formal status", "Tunjangan status"), "district",
             with_status, "facilitator_status_cost"),
    ),
)  # fmt: skip
