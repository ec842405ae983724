"""What needs what: settings of different levers of which one is said to do little without the other.

The study of Janapria and the brief on KKG name most of these pairs; whether they need each other in the model, and how
much, is what the analysis answers, and it does not say so of all. Each is played like any other pair of levers
(:mod:`kkgsim.analysis.interactions.interactions`), at the strengths declared here, because the usual strength of some
is zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kkgsim.analysis.interactions.pairs import Pair
from kkgsim.i18n import Text

NOTHING = Text("", "")


@dataclass(frozen=True)
class Requirement:
    """Settings of different levers that are said to need each other, the outcome looked at, and the ``claim``: what is
    said of them, which the runs may bear out or not. ``here`` says what the runs show of a claim that they do not bear
    out, with its size, in the place that ships and at the usual strength (``tests/model/test_pairs.py``).

    With ``log_odds`` the outcome is a share and is measured in log-odds, so that a limit near hides nothing.
    """

    name: str
    pair: Pair
    outcome: str
    claim: Text
    log_odds: bool = False
    here: Text = NOTHING


TEAM = {"facilitator_team_per_10_schools": 1.0}
VISITS = {"followup_mentoring_visits": 0.5}
REGULATION = {"district_regulation_in_office": 1.0}
BOS = {"bos_allocation_share": 0.03}
DUTY = {"ministerial_regulation_duty": 1.0}
ON_PAPER = Text(
    "A regulation stays on paper where nobody pays for the meetings.",
    "Peraturan hanya menjadi dokumen bila pertemuan tidak dibiayai.",
)

NEEDS: Mapping[str, Requirement] = {
    need.name: need
    for need in (
        Requirement(
            "team_after_the_donor", Pair(TEAM, REGULATION, first_half=("facilitator_team",)), "facilitators_active",
            Text("Facilitators without a place in the system leave when the money ends; a district regulation gives "
                  "them one.",
                  "Fasilitator tanpa kedudukan dalam sistem berhenti ketika dana berakhir; peraturan bupati memberi "
                  "mereka kedudukan."),
            here=Text("In the runs a place that nobody pays for keeps hardly anybody: of a donor's five facilitators "
                      "in Janapria about one is still at work a year after the money has ended, with a regulation or "
                      "without. Pay and a role keep them.",
                      "Dalam simulasi, kedudukan tanpa dana hampir tidak mempertahankan siapa pun: dari lima "
                      "fasilitator donor di Janapria, setahun setelah dana berakhir kira-kira satu yang masih "
                      "bertugas, dengan peraturan ataupun tanpa peraturan. Yang mempertahankan mereka adalah upah dan "
                      "tugas yang jelas."),
        ),
        Requirement(
            "certificate_and_partner",
            Pair({"facilitator_team_certified": 1.0}, {"provider_partnership_partnership": 1.0}, besides=TEAM),
            "attendance_share",
            Text("A certificate counts for a career only where a partner is entitled to give it.",
                  "Sertifikat dihitung untuk karier hanya bila ada mitra yang berwenang menerbitkannya."),
        ),
        Requirement("district_rule_and_bos", Pair(REGULATION, BOS), "standards_mean", ON_PAPER),
        Requirement("district_rule_and_bosda", Pair(REGULATION, {"bosda_minimum_share": 0.2}), "standards_mean",
                    ON_PAPER),
        Requirement("ministerial_rule_and_bos", Pair({"ministerial_regulation_standing": 1.0}, BOS), "standards_mean",
             ON_PAPER),
        Requirement(
            "duty_and_monitoring",
            Pair(DUTY, {"monitoring_internal_per_year": 12.0}), "attendance_share",
            Text("A duty to take part does more where it is monitored.",
                  "Kewajiban ikut serta lebih berpengaruh bila ada yang memantau."),
            log_odds=True,
        ),
        Requirement(
            "duty_and_bos", Pair(DUTY, BOS, besides={"transport_recognition_fare": 30_000.0}), "attendance_share",
            Text("A duty to take part does more where the meetings are paid for (fares are paid in any case here).",
                  "Kewajiban ikut serta lebih berpengaruh bila pertemuan dibiayai (uang transpor di sini selalu "
                  "dibayar)."),
            log_odds=True,
        ),
        Requirement(
            "regulation_and_monitoring", Pair(REGULATION, {"monitoring_per_year": 2.0}), "worth_mean",
            Text("Monitoring shows the problems; an office with a line of command acts on them.",
                  "Pemantauan memperlihatkan masalah; dinas dengan garis komando menanganinya."),
        ),
        Requirement(
            "team_and_release", Pair(TEAM, {"release_from_teaching_days": 2.5}, besides=VISITS), "practice_mean",
            Text("Days of release do nothing without facilitators, and facilitators who teach all week have few days "
                  "for visits.",
                  "Hari bebas mengajar tidak berguna tanpa fasilitator, dan fasilitator yang mengajar penuh hanya "
                  "punya sedikit hari untuk kunjungan."),
        ),
        Requirement(
            "mentoring_and_team", Pair(VISITS, TEAM), "practice_mean",
            Text("Visits take people: without facilitators few of those requested take place.",
                  "Kunjungan memerlukan orang: tanpa fasilitator, sedikit kunjungan yang terlaksana."),
        ),
        Requirement(
            "freed_and_able_supervisors",
            Pair({"release_from_teaching_supervisors": 1.0},
                 {"supervisor_merit_recruited": 1.0, "supervisor_merit_cadre": 1.0}),
            "practice_mean",
            Text("Supervisors freed from office work visit more, which is worth more where they mentor well.",
                  "Pengawas yang bebas tugas kantor lebih sering berkunjung, dan hasilnya lebih besar bila mereka "
                  "cakap mendampingi."),
        ),
        Requirement(
            "campaign_and_meetings", Pair({"perception_change_campaign": 1.0}, TEAM), "pedagogic_mean",
            Text("A campaign brings teachers to the meeting; they learn there only where the meeting teaches.",
                  "Kampanye mendatangkan guru ke pertemuan; mereka belajar hanya bila pertemuannya berisi."),
            here=Text("In the runs a campaign adds next to nothing to what teachers learn, with facilitators (0.001 of "
                      "the scale) or without (0.0001).",
                      "Dalam simulasi, kampanye hampir tidak menambah yang dipelajari guru, dengan fasilitator (0,001 "
                      "dari skala) maupun tanpa fasilitator (0,0001)."),
        ),
        Requirement(
            "tutors_and_selection", Pair({"core_teachers_per_cluster": 3.0}, {"fair_selection_rotation": 1.0}),
            "tutored_share",
            Text("Where the same people are always sent to courses, many clusters have nobody to deploy as tutors.",
                  "Bila yang dilatih orang yang sama terus, banyak gugus tidak punya orang untuk dijadikan tutor."),
        ),
    )
}  # fmt: skip
"""Pairs of settings of which it is asked whether they need each other, by name."""
