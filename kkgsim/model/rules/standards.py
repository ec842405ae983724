"""The seven standards of a KKG: where each cluster stands, and how it moves.

The brief measures the gap to the guide of 2010: organisation, programme, human resources, facilities, financing,
monitoring and evaluation. The fifth, management, is named in the guides (KKG08, KKG10), not in the brief; it is
moved by :mod:`kkgsim.model.rules.managing`. A standard moves toward what conditions support and (but for financing)
falls back to what was found. Each holds something back: slipped meetings (organisation), work plans and room beside
paperwork (programme), own sessions and certificates (human resources), what a session can do (facilities, management),
the force of rules (financing, and what a meeting can pay for with it), and duty and an office's reply (monitoring).
What the guide asks of facilities is impossible for some clusters, the brief says: there they stop short of it.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, select, share

PARAMETERS = {
    "standard_met": parameter(
        0.7, 0.6, 0.8, "0-1", "level from which a standard counts as met", "tingkat minimum standar dianggap terpenuhi",
        "KKG10 ASM", "assumed", distribution="fixed"),
    "standard_rate": parameter(
        0.10, 0.05, 0.2, "share of the gap per month", "speed at which a standard follows what supports it",
        "kecepatan standar mengikuti dukungan", "ASM", "assumed"),
    "rule_on_paper": parameter(
        0.3, 0.0, 0.6, "share", "what a regulation does where nobody pays for the meetings",
        "pengaruh aturan bila pertemuan tidak dibiayai", "kkg_brief ASM", "assumed", neutral=1.0),
    "guideline_programme": parameter(
        0.4, 0.1, 0.7, "share of the gap", "part of the programme standard that an explained guideline brings",
        "bagian standar program yang terpenuhi karena pedoman dijelaskan", "kkg_brief KKG10 ASM", "assumed",
        neutral=0.0),
    "rule_lapses": parameter(
        0.3, 0.1, 0.6, "share per year", "force that a regulation loses where nobody pays, checks or renews it",
        "kekuatan aturan yang hilang per tahun bila tidak dibiayai, dipantau, atau diperbarui", "kkg_brief ASM",
        "assumed", neutral=0.0, note="the guideline of 2017 was hardly known two years later"),
    "facilities_out_of_reach": parameter(
        0.6, 0.3, 0.9, "share", "part of the standard of facilities that no kit brings where no school has internet",
        "bagian standar sarana yang tidak mungkin dipenuhi bila tidak ada sekolah berinternet", "kkg_brief ASM",
        "judged", neutral=0.0),
    "facilities_wear": parameter(
        0.02, 0.0, 0.04, "share per month", "shared facilities lost when nobody keeps them up",
        "sarana bersama yang rusak bila tidak dipelihara", "ASM", "assumed", neutral=0.0),
    "one_source": parameter(
        0.75, 0.6, 0.9, "0-1", "level of the financing standard reached on one source of money alone",
        "tingkat standar pembiayaan dengan satu sumber dana", "kkg_brief KKG10 ASM", "assumed", neutral=1.0),
    "second_source": parameter(
        0.2, 0.1, 0.4, "share", "part of the money from other sources than BOS that counts as a second source in full",
        "bagian dana selain BOS yang dihitung penuh sebagai sumber kedua", "kkg_brief ASM", "assumed"),
    "evaluations_due": parameter(
        2, 1, 4, "evaluations a year", "evaluations a year that fill the monitoring standard",
        "evaluasi per tahun yang memenuhi standar pemantauan", "kkg_brief", "judged", distribution="fixed"),
    "checks_due": parameter(
        12, 6, 24, "evaluations a year", "internal checks a year that fill the monitoring standard",
        "pemantauan internal per tahun yang memenuhi standar", "kkg_brief ASM", "assumed", distribution="fixed"),
}  # fmt: skip


def moved(level, goal, n):
    """A standard a month later."""
    return clip(level + n.standard_rate * (goal - level), 0.0, 1.0)


def raised(start, by):
    """What was found, with a part ``by`` of its gap closed."""
    return start + (1.0 - start) * clip(by, 0.0, 1.0)


def force_of_rules(cluster, n):
    """How much of a regulation is more than paper: it needs meetings that are paid for, and lapses in time."""
    return cluster.rule_kept * (n.rule_on_paper + (1.0 - n.rule_on_paper) * cluster.funding)


def lapse(cluster, n):
    """A regulation is whole when it is issued or renewed, and loses force where nobody pays or checks."""
    issued = select(cluster.ruled > cluster.rule_known, 1.0, cluster.rule_kept)
    upheld = 1.0 - (1.0 - cluster.funding) * (1.0 - cluster.monitoring)
    cluster.rule_kept = issued * (1.0 - n.rule_lapses * (1.0 - upheld) / 12.0)
    cluster.rule_known = cluster.ruled


def lent_by_hosts(cluster):
    """Facilities that the schools lend where the KKG meets: the core school, or each school in turn."""
    return cluster.facilities_found + cluster.rotating * (cluster.facilities_around - cluster.facilities_found)


def facilities_in_reach(cluster):
    """Standard of facilities that what is given can bring: what hosts lend at the least, and no more than can be."""
    lent = lent_by_hosts(cluster)
    return max(lent, min(raised(lent, cluster.facilities_given), cluster.facilities_most))


def led_by_qualified(cluster):
    """Share of this month's meetings led by somebody who meets the standard."""
    guests = share(cluster.led + cluster.outside, cluster.meetings)
    return raised(cluster.people_found, guests + cluster.cadre_led + cluster.tutored)


def money_standing(cluster, n):
    """How far institutions pay for whole meetings, and how much of it comes from more than BOS."""
    others = cluster.purse_bosda + cluster.bosda_income + cluster.purse_grant + cluster.grant_income
    second = share(others, n.second_source * (others + cluster.purse_bos + cluster.bos_income))
    return cluster.afforded * (n.one_source + (1.0 - n.one_source) * second)


def watched(cluster, n):
    """How far evaluations and checks fill the standard."""
    return 12.0 * cluster.evaluations / n.evaluations_due + 12.0 * cluster.checks / n.checks_due


def develop(cluster, n):
    """Standards follow what supports them."""
    decree = cluster.decree * force_of_rules(cluster, n)
    programme = max(cluster.needs_asked, n.guideline_programme * cluster.guideline)
    cluster.organisation = moved(cluster.organisation, raised(cluster.organisation_found, decree), n)
    cluster.programme = moved(cluster.programme, raised(cluster.programme_found, programme), n)
    given = n.standard_rate * positive(facilities_in_reach(cluster) - cluster.facilities)
    kept_up = 1.0 - cluster.facilities_given
    worn = n.facilities_wear * kept_up * positive(cluster.facilities - lent_by_hosts(cluster))
    cluster.facilities = clip(cluster.facilities + given - worn, 0.0, 1.0)
    if cluster.meetings > 0.5:
        cluster.people = moved(cluster.people, led_by_qualified(cluster), n)
        cluster.funding = moved(cluster.funding, money_standing(cluster, n), n)
    cluster.monitoring = moved(cluster.monitoring, raised(cluster.monitoring_found, watched(cluster, n)), n)
