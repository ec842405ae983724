"""What those who serve many clusters are like at the start: supervisors and outside resource persons."""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import drawn_level

PARAMETERS = {
    "supervisor_skill": parameter(
        0.35, 0.1, 0.6, "0-1", "mentoring skill of supervisors", "kecakapan mendampingi pengawas", "kkg_brief ASM",
        "judged"),
    "supervisor_skill_sd": parameter(
        0.12, 0.05, 0.2, "0-1", "spread of that skill", "sebaran kecakapan pengawas", "ASM", "assumed"),
}  # fmt: skip


def appoint(supervisor, luck, n):
    """Supervisors differ in skill, and in how many lessons they visit."""
    supervisor.skill = drawn_level(n.supervisor_skill, n.supervisor_skill_sd, luck.skill)
    supervisor.diligence = luck.diligence


def list_person(resource_person, luck, n):
    """Outside resource persons differ in skill."""
    resource_person.skill = drawn_level(n.outside_skill, n.outside_skill_sd, luck.skill)
