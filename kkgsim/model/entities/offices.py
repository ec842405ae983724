"""The district office, the school year, and the people who serve many clusters."""

from __future__ import annotations

from kkgsim.model.entities.attribute import attribute as a
from kkgsim.model.entities.attribute import share

CALENDAR = (
    share("year_share", "trait", "share of the year's school weeks", "bagian minggu efektif setahun"),
    share("exams", "trait", "whether exams are written this month", "bulan penyusunan soal ujian"),
    share("share_to_release", "trait", "share of the year's school weeks until BOS comes in again, from this month on",
          "bagian minggu efektif setahun sampai BOS cair lagi, mulai bulan ini"),
    share("bos_released", "trait", "share of the year's BOS that is released", "bagian BOS setahun yang cair"),
)  # fmt: skip
"""The twelve months of the year; a run starts in one of them."""

DISTRICT = (
    a("clusters", "trait", "clusters", "clusters in the place", "jumlah gugus", low=1),
    a("schools", "trait", "schools", "schools in the place", "jumlah sekolah", low=1),
    a("teachers", "trait", "persons", "teachers in the place", "jumlah guru", low=1),
    a("travel_minutes", "trait", "minutes", "mean time from a core school to a member school",
      "rata-rata waktu tempuh sekolah inti ke sekolah anggota"),
    a("distance_km", "trait", "km by road", "mean way from a core school to a member school",
      "rata-rata jarak sekolah inti ke sekolah anggota"),
    share("practice_usual", "trait", "mean classroom practice at the start", "rata-rata praktik mengajar awal"),
    a("practice_sd", "trait", "0-1", "spread of classroom practice between teachers at the start: one SD of instruction",
      "sebaran praktik mengajar antarguru pada awal: satu simpangan baku"),
    # what levers change
    a("facilitators_wanted", "condition", "persons", "facilitators that somebody pays for",
      "fasilitator yang dibiayai"),
    share("facilitators_recognised", "condition", "formal status of facilitators in the system",
          "status resmi fasilitator dalam sistem"),
    share("sessions_certified", "condition", "facilitated short courses put up for certification",
          "pelatihan singkat yang diajukan sertifikasinya"),
    share("toward_need", "condition", "whose turn it is: 0 everybody's alike, 1 the neediest clusters' most",
          "giliran fasilitator: 0 merata, 1 mengutamakan gugus yang paling membutuhkan"),
    share("toward_near", "condition", "whose turn it is: 0 everybody's alike, 1 the nearest clusters' most",
          "giliran fasilitator: 0 merata, 1 mengutamakan gugus yang dekat"),
    a("visits_asked", "condition", "visits per teacher and month", "follow-up visits asked for",
      "kunjungan pendampingan yang diminta"),
    a("release_days", "condition", "days a week", "days that facilitators are freed from teaching",
      "hari per minggu fasilitator dibebaskan dari mengajar", high=5),
    share("supervisors_freed", "condition", "supervisors freed from other duties for mentoring",
          "pengawas dibebaskan dari tugas lain untuk pendampingan"),
    share("line", "condition", "line of command from the office to the KKG", "garis komando dinas ke KKG"),
    share("coordination", "condition", "coordination between the bodies that call on teachers",
          "koordinasi antarlembaga yang memanggil guru"),
    share("partnered", "condition", "working partnership with training providers",
          "kemitraan dengan lembaga pelatihan"),
    a("courses_added", "condition", "places per teacher and year", "external training places besides those found",
      "tambahan tempat pelatihan luar"),
    a("resource_persons_added", "condition", "persons per 100 schools", "resource persons besides those found",
      "tambahan narasumber luar"),
    share("merit", "condition", "supervisors recruited on merit", "pengawas direkrut berdasarkan kecakapan"),
    share("cadre", "condition", "supervisors trained to lead development in the KKG",
          "pengawas kader yang memimpin PKB di KKG"),
    share("fair_selection", "condition", "places in training go round instead of to the usual people",
          "tempat pelatihan digilir, bukan untuk orang yang itu-itu saja"),
    share("tutors_across", "condition", "tutors lent to clusters that have fewer than wanted",
          "tutor dipinjamkan ke gugus yang kekurangan"),
    # carried over
    a("places_mean", "state", "places", "training places per teacher since the start",
      "rata-rata pelatihan per guru sejak awal"),
    a("had_mean", "state", "places", "training places ever had per teacher", "rata-rata pelatihan yang pernah diikuti"),
    share("tutors_spare", "state", "tutors that other clusters can lend, per cluster that lacks one",
          "tutor yang dapat dipinjamkan per gugus yang kekurangan"),
    share("tutor_skill", "state", "mean competence of the tutors in the place", "rata-rata kompetensi tutor"),
    # counted during the month
    a("honorarium_room", "tally", "Rp", "what the BOS cap on honoraria leaves, all schools",
      "sisa batas honor BOS semua sekolah"),
    a("facilitators_active", "tally", "persons", "facilitators at work", "fasilitator aktif"),
    a("facilitators_new", "tally", "persons", "facilitators trained this month", "fasilitator baru dilatih bulan ini"),
    a("facilitators_paid", "tally", "posts", "active facilitators whom somebody pays, in full posts",
      "fasilitator aktif yang dibiayai"),
    a("facilitator_days", "tally", "days", "working days of all facilitators", "hari kerja semua fasilitator"),
    a("days_used", "tally", "days", "days that facilitators spent on meetings and visits",
      "hari fasilitator yang terpakai"),
    a("days_paid", "tally", "days", "of these, days that somebody pays for", "hari terpakai yang dibiayai"),
    a("trips_km", "tally", "km", "way of facilitators on paid days", "jarak perjalanan fasilitator pada hari dibiayai"),
    a("substitute_days", "tally", "days", "lessons covered by substitutes", "hari mengajar yang digantikan"),
    a("release_funded", "tally", "0-1", "part of the release that the schools can pay substitutes for",
      "bagian pembebasan yang dapat dibayar sekolah", high=1),
    a("facilitated_sessions", "tally", "meetings", "meetings led by a facilitator",
      "pertemuan yang dipandu fasilitator"),
    a("supervisor_visits", "tally", "visits", "visits made by supervisors on request",
      "kunjungan pengawas atas permintaan"),
    a("supervisor_km", "tally", "km", "way of supervisors on requested visits", "jarak perjalanan pengawas"),
    a("meetings", "tally", "meetings", "meetings of all clusters", "pertemuan semua gugus"),
    a("weights", "tally", "weights", "summed claims of the clusters", "jumlah bobot giliran gugus"),
    a("visits_wanted", "tally", "visits", "visits asked for, all clusters", "kunjungan yang diminta semua gugus"),
    a("session_share", "tally", "times", "meetings that facilitators have time to lead, relative to all meetings",
      "pertemuan yang sempat dipandu fasilitator dibanding semua pertemuan"),
    a("visit_share", "tally", "times", "visits that facilitators have time to make, relative to those wanted",
      "kunjungan yang sempat dilakukan fasilitator dibanding yang diminta"),
    share("preparation", "tally", "time a facilitator has for each meeting, 1 where there is enough",
          "waktu fasilitator untuk tiap pertemuan, 1 bila cukup"),
    share("visit_preparation", "tally", "time a facilitator has for each visit, 1 where there is enough",
          "waktu fasilitator untuk tiap kunjungan, 1 bila cukup"),
    a("facilitators_with_status", "tally", "persons", "facilitators with formal status",
      "fasilitator yang berstatus resmi"),
    a("course_places", "tally", "places", "external training places this month", "tempat pelatihan luar bulan ini"),
    a("claims", "tally", "weights", "summed claims to training places", "jumlah bobot calon peserta pelatihan"),
    a("places_total", "tally", "places", "training places taken since the start by those in post",
      "jumlah pelatihan yang diikuti guru sejak awal"),
    a("had_total", "tally", "places", "training places ever taken by those in post",
      "jumlah pelatihan yang pernah diikuti guru"),
    a("tutors_found", "tally", "persons", "teachers fit to be tutors", "guru yang layak menjadi tutor"),
    a("tutor_skill_sum", "tally", "0-1 summed", "summed competence of tutors", "jumlah kompetensi tutor"),
    a("tutors_to_lend", "tally", "persons", "tutors whom their own cluster does not use",
      "tutor yang dapat dipinjamkan"),
    a("tutors_lacking", "tally", "clusters", "clusters with fewer tutors than wanted", "gugus yang kekurangan tutor"),
    *(
        a(f"trained_{k}", "tally", "persons", f"teachers trained at least {k} times",
          f"guru dilatih sedikitnya {k} kali")
        for k in range(1, 13)
    ),
)  # fmt: skip

