"""What the KKG of each cluster is like at the start: agenda, standards, turns, and where need is greatest."""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import drawn_level, middle, select, square_root

PARAMETERS = {
    "admin_found": parameter(
        0.67, 0.50, 0.85, "share", "agenda that is paperwork, exam drafting and routine",
        "porsi agenda untuk administrasi rutin", "CIP17 kkg_brief", "literature"),
    "admin_found_sd": parameter(
        0.15, 0.10, 0.20, "share", "spread of that share between clusters", "sebaran porsi administrasi antargugus",
        "kkg_brief CIP17 ASM", "judged",
        note="a quarter of the programmes are built on needs: a quarter of the KKG then give paperwork less than 0.57"),
    "relevance_found": parameter(
        0.50, 0.35, 0.65, "0-1", "fit of the content to needs as found", "kesesuaian materi awal", "kkg_brief ASM",
        "judged"),
    "relevance_found_sd": parameter(
        0.15, 0.10, 0.20, "0-1", "spread of that fit between clusters", "sebaran kesesuaian materi antargugus",
        "kkg_brief ASM", "judged",
        note="a quarter of the programmes are built on needs: content that fits at 0.75 in a quarter and at 0.45 in "
        "the rest spreads by 0.13 alone"),
    "management_found": parameter(
        0.40, 0.2, 0.6, "0-1", "quality of KKG management as found", "mutu pengelolaan awal", "kkg_brief ASM",
        "judged"),
    "management_found_sd": parameter(
        0.12, 0.05, 0.2, "0-1", "spread of that quality between clusters", "sebaran mutu pengelolaan antargugus",
        "ASM", "assumed"),
    "organisation_found": parameter(
        0.65, 0.5, 0.8, "0-1", "mean standing of a KKG's organisation (not all have a decree)",
        "rata-rata standar organisasi KKG (belum semua ber-SK)", "kkg_brief ASM", "judged"),
    "organisation_found_sd": parameter(
        0.20, 0.1, 0.3, "0-1", "spread of that standing between clusters", "sebaran standar organisasi antargugus",
        "ASM",
        "assumed"),
    "programme_found": parameter(
        0.55, 0.4, 0.65, "0-1", "mean standing of work programmes (a quarter are built on needs)",
        "rata-rata standar program kerja (seperempat berbasis kebutuhan)", "kkg_brief ASM", "judged"),
    "programme_found_sd": parameter(
        0.20, 0.1, 0.3, "0-1", "spread of that standing between clusters", "sebaran standar program antargugus", "ASM",
        "assumed"),
    "people_found": parameter(
        0.40, 0.25, 0.55, "0-1", "mean standing of those who lead sessions (most are the cluster's own)",
        "rata-rata standar SDM (narasumber umumnya internal)", "kkg_brief ASM", "judged"),
    "people_found_sd": parameter(
        0.15, 0.08, 0.25, "0-1", "spread of that standing between clusters", "sebaran standar SDM antargugus", "ASM",
        "assumed"),
    "facilities_lent": parameter(
        0.60, 0.4, 0.9, "share",
        "part of its own facilities that a school lets the KKG use that meets there (most are not shared)",
        "bagian sarana sekolah yang boleh dipakai KKG yang bertemu di sana (umumnya tidak dipakai bersama)",
        "kkg_brief ASM", "judged", neutral=0.0,
        note="with what schools own it gives shared facilities a standing of about 0.35 as found"),
    "facilities_lent_sd": parameter(
        0.20, 0.1, 0.3, "0-1", "spread of that part between clusters", "sebaran bagian itu antargugus", "ASM",
        "assumed"),
    "monitoring_found": parameter(
        0.35, 0.15, 0.55, "0-1", "mean standing of monitoring (none in most clusters)",
        "rata-rata standar pemantauan (tidak terjadi di sebagian besar gugus)", "kkg_brief ASM", "judged"),
    "monitoring_found_sd": parameter(
        0.20, 0.1, 0.3, "0-1", "spread of that standing between clusters", "sebaran standar pemantauan antargugus",
        "ASM",
        "assumed"),
    "kkg_common": parameter(
        0.8, 0.4, 0.9, "share",
        "part of the differences between KKG that agenda, relevance and standards have in common",
        "bagian perbedaan antar-KKG yang sama pada agenda, relevansi, dan semua standar",
        "janapria_study kkg_brief ASM", "assumed", neutral=0.0,
        note="in the study's Gugus IX all is well together; in the brief's unused KKG nothing is"),
    "funding_found": parameter(
        0.20, 0.05, 0.4, "0-1", "standing of financing at the start", "standar pembiayaan pada awal", "kkg_brief ASM",
        "assumed"),
}  # fmt: skip


