"""What the days of facilitators and resource persons are spent on, and whom they visit.

People are scarce: a facilitator has a few days a month, more when released; a resource person has
fewer. Facilitators are sent to the clusters whose turn
it is, the nearest with days left first; meetings come before visits. A team with more calls than days does more of them
with less preparation, and each is worth less.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, over, positive, select, share, whole
from kkgsim.model.rules.scheduling import length, sittings

PARAMETERS = {
    "session_days": parameter(
        2, 1, 3, "days", "a facilitator's days for one meeting of four hours, preparation included",
        "hari kerja fasilitator untuk satu pertemuan empat jam", "ASM", "assumed"),
    "rush": parameter(
        1.5, 1.0, 2.0, "times", "how many more tasks than it has time for a team takes on",
        "kelipatan tugas yang tetap diambil tim di atas waktunya", "ASM", "assumed", neutral=1.0),
    "thin_loss": parameter(
        0.5, 0.2, 0.8, "share per share of time missing", "skill lost where there is no time to prepare",
        "kecakapan yang hilang bila waktu persiapan kurang", "PGWSLM ASM", "assumed", neutral=0.0),
    "stranger_loss": parameter(
        0.15, 0.0, 0.3, "share", "skill lost in a cluster that the facilitator does not know",
        "kecakapan yang hilang di gugus yang belum dikenal", "ASM", "assumed", neutral=0.0),
    "known_rate": parameter(
        0.25, 0.1, 0.5, "share of the gap per visit", "how fast a facilitator gets to know a cluster",
        "seberapa cepat fasilitator mengenal gugus", "ASM", "assumed"),
    "known_fade": parameter(
        0.2, 0.05, 0.5, "times", "how fast a facilitator who stays away loses touch, relative to getting to know",
        "seberapa cepat fasilitator yang tidak datang menjadi asing, dibanding saat berkenalan", "ASM", "assumed",
        neutral=0.0),
    "turn_skew": parameter(
        0.9, 0.6, 1.0, "share", "how far a rule for whose turn it is departs from everybody alike",
        "seberapa jauh aturan giliran mengutamakan gugus tertentu", "ASM", "assumed", neutral=0.0),
    "visiting_day": parameter(
        300, 240, 360, "minutes", "what a day of visiting leaves for travel and visits", "waktu satu hari kunjungan",
        "ASM", "assumed", condition=True),
    "visits_per_day": parameter(
        3, 1, 5, "teachers", "teachers whom a day of visiting reaches where no time goes into travel",
        "guru terjangkau per hari kunjungan bila tanpa perjalanan", "ASM", "assumed", condition=True),
    "resource_persons": parameter(
        1.0, 0.3, 3.0, "persons per 100 schools", "outside resource persons within reach as found",
        "narasumber luar yang terjangkau, keadaan awal", "janapria_study kkg_brief ASM", "judged", condition=True),
    "resource_days": parameter(
        2, 1, 4, "days per month", "days that a resource person has for the KKG",
        "hari seorang narasumber untuk KKG per bulan",
        "ASM", "assumed", condition=True),
    "resource_leaves": parameter(
        0.15, 0.05, 0.3, "per year", "chance that a resource person is replaced by another",
        "peluang narasumber berganti", "ASM", "assumed"),
}  # fmt: skip


def stand_by(resource_person, district, luck, n):
    """Resource persons within reach stand by."""
    wanted = (n.resource_persons + district.resource_persons_added) * district.schools / 100.0
    part = clip(wanted - resource_person.slot, 0.0, 1.0)
    resource_person.days_left = part * n.resource_days
    if luck.leave < n.resource_leaves / 12.0:
        resource_person.skill = clip(n.outside_skill + n.outside_skill_sd * luck.skill, 0.0, 1.0)


def weight_of(cluster, district, n):
    """Claim of a cluster to facilitators: everybody's alike, tilted toward need or nearness."""
    tilt = district.toward_need * (2.0 * cluster.need - 1.0) + district.toward_near * (1.0 - 2.0 * cluster.outlying)
    return positive(1.0 + n.turn_skew * clip(tilt, -1.0, 1.0))