FACILITATOR = (
    a("slot", "trait", "rank", "place on the list of recruits", "urutan perekrutan"),
    share("active", "state", "whether at work", "sedang bertugas"),
    share("skill", "state", "mentoring skill", "kecakapan mendampingi"),
    share("recognised", "state", "formal status, once given", "status resmi yang sudah diberikan"),
    share("recruited", "tally", "whether newly trained this month", "baru dilatih bulan ini"),
    share("funded", "tally", "part of the post that somebody pays for", "bagian tugas yang dibiayai"),
    a("days", "tally", "days", "working days this month", "hari kerja bulan ini"),
    a("days_left", "tally", "days", "days not yet spent", "sisa hari kerja"),
)  # fmt: skip

RESOURCE_PERSON = (
    a("slot", "trait", "rank", "place on the list", "urutan"),
    share("skill", "state", "skill in leading a session", "kecakapan memandu"),
    a("days_left", "tally", "days", "days not yet spent", "sisa hari kerja"),
)  # fmt: skip

SUPERVISOR = (
    a("teachers", "trait", "persons", "teachers in the supervised clusters", "guru binaan"),
    a("clusters", "trait", "clusters", "supervised clusters", "gugus binaan"),
    share("skill", "state", "mentoring skill", "kecakapan mendampingi"),
    a("visits_to_spare", "tally", "visits", "visits on request that the month has room for",
      "kunjungan atas permintaan yang masih mungkin"),
    a("visits_routine", "tally", "visits", "visits made as a matter of routine", "kunjungan rutin"),
)  # fmt: skip

POSTING = (
    a("km", "trait", "km by road", "way from the facilitator's school to the cluster",
      "jarak dari sekolah fasilitator ke gugus"),
    a("minutes", "trait", "minutes", "time for that way", "waktu tempuhnya"),
    share("known", "state", "how well the facilitator knows the cluster", "seberapa kenal fasilitator dengan gugus"),
    share("came", "tally", "whether the facilitator came this month", "fasilitator datang bulan ini"),
)  # fmt: skip
"""A facilitator and a cluster that she can be sent to; the nearest first."""

ENGAGEMENT = (
    a("minutes", "trait", "minutes", "time from the resource person's home to the cluster",
      "waktu tempuh narasumber ke gugus"),
)  # fmt: skip
"""A resource person and a cluster that can invite him; the nearest first."""
