"""Kinds of session: what each does that the others do not, and what one is worth.

The study names them: sharing good practice, case study and reflection (pedagogic competence), drafting ATP and
teaching modules (professional competence), working together and reflecting on values (social and personality
competence), and training. What a meeting leaves after paperwork is divided among them: as usual, or as the programme
sets aside. Training needs somebody who can; sharing and reflection are carried by the members, as well as these can
work together.
"""

from kkgsim.model.entities.cluster import KINDS_OF_SESSION
from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import positive, select
from kkgsim.model.rules.scheduling import filling

_USUAL = {
    "sharing": (0.25, 0.1, 0.4),
    "case_study": (0.15, 0.05, 0.25),
    "reflection": (0.10, 0.0, 0.2),
    "drafting": (0.30, 0.15, 0.45),
    "training": (0.20, 0.1, 0.35),
}
"""What the content is made of today, with ranges: a judgement, for nobody has counted."""
_CARRIED = {"sharing": 0.7, "case_study": 0.4, "reflection": 0.7, "drafting": 0.5, "training": 0.1}
"""How far each kind lives by the members: little where somebody has to know more, much where all talk."""
_TEACHES = {
    "pedagogic": ("pedagogik", {"sharing": 0.4, "case_study": 0.6, "reflection": 0.3, "training": 0.5}),
    "professional": ("profesional", {"sharing": 0.2, "case_study": 0.2, "drafting": 0.7, "training": 0.4}),
    "social": ("sosial", {"sharing": 0.3, "case_study": 0.2, "reflection": 0.3, "drafting": 0.2}),
    "personality": ("kepribadian", {"sharing": 0.1, "reflection": 0.4}),
}
"""Which competence grows in which kind of session (the study); how much is assumed."""

PARAMETERS = {
    "worth_form": parameter(
        0.5, 0.0, 3.0, "choice",
        "how content, skill, relevance and means make up the worth of a session: below 1 their "
        "product, from 1 the weakest of them, from 2 their weighted sum",
        "cara isi, kecakapan, relevansi, dan sarana membentuk nilai sesi: di bawah 1 hasil kali, mulai 1 unsur "
        "terlemah, mulai 2 jumlah berbobot", "ASM", "assumed", distribution="uniform",
        note="a choice of structure, not of size; nobody has measured which one holds"),
    "good_content": parameter(
        0.75, 0.75, 0.75, "share of the agenda", "capacity building in a good session (a point of reference)",
        "porsi peningkatan kapasitas dalam sesi yang baik (titik acuan)", "CFPT20 SUM19 ASM", "assumed",
        distribution="fixed"),
    "good_skill": parameter(
        0.70, 0.70, 0.70, "0-1", "skill of who leads a good session (a point of reference)",
        "kecakapan pemandu sesi yang baik (titik acuan)", "SUM19 ASM", "assumed", distribution="fixed"),
    "good_relevance": parameter(
        0.75, 0.75, 0.75, "0-1", "relevance of a good session (a point of reference)",
        "relevansi sesi yang baik (titik acuan)", "kkg_brief ASM", "assumed", distribution="fixed"),
    "good_means": parameter(
        0.85, 0.85, 0.85, "0-1", "facilities, materials and management of a good session (a point of reference)",
        "sarana, materi, dan pengelolaan sesi yang baik (titik acuan)", "kkg_brief ASM", "assumed",
        distribution="fixed"),
    "weight_content": parameter(
        0.3, 0.1, 0.5, "weight", "weight of the content in a session's worth where worth is a sum",
        "bobot isi dalam nilai sesi bila nilai itu jumlah", "ASM", "assumed"),
    "weight_skill": parameter(
        0.3, 0.1, 0.5, "weight", "weight of the skill of who leads, where worth is a sum",
        "bobot kecakapan pemandu bila nilai itu jumlah", "ASM", "assumed"),
    "weight_relevance": parameter(
        0.2, 0.1, 0.4, "weight",
        "weight of the relevance, where worth is a sum", "bobot relevansi bila nilai itu jumlah",
        "ASM", "assumed"),
    "weight_means": parameter(
        0.2, 0.1, 0.4, "weight", "weight of facilities, materials and management, where worth is a sum",
        "bobot sarana, materi, dan pengelolaan bila nilai itu jumlah", "ASM", "assumed"),
    **{
        f"mix_{kind}": parameter(
            part, low, high, "weight", f"usual part of the content beside the other kinds: {KINDS_OF_SESSION[kind][0]}",
            f"porsi lazim dalam isi di samping jenis lain: {KINDS_OF_SESSION[kind][1]}", "janapria_study CIP17 ASM",
            "assumed")
        for kind, (part, low, high) in _USUAL.items()
    },
    **{
        f"carried_{kind}": parameter(
            part, max(0.0, part - 0.2), part + 0.2, "share",
            f"how far members carry a session by their social competence: {KINDS_OF_SESSION[kind][0]}",
            f"seberapa jauh kompetensi sosial peserta menopang sesi: {KINDS_OF_SESSION[kind][1]}",
            "janapria_study ASM", "assumed")
        for kind, part in _CARRIED.items()
    },
    **{
        f"{competency}_in_{kind}": parameter(
            part, part / 2.0, min(1.0, part * 1.5), "share",
            f"part of a session's gain that is {competency}: {KINDS_OF_SESSION[kind][0]}",
            f"porsi {in_indonesian} dalam hasil sesi: {KINDS_OF_SESSION[kind][1]}", "janapria_study ASM", "assumed")
        for competency, (in_indonesian, parts) in _TEACHES.items()
        for kind, part in parts.items()
    },
    "talk_in_drafting": parameter(
        0.5, 0.2, 0.8, "share", "part of a drafting session in which teachers talk about their teaching",
        "bagian sesi penyusunan untuk membicarakan pengajaran", "janapria_study ASM", "assumed"),
    "talk_in_training": parameter(
        0.3, 0.1, 0.5, "share", "part of a training in which teachers talk about their teaching",
        "bagian pelatihan untuk membicarakan pengajaran", "ASM", "assumed"),
    "use_ready": parameter(
        0.3, 0.0, 0.6, "share", "how much more use teachers see where a session leaves something ready for class",
        "tambahan manfaat yang dirasakan bila sesi menghasilkan sesuatu yang siap dipakai di kelas",
        "janapria_study ASM", "assumed", neutral=0.0),
}  # fmt: skip