def be_listed(teacher, cluster, calendar):
    """Who is mentored is settled as the school year begins: who comes later has to wait."""
    teacher.listed = select(calendar.month == 7.0, 1.0, teacher.listed)
    cluster.listed = cluster.listed + teacher.listed


def ask(cluster, district, n):
    """Clusters ask for facilitators and visits."""
    served = 1.0 - cluster.facilitators_kept_out
    cluster.weight = weight_of(cluster, district, n) * served
    district.weights = district.weights + cluster.weight
    district.meetings = district.meetings + cluster.meetings * length(cluster, n) * sittings(cluster) * served
    district.visits_wanted = district.visits_wanted + cluster.visits_asked * cluster.listed * served


def reached_in_a_day(minutes, n):
    """Teachers whom a day of visiting reaches: fewer where the way to the schools is long."""
    return n.visits_per_day * share(n.visiting_day, n.visiting_day + 2.0 * minutes)


def time_for_each(days, wanted, n):
    """Part of the proper time that each task gets: all of it where there is enough, less where the team rushes."""
    return clip(over(days, wanted), 1.0 / n.rush, 1.0)


def share_out(district, n):
    """Days are shared out over meetings first, then visits."""
    to_meet = district.meetings * n.session_days
    to_visit = over(district.visits_wanted, reached_in_a_day(district.travel_minutes, n))
    district.preparation = time_for_each(district.facilitator_days, to_meet, n)
    district.session_share = over(district.facilitator_days, district.preparation * to_meet)
    left = positive(district.facilitator_days - district.preparation * to_meet)
    district.visit_preparation = time_for_each(left, to_visit, n)
    district.visit_share = over(left, district.visit_preparation * to_visit)


def claim_turns(cluster, district, n):
    """Clusters claim facilitators for all of their meetings and visits at most; what is left of a claim is to go to the
    others."""
    claim = over(cluster.weight * district.clusters_served, district.weights)
    served = 1.0 - cluster.facilitators_kept_out
    sessions = cluster.meetings * length(cluster, n) * sittings(cluster) * served
    cluster.turns_granted = min(1.0, claim * district.session_share)
    district.turns_over = district.turns_over + positive(claim * district.session_share - 1.0) * sessions
    district.turns_open = district.turns_open + (1.0 - cluster.turns_granted) * sessions
    wish = cluster.visits_asked * cluster.listed * served
    cluster.visits_granted = min(1.0, claim * district.visit_share)
    district.visits_over = district.visits_over + positive(claim * district.visit_share - 1.0) * wish
    district.visits_open = district.visits_open + (1.0 - cluster.visits_granted) * wish


def filled_up(granted, left, room, served):
    """What is granted with the part of what is left by others that falls to whoever has room."""
    return granted + served * share(left, room) * (1.0 - granted)


def await_turn(cluster, district):
    """Clusters await their turn for a facilitator."""
    served = 1.0 - cluster.facilitators_kept_out
    granted = filled_up(cluster.turns_granted, district.turns_over, district.turns_open, served)
    cluster.turn = cluster.turn + granted * cluster.meetings
    cluster.call = min(whole(cluster.turn), cluster.meetings)
    cluster.turn = cluster.turn - cluster.call
    visits = filled_up(cluster.visits_granted, district.visits_over, district.visits_open, served)
    cluster.visits_quota = visits * cluster.visits_asked * cluster.listed


def skill_there(posting, facilitator, preparation, n):
    """Skill that a facilitator brings to a cluster: less unprepared, less among strangers."""
    prepared = 1.0 - n.thin_loss * (1.0 - preparation)
    known = posting.known * (1.0 - facilitator.recruited)
    return facilitator.skill * prepared * (1.0 - n.stranger_loss * (1.0 - known))


def spend(facilitator, district, posting, days):
    """Days go by, some of them paid for, each with its way there and back."""
    paid = days if facilitator.funded > 0.0 else 0.0
    facilitator.days_left = positive(facilitator.days_left - days)
    district.days_used = district.days_used + days
    district.days_paid = district.days_paid + paid
    district.trips_km = district.trips_km + 2.0 * paid * posting.km


