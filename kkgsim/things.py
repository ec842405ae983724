"""WHAT EXISTS: the people and places of the model, each attribute declared once.

Every attribute is a float. Its role says who may write it and when:

- ``trait``      drawn at the start; changes only when a person is replaced
- ``state``      carried from month to month
- ``condition``  zero at the start of each month ("as found"); levers add to it, rules only read it
- ``tally``      zero at the start of each month; rules fill it during the month
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from kkgsim.numbers import Label

Role = Literal["trait", "state", "condition", "tally"]
INFINITY = float("inf")


@dataclass(frozen=True)
class Attribute:
    """One attribute of a kind of thing: role, unit, lawful range, meaning."""

    name: str
    role: Role
    unit: str
    low: float
    high: float
    meaning: Label


def _a(name: str, role: Role, unit: str, low: float, high: float, en: str, id: str) -> Attribute:
    return Attribute(name, role, unit, low, high, Label(en, id))


def _share(name: str, role: Role, en: str, id: str) -> Attribute:
    return _a(name, role, "0-1", 0.0, 1.0, en, id)


DISTRICT = (
    _a("clusters", "trait", "clusters", 1, INFINITY, "clusters in the place", "jumlah gugus"),
    _a("schools", "trait", "schools", 1, INFINITY, "schools in the place", "jumlah sekolah"),
    _a("teachers", "trait", "persons", 1, INFINITY, "teachers in the place", "jumlah guru"),
    _a("distance_km", "trait", "km by road", 0, INFINITY, "mean way from a core school to a member school",
       "rata-rata jarak sekolah inti ke sekolah anggota"),
    _a("travel_minutes", "trait", "minutes", 0, INFINITY, "mean time for that way", "rata-rata waktu tempuhnya"),
    _a("facilitators_wanted", "condition", "persons", 0, INFINITY,
       "facilitators that somebody pays for", "fasilitator yang dibiayai"),
    _share("facilitators_recognised", "condition", "formal status of facilitators in the system",
           "status resmi fasilitator dalam sistem"),
    _a("visits_asked", "condition", "visits per teacher and month", 0, INFINITY,
       "follow-up visits asked for", "kunjungan pendampingan yang diminta"),
    _a("facilitators_active", "tally", "persons", 0, INFINITY, "facilitators at work", "fasilitator aktif"),
    _a("facilitators_new", "tally", "persons", 0, INFINITY, "facilitators trained this month",
       "fasilitator baru dilatih bulan ini"),
    _a("facilitators_paid", "tally", "posts", 0, INFINITY, "active facilitators whom somebody pays, in full posts",
       "fasilitator aktif yang dibiayai"),
    _a("facilitator_days", "tally", "days", 0, INFINITY, "working days of all facilitators",
       "hari kerja semua fasilitator"),
    _a("facilitator_skill_sum", "tally", "0-1 summed", 0, INFINITY, "summed skill of facilitators",
       "jumlah kecakapan fasilitator"),
    _share("facilitator_skill", "tally", "mean skill of active facilitators", "rata-rata kecakapan fasilitator"),
    _a("supervisors", "tally", "persons", 0, INFINITY, "school supervisors", "pengawas sekolah"),
    _a("supervisor_skill_sum", "tally", "0-1 summed", 0, INFINITY, "summed mentoring skill of supervisors",
       "jumlah kecakapan pengawas"),
    _share("session_share", "tally", "share of meetings that a facilitator can lead",
           "bagian pertemuan yang dapat dipandu fasilitator"),
    _share("visit_chance", "tally", "chance that a teacher is visited this month", "peluang guru dikunjungi"),
    _share("visit_skill", "tally", "mean skill of those who visit", "rata-rata kecakapan pendamping"),
    _a("facilitator_visits", "tally", "visits", 0, INFINITY, "visits made by facilitators",
       "kunjungan oleh fasilitator"),
    _a("supervisor_visits", "tally", "visits", 0, INFINITY, "visits made by supervisors on request",
       "kunjungan pengawas atas permintaan"),
    _a("facilitated_sessions", "tally", "meetings", 0, INFINITY, "meetings led by a facilitator",
       "pertemuan yang dipandu fasilitator"),
)  # fmt: skip

FACILITATOR = (
    _a("slot", "trait", "rank", 0, INFINITY, "place on the list of recruits", "urutan perekrutan"),
    _share("active", "state", "whether at work", "sedang bertugas"),
    _share("skill", "state", "mentoring skill", "kecakapan mendampingi"),
    _share("recruited", "tally", "whether newly trained this month", "baru dilatih bulan ini"),
)

SUPERVISOR = (_share("skill", "trait", "mentoring skill", "kecakapan mendampingi"),)

CLUSTER = (
    _share("admin_found", "trait", "share of the agenda that is paperwork, as found",
           "porsi agenda untuk administrasi, keadaan awal"),
    _share("relevance_found", "trait", "relevance of the content, as found", "relevansi materi, keadaan awal"),
    _share("management_found", "trait", "quality of management, as found", "mutu pengelolaan, keadaan awal"),
    _share("relevance", "state", "fit of the content to teachers' needs", "kesesuaian materi dengan kebutuhan"),
    _share("management", "state", "quality of management (plan-do-check-act)", "mutu pengelolaan (PDCA)"),
    _a("purse", "state", "Rp", 0, INFINITY, "money of the cluster", "kas gugus"),
    _share("turn", "state", "how near the next facilitated meeting is", "giliran mendapat fasilitator"),
    _a("present", "state", "persons", 0, INFINITY, "teachers at the last meeting", "guru hadir terakhir"),
    _a("evaluations", "condition", "per month", 0, INFINITY, "evaluations with feedback",
       "evaluasi dengan umpan balik"),
    _a("bos_share", "condition", "share of BOS", 0, 1, "extra share of BOS set aside for the KKG",
       "tambahan bagian BOS untuk KKG"),
    _a("fare_offered", "condition", "Rp", 0, INFINITY, "transport money offered per attendance",
       "uang transpor per kehadiran"),
    _a("bos_income", "tally", "Rp", 0, INFINITY, "BOS money received this month", "dana BOS bulan ini"),
    _share("facilitated", "tally", "whether a facilitator leads", "dipandu fasilitator"),
    _share("outside", "tally", "share of the meeting led by an outside resource person",
           "bagian dipandu narasumber luar"),
    _share("admin_share", "tally", "share of this agenda that is paperwork", "porsi agenda untuk administrasi"),
    _share("held", "tally", "how much of the planned meeting the money allows",
           "bagian pertemuan yang dapat dibiayai"),
    _a("levy", "tally", "Rp", 0, INFINITY, "contribution asked of each participant", "iuran per peserta"),
    _a("fare_from_bos", "tally", "Rp", 0, INFINITY, "transport money from BOS per attendance",
       "uang transpor dari BOS"),
    _share("lead", "tally", "skill of those who lead the meeting", "kecakapan pemandu"),
    _a("best", "tally", "0-1", 0, 1, "pedagogic competence of the ablest present",
       "kompetensi pedagogik tertinggi yang hadir"),
    _a("arrived", "tally", "persons", 0, INFINITY, "teachers who came this month", "guru hadir bulan ini"),
    _share("worth", "tally", "what the meeting teaches", "nilai belajar pertemuan"),
    _share("usefulness", "tally", "usefulness a teacher feels", "manfaat yang dirasakan"),
    _a("paid_refreshments", "tally", "Rp", 0, INFINITY, "refreshments paid from BOS", "konsumsi dari BOS"),
    _a("paid_outside", "tally", "Rp", 0, INFINITY, "resource persons paid from BOS", "narasumber dari BOS"),
    _a("paid_fares", "tally", "Rp", 0, INFINITY, "transport paid from BOS", "transpor dari BOS"),
    _a("paid_pocket", "tally", "Rp", 0, INFINITY, "refreshments paid by participants", "konsumsi dari peserta"),
    _a("own_travel", "tally", "Rp", 0, INFINITY, "travel cost borne by teachers, before repayment",
       "ongkos perjalanan guru sebelum diganti"),
)  # fmt: skip

SCHOOL = (
    _a("distance_km", "trait", "km by road", 0, INFINITY, "way to the meeting", "jarak ke tempat pertemuan"),
    _a("travel_minutes", "trait", "minutes", 0, INFINITY, "time to the meeting", "waktu tempuh"),
    _a("pupils", "trait", "pupils", 0, INFINITY, "pupils", "murid"),
    _a("teachers", "trait", "persons", 1, INFINITY, "teachers without the principal", "guru selain kepala sekolah"),
    _share("support_found", "trait", "the principal's own support of the KKG", "dukungan awal kepala sekolah"),
    _share("leadership_found", "trait", "the principal's own skill in academic supervision",
           "kecakapan awal supervisi akademik"),
    _a("literacy_found", "trait", "SD", -6, 6, "pupils' literacy at the start, national mean 0",
       "literasi awal, rata-rata nasional 0"),
    _share("practice_found", "trait", "mean classroom practice at the start", "rata-rata praktik awal"),
    _share("support", "state", "the principal's support of the KKG", "dukungan kepala sekolah"),
    _share("leadership", "state", "the principal's skill in academic supervision", "kecakapan supervisi akademik"),
    _share("attended_share", "state", "share of its teachers at the last meeting", "bagian guru yang hadir"),
    _share("attendance_year", "state", "attendance of its teachers over about a year",
           "kehadiran gurunya selama kira-kira setahun"),
    _a("literacy_gain", "state", "SD", -6, 6, "literacy gained since the start", "perubahan literasi"),
    _share("climate", "state", "pleasant, orderly classes", "suasana kelas kondusif"),
    _share("psychological_support", "state", "support of pupils' psychological needs", "dukungan psikologis"),
    _share("understanding", "state", "pupils' understanding of the lesson", "pemahaman murid"),
    _share("principals_trained", "condition", "share of principals in the development programme",
           "bagian kepala sekolah dalam program pengembangan"),
    _a("came", "tally", "persons", 0, INFINITY, "teachers who came this month", "guru yang hadir"),
    _a("practice_sum", "tally", "0-1 summed", 0, INFINITY, "summed practice", "jumlah praktik"),
    _a("care_sum", "tally", "0-1 summed", 0, INFINITY, "summed social and personality competence",
       "jumlah kompetensi sosial dan kepribadian"),
    _a("belief_sum", "tally", "0-1 summed", 0, INFINITY, "summed belief in the KKG", "jumlah keyakinan"),
)  # fmt: skip

IN_POST = (
    _share("permanent", "trait", "civil servant (PNS/PPPK) rather than contract (honorer)", "ASN, bukan honorer"),
    _share("qualified", "trait", "holds the S1 degree", "berijazah S1"),
    _a("experience", "state", "years", 0, 60, "years of teaching", "tahun mengajar"),
    _share("ict", "trait", "ICT skill", "penguasaan TIK"),
    _share("intrinsic", "trait", "intrinsic motive", "dorongan intrinsik"),
    _share("career", "trait", "administrative motive (promotion, credit)", "dorongan kenaikan pangkat"),
    _a("workload", "trait", "hours a week", 0, 40, "marking, meetings and paperwork",
       "koreksi, rapat, dan administrasi"),
    _a("outlook", "trait", "0-1 points", -1, 1, "how much more use than others one sees in any meeting",
       "kecenderungan melihat manfaat pertemuan"),
    _share("pedagogic_found", "trait", "pedagogic competence at the start", "kompetensi pedagogik awal"),
    _share("professional_found", "trait", "professional competence at the start", "kompetensi profesional awal"),
    _share("social_found", "trait", "social competence at the start", "kompetensi sosial awal"),
    _share("personality_found", "trait", "personality competence at the start", "kompetensi kepribadian awal"),
    _share("practice_found", "trait", "the old ways: practice at the start", "cara lama: praktik awal"),
    _share("pedagogic", "state", "pedagogic competence", "kompetensi pedagogik"),
    _share("professional", "state", "professional competence", "kompetensi profesional"),
    _share("social", "state", "social competence", "kompetensi sosial"),
    _share("personality", "state", "personality competence", "kompetensi kepribadian"),
    _share("practice", "state", "good practice in the classroom", "praktik mengajar"),
    _share("motivation", "state", "motivation", "motivasi"),
    _share("belief", "state", "belief that the KKG is a reference for teaching",
           "keyakinan bahwa KKG rujukan mengajar"),
    _share("habit", "state", "habit of attending", "kebiasaan hadir"),
    _share("attended_last", "state", "whether at the last meeting", "hadir pada pertemuan terakhir"),
    _share("mentored", "state", "how fresh the last visit of a mentor is", "kebaruan pendampingan terakhir"),
    _share("mentor_skill", "state", "skill of the last mentor", "kecakapan pendamping terakhir"),
    _a("relief_hours", "condition", "hours a week", 0, 40, "paperwork taken off the teacher",
       "jam administrasi yang dikurangi"),
    _share("recognition", "condition", "recognition and promotion credit for taking part",
           "penghargaan dan angka kredit"),
    _share("chance", "tally", "chance of attending this month", "peluang hadir"),
    _share("attended", "tally", "whether at the meeting", "hadir"),
    _share("visited", "tally", "whether a mentor came", "dikunjungi pendamping"),
    _share("peer_best", "tally", "competence of the ablest colleague talked to", "rekan tercakap yang ditemui"),
    _share("replaced", "tally", "whether a newcomer holds the post", "diganti guru baru"),
)  # fmt: skip

NEWCOMER = (
    "permanent", "qualified", "ict", "intrinsic", "career", "outlook", "pedagogic", "professional", "social",
    "personality", "practice", "belief",
)  # fmt: skip
"""What the newcomer of a post is drawn with; each has a trait ``next_...`` of its own."""


def _of_newcomer(attribute: Attribute) -> Attribute:
    label = Label(f"newcomer's {attribute.meaning.en}", f"{attribute.meaning.id} guru baru penggantinya")
    return replace(attribute, name=f"next_{attribute.name}", role="trait", meaning=label)


TEACHER = (*IN_POST, *(_of_newcomer(attribute) for attribute in IN_POST if attribute.name in NEWCOMER))

TIE = (
    _share("within", "trait", "both teach at the same school", "satu sekolah"),
    _share("start", "trait", "whether the tie existed at the start", "sudah ada sejak awal"),
    _share("strength", "state", "whether the two exchange advice", "saling bertukar pengalaman"),
)

KINDS: dict[str, tuple[Attribute, ...]] = {
    "district": DISTRICT,
    "facilitator": FACILITATOR,
    "supervisor": SUPERVISOR,
    "cluster": CLUSTER,
    "school": SCHOOL,
    "teacher": TEACHER,
    "tie": TIE,
}

HOLDERS: dict[str, str] = {**{kind: kind for kind in KINDS}, "a": "teacher", "b": "teacher"}
"""The argument names of verbs and the kind of thing each holds; ``a`` and ``b`` are the two teachers of a tie."""


def names(kind: str, *roles: Role) -> tuple[str, ...]:
    """The attribute names of a kind, in order; only those with one of ``roles`` when given."""
    return tuple(a.name for a in KINDS[kind] if not roles or a.role in roles)
