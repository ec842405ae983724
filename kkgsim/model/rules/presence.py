"""Whether a teacher is at work and free on the day of a meeting, and what pay or neighbours make hang on that."""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, share
from kkgsim.model.rules.serving import part_away

PARAMETERS = {
    "called_away": parameter(
        0.26, 0.15, 0.35, "share of the absence",
        "absence from school that is a meeting or seminar of another body, which can fall on the day of the KKG",
        "ketidakhadiran karena rapat atau seminar lembaga lain, yang dapat bentrok dengan hari KKG", "ABS14R",
        "literature", neutral=0.0),
    "ratings_weight": parameter(
        0.5, 0.3, 0.7, "times", "what the community's ratings do relative to verified presence",
        "pengaruh penilaian masyarakat dibandingkan dengan kehadiran terverifikasi", "KIAT20", "literature",
        neutral=0.0),
    "oversight_weight": parameter(
        0.45, 0.3, 0.6, "times",
        "what a community that looks, without pay, does relative to verified presence with pay",
        "pengaruh pengawasan masyarakat tanpa tunjangan dibandingkan dengan tunjangan menurut kehadiran", "KIAT20",
        "literature", neutral=0.0),
    "reference_allowance": parameter(
        400_000, 200_000, 800_000, "Rp per person and month", "allowance that counts in full",
        "tunjangan yang berpengaruh penuh", "KIAT20 HON23 ASM", "assumed"),
}  # fmt: skip


def at_stake(teacher, n):
    """What hangs on what the teacher does, 1 where a full allowance does: unconditional pay puts nothing at stake, a
    community that looks puts some there without pay."""
    tied = clip(teacher.tied_to_presence + n.ratings_weight * teacher.tied_to_ratings, 0.0, 1.0)
    return max(tied * share(teacher.allowance, n.reference_allowance), n.oversight_weight * teacher.overseen)


def presence(teacher, district, n):
    """Chance of being at work and free on the day of a meeting: nobody comes oftener than to school, and those who are
    at a course or serve elsewhere on that day cannot come. Bodies that coordinate call on other days."""
    absent = n.absence_found * (1.0 - n.presence_gained * at_stake(teacher, n))
    at_work = 1.0 - absent * (1.0 - n.called_away * district.coordination)
    return at_work * (1.0 - (1.0 - district.coordination) * min(part_away(teacher, n), 1.0))
