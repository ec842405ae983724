"""Facilitators released from teaching two or three days a week, substitutes paid by schools and the district;
supervisors freed."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "supervisor_relief": parameter(
        300_000, 100_000, 800_000, "Rp per person and month", "office work taken over from a supervisor",
        "tugas kantor pengawas yang dialihkan", "ASM", "assumed"),
    "release_papers": parameter(
        20_000, 5_000, 50_000, "Rp per person and month", "rosters and papers of a released facilitator",
        "penjadwalan dan administrasi fasilitator yang dibebaskan", "ASM", "assumed"),
    "delay_release_from_teaching": delay(
        2, 0, 6, "substitutes are found and the timetable is changed", "guru pengganti tersedia dan jadwal diubah"),
}  # fmt: skip


def on_district(district, policy, n):
    """Facilitators have days, supervisors have time."""
    district.release_days = max(district.release_days, policy.release_from_teaching_days)
    district.substitutes_paid = max(district.substitutes_paid, policy.release_from_teaching_substitutes)
    district.supervisors_freed = max(district.supervisors_freed, policy.release_from_teaching_supervisors)


def substitutes(district, policy, n):
    """Rp for lessons covered by substitutes, which the schools pay."""
    return district.substitute_days * n.substitute_pay


def substitutes_of_district(district, policy, n):
    return district.substitute_days_paid


def rosters(district, policy, n):
    return policy.release_from_teaching_days / 5.0 * district.facilitators_paid


def offices_relieved(supervisor, policy, n):
    return policy.release_from_teaching_supervisors


LEVER = Lever(
    name="release_from_teaching",
    label=Text("Release from teaching", "Pembebasan dari tugas mengajar"),
    about=Text(
        "Facilitators are freed from teaching two or three days a week. Substitutes are paid by the district as far "
        "as it budgets for them, the others by each one's own school from BOS as far as its cap on honoraria allows; "
        "where nobody pays, nobody teaches her class on those days. Supervisors are freed from office work. The team "
        "has more days; its classes learn less.",
        "Fasilitator dibebaskan dari mengajar dua atau tiga hari seminggu. Guru pengganti dibiayai kabupaten sejauh "
        "dianggarkan, selebihnya oleh sekolah asal dari BOS sejauh batas honor mengizinkan; bila tidak ada yang "
        "membiayai, kelasnya tanpa guru pada hari itu. Pengawas dibebaskan dari tugas kantor. Tim punya lebih banyak "
        "hari; murid di kelas mereka belajar lebih sedikit.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 5",
                "Sebagai alternatifnya, kabupaten dapat membentuk tim"),
    ),
    settings=(
        Setting("days", 0, 3, 2.5, "days a week",
                Text("Days a week freed from teaching", "Hari per minggu bebas mengajar"), "kkg_brief"),
        Setting("substitutes", 0, 1, 0.0, "0-1",
                Text("Substitutes paid by the district", "Guru pengganti dibiayai kabupaten"), "kkg_brief"),
        Setting("supervisors", 0, 1, 0.0, "0-1",
                Text("Supervisors freed from office work", "Pengawas bebas dari tugas kantor"), "kkg_brief"),
    ),
    effects={"district": on_district},
    costs=(
        Cost("substitute_teachers", Text("Substitute teachers", "Guru pengganti"), "district", substitutes, None,
             "bos"),
        Cost("district_substitutes", Text("Substitute teachers on the district's budget",
                                          "Guru pengganti dengan anggaran kabupaten"), "district",
             substitutes_of_district, "substitute_pay"),
        Cost("release_rosters", Text("Rosters and papers", "Penjadwalan dan administrasi"), "district", rosters,
             "release_papers"),
        Cost("supervisor_offices", Text("Office work taken over", "Pengalihan tugas kantor pengawas"), "supervisor",
             offices_relieved, "supervisor_relief"),
    ),
    delay="delay_release_from_teaching",
    everywhere=True,
)  # fmt: skip