def differ(cluster, luck):
    """Some KKG are well kept in everything, some in nothing; a lot says which of equals an office takes first."""
    cluster.well_kept = luck.common
    cluster.lot = luck.lot


def together(cluster, own, part):
    """A draw of which a ``part`` of the variance goes with how well kept the KKG is, and the rest is its ``own``."""
    return square_root(part) * cluster.well_kept + square_root(1.0 - part) * own


def find_kkg(cluster, luck, n):
    """Each KKG has its agenda and standards as found."""
    cluster.admin_found = drawn_level(n.admin_found, n.admin_found_sd, -together(cluster, luck.admin, n.kkg_common))
    cluster.relevance_found = drawn_level(
        n.relevance_found, n.relevance_found_sd, together(cluster, luck.relevance, n.kkg_common)
    )
    cluster.organisation_found = drawn_level(
        n.organisation_found, n.organisation_found_sd, together(cluster, luck.organisation, n.kkg_common)
    )
    cluster.programme_found = drawn_level(
        n.programme_found, n.programme_found_sd, together(cluster, luck.programme, n.kkg_common)
    )
    cluster.people_found = drawn_level(n.people_found, n.people_found_sd, together(cluster, luck.people, n.kkg_common))
    lent = drawn_level(n.facilities_lent, n.facilities_lent_sd, luck.facilities)
    cluster.facilities_found = lent * cluster.facilities_core
    cluster.facilities_around = lent * cluster.facilities_sum / cluster.schools
    no_internet = 1.0 - cluster.internet_sum / cluster.schools
    cluster.facilities_most = 1.0 - n.facilities_out_of_reach * no_internet
    cluster.management_found = drawn_level(
        n.management_found, n.management_found_sd, together(cluster, luck.management, n.kkg_common)
    )
    cluster.monitoring_found = drawn_level(
        n.monitoring_found, n.monitoring_found_sd, together(cluster, luck.monitoring, n.kkg_common)
    )


def carry_on(cluster, n):
    """KKGs carry on from there; their meetings and turns are spread over the months."""
    cluster.relevance = cluster.relevance_found
    cluster.organisation = cluster.organisation_found
    cluster.programme = cluster.programme_found
    cluster.people = cluster.people_found
    cluster.facilities = cluster.facilities_found
    cluster.management = cluster.management_found
    cluster.monitoring = cluster.monitoring_found
    cluster.funding = n.funding_found
    cluster.rule_kept = 1.0
    cluster.due = cluster.stagger
    cluster.turn = cluster.stagger
    cluster.present = cluster.teachers * n.usual_attendance


def average_readers(cluster):
    """Each cluster has its mean literacy."""
    cluster.literacy = cluster.literacy_sum / cluster.schools


def compare_readers(cluster, other_cluster):
    """Each cluster's literacy is set against that of every other; equals count half."""
    worse = select(other_cluster.literacy < cluster.literacy, 1.0, 0.0)
    not_better = select(other_cluster.literacy <= cluster.literacy, 1.0, 0.0)
    cluster.reading_worse = cluster.reading_worse + (worse + not_better) / 2.0


def rank_need(cluster, district):
    """Need is greatest where pupils read least in the place; a cluster alone stands in the middle."""
    cluster.need = select(
        district.clusters > 1.0, 1.0 - cluster.reading_worse / max(district.clusters - 1.0, 1.0), middle()
    )
