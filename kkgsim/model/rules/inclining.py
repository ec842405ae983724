"""What speaks for coming to a meeting and what against: pulls and drags in log-odds, added up.

A logit of motives, means and social pull. The study of Janapria names motivation, the principal, relevance and a
collaborative culture as what brings teachers, and workload, incentives, distance and the missing
support of the office as what keeps them away; the brief adds what the KKG is taken to be.
"""

from kkgsim.i18n import Text
from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import select, share, whole
from kkgsim.model.rules.career import certificate
from kkgsim.model.rules.curriculum import relevance_now
from kkgsim.model.rules.presence import at_stake
from kkgsim.model.rules.self_study import equipped_for_screen
from kkgsim.model.rules.standards import force_of_rules
from kkgsim.model.rules.week import slack_taken, slack_usually_taken
from kkgsim.model.rules.workload import busyness, hours_free

PARAMETERS = {
    "attend_base": parameter(
        1.7, 0.9, 2.5, "log-odds",
        "attendance of a middling teacher at a middling school, before all other influences",
        "kecenderungan dasar hadir, sebelum semua pendorong dan penghambat",
        "ASM KARTU MANG11", "assumed",
        note="set so that a Lombok cluster as found attends at about 0.60 of all teachers (evidence: p_attend, "
        "0.35-0.85)"),
    "attend_motivation": parameter(
        1.6, 0.6, 3.0, "log-odds per unit of motivation", "effect on attendance: the teacher's motivation",
        "dorongan motivasi guru", "janapria_study ASM", "judged", neutral=0.0),
    "attend_support": parameter(
        0.8, 0.3, 1.5, "log-odds, supportive against unsupportive principal",
        "effect on attendance: the principal's support",
        "dorongan dukungan kepala sekolah", "janapria_study PKU ROB08", "judged", neutral=0.0),
    "attend_distance": parameter(
        0.05, 0.02, 0.15, "log-odds per km of road", "effect on attendance: the distance to the meeting",
        "hambatan jarak ke tempat pertemuan", "janapria_study kkg_brief ASM", "judged", neutral=0.0,
        note="0.7 per 10 km (0.2-1.5) in all, of which the time of the way and its cost, counted on their own, take "
        "some 0.2"),
    "attend_money": parameter(
        0.5, 0.0, 1.0, "log-odds per reference fare", "effect on attendance of money received or spent on the meeting",
        "pengaruh uang yang diterima atau dikeluarkan untuk pertemuan", "janapria_study ASM", "judged", neutral=0.0),
    "contract_money": parameter(
        1.5, 1.0, 2.5, "times", "how much more the same rupiah weighs for a contract teacher",
        "bobot rupiah yang sama bagi guru honorer", "HON20 ASM", "assumed", neutral=1.0),
    "reference_fare": parameter(
        30_000, 15_000, 150_000, "Rp per meeting", "usual transport money per teacher and meeting",
        "uang transpor lazim per guru per pertemuan", "ASM MEM", "assumed"),
    "travel_cost_km": parameter(
        400, 250, 800, "Rp per km", "running cost of one's own motorbike", "ongkos sepeda motor per km",
        "ASM", "assumed", neutral=0.0),
    "attend_workload": parameter(
        0.4, 0.1, 0.8, "log-odds per SD of workload", "effect on attendance: the workload", "hambatan beban kerja",
        "janapria_study ASM", "judged", neutral=0.0),
    "attend_slack": parameter(
        3.0, 1.0, 6.0, "log-odds per unit share of slack",
        "effect on attendance: the hours of meeting and way against the slack of the week",
        "hambatan waktu pertemuan dan perjalanan terhadap waktu longgar seminggu", "janapria_study ABS14H ASM",
        "assumed", neutral=0.0),
    "attend_mentored": parameter(
        0.5, 0.0, 1.0, "log-odds, freshly mentored against never", "effect on attendance: being mentored",
        "dorongan karena didampingi", "kkg_brief ASM", "assumed", neutral=0.0),
    "attend_recognition": parameter(
        0.3, 0.0, 0.6, "log-odds at full recognition and career motive",
        "effect on attendance: recognition and promotion credit",
        "dorongan penghargaan dan angka kredit", "janapria_study AK16 AKN", "judged", neutral=0.0),
    "attend_certificate": parameter(
        0.4, 0.0, 0.8, "log-odds", "effect on attendance: sessions whose certificate counts for a career",
        "dorongan sertifikat yang dihitung untuk karier", "kkg_brief POP22 ASM", "judged", neutral=0.0),
    "certificate_career": parameter(
        0.5, 0.2, 0.8, "share", "part of that pull that moves only those with a career motive",
        "bagian dorongan itu yang hanya menggerakkan guru yang mengejar pangkat", "POP22 ASM", "assumed", neutral=0.0),
    "attend_duty": parameter(
        0.8, 0.0, 1.6, "log-odds", "effect on attendance: a requirement to take part that is enforced",
        "dorongan kewajiban ikut serta yang ditegakkan", "kkg_brief ASM", "judged", neutral=0.0,
        note="about ten points of attendance at its value (evidence: legal_effect, 0-25)"),
    "contract_bound": parameter(
        0.2, 0.0, 0.5, "times", "force of a duty over a contract teacher, whom no rule for civil servants binds",
        "kekuatan kewajiban atas guru honorer, yang tidak terikat aturan ASN", "kkg_brief HON20 ASM", "assumed",
        neutral=1.0),
    "attend_stake": parameter(
        0.3, 0.0, 0.6, "log-odds", "effect on attendance: a KKG run by and for its members",
        "dorongan KKG yang dikelola anggotanya",
        "kkg_brief ASM", "assumed", neutral=0.0),
    "attend_presence": parameter(
        0.4, 0.1, 0.8, "log-odds at a full allowance", "effect on attendance: an allowance tied to verified presence",
        "dorongan tunjangan menurut kehadiran terverifikasi", "KIAT20 ASM", "judged", neutral=0.0),
    "online_reluctance": parameter(
        0.7, 0.2, 1.2, "log-odds", "effect on attendance: joining on a screen instead of meeting people",
        "keengganan mengikuti secara daring", "VIRT22 ASM", "assumed"),
    "online_skill": parameter(
        0.40, 0.3, 0.6, "0-1", "ICT skill that joining online takes", "penguasaan TIK minimum untuk ikut daring",
        "TIK18 TIK20 ASM", "judged", neutral=0.0),
    "attend_relevance": parameter(
        1.2, 0.4, 2.0, "log-odds per unit of relevance", "effect on attendance: relevant content",
        "dorongan materi yang relevan",
        "janapria_study kkg_brief ASM", "assumed", neutral=0.0),
    "attend_belief": parameter(
        1.2, 0.4, 2.0, "log-odds per unit of belief", "effect on attendance: believing that the KKG helps one teach",
        "dorongan keyakinan bahwa KKG bermanfaat", "kkg_brief ASM", "judged", neutral=0.0),
    "attend_peers": parameter(
        1.5, 0.0, 2.0, "log-odds per unit share of colleagues", "effect on attendance: colleagues who went last time",
        "dorongan rekan sesekolah yang hadir", "ASM", "assumed", neutral=0.0,
        note="3.0 has been suggested; with habit at its high it would tip whole schools by chance alone"),
    "attend_company": parameter(
        0.3, 0.0, 0.6, "log-odds per colleague",
        "effect on attendance: colleagues of other schools whom one meets there",
        "dorongan rekan sekolah lain yang ditemui di KKG", "janapria_study ASM", "assumed", neutral=0.0,
        note="the study names a culture of working together among what brings teachers"),
    "attend_habit": parameter(
        0.8, 0.0, 1.2, "log-odds per unit of habit", "effect on attendance: habit", "dorongan kebiasaan", "ASM",
        "assumed",
        neutral=0.0),
    "usual_attendance": parameter(
        0.6, 0.6, 0.6, "share", "attendance that colleagues' and own habit are measured against (a point of reference)",
        "tingkat kehadiran lazim (titik acuan)", "ASM KARTU MANG11", "assumed", distribution="fixed"),
}  # fmt: skip


