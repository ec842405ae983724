"""What a meeting is: its agenda, who leads it, what it is worth, and how it is reviewed.

The agenda is split between capacity building and paperwork (B: most programmes are routine
administration). Relevance falls when content is set from above. Management improves through
plan-do-check-act only where somebody monitors (J, B).
"""

from kkgsim.numbers import number
from kkgsim.rules.arithmetic import clip, positive

NUMBERS = {
    "meeting_hours": number(
        4, 2, 6, "h", "length of a meeting", "lama satu pertemuan", "CIP17", "literature", distribution="fixed"),
    "facilitated_admin_cut": number(
        0.6, 0.3, 0.9, "share of the paperwork", "paperwork pushed out of a meeting that a facilitator leads",
        "administrasi yang tergeser bila dipandu fasilitator", "seed:001 SUM19", "judged", neutral=0.0),
    "managed_admin_cut": number(
        0.5, 0.0, 1.0, "share per unit of management gained", "paperwork that better management moves elsewhere",
        "administrasi yang tergeser oleh pengelolaan yang membaik", "seed:001 ASM", "assumed", neutral=0.0),
    "senior_skill": number(
        0.40, 0.2, 0.6, "0-1", "skill of the cluster's own senior teachers in leading a session",
        "kecakapan guru senior memandu", "seed:001 ASM", "judged"),
    "outside_skill": number(
        0.60, 0.4, 0.8, "0-1", "skill of a paid outside resource person", "kecakapan narasumber luar",
        "seed:001 ASM", "assumed"),
    "senior_best_weight": number(
        0.5, 0.0, 1.0, "0-1", "how much an own session rests on the ablest teacher present",
        "bobot guru tercakap yang hadir pada sesi internal", "seed:001 ASM", "assumed", neutral=0.0),
    "relevance_for_lead": number(
        0.15, 0.0, 0.3, "points", "relevance that a facilitator's structured short course adds",
        "tambahan relevansi dari pelatihan singkat terstruktur", "seed:001 ASM", "assumed", neutral=0.0),
    "quorum": number(
        8, 3, 15, "persons", "attendance below which a meeting teaches in proportion less",
        "jumlah hadir minimum agar pertemuan bermakna", "GUG96 ASM", "assumed"),
    "usefulness_floor": number(
        0.43, 0.33, 0.50, "0-1", "usefulness felt after a meeting that taught nothing",
        "manfaat yang dirasakan dari pertemuan tanpa isi", "seed:001 ASM", "assumed"),
    "usefulness_slope": number(
        1.2, 0.6, 2.0, "per unit of worth", "usefulness felt per unit of what the meeting teaches",
        "kenaikan manfaat per nilai belajar", "seed:001 ASM", "assumed", neutral=0.0),
    "review_rate": number(
        0.08, 0.02, 0.15, "share of the gap per evaluation", "management gained per evaluation with feedback",
        "perbaikan pengelolaan per evaluasi", "seed:000 seed:001 ASM", "assumed", neutral=0.0),
    "review_fade": number(
        0.02, 0.0, 0.05, "share per month", "management lost when nobody monitors",
        "penurunan pengelolaan tanpa pemantauan", "seed:001 ASM", "assumed", neutral=0.0),
    "review_relevance": number(
        0.03, 0.0, 0.08, "points per cycle", "relevance gained per completed plan-do-check-act cycle",
        "kenaikan relevansi per siklus PDCA", "seed:000 ASM", "assumed", neutral=0.0),
    "relevance_fade": number(
        0.01, 0.0, 0.04, "share per month", "relevance lost when needs are not asked again",
        "penurunan relevansi tanpa penjajakan kebutuhan", "ASM", "assumed", neutral=0.0),
}  # fmt: skip


def paperwork(cluster, n):
    """Share of this meeting's agenda that is paperwork."""
    managed = n.managed_admin_cut * positive(cluster.management - cluster.management_found)
    return clip(cluster.admin_found * (1.0 - n.facilitated_admin_cut * cluster.facilitated) * (1.0 - managed), 0.0, 1.0)


def skill_in_front(cluster, district, n):
    """Skill of those who lead, facilitator first, then a paid outsider, then the cluster's own."""
    own = n.senior_skill * (1.0 - n.senior_best_weight + n.senior_best_weight * cluster.best)
    without = cluster.outside * n.outside_skill + (1.0 - cluster.outside) * own
    return clip(cluster.facilitated * district.facilitator_skill + (1.0 - cluster.facilitated) * without, 0.0, 1.0)


def relevance_felt(cluster, n):
    """Relevance of this meeting's content."""
    return clip(cluster.relevance + n.relevance_for_lead * cluster.facilitated, 0.0, 1.0)


def critical_mass(cluster, n):
    """1 from the quorum upward, less in proportion below."""
    return clip(cluster.arrived / n.quorum, 0.0, 1.0)


def meet(cluster, district, n):
    """The meeting is held and is worth something. | Pertemuan berlangsung dengan bobot tertentu."""
    cluster.admin_share = paperwork(cluster, n)
    cluster.lead = skill_in_front(cluster, district, n)
    cluster.worth = clip(
        cluster.held
        * (1.0 - cluster.admin_share)
        * cluster.lead
        * relevance_felt(cluster, n)
        * (0.5 + 0.5 * cluster.management)
        * critical_mass(cluster, n),
        0.0,
        1.0,
    )
    cluster.usefulness = clip(n.usefulness_floor + n.usefulness_slope * cluster.worth, 0.0, 1.0)
    cluster.present = cluster.arrived


def review(cluster, n):
    """The cluster checks its plan, if somebody monitors. | Gugus meninjau rencana bila dipantau."""
    gained = n.review_rate * cluster.evaluations * (1.0 - cluster.management)
    lost = n.review_fade * positive(cluster.management - cluster.management_found)
    cluster.management = clip(cluster.management + gained - lost, 0.0, 1.0)
    learnt = n.review_relevance * cluster.evaluations
    stale = n.relevance_fade * positive(cluster.relevance - cluster.relevance_found)
    cluster.relevance = clip(cluster.relevance + learnt - stale, 0.0, 1.0)
