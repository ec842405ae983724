"""What a page may do, and how large it may be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kkgsim.errors import KKGError
from kkgsim.i18n import LANGUAGES, Text, tr, use_language
from kkgsim.places.place import Place
from kkgsim.places.synthetic import embedded
from kkgsim.scenario.resolve import place_named
from kkgsim.web import page_file
from kkgsim.web.page_file import policy
from web.rooms import MONTHS, Room, written


def test_names_cannot_inject(room: Room, tiny: Place, tmp_path: Path) -> None:
    bad = '</script><script>document.title="caught"</script><img src=x onerror="document.title=1">'
    schools = tuple(replace(school, name=bad, village=bad) for school in tiny.schools)
    place = replace(tiny, title=Text(bad, bad), schools=schools)
    other = replace(room, path=written(place, tmp_path))
    other.open(f"&p={bad}")
    assert bad in other.texts("h1")[0]
    assert other.tab.title() == f"kkgsim · {bad}"
    assert other.failed == []


def test_what_a_page_may_do_is_named(room: Room) -> None:
    rule = room.tab.locator("meta[http-equiv]").get_attribute("content")
    assert "unsafe-inline" not in rule
    assert "default-src 'none'" in rule
    assert rule == policy(page_file.built("page.js").decode(), page_file.built("page.css").decode())


def test_a_page_says_what_it_needs_where_scripts_are_off(room: Room) -> None:
    text = room.path.read_text(encoding="utf-8").split("<script")[0]
    for language in LANGUAGES:
        with use_language(language):
            assert tr("page_needs_scripts") in text


def test_a_place_too_large_for_a_page_is_refused(tiny: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_file, "LARGEST", 100_000)
    with pytest.raises(KKGError, match="MB"):
        page_file.page_file(tiny, months=MONTHS, replicates=2)


def test_a_large_list_that_counts_no_teachers_is_played_less_often(
    tiny: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_file, "LARGE", 20)
    unknown = replace(tiny, schools=tuple(replace(school, teachers=None) for school in tiny.schools))
    written = page_file.page_file(unknown, months=2)
    assert f'"replicates":{page_file.LARGE_REPLICATES},' in written


@pytest.mark.parametrize("name", ["janapria", "lombok_tengah"])
def test_pages_are_small_enough_to_carry(name: str) -> None:
    assert name in embedded()
    limit = {"janapria": 3_000_000, "lombok_tengah": 6_000_000}[name]
    assert len(page_file.page_file(place_named(name)).encode()) <= limit
