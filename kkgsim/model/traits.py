"""What people and clusters are like at the start: the declared distributions."""

from __future__ import annotations

from kkgsim.model.parameters import parameter

PARAMETERS = {
    "start_pedagogic": parameter(
        0.489, 0.42, 0.56, "0-1", "mean pedagogic competence (teacher test 2015, points of 100)",
        "rata-rata kompetensi pedagogik (UKG 2015)", "UKG15", "literature"),
    "start_professional": parameter(
        0.548, 0.45, 0.63, "0-1", "mean professional competence (teacher test 2015)",
        "rata-rata kompetensi profesional (UKG 2015)", "UKG15", "literature"),
    "start_social": parameter(
        0.55, 0.45, 0.65, "0-1", "mean social competence", "rata-rata kompetensi sosial", "ASM", "assumed"),
    "start_personality": parameter(
        0.60, 0.5, 0.7, "0-1", "mean personality competence", "rata-rata kompetensi kepribadian", "ASM", "assumed"),
    "start_competence_sd": parameter(
        0.12, 0.10, 0.14, "0-1", "spread of competence between teachers", "sebaran kompetensi antarguru", "MEM",
        "assumed"),
    "start_competence_common": parameter(
        0.6, 0.3, 0.9, "share of variance", "what a teacher's four competencies share",
        "bagian bersama keempat kompetensi", "ASM", "assumed"),
    "start_practice_sd": parameter(
        0.05, 0.02, 0.08, "0-1", "spread of practice between teachers of the same competence",
        "sebaran praktik antarguru dengan kompetensi sama", "MEM ASM", "assumed"),
    "start_practice": parameter(
        0.80, 0.65, 0.95, "times competence", "practice at the start relative to what competence allows",
        "praktik awal dibanding kompetensi", "kkg_brief ASM", "judged"),
    "start_practice_held": parameter(
        0.08, 0.0, 0.16, "SD of instruction", "part of practice at the start that meetings and courses as found hold up",
        "bagian praktik awal yang bertahan karena pertemuan dan pelatihan yang sudah ada", "ASM", "assumed",
        note="so that the status quo rests where it begins"),
    "start_practice_support": parameter(
        0.08, 0.0, 0.16, "0-1 per unit of support", "how much better practice starts under a supportive principal",
        "praktik awal yang lebih baik di bawah kepala sekolah yang mendukung", "SUPV PKU janapria_study", "judged"),
    "start_intrinsic": parameter(
        0.5, 0.3, 0.7, "0-1", "mean intrinsic motive", "rata-rata dorongan intrinsik", "janapria_study ASM", "assumed"),
    "start_intrinsic_sd": parameter(
        0.18, 0.1, 0.25, "0-1", "spread of the intrinsic motive", "sebaran dorongan intrinsik", "ASM", "assumed"),
    "start_career": parameter(
        0.5, 0.3, 0.7, "0-1", "mean administrative motive", "rata-rata dorongan kenaikan pangkat", "janapria_study ASM",
        "judged"),
    "start_career_sd": parameter(
        0.18, 0.1, 0.25, "0-1", "spread of the administrative motive", "sebaran dorongan kenaikan pangkat", "ASM",
        "assumed"),
    "contract_career": parameter(
        0.4, 0.1, 0.8, "times", "administrative motive of a contract teacher, who has no rank to gain",
        "dorongan pangkat guru honorer", "AK16 ASM", "assumed"),
    "start_belief": parameter(
        0.46, 0.40, 0.52, "0-1", "mean belief that the KKG is a reference (under half say it is)",
        "rata-rata keyakinan KKG rujukan mengajar", "kkg_brief", "judged"),
    "start_belief_sd": parameter(
        0.18, 0.1, 0.25, "0-1", "spread of that belief", "sebaran keyakinan", "ASM", "assumed"),
    "outlook_sd": parameter(
        0.18, 0.05, 0.3, "0-1", "spread of the use that teachers see in the same meeting",
        "sebaran manfaat yang dilihat guru dalam pertemuan yang sama", "ASM", "assumed"),
    "start_workload": parameter(
        7.3, 5.0, 13.5, "hours a week", "mean marking, meetings and paperwork",
        "rata-rata koreksi, rapat, dan administrasi", "ABS14H", "literature", condition=True),
    "start_workload_sd": parameter(
        2.5, 1.5, 3.5, "hours a week", "spread of that workload", "sebaran beban tugas", "ABS14H ASM", "assumed",
        condition=True),
    "permanent_share": parameter(
        0.60, 0.45, 0.75, "share", "teachers who are civil servants", "proporsi guru ASN", "STAT18", "literature",
        condition=True),
    "school_size_spread": parameter(
        0.5, 0.3, 0.7, "times the mean", "spread of teachers and pupils per school where a list has no figure",
        "sebaran guru dan murid per sekolah bila daftar tidak menyebutnya", "PROV24 ASM", "judged",
        distribution="fixed", used="roster", condition=True),
    "qualified_share": parameter(
        0.85, 0.7, 0.95, "share", "teachers with the S1 degree", "proporsi guru berijazah S1", "ASM", "assumed",
        condition=True),
    "experience_mean": parameter(
        13, 9, 17, "years", "mean years of teaching", "rata-rata tahun mengajar", "TIK18 ASM", "assumed",
        condition=True),
    "experience_sd": parameter(
        8, 5, 10, "years", "spread of years of teaching", "sebaran tahun mengajar", "ASM", "assumed", condition=True),
    "ict_ready": parameter(
        0.40, 0.30, 0.46, "0-1", "mean ICT skill (share of teachers ready to teach with ICT)",
        "rata-rata penguasaan TIK", "TIK18 TIK20", "literature", condition=True),
    "ict_sd": parameter(0.20, 0.1, 0.3, "0-1", "spread of ICT skill", "sebaran penguasaan TIK", "ASM", "assumed",
        condition=True),
    "start_support": parameter(
        0.5, 0.35, 0.65, "0-1", "mean support of the KKG by principals", "rata-rata dukungan kepala sekolah",
        "janapria_study ASM", "judged"),
    "start_support_sd": parameter(
        0.27, 0.15, 0.32, "0-1", "spread of that support", "sebaran dukungan kepala sekolah", "PKU SUPV ASM", "assumed"),
    "start_leadership": parameter(
        0.35, 0.1, 0.6, "0-1", "mean skill of principals in academic supervision",
        "rata-rata kecakapan supervisi akademik", "kkg_brief ASM", "judged"),
    "start_leadership_sd": parameter(
        0.15, 0.1, 0.2, "0-1", "spread of that skill", "sebaran kecakapan supervisi", "ASM", "assumed"),
    "supervisor_skill": parameter(
        0.35, 0.1, 0.6, "0-1", "mentoring skill of supervisors", "kecakapan mendampingi pengawas", "kkg_brief ASM",
        "judged"),
    "supervisor_skill_sd": parameter(
        0.12, 0.05, 0.2, "0-1", "spread of that skill", "sebaran kecakapan pengawas", "ASM", "assumed"),
    "schools_per_supervisor": parameter(
        20, 2.6, 32, "schools", "schools per supervisor as observed (the norm is 10)",
        "sekolah per pengawas", "PGWPMK PGWBKS PGWSLM", "literature", distribution="fixed", used="roster",
        condition=True),
    "admin_found": parameter(
        0.67, 0.50, 0.85, "share", "agenda that is paperwork, exam drafting and routine",
        "porsi agenda untuk administrasi rutin", "CIP17 kkg_brief", "literature"),
    "admin_found_sd": parameter(
        0.08, 0.03, 0.15, "share", "spread of that share between clusters", "sebaran porsi administrasi antargugus",
        "ASM", "assumed"),
    "relevance_found": parameter(
        0.50, 0.35, 0.65, "0-1", "fit of the content to needs as found", "kesesuaian materi awal", "kkg_brief ASM",
        "judged"),
    "relevance_found_sd": parameter(
        0.08, 0.03, 0.15, "0-1", "spread of that fit between clusters", "sebaran kesesuaian materi antargugus", "ASM",
        "assumed"),
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
    "facilities_found": parameter(
        0.35, 0.2, 0.5, "0-1", "mean standing of shared facilities (most belong to single schools)",
        "rata-rata standar sarana bersama (umumnya milik sekolah)", "kkg_brief ASM", "judged"),
    "facilities_found_sd": parameter(
        0.20, 0.1, 0.3, "0-1", "spread of that standing between clusters", "sebaran standar sarana antargugus", "ASM",
        "assumed"),
    "monitoring_found": parameter(
        0.35, 0.15, 0.55, "0-1", "mean standing of monitoring (none in most clusters)",
        "rata-rata standar pemantauan (tidak terjadi di sebagian besar gugus)", "kkg_brief ASM", "judged"),
    "monitoring_found_sd": parameter(
        0.20, 0.1, 0.3, "0-1", "spread of that standing between clusters", "sebaran standar pemantauan antargugus",
        "ASM",
        "assumed"),
    "funding_found": parameter(
        0.20, 0.05, 0.4, "0-1", "standing of financing at the start", "standar pembiayaan pada awal", "kkg_brief ASM",
        "assumed"),
    "internet_found": parameter(
        0.526, 0.5, 0.8, "share", "schools with internet (2020)", "sekolah dengan internet (2020)", "PROF20",
        "measured", condition=True),
    "clusters_in_reach": parameter(
        20, 6, 40, "clusters", "clusters nearest to home to which a facilitator or resource person can be sent",
        "gugus terdekat yang dapat dilayani fasilitator atau narasumber", "ASM", "assumed", distribution="fixed",
        used="roster", condition=True),
    "ties_within": parameter(
        3, 2, 5, "ties per teacher", "colleagues at the same school with whom a teacher talks about teaching",
        "rekan sesekolah untuk bertukar pengalaman", "MEM", "assumed", distribution="fixed", used="roster"),
    "ties_across": parameter(
        0.5, 0, 1, "ties per teacher", "such colleagues at other schools, as found", "rekan di sekolah lain, awal",
        "ASM", "assumed"),
    "ties_possible": parameter(
        4, 2, 8, "persons", "teachers of other schools whom one could come to know in the KKG",
        "guru sekolah lain yang mungkin dikenal lewat KKG", "ASM", "assumed", distribution="fixed", used="roster"),
    "literacy_nation": parameter(
        0.0, -0.1, 0.1, "SD", "pupils' literacy, nation (the zero of the scale)", "literasi murid nasional", "EGRA14B",
        "literature", condition=True),
    "literacy_ntb": parameter(
        -0.80, -1.0, -0.5, "SD", "pupils' literacy, NTB (region's 22 % non-readers)", "literasi murid NTB", "EGRA14B",
        "literature", condition=True),
    "literacy_ntt": parameter(
        -0.93, -1.2, -0.6, "SD", "pupils' literacy, NTT (Sumba Timur's 26 % non-readers)", "literasi murid NTT",
        "WTA18", "literature", condition=True),
    "literacy_school_sd": parameter(
        0.30, 0.2, 0.4, "SD", "spread of literacy between schools", "sebaran literasi antarsekolah", "ASM", "assumed",
        condition=True),
}  # fmt: skip
