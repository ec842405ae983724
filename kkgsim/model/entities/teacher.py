"""A teacher, the newcomer who may follow, and the tie between two teachers."""

from __future__ import annotations

from dataclasses import replace

from kkgsim.i18n import Text
from kkgsim.model.entities.attribute import INFINITY, Attribute, share
from kkgsim.model.entities.attribute import attribute as a

IN_POST = (
    share("permanent", "trait", "civil servant (PNS/PPPK) rather than contract (honorer)", "ASN, bukan honorer"),
    share("pppk", "trait", "of civil servants, on a government contract (PPPK)", "ASN dengan perjanjian kerja (PPPK)"),
    share("qualified", "trait", "holds the S1 degree", "berijazah S1"),
    a("experience", "state", "years", "years of teaching", "tahun mengajar", high=60),
    share("intrinsic", "trait", "intrinsic motive", "dorongan intrinsik"),
    share("career", "trait", "administrative motive (promotion, credit)", "dorongan kenaikan pangkat"),
    a("workload", "trait", "hours a week", "marking, meetings and paperwork", "koreksi, rapat, dan administrasi",
      high=40),
    a("outlook", "trait", "0-1 points", "how much more use than others one sees in any meeting",
      "kecenderungan melihat manfaat pertemuan", -1, 1),
    share("pedagogic_found", "trait", "pedagogic competence at the start", "kompetensi pedagogik awal"),
    share("professional_found", "trait", "professional competence at the start", "kompetensi profesional awal"),
    share("social_found", "trait", "social competence at the start", "kompetensi sosial awal"),
    share("personality_found", "trait", "personality competence at the start", "kompetensi kepribadian awal"),
    share("practice_found", "trait", "the old ways: practice at the start", "cara lama: praktik awal"),
    share("practice_start", "trait", "practice in this post at the start of the run",
          "praktik di posisi ini pada awal"),
    a("gift", "trait", "SD", "gift for guiding colleagues, beside what one knows",
      "bakat membimbing rekan, di luar yang dikuasai", -INFINITY),
    share("run_skill", "trait", "skill in running a KKG, before any training",
          "kecakapan mengurus KKG sebelum dilatih"),
    share("weak", "trait", "pedagogic competence below the mean at the start",
          "kompetensi pedagogik awal di bawah rata-rata"),
    share("ict", "state", "ICT skill", "penguasaan TIK"),
    share("pedagogic", "state", "pedagogic competence", "kompetensi pedagogik"),
    share("professional", "state", "professional competence", "kompetensi profesional"),
    share("social", "state", "social competence", "kompetensi sosial"),
    share("personality", "state", "personality competence", "kompetensi kepribadian"),
    share("practice", "state", "good practice in the classroom", "praktik mengajar"),
    share("motivation", "state", "motivation", "motivasi"),
    share("belief", "state", "belief that the KKG is a reference for teaching",
          "keyakinan bahwa KKG rujukan mengajar"),
    share("habit", "state", "habit of attending", "kebiasaan hadir"),
    a("company", "state", "persons", "colleagues of other schools whom one expects at the meeting",
      "rekan dari sekolah lain yang diharapkan hadir"),
    share("drafted", "state", "teaching modules at hand that were drafted together",
          "modul ajar hasil penyusunan bersama yang siap dipakai"),
    a("drilled", "state", "courses", "earlier courses whose content one still has",
      "pelatihan terdahulu yang isinya masih dikuasai"),
    share("attended_last", "state", "whether at the last meeting", "hadir pada pertemuan terakhir"),
    a("class_gain", "state", "SD", "literacy that the class gained with this teacher since July",
      "kenaikan literasi kelas bersama guru ini sejak Juli", -6, 6),
    share("routine", "state", "practice that has become routine, the old ways included",
          "praktik yang sudah menjadi kebiasaan, termasuk cara lama"),
    share("listed", "state", "whether on the mentors' list of this school year",
          "dalam daftar pendampingan tahun ajaran ini"),
    share("mentored", "state", "how fresh the last visit of a mentor is", "kebaruan pendampingan terakhir"),
    share("mentor_skill", "state", "skill of the last mentor", "kecakapan pendamping terakhir"),
    a("trained_before", "trait", "places", "external training places had before the start",
      "jumlah pelatihan luar sebelum awal"),
    a("places", "state", "places", "external training places had since the start",
      "jumlah pelatihan luar sejak awal"),
    share("credit", "state", "credit toward the next rank", "angka kredit menuju pangkat berikutnya"),
    share("sated", "state", "how fresh the last promotion is", "kebaruan kenaikan pangkat terakhir"),
    a("office", "state", "rank", "office in the KKG: 1 chair, 2 secretary, 3 treasurer, 0 none",
      "jabatan di KKG: 1 ketua, 2 sekretaris, 3 bendahara, 0 tidak menjabat", high=3),
    share("officer_trained", "state", "how far trained to run a KKG", "seberapa jauh terlatih mengurus KKG"),
    share("campaign_heard", "state", "how far the campaign for the KKG is no news any more",
          "seberapa jauh kampanye KKG sudah tidak baru"),
    share("rested", "state", "how fully the last course is over", "jeda sejak pelatihan terakhir"),
    a("relief_hours", "condition", "hours a week", "paperwork taken off the teacher", "jam administrasi yang dikurangi",
      high=40),
    share("recognition", "condition", "recognition and promotion credit for taking part",
          "penghargaan dan angka kredit"),
    a("allowance", "condition", "Rp per month", "allowance on top of pay", "tunjangan di luar gaji"),
    share("tied_to_presence", "condition", "part of the allowance that hangs on verified presence",
          "bagian tunjangan menurut kehadiran terverifikasi"),
    share("tied_to_ratings", "condition", "part of the allowance that hangs on the community's ratings",
          "bagian tunjangan menurut penilaian masyarakat"),
    share("overseen", "condition", "the community looks at the teacher's presence, without pay",
          "masyarakat mengawasi kehadiran guru, tanpa tunjangan"),
    share("duty", "condition", "taking part is required", "wajib ikut serta"),
    share("campaign", "condition", "reached by the campaign for the KKG", "terjangkau kampanye KKG"),
    share("paired", "condition", "in a matched pair with a stronger colleague",
          "dipasangkan dengan rekan yang lebih kuat"),
    share("ict_course", "condition", "in ICT training", "mengikuti pelatihan TIK"),
    a("slack", "tally", "hours a week", "hours of the statutory week left beside class and paperwork",
      "jam kerja resmi yang tersisa di luar mengajar dan administrasi", high=40),
    a("inclined", "tally", "log-odds", "what speaks for coming", "kecenderungan hadir", -INFINITY),
    share("chance", "tally", "chance of attending this month", "peluang hadir"),
    share("attended", "tally", "whether at the meeting", "hadir"),
    share("online", "tally", "whether there online", "hadir daring"),
    share("tutor", "tally", "whether at the meeting and fit to be a tutor", "hadir dan layak menjadi tutor"),
    share("unwilling", "tally", "part of the coming that is duty, not will", "bagian kehadiran karena kewajiban"),
    share("visited", "tally", "whether a mentor came", "dikunjungi pendamping"),
    a("seen", "tally", "0-1 summed", "how far the colleagues talked to are ahead in what they newly do",
      "jumlah keunggulan praktik baru rekan yang ditemui"),
    share("partner_ahead", "tally", "how far the best colleague talked to at school is ahead in practice",
          "keunggulan praktik rekan terbaik di sekolah"),
    a("friends", "tally", "persons", "colleagues at other schools whom one asks for advice",
      "rekan di sekolah lain tempat bertukar pengalaman"),
    a("claim", "tally", "weights", "claim to a training place", "bobot calon peserta pelatihan"),
    share("promoted", "tally", "whether promoted this month", "naik pangkat bulan ini"),
    share("sent", "tally", "whether sent to a course this month", "dikirim pelatihan bulan ini"),
    a("days_covered", "tally", "days", "days on which a substitute teaches the class",
      "hari kelas diajar guru pengganti"),
    a("days_unheld", "tally", "days", "days on which nobody teaches the class", "hari kelas tanpa guru"),
    share("serving", "tally", "whether at work as facilitator", "sedang bertugas sebagai fasilitator"),
    share("transferred", "tally", "whether to be moved to another school of the place",
          "akan dimutasi ke sekolah lain di wilayah ini"),
    share("moved", "tally", "whether somebody from another school of the place now holds the post",
          "diisi guru dari sekolah lain di wilayah ini"),
    share("replaced", "tally", "whether a newcomer holds the post", "diganti guru baru"),
)  # fmt: skip

NEWCOMER = (
    "permanent", "pppk", "qualified", "ict", "intrinsic", "career", "outlook", "pedagogic", "professional", "social",
    "personality", "practice", "belief", "gift",
)  # fmt: skip
"""What the newcomer of a post is drawn with; each has a trait ``next_...`` of its own."""


def _of_newcomer(attribute: Attribute) -> Attribute:
    label = Text(f"newcomer's {attribute.meaning.en}", f"{attribute.meaning.id} guru baru penggantinya")
    return replace(attribute, name=f"next_{attribute.name}", role="trait", meaning=label)


TEACHER = (*IN_POST, *(_of_newcomer(attribute) for attribute in IN_POST if attribute.name in NEWCOMER))

TIE = (
    share("within", "given", "both teach at the same school", "satu sekolah"),
    share("start", "trait", "whether the tie existed at the start", "sudah ada sejak awal"),
    share("strength", "state", "whether the two exchange advice", "saling bertukar pengalaman"),
)
