"""A page of two clusters in a browser, as a room opens it: one for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kkgsim.places.place import Place
from web.rooms import Room, room_of


@pytest.fixture(scope="module")
def room(tiny: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(tiny, tmp_path_factory.mktemp("room")) as opened:
        yield opened
        assert opened.outside == [], "the page asked for something from somewhere"
        assert opened.failed == []