def pull_of_motivation(teacher, n):
    return n.attend_motivation * (teacher.motivation - 0.5)


def pull_of_principal(school, n):
    return n.attend_support * (school.support - 0.5)


def drag_of_distance(school, n):
    return -n.attend_distance * school.way_km


def own_travel_cost(school, n):
    """Whole Rp that a teacher spends on the way there and back."""
    return whole(2.0 * school.way_km * n.travel_cost_km)


def pull_of_money(teacher, school, cluster, n):
    """What the teacher expects to gain or lose in rupiah, in reference fares."""
    gain = cluster.fare_offered + cluster.fare_paid - cluster.levy - own_travel_cost(school, n)
    weight = 1.0 + (n.contract_money - 1.0) * (1.0 - teacher.permanent)
    return n.attend_money * weight * (gain / n.reference_fare)


def drag_of_workload(teacher, n):
    return -n.attend_workload * busyness(teacher, n)


def drag_of_time(teacher, school, cluster, district, n):
    """The share of what is free of her slack that the meeting and its way take, beyond what a usual meeting nearby
    would: that is part of what the workload does."""
    taken = slack_taken(school.way_minutes, hours_free(teacher, school, n), cluster, district, n)
    return -n.attend_slack * (taken - slack_usually_taken(teacher.slack, district, n))


def pull_of_mentoring(teacher, n):
    return n.attend_mentored * teacher.mentored


def pull_of_recognition(teacher, n):
    return n.attend_recognition * teacher.recognition * teacher.career


def pull_of_certificate(teacher, cluster, district, n):
    moved = 1.0 - n.certificate_career * (1.0 - teacher.career)
    return n.attend_certificate * certificate(cluster, district) * moved