def good_sessions(content, skill, relevance, equipped, n):
    """What one session is worth, in good sessions: the product, the weakest or the weighted sum of what it needs, each
    relative to a good session."""
    by_content, by_skill = content / n.good_content, skill / n.good_skill
    by_relevance, by_means = relevance / n.good_relevance, equipped / n.good_means
    product = by_content * by_skill * by_relevance * by_means
    weakest = min(by_content, by_skill, by_relevance, by_means)
    weights = n.weight_content + n.weight_skill + n.weight_relevance + n.weight_means
    added = (
        n.weight_content * by_content
        + n.weight_skill * by_skill
        + n.weight_relevance * by_relevance
        + n.weight_means * by_means
    )
    return select(n.worth_form < 1.0, product, select(n.worth_form < 2.0, weakest, added / weights))


def worth_of_a_good_session(n):
    """Worth of a good session on the scale from nothing to a session that lacks nothing, the same in every form."""
    return n.good_content * n.good_skill * n.good_relevance * n.good_means


def usual_weights(n):
    """What the usual parts of all kinds add up to."""
    return n.mix_sharing + n.mix_case_study + n.mix_reflection + n.mix_drafting + n.mix_training


def set_aside(cluster):
    """What the programme sets aside for all kinds."""
    talking = cluster.for_sharing + cluster.for_case_study + cluster.for_reflection
    return talking + cluster.for_drafting + cluster.for_training


def part_of_content(wanted, usual, cluster, n):
    """Part of the content that a kind gets: what the programme sets aside for it, and its usual part of the rest."""
    planned = set_aside(cluster)
    return wanted / max(planned, 1.0) + positive(1.0 - planned) * usual / usual_weights(n)


def skill_for(carried, cluster):
    """Skill that a kind of session rests on: the members' working together, as far as they carry it, and who leads."""
    members = cluster.social_sum / max(cluster.arrived, 1.0)
    return carried * members + (1.0 - carried) * cluster.lead


def ready_for_class(cluster, n):
    """How much of use a meeting's content is beside the usual one: more where something is drafted or practised."""
    ready = part_of_content(cluster.for_drafting + cluster.for_training, n.mix_drafting + n.mix_training, cluster, n)
    return 1.0 + n.use_ready * (ready - (n.mix_drafting + n.mix_training) / usual_weights(n))


def hold_sessions(cluster, content, relevance, equipped, n):
    """The sessions of each kind are held."""
    whole = cluster.held * filling(cluster, n.quorum)
    sharing = part_of_content(cluster.for_sharing, n.mix_sharing, cluster, n)
    case_study = part_of_content(cluster.for_case_study, n.mix_case_study, cluster, n)
    reflection = part_of_content(cluster.for_reflection, n.mix_reflection, cluster, n)
    drafting = part_of_content(cluster.for_drafting, n.mix_drafting, cluster, n)
    training = part_of_content(cluster.for_training, n.mix_training, cluster, n)
    by_sharing = good_sessions(content, skill_for(n.carried_sharing, cluster), relevance, equipped, n)
    by_case_study = good_sessions(content, skill_for(n.carried_case_study, cluster), relevance, equipped, n)
    by_reflection = good_sessions(content, skill_for(n.carried_reflection, cluster), relevance, equipped, n)
    by_drafting = good_sessions(content, skill_for(n.carried_drafting, cluster), relevance, equipped, n)
    by_training = good_sessions(content, skill_for(n.carried_training, cluster), relevance, equipped, n)
    cluster.good_sharing = whole * sharing * by_sharing
    cluster.good_case_study = whole * case_study * by_case_study
    cluster.good_reflection = whole * reflection * by_reflection
    cluster.good_drafting = whole * drafting * by_drafting
    cluster.good_training = whole * training * by_training
    talk = sharing + case_study + reflection + n.talk_in_drafting * drafting + n.talk_in_training * training
    cluster.talk = cluster.held * content * talk
    add_up(cluster, n)


def add_up(cluster, n):
    """What the sessions teach together."""
    talking = cluster.good_sharing + cluster.good_case_study + cluster.good_reflection
    cluster.taught = talking + cluster.good_drafting + cluster.good_training
    cluster.teaches_pedagogic = (
        n.pedagogic_in_sharing * cluster.good_sharing
        + n.pedagogic_in_case_study * cluster.good_case_study
        + n.pedagogic_in_reflection * cluster.good_reflection
        + n.pedagogic_in_training * cluster.good_training
    )
    cluster.teaches_professional = (
        n.professional_in_sharing * cluster.good_sharing
        + n.professional_in_case_study * cluster.good_case_study
        + n.professional_in_training * cluster.good_training
    )
    cluster.teaches_social = (
        n.social_in_sharing * cluster.good_sharing
        + n.social_in_case_study * cluster.good_case_study
        + n.social_in_reflection * cluster.good_reflection
        + n.social_in_drafting * cluster.good_drafting
    )
    cluster.teaches_personality = (
        n.personality_in_sharing * cluster.good_sharing + n.personality_in_reflection * cluster.good_reflection
    )
