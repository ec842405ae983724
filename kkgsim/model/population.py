"""The numbers of a roster: how many people a place has, whom they could come to know, and where they can be sent.

All runs of a place share its roster, so these are held at their values.
"""

from __future__ import annotations

from kkgsim.model.parameters import parameter

PARAMETERS = {
    "school_size_spread": parameter(
        0.5, 0.3, 0.7, "times the mean", "spread of teachers and pupils per school where a list has no figure",
        "sebaran guru dan murid per sekolah bila daftar tidak menyebutnya", "PROV24 ASM", "judged",
        distribution="fixed", used="roster", condition=True),
    "schools_per_supervisor": parameter(
        20, 2.6, 32, "schools", "schools per supervisor as observed (the norm is 10)",
        "sekolah per pengawas", "PGWPMK PGWBKS PGWSLM", "literature", distribution="fixed", used="roster",
        condition=True),
    "willing_share": parameter(
        0.15, 0.10, 0.30, "share", "teachers who are willing to serve as facilitators",
        "guru yang bersedia menjadi fasilitator", "NTTF1 ASM", "assumed", distribution="fixed", used="roster",
        condition=True, note="NTTF1: 140 facilitators for 1,037 teachers, so at least that many can be willing"),
    "clusters_in_reach": parameter(
        20, 6, 40, "clusters", "clusters nearest to home to which a facilitator or resource person can be sent",
        "gugus terdekat yang dapat dilayani fasilitator atau narasumber", "ASM", "assumed", distribution="fixed",
        used="roster", condition=True),
    "ties_within": parameter(
        3, 2, 5, "ties per teacher", "colleagues at the same school with whom a teacher talks about teaching",
        "rekan sesekolah untuk bertukar pengalaman", "MEM", "assumed", distribution="fixed", used="roster"),
    "ties_possible": parameter(
        4, 2, 8, "persons", "teachers of other schools whom one could come to know in the KKG",
        "guru sekolah lain yang mungkin dikenal lewat KKG", "ASM", "assumed", distribution="fixed", used="roster"),
    "ties_beyond": parameter(
        0.25, 0.0, 0.5, "share", "part of these, and of transfers, that leads to a cluster nearby",
        "bagian kenalan dan mutasi itu yang menuju gugus tetangga", "ASM", "assumed", distribution="fixed",
        used="roster"),
}  # fmt: skip
