"""The district office writes to teachers before each meeting what it will be about."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Setting, delay
from kkgsim.model.parameters import Source, parameter

SOURCES = {
    "TRIAL": Source(
        key="TRIAL", citation="Our own trial in one cluster, 2026", where="our files", read="all of it",
    ),
}  # fmt: skip
PARAMETERS = {
    "message_weight": parameter(
        0.3, 0.1, 0.6, "0-1", "what a message does of what a campaign does", "pengaruh pesan dibanding kampanye",
        "TRIAL", "judged", neutral=0.0),
    "message_cost": parameter(
        2_000, 500, 5_000, "Rp per person and month", "messages to a teacher and the hours of who writes them",
        "pesan kepada guru dan jam kerja penulisnya", "ASM", "assumed"),
    "delay_messages_to_teachers": delay(
        1, 0, 3, "the list of numbers is complete", "daftar nomor telepon lengkap"),
}  # fmt: skip


def on_teacher(teacher, policy, n):
    """A message counts as a part of a campaign; more than a whole campaign there cannot be."""
    teacher.campaign = max(teacher.campaign, policy.messages_to_teachers_reach * n.message_weight)


def messages(teacher, policy, n):
    """Teachers to whom somebody writes."""
    return policy.messages_to_teachers_reach


LEVER = Lever(
    name="messages_to_teachers",
    label=Text("Messages before the meeting", "Pesan sebelum pertemuan"),
    about=Text(
        "The district office writes to teachers before each meeting what it will be about and who will lead it.",
        "Dinas menulis pesan kepada guru sebelum setiap pertemuan: apa yang akan dibahas dan siapa yang memandu.",
    ),
    origin=(),
    settings=(
        Setting("reach", 0, 1, 1.0, "share", Text("Teachers who get messages", "Guru yang menerima pesan"), "TRIAL"),
    ),
    effects={"teacher": on_teacher},
    costs=(
        Cost("messages", Text("Messages to teachers", "Pesan kepada guru"), "teacher", messages, "message_cost"),
    ),
    delay="delay_messages_to_teachers",
)  # fmt: skip
