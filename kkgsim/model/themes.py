"""Levers in the groups in which people talk about them, for the page and lists."""

from __future__ import annotations

from dataclasses import dataclass

from kkgsim.i18n import Text
from kkgsim.model.levers import BROUGHT


@dataclass(frozen=True)
class Theme:
    """Levers that belong together in talk, by name."""

    name: str
    label: Text
    levers: tuple[str, ...]


THEMES: tuple[Theme, ...] = (
    Theme("people", Text("Who leads and mentors", "Pemandu dan pendamping"),
          ("facilitator_team", "followup_mentoring", "core_teachers", "supervisor_merit", "principal_development")),
    Theme("money", Text("Money for KKG", "Dana untuk KKG"),
          ("bos_allocation", "bosda_minimum", "transport_recognition", "shared_facilities")),
    Theme("programme", Text("What meetings are about", "Isi kegiatan KKG"),
          ("needs_programme", "learning_community", "ict_online", "provider_partnership", "fair_selection")),
    Theme("time", Text("Time and workload", "Waktu dan beban kerja"),
          ("meeting_time", "release_from_teaching", "workload_relief")),
    Theme("rules", Text("Rules and oversight", "Aturan dan pengawasan"),
          ("ministerial_regulation", "district_regulation", "guideline_implementation", "monitoring",
           "perception_change")),
)  # fmt: skip
"""Every lever that ships belongs to one of them."""
OTHERS = Text("From other packages", "Dari paket lain")


def themes() -> tuple[Theme, ...]:
    """The themes, and at the end one of the levers that other packages bring, where there are any."""
    return (*THEMES, Theme("others", OTHERS, tuple(BROUGHT))) if BROUGHT else THEMES
