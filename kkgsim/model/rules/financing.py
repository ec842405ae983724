"""What meetings cost and who pays: a grant, BOSDA, BOS, then the participants' own pockets.

By the brief, most money is BOS or the members' own, though the standard allows other sources; a shortage shrinks
meetings. BOS comes in by quarters, grant and BOSDA by the month, into the cluster's purses, as far as the cluster
can use it. What a grant has paid in a year BOS may not pay again. The committee sees to refreshments and copies first,
then to a resource person, then to transport money; where there is a grant, at the higher prices of grant budgets.

Every amount is in whole rupiah, so that accounts close exactly, and in rupiah of :data:`BASE_YEAR`. Prices rise in the
years of a run; amounts that a rule fixes (BOS and BOSDA a pupil, and with them the cap on honoraria) are raised more
slowly and so buy less each year.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, share, whole
from kkgsim.model.rules.scheduling import hours_of, length, meetings_a_year, sittings

BASE_YEAR = 2026
"""The year of whose prices all rupiah are."""

PARAMETERS = {
    "inflation": parameter(
        0.03, 0.015, 0.05, "share per year", "how fast prices and wages rise", "laju kenaikan harga dan upah",
        "ASM", "assumed", neutral=0.0, condition=True,
        note="what a rule fixes in rupiah is worth less by that, as far as it is not raised"),
    "bos_raised": parameter(
        0.012, 0.0, 0.03, "share per year", "how fast BOS and BOSDA per pupil are raised",
        "laju kenaikan BOS dan BOSDA per murid", "BOS16 BOS21 BOS26", "judged", condition=True,
        note="800,000 until 2019, 900,000 since"),
    "bos_rate": parameter(
        900_000, 800_000, 1_800_000, "Rp per pupil and year", "regular BOS per SD pupil", "BOS reguler per murid SD",
        "BOS16 BOS21 BOS26", "literature", distribution="fixed", condition=True),
    "bos_fewest": parameter(
        60, 60, 60, "pupils", "pupils that BOS counts at least, however small the school",
        "jumlah murid minimum dalam perhitungan BOS", "BOS16", "literature", distribution="fixed",
        note="the rule is for small schools in special areas; the model gives it to every small school"),
    "bos_share_found": parameter(
        0.01, 0.0, 0.02, "share of BOS", "BOS that reaches the KKG as things are", "bagian BOS untuk KKG, keadaan awal",
        "BOSOLD kkg_brief ASM", "assumed", condition=True),
    "honorarium_cap": parameter(
        0.20, 0.15, 0.50, "share of BOS", "most that a state school may spend of BOS on honoraria",
        "batas honor dari BOS sekolah negeri", "BOS26 BOS15H HON20", "literature", distribution="fixed",
        condition=True),
    "contract_pay": parameter(
        300_000, 100_000, 550_000, "Rp per person and month",
        "pay of a contract teacher from BOS, which the cap counts first",
        "honor guru honorer dari BOS", "HON20 HONSUB", "literature", distribution="fixed"),
    "substitute_pay": parameter(
        50_000, 5_000, 120_000, "Rp per day", "pay of a substitute teacher", "upah guru pengganti per hari",
        "HONSUB MEM ASM", "assumed", note="HONSUB has 5,000; value and top are from memory"),
    "bosda_rate": parameter(
        60_000, 20_000, 200_000, "Rp per pupil and year", "district school grant (BOSDA) per pupil", "BOSDA per murid",
        "HONKLU ASM", "assumed", condition=True),
    "refreshments": parameter(
        25_000, 10_000, 50_000, "Rp per person", "food and copies per participant of a meeting of four hours",
        "konsumsi dan fotokopi per peserta pertemuan empat jam",
        "ASM", "assumed"),
    "hired_ride_km": parameter(
        2_000, 1_000, 4_000, "Rp per km", "hired motorbike, by which transport money for long ways is reckoned",
        "ongkos ojek sebagai dasar uang transpor jarak jauh", "ASM", "assumed", neutral=0.0),
    "grant_food": parameter(
        12_500, 10_000, 15_000, "Rp per person and hour", "food and copies in the budget of a grant",
        "konsumsi dan fotokopi dalam anggaran dana hibah", "RABKKG PKP19", "judged",
        note="RABKKG: 50,000 a meeting, planned; reckoned for four hours"),
    "grant_allowance": parameter(
        16_250, 12_500, 22_500, "Rp per person and hour", "transport and daily money in the budget of a grant",
        "uang transpor dan harian dalam anggaran dana hibah", "RABKKG PKP19", "judged",
        note="PKP19: with food 230,000 a full day of some eight hours; RABKKG: 50,000 a meeting of four hours"),
    "resource_person_fee": parameter(
        150_000, 75_000, 900_000, "Rp per hour", "fee of an outside resource person", "honor narasumber luar per jam",
        "SBM24 ASM", "assumed"),
    "purse_months": parameter(
        4, 2, 6, "meetings", "meetings for which a cluster keeps money in its purses; the rest stays with the schools",
        "cadangan kas gugus dalam jumlah pertemuan; sisanya tetap di sekolah", "BOSQ ASM", "assumed"),
    "levy_limit": parameter(
        10_000, 0, 100_000, "Rp per person", "most that participants put in when the purses do not cover a meeting",
        "iuran peserta tertinggi", "kkg_brief SIM18 ASM", "assumed",
        note="SIM18: 50,000 to 100,000 a month from permanent teachers, where BOS was refused"),
    "skip_below": parameter(
        0.2, 0.1, 0.4, "share", "part of the refreshments below which a cluster calls the meeting off",
        "batas biaya terpenuhi sebelum pertemuan ditiadakan", "kkg_brief ASM", "assumed"),
}  # fmt: skip


def set_prices(district):
    """At the start a rupiah that a rule fixes is worth what it was in the year of the prices."""
    district.fixed_worth = 1.0


def age_prices(district, n):
    """What a rule fixes in rupiah buys less each month, as far as it is not raised as prices are."""
    district.fixed_worth = district.fixed_worth * (1.0 - (n.inflation - n.bos_raised) / 12.0)


def pupils_counted(school, n):
    """Pupils that BOS pays for."""
    return max(school.pupils, n.bos_fewest)


def bos_of(school, calendar, district, n):
    """BOS that a school receives this month, whole Rp."""
    return whole(pupils_counted(school, n) * n.bos_rate * district.fixed_worth * calendar.bos_released)


def room_for_honoraria(school, district, n):
    """Rp a month that the cap on honoraria leaves when contract teachers are paid."""
    cap = n.honorarium_cap * pupils_counted(school, n) * n.bos_rate * district.fixed_worth / 12.0
    return positive(cap - school.contract_teachers * n.contract_pay)


def set_aside(school, cluster, calendar, district, n):
    """Schools set BOS and BOSDA aside for the KKG."""
    part = clip(n.bos_share_found + cluster.bos_share, 0.0, 1.0)
    cluster.bos_offered = cluster.bos_offered + whole(bos_of(school, calendar, district, n) * part)
    bosda = pupils_counted(school, n) * n.bosda_rate * district.fixed_worth / 12.0
    cluster.bosda_offered = cluster.bosda_offered + whole(bosda * cluster.bosda_share)
    school.honorarium_room = room_for_honoraria(school, district, n)
    cluster.honorarium_room = cluster.honorarium_room + school.honorarium_room


def pay_substitutes(facilitator, school, cluster, district, n):
    """The district pays a part of the substitutes, schools the others as far as the cap on honoraria allows; beyond it
    their classes have nobody."""
    by_district = district.substitutes_paid * facilitator.freed
    left = 1.0 - district.substitutes_paid
    by_school = left * facilitator.freed * share(school.honorarium_room, left * school.release_bill)
    facilitator.covered = by_school + by_district
    cluster.substitutes_bill = cluster.substitutes_bill + by_school * n.substitute_pay
    district.substitute_days = district.substitute_days + by_school
    district.substitute_days_paid = district.substitute_days_paid + by_district


def fee_of_outsider(cluster, n):
    """Whole Rp for an outside resource person at one meeting."""
    return whole(hours_of(cluster, n) * n.resource_person_fee)


def fee_of_guest(cluster, n):
    """Whole Rp for outside resource persons at one meeting, one at each sitting."""
    return whole(fee_of_outsider(cluster, n) * sittings(cluster))


def room_for_guests(cluster):
    """Rp for resource persons: what the cap on honoraria leaves of BOS once substitutes are paid, and any other money,
    which the cap does not bind."""
    return cluster.purse_grant + cluster.purse_bosda + positive(cluster.honorarium_room - cluster.substitutes_bill)


def take_in(purse, offered, room):
    """Whole Rp that goes into a purse: what is offered, as far as there is room."""
    return whole(min(offered, positive(room - purse)))


def purses(cluster):
    """Rp in all purses of a cluster."""
    return cluster.purse_grant + cluster.purse_bosda + cluster.purse_bos


def fill_purses(cluster, a_month, n):
    """Grant, BOSDA and BOS fill the purses as far as meetings that cost ``a_month`` Rp can use them.

    What a grant has brought since BOS was last released is taken off it: it may not pay the same twice.
    """
    room = n.purse_months * a_month
    cluster.grant_income = take_in(purses(cluster), cluster.grant_offered, room)
    cluster.purse_grant = cluster.purse_grant + cluster.grant_income
    cluster.bosda_income = take_in(purses(cluster), cluster.bosda_offered, room)
    cluster.purse_bosda = cluster.purse_bosda + cluster.bosda_income
    cluster.granted = cluster.granted + cluster.grant_income
    withheld = min(cluster.granted, cluster.bos_offered)
    cluster.granted = cluster.granted - withheld
    cluster.bos_income = take_in(purses(cluster), cluster.bos_offered - withheld, room)
    cluster.purse_bos = cluster.purse_bos + cluster.bos_income


def part_by_grant(cluster, n):
    """Part of a meeting's food and travel that the grant can pay at the prices of its budget."""
    each = (n.grant_food + n.grant_allowance) * hours_of(cluster, n)
    a_year = max(meetings_a_year(cluster, n), 1.0) * max(cluster.present, 1.0) * each
    return share(12.0 * cluster.grant_offered, a_year)


