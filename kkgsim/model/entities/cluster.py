"""A cluster of schools (gugus) with its KKG."""

from __future__ import annotations

from kkgsim.model.entities.attribute import INFINITY, share
from kkgsim.model.entities.attribute import attribute as a

STANDARDS = ("organisation", "programme", "people", "facilities", "management", "funding", "monitoring")
"""The seven standards of a KKG, in the order of the guides; the fifth, management (*pengelolaan*), is named in the
guides of 2008 and 2010 (KKG08, KKG10), not in the brief."""

KINDS_OF_SESSION = {
    "sharing": ("sharing good practice", "berbagi praktik baik"),
    "case_study": ("case study", "studi kasus"),
    "reflection": ("reflection", "refleksi"),
    "drafting": ("drafting ATP and teaching modules", "penyusunan ATP dan modul ajar"),
    "training": ("training with practice time", "pelatihan dengan waktu praktik"),
}
"""The kinds of session that fill what a meeting leaves after paperwork, in both languages."""

CLUSTER = (
    # as found
    share("admin_found", "trait", "share of the agenda that is paperwork, as found",
          "porsi agenda untuk administrasi, keadaan awal"),
    share("relevance_found", "trait", "relevance of the content, as found", "relevansi materi, keadaan awal"),
    share("organisation_found", "trait", "standard of organisation, as found", "standar organisasi, keadaan awal"),
    share("programme_found", "trait", "standard of the programme, as found", "standar program, keadaan awal"),
    share("people_found", "trait", "sessions with a qualified leader, as found", "standar SDM, keadaan awal"),
    share("facilities_found", "trait", "shared facilities, as found", "standar sarana, keadaan awal"),
    share("management_found", "trait", "quality of management, as found", "mutu pengelolaan, keadaan awal"),
    share("monitoring_found", "trait", "monitoring, as found", "standar pemantauan, keadaan awal"),
    share("need", "trait", "need: 1 where pupils read least in the place", "kebutuhan: 1 bila literasi murid terendah"),
    share("remoteness", "given", "1 for the cluster farthest from the middle of the place",
          "1 bagi gugus terjauh dari pusat wilayah"),
    share("stagger", "given", "place in the row of clusters, over which turns are spread",
          "tempat dalam urutan gugus, dasar pembagian giliran"),
    a("schools", "given", "schools", "schools of the cluster", "sekolah di gugus", low=1),
    a("teachers", "given", "persons", "teachers of the cluster", "guru di gugus", low=1),
    a("literacy", "trait", "SD", "mean literacy of its schools at the start", "rata-rata literasi awal sekolahnya", -6,
      6),
    # carried over
    share("relevance", "state", "fit of the content to teachers' needs", "kesesuaian materi dengan kebutuhan"),
    share("organisation", "state", "standard of organisation: decree, committee, membership",
          "standar organisasi: ketetapan, pengurus, keanggotaan"),
    share("programme", "state", "standard of the programme: work plan built on needs",
          "standar program: rencana kerja berdasarkan kebutuhan"),
    share("people", "state", "standard of human resources: sessions with a qualified leader",
          "standar SDM: pertemuan dengan narasumber yang memenuhi syarat"),
    share("facilities", "state", "standard of facilities: shared room, computer, media",
          "standar sarana: ruang, komputer, dan media bersama"),
    share("management", "state", "standard of management: plan-do-check-act", "standar pengelolaan: PDCA"),
    share("funding", "state", "standard of financing: meetings paid for, from more than one source",
          "standar pembiayaan: pertemuan terbiayai, dari beberapa sumber"),
    share("monitoring", "state", "standard of monitoring and evaluation", "standar pemantauan dan evaluasi"),
    a("due", "state", "meetings", "meetings that the calendar owes", "pertemuan yang jatuh waktu", high=4),
    a("turn", "state", "meetings", "how near the next facilitated meeting is", "giliran mendapat fasilitator"),
    a("waiting", "state", "months", "how long a call for a facilitator has been in vain",
      "lama permintaan fasilitator belum terpenuhi"),
    a("reached", "state", "months", "months for which the last facilitated meeting still counts",
      "sisa bulan sejak pertemuan terfasilitasi terakhir masih dihitung", high=12),
    a("present", "state", "persons", "teachers at the last meeting", "guru hadir terakhir"),
    a("purse_bos", "state", "Rp", "BOS money of the cluster", "kas gugus dari BOS"),
    a("purse_bosda", "state", "Rp", "BOSDA money of the cluster", "kas gugus dari BOSDA"),
    a("purse_grant", "state", "Rp", "grant money of the cluster", "kas gugus dari dana hibah"),
    # what levers change
    share("decree", "condition", "formal standing that a regulation gives", "kedudukan resmi menurut peraturan"),
    share("guideline", "condition", "guideline spread and explained", "pedoman disebarkan dan dijelaskan"),
    share("self_run", "condition", "run by and for its members", "dikelola oleh dan untuk anggota"),
    share("needs_asked", "condition", "programme set from an assessment of needs",
          "program disusun dari analisis kebutuhan"),
    share("local_content", "condition", "content made or adapted in the district", "materi disusun di daerah"),
    share("central_content", "condition", "content prescribed by the centre", "materi ditetapkan pusat"),
    share("workshop", "condition", "meetings turned into pedagogic workshops", "pertemuan menjadi lokakarya pedagogik"),
    *(
        share(f"for_{kind}", "condition", f"share of the content that the programme sets aside for {en}",
              f"bagian isi yang disediakan program untuk {id}")
        for kind, (en, id) in KINDS_OF_SESSION.items()
    ),
    a("evaluations", "condition", "per month", "independent evaluations with feedback",
      "evaluasi independen dengan umpan balik"),
    a("checks", "condition", "per month", "internal checks by supervisors and the office",
      "pemantauan internal oleh pengawas dan dinas"),
    share("tracking", "condition", "plans, their application and their results followed up",
          "rencana, penerapan, dan hasil ditindaklanjuti"),
    share("facilities_given", "condition", "shared facilities provided", "sarana bersama disediakan"),
    share("rotating", "condition", "meetings rotate among the schools", "tempat pertemuan bergilir"),
    share("by_grade", "condition", "two KKG in the cluster, one for grades 1 to 3 and one for grades 4 to 6",
          "dua KKG dalam gugus, untuk kelas 1-3 dan kelas 4-6"),
    share("split", "condition", "remote schools meet in sub-clusters", "sekolah jauh bertemu dalam subgugus"),
    share("online_offered", "condition", "meetings can be joined online", "pertemuan dapat diikuti daring"),
    share("virtual", "condition", "meetings are held on screen only", "pertemuan hanya lewat layar"),
    share("materials_given", "condition", "teaching materials online and in print", "materi daring dan cetak"),
    a("tutors_wanted", "condition", "persons", "tutors deployed in the cluster", "tutor yang ditugaskan di gugus"),
    share("bos_share", "condition", "extra share of BOS set aside for the KKG", "tambahan bagian BOS untuk KKG"),
    share("bosda_share", "condition", "share of BOSDA kept for development", "bagian BOSDA untuk pengembangan"),
    a("grant_offered", "condition", "Rp per month", "block grant for the cluster", "dana hibah untuk gugus"),
    a("fare_offered", "condition", "Rp", "transport money offered per attendance", "uang transpor per kehadiran"),
    # counted at the start
    a("literacy_sum", "tally", "SD summed", "summed literacy of its schools", "jumlah literasi sekolahnya", -INFINITY),
    a("reading_worse", "tally", "clusters", "clusters of the place whose pupils read worse",
      "gugus di wilayah yang literasinya lebih rendah"),
    # counted during the month
    a("planned", "tally", "meetings", "meetings planned this month", "pertemuan yang direncanakan bulan ini"),
    a("meetings", "tally", "meetings", "meetings not called off", "pertemuan yang tidak dibatalkan"),
    a("way_sum", "tally", "km", "summed ways of all teachers to the meeting place", "jumlah jarak semua guru"),
    a("weight", "tally", "weights", "claim to facilitators", "bobot giliran"),
    a("call", "tally", "meetings", "meetings for which a facilitator is called", "pertemuan yang meminta fasilitator"),
    a("led", "tally", "meetings", "meetings led by a facilitator", "pertemuan yang dipandu fasilitator"),
    a("led_skill", "tally", "0-1 summed", "skill brought to these meetings", "kecakapan pada pertemuan itu"),
    share("facilitated", "tally", "share of this month's meetings led by a facilitator",
          "bagian pertemuan yang dipandu fasilitator"),
    a("invited", "tally", "meetings", "meetings for which a resource person can be paid",
      "pertemuan yang dapat mengundang narasumber"),
    a("outside", "tally", "meetings", "meetings led by an outside resource person",
      "pertemuan yang dipandu narasumber luar"),
    a("outside_skill", "tally", "0-1 summed", "skill brought to these meetings", "kecakapan pada pertemuan itu"),
    a("listed", "tally", "persons", "teachers on the mentors' list", "guru dalam daftar pendampingan"),
    a("visits_quota", "tally", "visits", "visits that facilitators owe the cluster", "jatah kunjungan fasilitator"),
    a("visits_made", "tally", "visits", "visits made by facilitators", "kunjungan oleh fasilitator"),
    a("visits_skill", "tally", "0-1 summed", "skill brought on these visits", "kecakapan pada kunjungan itu"),
    share("visit_chance", "tally", "chance that a teacher is visited", "peluang guru dikunjungi"),
    share("visit_skill", "tally", "mean skill of those who visit", "rata-rata kecakapan pendamping"),
    share("admin_share", "tally", "share of this agenda that is paperwork", "porsi agenda untuk administrasi"),
    share("held", "tally", "how much of the planned meeting the money allows", "bagian pertemuan yang dapat dibiayai"),
    share("afforded", "tally", "share of the whole meeting that institutions pay for",
          "bagian pertemuan lengkap yang dibiayai lembaga"),
    a("levy", "tally", "Rp", "contribution asked of each participant and meeting", "iuran per peserta per pertemuan"),
    a("fare_paid", "tally", "Rp", "transport money from the purse per attendance", "uang transpor dari kas gugus"),
    share("lead", "tally", "skill of those who lead the meeting", "kecakapan pemandu"),
    share("tutored", "tally", "share of meetings led by a tutor", "bagian pertemuan yang dipandu tutor"),
    share("tutored_by_lent", "tally", "share of meetings led by a tutor of another cluster",
          "bagian pertemuan yang dipandu tutor dari gugus lain"),
    a("principals_able", "tally", "persons", "principals able and willing to lead a session",
      "kepala sekolah yang mampu dan bersedia memandu"),
    a("principals_skill", "tally", "0-1 summed", "their summed skill", "jumlah kecakapan mereka"),
    share("principal_led", "tally", "share of meetings led by a principal",
          "bagian pertemuan yang dipandu kepala sekolah"),
    share("cadre_led", "tally", "share of meetings led by a supervisor", "bagian pertemuan yang dipandu pengawas"),
    share("cadre_skill", "tally", "mentoring skill of the cluster's supervisor", "kecakapan pengawas gugus"),
    share("best", "tally", "pedagogic competence of the ablest present", "kompetensi pedagogik tertinggi yang hadir"),
    a("tutors", "tally", "persons", "teachers present who are fit to be tutors", "guru hadir yang layak menjadi tutor"),
    a("tutor_sum", "tally", "0-1 summed", "their summed competence", "jumlah kompetensi mereka"),
    share("tutor_best", "tally", "competence of the ablest of them", "kompetensi tutor tercakap"),
    a("arrived", "tally", "persons", "teachers who came, on the spot or online", "guru hadir, langsung atau daring"),
    a("on_site", "tally", "persons", "teachers who came on the spot", "guru hadir langsung"),
    a("social_sum", "tally", "0-1 summed", "summed social competence of those who came",
      "jumlah kompetensi sosial yang hadir"),
    share("shown", "tally", "best practice that somebody present newly does and can show",
          "praktik baru terbaik yang dapat ditunjukkan peserta"),
    *(
        a(f"good_{kind}", "tally", "good sessions", f"good sessions of {en} in a meeting",
          f"sesi {id} yang baik dalam satu pertemuan")
        for kind, (en, id) in KINDS_OF_SESSION.items()
    ),
    *(
        a(f"teaches_{competency}", "tally", "good sessions", f"what a meeting does for {en} competence, drafting apart",
          f"yang diberikan pertemuan bagi kompetensi {id}, selain penyusunan")
        for competency, en, id in (
            ("pedagogic", "pedagogic", "pedagogik"),
            ("professional", "professional", "profesional"),
            ("social", "social", "sosial"),
            ("personality", "personality", "kepribadian"),
        )
    ),
    share("talk", "tally", "part of a whole meeting in which teachers talk about their teaching",
          "bagian pertemuan lengkap untuk membicarakan pengajaran"),
    a("taught", "tally", "good sessions", "what a meeting is worth, in good sessions",
      "nilai belajar pertemuan dalam ukuran sesi yang baik"),
    share("worth", "tally", "what the meeting teaches", "nilai belajar pertemuan"),
    share("usefulness", "tally", "usefulness a teacher feels", "manfaat yang dirasakan"),
    a("bos_income", "tally", "Rp", "BOS money received this month", "dana BOS bulan ini"),
    a("bosda_income", "tally", "Rp", "BOSDA money received this month", "dana BOSDA bulan ini"),
    a("grant_income", "tally", "Rp", "grant money received this month", "dana hibah bulan ini"),
    a("bos_offered", "tally", "Rp", "BOS money on offer", "dana BOS yang tersedia"),
    a("bosda_offered", "tally", "Rp", "BOSDA money on offer", "dana BOSDA yang tersedia"),
    a("honorarium_room", "tally", "Rp", "what the BOS cap on honoraria leaves", "sisa batas honor BOS"),
    a("substitutes_bill", "tally", "Rp", "what its schools pay to substitutes", "upah guru pengganti di sekolahnya"),
    *(
        a(f"{use}_{source}", "tally", "Rp", f"{en_use} paid {en_source}", f"{id_use} {id_source}")
        for use, en_use, id_use in (
            ("food", "refreshments and copies", "konsumsi dan fotokopi"),
            ("fee", "resource persons", "narasumber"),
            ("fares", "transport money", "uang transpor"),
        )
        for source, en_source, id_source in (
            ("grant", "from the grant", "dari dana hibah"),
            ("bosda", "from BOSDA", "dari BOSDA"),
            ("bos", "from BOS", "dari BOS"),
        )
    ),
    a("food_pocket", "tally", "Rp", "refreshments paid by participants", "konsumsi dari peserta"),
    a("travel_cost", "tally", "Rp", "travel cost of those who came", "ongkos perjalanan guru yang hadir"),
    a("own_travel", "tally", "Rp", "travel cost that nobody repays", "ongkos perjalanan yang tidak diganti"),
)  # fmt: skip
