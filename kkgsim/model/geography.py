"""The numbers that places are made with: how large a cluster is, and how far it is where no school has a point."""

from __future__ import annotations

from collections.abc import Mapping

from kkgsim.model.parameters import Parameter, parameter

PARAMETERS: Mapping[str, Parameter] = {
    "cluster_size_target": parameter(
        5.6, 3, 8, "schools",
        "mean size of a cluster formed from distances, where the list names none",
        "rata-rata jumlah sekolah dalam gugus yang dibentuk dari jarak, bila daftar tidak menyebut gugus",
        "janapria_study DAPO19", "judged", distribution="fixed", used="place",
        note="50 schools of Janapria over the nine clusters that 'Gugus IX' implies",
    ),
    "cluster_size_min": parameter(
        3, 3, 3, "schools",
        "smallest cluster, where a subdistrict has that many schools",
        "gugus terkecil, bila sekolah di kecamatan mencukupi",
        "GUG96", "literature", distribution="fixed", used="place",
    ),
    "cluster_size_max": parameter(
        8, 8, 10, "schools",
        "largest cluster formed from distances",
        "gugus terbesar yang dibentuk dari jarak",
        "GUG96", "literature", distribution="fixed", used="place",
        note="the manual says 3 to 8; field cases of 8 to 10 exist",
    ),
    "core_distance_nation": parameter(
        1.83, 0.8, 7.97, "km",
        "straight line from school to core school, national median: used where no school has a point",
        "garis lurus dari sekolah ke SD inti, median nasional: dipakai bila tidak ada koordinat sama sekali",
        "DAPO19", "measured", distribution="fixed", used="place",
    ),
}  # fmt: skip
