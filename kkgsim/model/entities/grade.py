"""A grade of a school: the children who are in it this year, and who teaches them."""

from __future__ import annotations

from kkgsim.model.entities.attribute import INFINITY
from kkgsim.model.entities.attribute import attribute as a

GRADE = (
    a("number", "given", "grades", "which grade it is, 1 to 6", "kelas ke berapa, 1 sampai 6", low=1, high=6),
    a("teachers", "given", "persons",
      "teachers who teach it, 0 where it is taught together with a lower grade",
      "guru yang mengajarnya, 0 bila digabung dengan kelas di bawahnya"),
    a("apart", "state", "SD", "how far its children stand from those whom the school usually has, by chance",
      "selisih angkatan ini dari murid yang biasa di sekolahnya, karena kebetulan", -6, 6),
    a("gain", "state", "SD", "literacy that its children gained beyond ordinary growth and have kept",
      "kenaikan literasi angkatan ini di luar pertumbuhan biasa yang masih bertahan", -6, 6),
    a("reading", "state", "SD", "reading on one scale over the grades: 0 is the nation at the end of grade 2",
      "kemampuan membaca pada satu skala untuk semua kelas: 0 adalah rata-rata nasional akhir kelas 2", -12, 12),
    a("leaving_apart", "tally", "SD", "the same of the children who may move up this month",
      "selisih itu pada angkatan yang dapat naik kelas bulan ini", -6, 6),
    a("leaving_gain", "tally", "SD", "the gain of the children who may move up this month",
      "kenaikan literasi angkatan yang dapat naik kelas bulan ini", -6, 6),
    a("taught_sum", "tally", "SD per year summed", "what its teachers bring above what was found",
      "jumlah tambahan belajar dari guru-gurunya", -INFINITY),
)  # fmt: skip