def usual_fare(cluster, n):
    """Whole Rp of transport money that a whole meeting pays each: the usual sum, a hired ride where the ways are long,
    and as far as a grant pays what its budget allows."""
    ride = max(n.reference_fare, 2.0 * cluster.way_sum / cluster.teachers * n.hired_ride_km)
    more = positive(n.grant_allowance * hours_of(cluster, n) - ride)
    return whole(ride + cluster.granted_part * more)


def food_each(cluster, n):
    """Whole Rp for one person's food and copies at one meeting, as far as a grant pays at the prices of its budget."""
    usual = n.refreshments * length(cluster, n)
    return whole(usual + cluster.granted_part * positive(n.grant_food * hours_of(cluster, n) - usual))


def food_for(guests, cluster, n):
    """Rp for everybody's food and copies at one meeting."""
    return guests * food_each(cluster, n)


def whole_meeting(cluster, n):
    """Rp for one meeting with everything: food, a resource person, transport money for those expected."""
    guests = max(cluster.present, 1.0)
    return (
        food_for(guests, cluster, n)
        + fee_of_guest(cluster, n)
        + guests * positive(usual_fare(cluster, n) - cluster.fare_offered)
    )


def money_for_each(cluster, calendar, n):
    """Rp for each meeting planned, so that the purses last for those that come before the next BOS."""
    return purses(cluster) / max(max(cluster.planned, meetings_a_year(cluster, n) * calendar.share_to_release), 1.0)


