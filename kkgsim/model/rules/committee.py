"""The committee of a KKG (pengurus): chair, secretary and treasurer, teachers of the cluster with a skill and no time.

The study names a professional committee among what makes a KKG work; the brief wants clusters run by and for their
members. As found a committee is appointed, the longest served first; where members run their KKG they elect the ablest
as far as they can tell. Whoever leaves the cluster leaves the office, and what a training taught her goes with her.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, select
from kkgsim.model.rules.workload import busyness

PARAMETERS = {
    "officer_learns": parameter(
        0.15, 0.05, 0.3, "share of the gap per month", "how fast training makes an officer professional",
        "seberapa cepat pelatihan membuat pengurus profesional", "kkg_brief ASM", "assumed", neutral=0.0),
    "officer_trained_skill": parameter(
        0.30, 0.1, 0.45, "points", "skill that a trained officer has more", "tambahan kecakapan pengurus terlatih",
        "kkg_brief ASM", "assumed", neutral=0.0),
    "officer_time": parameter(
        0.15, 0.0, 0.3, "share per SD of workload", "work for the KKG that a busier officer leaves undone",
        "tugas KKG yang tertinggal pada pengurus yang lebih sibuk", "janapria_study ASM", "assumed", neutral=0.0),
    "chair_weight": parameter(
        0.5, 0.34, 0.7, "share", "part of the committee's work that rests on its chair",
        "bagian kerja pengurus yang bertumpu pada ketua", "KKG10 ASM", "assumed"),
    "term_of_office": parameter(
        3, 2, 5, "years", "term of office of a committee", "masa jabatan pengurus", "KKG10 ASM", "assumed",
        distribution="fixed"),
    "members_see": parameter(
        0.7, 0.3, 1.0, "0-1", "how far members who elect go by skill rather than by years",
        "seberapa jauh anggota memilih menurut kecakapan, bukan masa kerja", "kkg_brief ASM", "assumed", neutral=0.0),
    "office_sees": parameter(
        0.1, 0.0, 0.3, "0-1", "the same where a committee is appointed", "hal yang sama bila pengurus ditunjuk",
        "kkg_brief ASM", "assumed", neutral=0.0, note="the brief says of supervisors that seniority counts, not skill"),
}  # fmt: skip


def skill_of_officer(teacher, n):
    """Skill in running a KKG, more once trained."""
    return clip(teacher.run_skill + n.officer_trained_skill * teacher.officer_trained, 0.0, 1.0)


def time_for_kkg(teacher, n):
    """Part of an officer's work for the KKG for which her other work leaves her the time."""
    return clip(1.0 - n.officer_time * positive(busyness(teacher, n)), 0.0, 1.0)


def preferred(teacher, cluster, n):
    """How far a teacher is preferred for an office: by skill as far as those who choose go by it, else by years."""
    by_skill = n.office_sees + (n.members_see - n.office_sees) * cluster.self_run
    return by_skill * skill_of_officer(teacher, n) + (1.0 - by_skill) * teacher.experience / n.experience_most


def part_of_office(teacher, n):
    """Part of the committee's work that falls to whoever holds this office."""
    other = select(teacher.office > 0.5, (1.0 - n.chair_weight) / 2.0, 0.0)
    chair = select(teacher.office < 1.5, n.chair_weight, other)
    return select(teacher.office > 0.5, chair, 0.0)


def end_term(cluster, n):
    """A committee's term runs out."""
    cluster.term_left = select(cluster.term_left > 0.5, cluster.term_left - 1.0, 12.0 * n.term_of_office)


def stand(teacher, cluster, n):
    """Officers serve and learn; when their term is over all may be chosen, of the others whoever is preferred most."""
    over = select(cluster.term_left < 0.5, 1.0, 0.0)
    teacher.office = (1.0 - over) * teacher.office
    holds = select(teacher.office > 0.5, 1.0, 0.0)
    learns = n.officer_learns * cluster.committee_trained * holds
    teacher.officer_trained = teacher.officer_trained + learns * (1.0 - teacher.officer_trained)
    cluster.chairs = cluster.chairs + select(teacher.office == 1.0, 1.0, 0.0)
    cluster.secretaries = cluster.secretaries + select(teacher.office == 2.0, 1.0, 0.0)
    cluster.treasurers = cluster.treasurers + select(teacher.office == 3.0, 1.0, 0.0)
    cluster.candidate = max(cluster.candidate, (1.0 - holds) * preferred(teacher, cluster, n))


def vacant_office(cluster):
    """The highest office that nobody holds: 1 chair, 2 secretary, 3 treasurer, 0 where all are held."""
    lower = select(cluster.secretaries < 0.5, 2.0, select(cluster.treasurers < 0.5, 3.0, 0.0))
    return select(cluster.chairs < 0.5, 1.0, lower)


def take_office(teacher, cluster, n):
    """A vacant office goes to whoever is preferred, the highest first; the committee is who holds one."""
    chosen = select(preferred(teacher, cluster, n) >= cluster.candidate, 1.0, 0.0)
    vacant = select(teacher.office > 0.5, 0.0, vacant_office(cluster))
    teacher.office = teacher.office + chosen * vacant
    cluster.committee = cluster.committee + part_of_office(teacher, n) * skill_of_officer(teacher, n) * time_for_kkg(
        teacher, n
    )


def call_vote(cluster):
    """Votes are counted anew."""
    cluster.committee = 0.0
    cluster.chairs = 0.0
    cluster.secretaries = 0.0
    cluster.treasurers = 0.0
    cluster.candidate = 0.0


def begin_term(cluster, n):
    """Committees are at different points of their terms."""
    cluster.term_left = 1.0 + cluster.stagger * 12.0 * n.term_of_office


def take_stock(cluster):
    """As found a committee is as good as the people in it."""
    cluster.committee_found = cluster.committee