def go_to_meeting(posting, facilitator, cluster, district, n):
    """Facilitators go where they are called."""
    wanted = cluster.call - cluster.led
    if wanted > 0.0 and facilitator.days_left > 0.0:
        a_sitting = n.session_days * length(cluster, n) * district.preparation + 2.0 * posting.minutes / n.visiting_day
        days_per_session = a_sitting * sittings(cluster)
        sessions = min(wanted, facilitator.days_left / days_per_session)
        spend(facilitator, district, posting, sessions * days_per_session)
        cluster.led = cluster.led + sessions
        cluster.led_skill = cluster.led_skill + sessions * skill_there(posting, facilitator, district.preparation, n)
        posting.came = 1.0


def go_where_awaited(posting, facilitator, cluster, district, n):
    """Facilitators go first where a call was in vain."""
    if cluster.waiting > 0.0:
        go_to_meeting(posting, facilitator, cluster, district, n)


def count_led(cluster, district):
    """Meetings led are counted; a call in vain keeps its turn."""
    cluster.facilitated = share(cluster.led, cluster.meetings)
    answered = cluster.call <= 0.0 or cluster.led >= 0.5
    cluster.waiting = 0.0 if answered else cluster.waiting + 1.0
    cluster.turn = min(cluster.turn + cluster.call - cluster.led, max(cluster.meetings, 1.0) + 1.0)
    district.facilitated_sessions = district.facilitated_sessions + cluster.led
    cluster.reached = 12.0 if cluster.led > 0.0 else positive(cluster.reached - 1.0)


def be_engaged(engagement, resource_person, cluster, n):
    """Resource persons come where they are invited; long ways take time too."""
    days_per_session = (length(cluster, n) + 2.0 * engagement.minutes / n.visiting_day) * sittings(cluster)
    sessions = min(cluster.invited - cluster.outside, resource_person.days_left / days_per_session)
    if sessions > 0.0:
        resource_person.days_left = positive(resource_person.days_left - sessions * days_per_session)
        cluster.outside = cluster.outside + sessions
        cluster.outside_skill = cluster.outside_skill + sessions * resource_person.skill


def go_visiting(posting, facilitator, cluster, district, n):
    """Facilitators visit classrooms with the days left."""
    wanted = cluster.visits_quota - cluster.visits_made
    if wanted > 0.0 and facilitator.days_left > 0.0:
        in_a_day = over(reached_in_a_day(posting.minutes, n), district.visit_preparation)
        visits = min(wanted, facilitator.days_left * in_a_day)
        spend(facilitator, district, posting, visits / in_a_day)
        cluster.visits_made = cluster.visits_made + visits
        cluster.visits_skill = cluster.visits_skill + visits * skill_there(
            posting, facilitator, district.visit_preparation, n
        )
        posting.came = 1.0


def get_to_know(posting, facilitator, n):
    """Facilitators get to know their clusters, and lose touch."""
    posting.known = posting.known * (1.0 - facilitator.recruited)
    touch = n.known_fade + (1.0 - n.known_fade) * posting.came
    posting.known = posting.known + n.known_rate * (posting.came - posting.known) * touch


def chance_of_visit(grade, cluster):
    """Chance that a mentor comes to a class: the same for all, or turned to grades 1 to 3, half of all classes."""
    early = min(1.0, cluster.visit_chance * (1.0 + cluster.visits_early))
    late = positive(2.0 * cluster.visit_chance - early)
    return select(grade.number < 3.5, early, late)


def be_visited(teacher, grade, cluster, luck, n):
    """A mentor visits the classroom, or a matched partner is at hand."""
    teacher.visited = select(luck.visit < chance_of_visit(grade, cluster), teacher.listed, 0.0)
    partnered = select(teacher.partner_ahead > 0.0, teacher.paired, 0.0)
    known = max(n.senior_skill * partnered, teacher.mentor_skill)
    teacher.mentored = max(teacher.visited, partnered, n.mentored_fade * teacher.mentored)
    teacher.mentor_skill = select(teacher.visited > 0.5, cluster.visit_skill, known)
