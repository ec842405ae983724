"""A page of two clusters in a browser, as a room opens it.

Browser and page are shared by all files of tests; each has a tab of its own, which keeps nothing of another's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kkgsim.places.place import Place
from web.rooms import Browser, Room, browsing, written


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Chromium, started once."""
    with browsing() as browser:
        yield browser


@pytest.fixture(scope="package")
def page_of_tiny(tiny: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of two clusters, written once."""
    return written(tiny, tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="module")
def room(chromium: Browser, page_of_tiny: Path) -> Iterator[Room]:
    with chromium.tab_for(page_of_tiny) as opened:
        yield opened
