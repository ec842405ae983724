"""ICT training, materials online, and meetings that far schools can join online."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "ict_course_cost": parameter(
        25_000, 10_000, 60_000, "Rp per person and month", "ICT training of one teacher", "pelatihan TIK satu guru",
        "ASM",
        "assumed"),
    "materials_cost": parameter(
        40_000, 15_000, 120_000, "Rp per cluster and month", "materials online and in print, kept up to date",
        "materi daring dan cetak yang dimutakhirkan", "ASM", "assumed"),
    "online_cost": parameter(
        75_000, 30_000, 200_000, "Rp per meeting", "licence, data and somebody who hosts",
        "lisensi, kuota, dan pemandu daring",
        "ASM", "assumed"),
    "platform_cost": parameter(
        3_000, 1_000, 10_000, "Rp per person and month", "platform of self-paced courses: content, servers, help desk",
        "platform pelatihan mandiri: konten, server, dan layanan bantuan", "ASM", "assumed"),
    "credit_cost": parameter(
        2_000, 500, 6_000, "Rp per person and month", "checking and registering certificates that count for the career",
        "verifikasi dan pencatatan sertifikat yang diperhitungkan untuk karier", "ASM", "assumed"),
    "delay_ict_online": delay(
        3, 1, 6, "equipment and accounts work", "perangkat dan akun berfungsi"),
}  # fmt: skip


def on_teacher(teacher, policy, n):
    """Teachers are trained in ICT, and called to courses that they take alone."""
    teacher.ict_course = max(teacher.ict_course, policy.ict_online_training)
    teacher.self_paced = max(teacher.self_paced, policy.ict_online_self_paced)
    teacher.self_paced_counts = max(teacher.self_paced_counts, policy.ict_online_certificates)


def on_cluster(cluster, policy, n):
    """Materials are at hand, and meetings can be joined online."""
    cluster.materials_given = max(cluster.materials_given, policy.ict_online_materials)
    cluster.online_offered = max(cluster.online_offered, policy.ict_online_meetings)
    cluster.virtual = max(cluster.virtual, policy.ict_online_virtual)


def trained(teacher, policy, n):
    return policy.ict_online_training


def called(teacher, policy, n):
    return policy.ict_online_self_paced


def credited(teacher, policy, n):
    return policy.ict_online_certificates * policy.ict_online_self_paced


def supplied(cluster, policy, n):
    return policy.ict_online_materials


def hosted(cluster, policy, n):
    return max(policy.ict_online_meetings, policy.ict_online_virtual) * cluster.meetings


LEVER = Lever(
    name="ict_online",
    label=Text("ICT and online path", "TIK dan jalur daring"),
    about=Text(
        "Teachers learn ICT, materials are online and in print, and those who live far may join meetings online where "
        "there is internet and they have the skill. A screen is a weak substitute: less is learnt and nobody gets to "
        "know each other. Courses that teachers take alone on the centre's platform (Merdeka Mengajar, Ruang GTK) "
        "bring a certificate and a little knowledge; they hardly reach the class unless a mentor or the learning "
        "community of the school follows them up, and where certificates count for the career a part is done for the "
        "certificate alone.",
        "Guru belajar TIK, materi tersedia daring dan cetak, dan guru yang jauh dapat mengikuti pertemuan secara "
        "daring bila ada internet dan cukup terampil. Layar adalah pengganti yang lemah: yang dipelajari lebih "
        "sedikit dan jejaring tidak tumbuh. Pelatihan mandiri di platform pusat (Merdeka Mengajar, Ruang GTK) "
        "menghasilkan sertifikat dan sedikit pengetahuan; hampir tidak sampai ke kelas bila tidak ditindaklanjuti "
        "pendamping atau komunitas belajar di sekolah, dan bila sertifikat diperhitungkan untuk karier sebagian "
        "dikerjakan demi sertifikat saja.",
    ),
    origin=(
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3", "keterbatasan penguasaan TIK"),
        Passage("kkg_brief", "Tantangan utama: Sumber daya pemerintah",
                "Materi pembelajaran untuk mendukung kegiatan di KKG juga tidak tersedia"),
    ),
    settings=(
        Setting("training", 0, 1, 1.0, "share", Text("Teachers in ICT training", "Guru dalam pelatihan TIK"),
                "TIK18 TIK20"),
        Setting("materials", 0, 1, 1.0, "0-1",
                Text("Materials online and in print", "Materi daring dan cetak"), "kkg_brief"),
        Setting("meetings", 0, 1, 0.0, "0-1",
                Text("Meetings that can be joined online", "Pertemuan dapat diikuti daring"), "VIRT22"),
        Setting("virtual", 0, 1, 0.0, "share",
                Text("Meetings held on screen only", "Pertemuan hanya lewat layar"), "VIRT22"),
        Setting("self_paced", 0, 1, 0.0, "share",
                Text("Teachers called to self-paced courses online",
                     "Guru didorong mengikuti pelatihan mandiri daring"),
                "PMM22"),
        Setting("certificates", 0, 1, 0.0, "0-1",
                Text("Certificates of self-paced courses count for the career",
                     "Sertifikat pelatihan mandiri diperhitungkan untuk karier"), "PMM22"),
    ),
    effects={"cluster": on_cluster, "teacher": on_teacher},
    costs=(
        Cost("ict_courses", Text("ICT training", "Pelatihan TIK"), "teacher", trained, "ict_course_cost"),
        Cost("online_materials", Text("Materials", "Materi"), "cluster", supplied, "materials_cost"),
        Cost("self_paced_platform", Text("Platform of self-paced courses", "Platform pelatihan mandiri"), "teacher",
             called, "platform_cost", "ministry"),
        Cost("self_paced_credit", Text("Certificates checked and registered", "Verifikasi sertifikat"), "teacher",
             credited, "credit_cost", "ministry"),
        Cost("online_hosting", Text("Online meetings", "Pertemuan daring"), "cluster", hosted, "online_cost"),
    ),
    delay="delay_ict_online",
    payers=("district", "ministry", "bosda", "donor", "province"),
)  # fmt: skip