def plan(cluster, calendar, n):
    """The committee plans with its money, or calls meetings off."""
    cluster.granted_part = part_by_grant(cluster, n)
    fill_purses(cluster, whole_meeting(cluster, n) * max(meetings_a_year(cluster, n) / 12.0, 1.0), n)
    if cluster.planned > 0.5:
        guests = max(cluster.present, 1.0)
        food = food_for(guests, cluster, n)
        for_food = min(money_for_each(cluster, calendar, n), food)
        cluster.levy = whole(clip((food - for_food) / guests, 0.0, n.levy_limit))
        held = clip((for_food + cluster.levy * guests) / max(food, 1.0), 0.0, 1.0)
        cluster.held = held if held >= n.skip_below else 0.0
        cluster.meetings = cluster.planned if cluster.held > 0.0 else 0.0


def invite(cluster, calendar, n):
    """What is left pays a guest, then transport."""
    if cluster.meetings > 0.5:
        guests = max(cluster.present, 1.0)
        per_meeting = money_for_each(cluster, calendar, n)
        left = positive(per_meeting - food_for(guests, cluster, n))
        unled = cluster.meetings * (1.0 - cluster.facilitated)
        payable = cluster.meetings * share(left, fee_of_guest(cluster, n))
        cluster.invited = min(unled, payable, room_for_guests(cluster) / max(fee_of_guest(cluster, n), 1.0))
        left = positive(left - cluster.invited / cluster.meetings * fee_of_guest(cluster, n))
        wish = positive(usual_fare(cluster, n) - cluster.fare_offered)
        cluster.fare_paid = whole(clip(left / guests, 0.0, wish))
        cluster.afforded = share(
            per_meeting, whole_meeting(cluster, n) - cluster.facilitated * fee_of_guest(cluster, n)
        )