def duty_felt(teacher, cluster, n):
    """A duty as far as it is more than paper and binds this teacher: civil servants (PNS, PPPK) more than honorer."""
    bound = teacher.permanent + (1.0 - teacher.permanent) * n.contract_bound
    return teacher.duty * bound * force_of_rules(cluster, n)


def pull_of_duty(teacher, cluster, n):
    return n.attend_duty * duty_felt(teacher, cluster, n)


def pull_of_stake(cluster, n):
    return n.attend_stake * cluster.self_run


def pull_of_presence_pay(teacher, n):
    return n.attend_presence * at_stake(teacher, n)


def pull_of_relevance(cluster, n):
    return n.attend_relevance * (relevance_now(cluster, n) - 0.5)


def pull_of_belief(teacher, n):
    return n.attend_belief * (teacher.belief - 0.5)


def colleagues_share(teacher, school):
    """Share of the other teachers of the school who went last time."""
    return share(school.attended_share * school.teachers - teacher.attended_last, school.teachers - 1.0)


def pull_of_peers(teacher, school, n):
    """Nobody pulls in a school of one teacher."""
    colleagues = select(school.teachers < 2.0, n.usual_attendance, colleagues_share(teacher, school))
    return n.attend_peers * (colleagues - n.usual_attendance)


def pull_of_company(teacher, n):
    """Colleagues of other schools with whom one talks about teaching, more or fewer than usual."""
    return n.attend_company * (teacher.company - n.ties_across)


def pull_of_habit(teacher, n):
    return n.attend_habit * (teacher.habit - n.usual_attendance)


def time_of_way(teacher, school, cluster, district, n):
    """Log-odds that the time of the way costs."""
    free = hours_free(teacher, school, n)
    with_way = slack_taken(school.way_minutes, free, cluster, district, n)
    return n.attend_slack * (with_way - slack_taken(0.0, free, cluster, district, n))


def spared_by_screen(teacher, school, cluster, district, n):
    """Log-odds gained by joining online: no way to go, nothing paid and nothing received, but a screen."""
    way = time_of_way(teacher, school, cluster, district, n) - drag_of_distance(school, n)
    return way - pull_of_money(teacher, school, cluster, n) - n.online_reluctance


def joins_online(teacher, school, cluster, district, n):
    """Part of the meetings that this teacher would join online where it can be done: those held on screen only, and of
    the others that offer it those where it spares more than it costs."""
    chosen = select(spared_by_screen(teacher, school, cluster, district, n) > 0.0, cluster.online_offered, 0.0)
    on_screen = cluster.virtual + (1.0 - cluster.virtual) * chosen
    return equipped_for_screen(teacher, school, n) * on_screen


def pull_of_screen(teacher, school, cluster, district, n):
    spared = spared_by_screen(teacher, school, cluster, district, n)
    return joins_online(teacher, school, cluster, district, n) * spared


def base(n):
    """Log-odds of attending before all other influences."""
    return n.attend_base


TERMS = (
    (pull_of_motivation, Text("own motivation", "motivasi sendiri")),
    (pull_of_principal, Text("the principal's support", "dukungan kepala sekolah")),
    (drag_of_distance, Text("the distance to the meeting", "jarak ke tempat pertemuan")),
    (pull_of_money, Text("money received or spent", "uang yang diterima atau keluar")),
    (drag_of_workload, Text("the workload", "beban kerja")),
    (
        drag_of_time,
        Text("the time that the meeting and the way take", "waktu yang tersita untuk pertemuan dan perjalanan"),
    ),
    (pull_of_mentoring, Text("a mentor's visit", "kunjungan pendamping")),
    (pull_of_recognition, Text("recognition and credit", "penghargaan dan angka kredit")),
    (pull_of_certificate, Text("a certificate that counts", "sertifikat yang diakui")),
    (pull_of_duty, Text("the duty to take part", "kewajiban ikut serta")),
    (pull_of_stake, Text("a KKG run by its members", "KKG yang dikelola anggota")),
    (pull_of_presence_pay, Text("an allowance tied to attendance", "tunjangan menurut kehadiran")),
    (pull_of_relevance, Text("relevance of the content", "relevansi materi")),
    (pull_of_belief, Text("belief that the KKG is useful", "keyakinan akan manfaat KKG")),
    (pull_of_peers, Text("colleagues who went last time", "rekan yang hadir terakhir")),
    (
        pull_of_company,
        Text("colleagues of other schools whom one meets there", "rekan sekolah lain yang ditemui di sana"),
    ),
    (pull_of_habit, Text("habit", "kebiasaan")),
    (pull_of_screen, Text("the journey saved by joining online", "perjalanan yang dihemat dengan ikut daring")),
)
"""Every pull and drag, in the order in which they are added up, with the words in which a teacher would say them; a
pull may ask for whatever a rule over teachers may."""

INCLINATION = (base, *(pull for pull, _ in TERMS))
"""What the log-odds of attending are the sum of."""
