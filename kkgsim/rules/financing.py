"""What a meeting costs and who pays: BOS first, then the participants' own pockets.

B: most money is BOS or the members' own; a shortage shrinks meetings. The cluster's purse fills from BOS as far as
it can use the money, buys refreshments and copies, then an outside resource person, then transport money.
"""

from kkgsim.numbers import number
from kkgsim.rules.arithmetic import clip, positive

NUMBERS = {
    "bos_rate": number(
        900_000, 800_000, 1_800_000, "Rp per pupil and year", "regular BOS per SD pupil", "BOS reguler per murid SD",
        "BOS16 BOS21 BOS26", "literature", distribution="fixed"),
    "bos_share_found": number(
        0.01, 0.0, 0.02, "share of BOS", "BOS that reaches the KKG as things are", "bagian BOS untuk KKG, keadaan awal",
        "BOSOLD seed:001 ASM", "assumed"),
    "refreshments": number(
        25_000, 10_000, 50_000, "Rp per person", "food and copies per participant", "konsumsi dan fotokopi per peserta",
        "ASM", "assumed"),
    "resource_person_fee": number(
        150_000, 75_000, 900_000, "Rp per hour", "fee of an outside resource person", "honor narasumber luar per jam",
        "SBM24 ASM", "assumed"),
    "purse_months": number(
        3, 1, 6, "meetings", "meetings for which a cluster keeps money in its purse; the rest stays with the schools",
        "cadangan kas gugus dalam jumlah pertemuan; sisanya tetap di sekolah", "BOSQ ASM", "assumed"),
    "levy_limit": number(
        10_000, 0, 25_000, "Rp per person", "most that participants put in when BOS does not cover a meeting",
        "iuran peserta tertinggi", "seed:001 ASM", "assumed"),
}  # fmt: skip


def bos_of(school, n):
    """BOS of a school per month, Rp."""
    return school.pupils * n.bos_rate / 12.0


def set_aside(school, cluster, n):
    """Schools set BOS aside for the KKG. | Sekolah menyisihkan BOS untuk KKG."""
    cluster.bos_income = cluster.bos_income + bos_of(school, n) * clip(n.bos_share_found + cluster.bos_share, 0.0, 1.0)


def fee_of_outsider(n):
    """Rp for an outside resource person at one whole meeting."""
    return n.meeting_hours * n.resource_person_fee


def plan(cluster, n):
    """The committee plans with the money it has. | Pengurus merencanakan sesuai dana."""
    guests = max(cluster.present, 1.0)
    food = guests * n.refreshments
    wish = positive(n.reference_fare - cluster.fare_offered)
    whole = food + fee_of_outsider(n) + guests * wish
    room = positive(n.purse_months * whole - cluster.purse)
    cluster.bos_income = min(cluster.bos_income, room)
    cluster.purse = cluster.purse + cluster.bos_income
    for_food = min(cluster.purse, food)
    cluster.levy = clip((food - for_food) / guests, 0.0, n.levy_limit)
    cluster.held = clip((for_food + cluster.levy * guests) / max(food, 1.0), 0.0, 1.0)
    left = cluster.purse - for_food
    cluster.outside = (1.0 - cluster.facilitated) * clip(left / max(fee_of_outsider(n), 1.0), 0.0, 1.0)
    left = left - cluster.outside * fee_of_outsider(n)
    cluster.fare_from_bos = clip(left / guests, 0.0, wish)


def settle(cluster, n):
    """Bills are paid; the purse is never overdrawn. | Tagihan dibayar; kas tidak pernah minus."""
    bill = cluster.arrived * n.refreshments * cluster.held
    cluster.paid_refreshments = min(cluster.purse, bill)
    cluster.purse = cluster.purse - cluster.paid_refreshments
    cluster.paid_pocket = bill - cluster.paid_refreshments
    cluster.paid_outside = min(cluster.purse, cluster.outside * fee_of_outsider(n))
    cluster.purse = cluster.purse - cluster.paid_outside
    cluster.paid_fares = min(cluster.purse, cluster.arrived * cluster.fare_from_bos)
    cluster.purse = cluster.purse - cluster.paid_fares
