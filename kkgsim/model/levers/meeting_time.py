"""How often, how long and at what time of day the KKG meets: weekly and short after class, or monthly and long."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import select, share

PARAMETERS = {
    "hosting_cost": parameter(
        15_000, 5_000, 50_000, "Rp per meeting", "a further meeting: room opened and cleaned, power, invitations",
        "pertemuan tambahan: ruang, listrik, kebersihan, dan undangan", "ASM", "assumed"),
    "timetable_cost": parameter(
        10_000, 3_000, 30_000, "Rp per cluster and month", "schools agree on one hour and keep to it",
        "penyepakatan dan penyelarasan jadwal antarsekolah", "ASM", "assumed"),
    "delay_meeting_time": delay(
        1, 0, 3, "the circular has gone round and timetables are changed", "edaran diterima dan jadwal diubah"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """The KKG meets more often, for other hours, or after class."""
    cluster.meetings_added = max(cluster.meetings_added, policy.meeting_time_meetings)
    cluster.hours_set = max(cluster.hours_set, policy.meeting_time_hours)
    cluster.after_class = max(cluster.after_class, policy.meeting_time_after_class)


def further(cluster, policy, n):
    """Meetings held beyond those as found."""
    added = policy.meeting_time_meetings
    return cluster.meetings * share(added, n.meetings_per_year + added)


def retimed(cluster, policy, n):
    """1 where the length is set, else as far as the time of day is."""
    return max(select(policy.meeting_time_hours > 0.0, 1.0, 0.0), policy.meeting_time_after_class)


LEVER = Lever(
    name="meeting_time",
    label=Text("Frequency and length of meetings", "Frekuensi dan lama pertemuan"),
    about=Text(
        "The KKG meets more often, for shorter or longer, in class hours or after class: weekly as on the teachers' "
        "study day (Hari Belajar Guru), or monthly as today. A meeting after class costs no lessons and takes more of "
        "teachers' free hours; each further meeting is a further way, so that far schools come less, and some cannot "
        "be home in time.",
        "KKG bertemu lebih sering, lebih singkat atau lebih lama, pada jam mengajar atau sesudahnya: setiap minggu "
        "seperti Hari Belajar Guru, atau sebulan sekali seperti sekarang. Pertemuan sesudah jam pelajaran tidak "
        "mengurangi jam mengajar, tetapi menyita lebih banyak waktu luang guru; setiap pertemuan tambahan berarti "
        "satu perjalanan lagi, sehingga sekolah yang jauh lebih jarang hadir dan sebagian tidak dapat pulang tepat "
        "waktu.",
    ),
    origin=(
        Passage("janapria_study", "Abstrak", "keterbatasan waktu"),
        Passage("kkg_brief", "Tantangan utama: Pedoman KKG",
                "sebagian dari standar pelaksanaan tidak mungkin dipenuhi"),
    ),
    settings=(
        Setting("meetings", 0, 24, 24, "meetings per year",
                Text("Meetings a year beyond today's", "Tambahan pertemuan setahun"), "HBG25 KLAMPOK25"),
        Setting("hours", 0, 6, 1.5, "h",
                Text("Length of a meeting (0: as today)", "Lama satu pertemuan (0: seperti sekarang)"),
                "HBG25 JUMAPOLO25", today="meeting_hours"),
        Setting("after_class", 0, 1, 1.0, "0-1",
                Text("Held after class", "Diadakan sesudah jam pelajaran"), "HBG25 JUMAPOLO25"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("further_meetings", Text("Hosting further meetings", "Penyelenggaraan pertemuan tambahan"), "cluster",
             further, "hosting_cost"),
        Cost("timetables", Text("Timetables of schools", "Penyelarasan jadwal sekolah"), "cluster", retimed,
             "timetable_cost"),
    ),
    delay="delay_meeting_time",
    payers=("district", "bosda", "province", "ministry", "donor"),
)  # fmt: skip