def settle(cluster, n):
    """Bills are paid, the grant first, then BOSDA, then BOS; purses are never overdrawn."""
    fee = whole(cluster.outside * fee_of_guest(cluster, n))
    cluster.fee_grant = min(cluster.purse_grant, fee)
    cluster.fee_bosda = min(cluster.purse_bosda, fee - cluster.fee_grant)
    cluster.fee_bos = min(cluster.purse_bos, fee - cluster.fee_grant - cluster.fee_bosda)
    draw_down(cluster, cluster.fee_grant, cluster.fee_bosda, cluster.fee_bos)
    levies = whole(cluster.meetings * cluster.on_site * cluster.levy)
    wanted = cluster.meetings * food_for(cluster.on_site, cluster, n) * cluster.held
    food = whole(min(wanted, purses(cluster) + levies))  # more guests than planned for share what there is
    on_food = food - min(food, levies)
    cluster.food_grant = min(cluster.purse_grant, on_food)
    cluster.food_bosda = min(cluster.purse_bosda, on_food - cluster.food_grant)
    cluster.food_bos = min(cluster.purse_bos, on_food - cluster.food_grant - cluster.food_bosda)
    cluster.food_pocket = food - cluster.food_grant - cluster.food_bosda - cluster.food_bos
    draw_down(cluster, cluster.food_grant, cluster.food_bosda, cluster.food_bos)
    fares = whole(cluster.meetings * cluster.on_site * cluster.fare_paid)
    cluster.fares_grant = min(cluster.purse_grant, fares)
    cluster.fares_bosda = min(cluster.purse_bosda, fares - cluster.fares_grant)
    cluster.fares_bos = min(cluster.purse_bos, fares - cluster.fares_grant - cluster.fares_bosda)
    draw_down(cluster, cluster.fares_grant, cluster.fares_bosda, cluster.fares_bos)
    promised = fares - cluster.fares_grant - cluster.fares_bosda - cluster.fares_bos
    cluster.own_travel = cluster.own_travel + min(promised, cluster.travel_cost - cluster.own_travel)


def draw_down(cluster, grant, bosda, bos):
    """Take payments out of the purses."""
    cluster.purse_grant = cluster.purse_grant - grant
    cluster.purse_bosda = cluster.purse_bosda - bosda
    cluster.purse_bos = cluster.purse_bos - bos
