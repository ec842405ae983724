"""What the page says of an address that is wrong or of another version."""

from __future__ import annotations

import pytest

from kkgsim.i18n import tr, use_language
from web.rooms import TEAM, Room


@pytest.mark.parametrize(
    ("asked", "key", "values"),
    [
        ("&p=fairy_dust,1,18,district", "page_fault_lever", {"given": "fairy_dust"}),
        ("&a=gravity:9.8", "page_fault_number", {"given": "gravity"}),
        ("&p=facilitator_team,1,99,district", "page_fault_months_of", {"lever": "facilitator_team"}),
        ("&p=facilitator_team,1,18,district,per_10_schools:400", "page_fault_value", {"given": "400"}),
        ("&p=facilitator_team,1,18,pirates", "page_fault_payer", {"given": "pirates"}),
        ("&p=facilitator_team,1,18,district,wings:2", "page_fault_setting", {"given": "wings"}),
        ("&place=atlantis", "page_fault_place", {"given": "atlantis"}),
        (TEAM + TEAM, "page_fault_overlap", {"lever": "facilitator_team"}),
    ],
)
def test_a_wrong_address_is_told(asked: str, key: str, values: dict[str, str], room: Room) -> None:
    room.ask(asked)
    said = " ".join(room.texts("[role=alert] li"))
    assert all(value in said for value in values.values())
    with use_language("en"):
        assert (
            tr(key, low=0, high=4, name="", months=18, mine="tiny", **{"lever": "", "given": "", **values})[:12] in said
        )


def test_a_link_of_another_version_is_not_guessed_at(room: Room) -> None:
    room.tab.goto("about:blank")
    room.tab.goto(f"{room.path.as_uri()}#v=7&lang=en{TEAM}")
    room.whole()
    room.see("[role=alert]").to_contain_text("version “7”")
    room.see("#on-facilitator_team").not_to_be_checked()
